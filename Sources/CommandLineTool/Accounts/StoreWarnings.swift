import ContentModel
import Diagnostics
import FileStore
import Planning
import TokenStore

/// What a plan says of a token store that its actions need, and that holds none of their tokens or cannot be read.
enum StoreWarnings {
    /// One finding for the store, or one for each token that it lacks; needs no key.
    ///
    /// - Parameter accounts: those that the plan may be about.
    static func of(_ accounts: [AccountName: Account], in root: String, for plan: Plan) -> [Diagnostic] {
        let active = Set(plan.actions.lazy.filter { $0.kind.needsToken }.map(\.publication.account))
        let waiting = accounts.values.compactMap { account -> (account: Account, key: String)? in
            guard active.contains(account.name), case .store(let key) = account.token else { return nil }
            return (account, key)
        }
        guard !waiting.isEmpty else { return [] }
        let known: Set<String>
        do throws(StoreError) { known = Set(try TokenKeeping.outlooks(in: root).map(\.name)) } catch {
            return [Diagnostic(nil, error.what, why: error.why, fix: error.fix, severity: .warning)]
        }
        return waiting.filter { !known.contains($0.key) }.map { account, key in
            Diagnostic(
                account.location, "the token of account \(account.name) is missing: store:\(key)",
                why: "\(TokenKeeping.path) holds no such token here, and apply needs it",
                fix: "run calends auth login --account \(account.name), or bring the store along", severity: .warning)
        }
    }
}
