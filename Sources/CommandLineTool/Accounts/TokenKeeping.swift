import ContentModel
import Cryptography
import Diagnostics
import FileStore
import FoundationEssentials
import Planning
import TokenStore

/// Where a repository's tokens are kept, and what is remembered of others.
enum TokenKeeping {
    /// The encrypted store, below the repository's root; to be committed or not, as its owners like.
    static let path = ".calends-tokens"
    private static let folder = ".calends"
    /// When tokens end that are kept elsewhere, as the platform last said: lines of account, end, end of the access to
    /// data, and digest of the token; no secrets.
    private static let endsPath = folder + "/token-ends"

    /// The store of a repository.
    ///
    /// - Parameter ask: asked for the passphrase where the environment has neither key nor passphrase.
    static func store(
        in workspace: Workspace, environment: [String: String], ask: @escaping @Sendable () -> String? = { nil }
    ) throws(StoreError) -> TokenStore {
        let files: FileRoot
        do throws(FileError) { files = try workspace.files() } catch { throw .file(error) }
        let trace = workspace.trace
        return try TokenStore(in: files, at: path, lockPath: folder + "/tokens.lock") { () throws(StoreError) in
            let text = environment["CALENDS_KEY"]?.trimmed ?? ""
            let given = environment["CALENDS_PASSPHRASE"] ?? ""
            // Both may be set, for several stores: of this one its own counts, and a new one takes the key.
            let wanted = TokenStore.wantsPassphrase(in: files, at: path)
            let asked = given.isEmpty && (wanted ?? text.isEmpty) ? ask() : nil
            if !text.isEmpty, wanted != true || (given.isEmpty && asked == nil) {
                trace.hide(text)
                trace.stepOnce("opens \(path) with CALENDS_KEY")
                return try StoreKey(written: text)
            }
            guard let words = given.isEmpty ? asked : given, !words.isEmpty else { return nil }
            trace.hide(words)
            trace.stepOnce(
                "opens \(path) with \(given.isEmpty ? "the passphrase that was typed" : "CALENDS_PASSPHRASE")")
            return .passphrase(words)
        }
    }

    /// What the store says of its tokens to everybody.
    static func outlooks(in root: String) throws(StoreError) -> [TokenOutlook] {
        let files: FileRoot
        do throws(FileError) { files = try FileRoot(root) } catch { throw .file(error) }
        return try TokenStore.outlooks(in: files, at: path)
    }

    /// When the accounts' tokens end, as far as that is known without a key or a network.
    ///
    /// - Parameter secrets: has the tokens that lie outside of the store: what is remembered of a former one says nothing.
    static func ends(of accounts: [AccountName: Account], in root: String, _ secrets: Secrets) -> [TokenEnd] {
        guard !accounts.isEmpty, let files = try? FileRoot(root) else { return [] }
        // What cannot be read is not known here; whoever uses the store hears why.
        let stored = Dictionary(
            ((try? outlooks(in: root)) ?? []).map { ($0.name, $0) },
            uniquingKeysWith: { first, _ in first })
        let remembered = remembered(in: files)
        return accounts.flatMap { name, account -> [TokenEnd] in
            let outlook: TokenOutlook?
            if case .store(let key) = account.token {
                outlook = stored[key]
            } else if let known = remembered[name.text] {
                let token = try? secrets.secret(account.token, for: "the token of account \(name)", at: nil)
                outlook = token == nil || token.map(known.isOf) == true ? known.outlook : nil
            } else {
                outlook = nil
            }
            return [
                outlook?.expires.map { TokenEnd(of: name, at: $0) },
                outlook?.dataAccessExpires.map { TokenEnd(of: name, at: $0, isDataAccess: true) },
            ]
            .compactMap { $0 }
        }
    }

    /// Remembers when the token of an account ends that is kept outside of the store.
    static func remember(_ outlook: TokenOutlook, of token: String, in root: String) {
        // A plan that knows less is all that comes of a disk that is full.
        guard let files = try? FileRoot(root), (try? files.createFolder(folder)) != nil,
            let lock = try? files.lock(endsPath + ".lock", timeout: .seconds(10))
        else { return }
        defer { withExtendedLifetime(lock) {} }
        var all = remembered(in: files)
        all[outlook.name] = Remembered(outlook: outlook, digest: Remembered.digest(of: token))
        let lines = all.values.sorted { $0.outlook.name < $1.outlook.name }.map(\.line)
        try? files.durableFile(endsPath).replace(with: Array(lines.joined().utf8))
    }

    /// What is known of one token, and which it is.
    private struct Remembered {
        let outlook: TokenOutlook
        let digest: String

        init(outlook: TokenOutlook, digest: String) { (self.outlook, self.digest) = (outlook, digest) }

        init?(_ line: Substring) {
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 4 else { return nil }
            outlook = TokenOutlook(
                name: words[0], expires: try? Date(words[1], strategy: .iso8601),
                dataAccessExpires: try? Date(words[2], strategy: .iso8601))
            digest = words[3]
        }

        var line: String {
            let dates = [outlook.expires, outlook.dataAccessExpires].map { $0?.formatted(.iso8601) ?? "-" }
            return "\(outlook.name) \(dates[0]) \(dates[1]) \(digest)\n"
        }

        func isOf(_ token: String) -> Bool { digest == Self.digest(of: token) }

        /// Tells tokens apart and gives none away: they are too long to be guessed.
        static func digest(of token: String) -> String {
            String(SHA256.digest(of: Array("calends token-ends: \(token)".utf8)).hex.prefix(16))
        }
    }

    private static func remembered(in files: FileRoot) -> [String: Remembered] {
        let bytes = (try? files.bytes(of: endsPath, limit: 4 << 20)) ?? []
        let known = String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { Remembered($0) }
        return Dictionary(known.map { ($0.outlook.name, $0) }, uniquingKeysWith: { first, _ in first })
    }
}

extension String {
    /// Without white space at either end.
    var trimmed: String {
        var rest = self[...].drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}

extension CommandFailure {
    /// Why the token store cannot be used.
    init(_ error: StoreError) {
        let status: ExitStatus =
            switch error {
            case .file(.locked): .tryLater
            default: .needsPerson
            }
        self.init(error.what, why: error.why, fix: error.fix, status: status)
    }
}
