import Diagnostics

/// Which platforms this version publishes to; the one place to lift the limit.
enum PlatformSupport {
    /// The login rules to apply to an entry on `account`, or `nil` after an error at `place`.
    static func login(of account: Account, at place: SourceLocation, findings: inout Findings) -> Login? {
        switch account.platform {
        case .instagram(let login): return login
        case .facebook:
            findings.error(
                place, "account '\(account.name)' is a Facebook Page",
                why: "Facebook Pages are not published by this version", fix: "take it out of the entry's accounts")
            return nil
        }
    }
}
