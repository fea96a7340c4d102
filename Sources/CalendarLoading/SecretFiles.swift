import ContentModel
import Diagnostics

/// The files inside the repository in which the settings say that secrets are kept.
struct SecretFiles {
    /// A file, whose secret it holds, and where the settings name that one.
    private struct Reference {
        var path: String
        var owner: String
        var location: SourceLocation
    }

    private var references: [Reference] = []

    init(of settings: Settings) {
        for account in settings.accounts.values.sorted(by: { $0.name < $1.name }) {
            note(account.token, of: "the token of '\(account.name)'", at: account.location)
        }
        if let app = settings.app { note(app) }
        if case .s3(let s3)? = settings.hosting {
            let top = SourceLocation(file: CalendarLoader.settingsPath)
            note(s3.accessKey, of: "the access key of hosting", at: top)
            note(s3.secretKey, of: "the secret key of hosting", at: top)
            if let token = s3.sessionToken { note(token, of: "the session token of hosting", at: top) }
        }
    }

    /// Notes the secrets of the app that logs in.
    private mutating func note(_ app: AppSettings) {
        let top = SourceLocation(file: CalendarLoader.settingsPath)
        if let secret = app.secret { note(secret, of: "the secret of the app", at: top) }
        if let secret = app.instagramSecret { note(secret, of: "the instagram_secret of the app", at: top) }
    }

    /// An error for each that is committed; one that is only in the work tree may well be ignored by git.
    func findings(in source: CalendarSource) throws(CalendarSourceError) -> [Diagnostic] {
        guard !references.isEmpty, source.commit != nil else { return [] }
        let located = try source.locate(references.map { MediaPath(known: $0.path) })
        let present = references.filter {
            if case .success? = located[MediaPath(known: $0.path)] { true } else { false }
        }
        guard !present.isEmpty else { return [] }
        let uncommitted = Set(try source.uncommitted(present.map(\.path)))
        return present.filter { !uncommitted.contains($0.path) }.map { reference in
            Diagnostic(
                reference.location, "\(reference.owner) is in '\(reference.path)', which is committed",
                why: "a secret in git is known to everyone who can read the repository, for ever",
                fix: "revoke it, keep the new one elsewhere, and remove the file from git")
        }
    }

    /// Notes a file below the repository's root; what lies elsewhere cannot be committed.
    private mutating func note(_ secret: SecretReference, of owner: String, at location: SourceLocation) {
        guard case .file(let path) = secret, !path.hasPrefix("/") else { return }
        let parts = path.split(separator: "/").filter { $0 != "." }
        guard !parts.isEmpty, !parts.contains("..") else { return }
        references.append(Reference(path: parts.joined(separator: "/"), owner: owner, location: location))
    }
}
