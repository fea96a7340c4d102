import ContentModel
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
    /// When tokens end that are kept elsewhere, as the platform last said; no secrets.
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
            if let text = environment["CALENDS_KEY"]?.trimmed, !text.isEmpty {
                trace.hide(text)
                trace.stepOnce("opens \(path) with CALENDS_KEY")
                return try StoreKey(written: text)
            }
            let given = environment["CALENDS_PASSPHRASE"] ?? ""
            let mayAsk = given.isEmpty && !TokenStore.opensWithKey(in: files, at: path)
            guard let words = mayAsk ? ask() : given, !words.isEmpty else { return nil }
            trace.hide(words)
            trace.stepOnce(
                "opens \(path) with \(given.isEmpty ? "the passphrase that was typed" : "CALENDS_PASSPHRASE")")
            return .passphrase(words)
        }
    }

    /// When the accounts' tokens end, as far as that is known without a key or a network.
    static func ends(of accounts: [AccountName: Account], in root: String) -> [TokenEnd] {
        guard !accounts.isEmpty, let files = try? FileRoot(root) else { return [] }
        // What cannot be read is not known here; whoever uses the store hears why.
        let stored = Dictionary(
            ((try? TokenStore.outlooks(in: files, at: path)) ?? []).map { ($0.name, $0) },
            uniquingKeysWith: { first, _ in first })
        let remembered = remembered(in: files)
        return accounts.flatMap { name, account in
            let outlook = if case .store(let key) = account.token { stored[key] } else { remembered[name.text] }
            return [
                outlook?.expires.map { TokenEnd(of: name, at: $0) },
                outlook?.dataAccessExpires.map { TokenEnd(of: name, at: $0, isDataAccess: true) },
            ]
            .compactMap { $0 }
        }
    }

    /// Remembers when the token of an account ends that is kept outside of the store.
    static func remember(_ outlook: TokenOutlook, in root: String) {
        guard let files = try? FileRoot(root) else { return }
        var all = remembered(in: files)
        all[outlook.name] = outlook
        let lines = all.values.sorted { $0.name < $1.name }.map { outlook in
            [
                outlook.name, outlook.expires?.formatted(.iso8601) ?? "-",
                outlook.dataAccessExpires?.formatted(.iso8601) ?? "-",
            ]
            .joined(separator: " ")
        }
        // A plan that knows less is all that comes of a disk that is full.
        try? files.createFolder(folder)
        try? files.durableFile(endsPath).replace(with: Array(lines.map { $0 + "\n" }.joined().utf8))
    }

    private static func remembered(in files: FileRoot) -> [String: TokenOutlook] {
        let bytes = (try? files.bytes(of: endsPath, limit: 4 << 20)) ?? []
        let outlooks = String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap {
            line -> TokenOutlook? in
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 3 else { return nil }
            return TokenOutlook(
                name: words[0], expires: try? Date(words[1], strategy: .iso8601),
                dataAccessExpires: try? Date(words[2], strategy: .iso8601))
        }
        return Dictionary(outlooks.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
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
