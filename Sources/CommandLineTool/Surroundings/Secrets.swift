import ContentModel
import Diagnostics
import FileStore
import MetaGraph
import TokenStore

/// Finds the secrets that the settings only refer to.
struct Secrets: Sendable {
    let environment: [String: String]
    /// Where relative paths of `file:` start.
    let root: String
    let trace: Trace
    private let store: Result<TokenStore, StoreError>

    /// - Parameter ask: asked for the passphrase of the token store where the environment has neither key nor passphrase.
    init(
        environment: [String: String], in workspace: Workspace, ask: @escaping @Sendable () -> String? = { nil }
    ) {
        self.environment = environment
        root = workspace.root
        trace = workspace.trace
        store = Result { () throws(StoreError) in
            try TokenKeeping.store(in: workspace, environment: environment, ask: ask)
        }
    }

    /// The secret behind `reference`, without white space around it; nothing of it is ever in an error.
    ///
    /// - Parameter purpose: what it is for, such as `the token of account bakery`.
    func secret(_ reference: SecretReference, for purpose: String, at location: SourceLocation?) throws(Diagnostic)
        -> String
    {
        trace.stepOnce("takes \(purpose) from \(reference)")
        let secret = try value(of: reference, for: purpose, at: location)
        trace.hide(secret)
        return secret
    }

    private func value(
        of reference: SecretReference, for purpose: String, at location: SourceLocation?
    ) throws(Diagnostic) -> String {
        switch reference {
        case .environment(let name):
            let text = (environment[name] ?? "").trimmed
            guard text.isEmpty else { return text }
            throw Diagnostic(
                location, "\(purpose) is missing: \(reference)",
                why: "the environment has no \(name)", fix: "export \(name), or set it as a secret of the CI job")
        case .file(let path):
            let text = try contents(of: path, purpose, location)
            guard text.isEmpty else { return text }
            throw Diagnostic(
                location, "\(purpose) is missing: \(reference)", why: "the file is empty",
                fix: "write the secret into it")
        case .store(let name):
            let token: StoredToken?
            do throws(StoreError) { token = try stored(name) } catch {
                throw Diagnostic(
                    location, "\(purpose) cannot be had: \(error.what)", why: error.why, fix: error.fix)
            }
            if let token { return token.secret }
            throw Diagnostic(
                location, "\(purpose) is missing: \(reference)", why: "\(TokenKeeping.path) holds no such token",
                fix: "run calends auth login --account \(name)")
        }
    }

    /// The token of an account, which of those in the store is sent to the server alone that gave it.
    func token(of account: Account, at location: SourceLocation?) throws(Diagnostic) -> String {
        let secret = try secret(account.token, for: "the token of account \(account.name)", at: location)
        if case .store(let name) = account.token, let token = try? stored(name) {
            try Self.check(token, for: account, at: location)
        }
        return secret
    }

    /// Refuses to send a token anywhere else: whoever may write the settings must not get at it with them.
    private static func check(
        _ token: StoredToken, for account: Account, at location: SourceLocation?
    ) throws(Diagnostic) {
        let asked = account.graphHost.origin
        guard let server = token.server, server != asked else { return }
        throw Diagnostic(
            location, "the token of account \(account.name) is not for \(asked)",
            why: "\(server) gave it, and to send it elsewhere would give it away",
            fix: "correct api: in the settings, or log in there: run calends auth login --account \(account.name)")
    }

    /// A token of the store with what is known of it; nil where the store has none of this name.
    func stored(_ name: String) throws(StoreError) -> StoredToken? {
        let token = try store.get().tokens()[name]
        for secret in [token?.secret, token?.personSecret].compactMap({ $0 }) { trace.hide(secret) }
        return token
    }

    /// Renews a token of the store, and keeps the new one; where another process has done it meanwhile, that is the one.
    ///
    /// - Throws: what the renewal throws, and ``CommandFailure`` where the store cannot be used or holds no such token.
    func renew(_ name: String, by renewal: TokenRenewal) async throws -> StoredToken {
        do {
            let store = try store.get()
            guard let known = try stored(name) else {
                throw CommandFailure(
                    "the token of account \(renewal.account.name) is missing: store:\(name)",
                    why: "\(TokenKeeping.path) holds no such token",
                    fix: "run calends auth login --account \(renewal.account.name)", status: .needsPerson)
            }
            try Self.check(known, for: renewal.account, at: nil)
            return try await store.whileAlone { tokens in
                if let other = tokens[name], other.secret != known.secret { return other }
                let new = try await renewal.renewed(known)
                try store.update { $0[name] = new }
                trace.step("has written the new token, as store:\(name) in \(TokenKeeping.path)")
                return new
            }
        } catch let error as StoreError {
            throw CommandFailure(error)
        }
    }

    private func contents(
        of path: String, _ purpose: String, _ location: SourceLocation?
    ) throws(Diagnostic) -> String {
        do throws(FileError) {
            // Secrets lie outside of the repository: the file is named by the person who runs this.
            let whole = path.hasPrefix("/") ? path : root + "/" + path
            let folder = whole.lastIndex(of: "/").map { whole[..<$0] } ?? ""
            let name = String(whole.split(separator: "/").last ?? "")
            let bytes = try FileRoot(folder.isEmpty ? "/" : String(folder)).bytes(of: name, limit: 64 << 10)
            return String(decoding: bytes, as: UTF8.self).trimmed
        } catch {
            throw Diagnostic(location, "\(purpose) is missing: \(error.what)", why: error.why, fix: error.fix)
        }
    }
}
