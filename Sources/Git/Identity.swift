/// Who commits, as git would find out: from the environment, then from the configuration.
///
/// For each role git looks at `GIT_AUTHOR_NAME`, then `author.name`, then `user.name`, and likewise for the address
/// (with `EMAIL` last) and for the committer (git-commit(1), "COMMIT INFORMATION"). Unlike git, nothing is made up from
/// the login name and the host.
struct Identity {
    let role: GitError.Role
    let environment: [String: String]

    /// The person, at the moment `GIT_AUTHOR_DATE` or `GIT_COMMITTER_DATE` says, else at `now`.
    ///
    /// - Throws: ``GitError/noIdentity(_:)``, ``GitError/invalidDate(variable:value:)``.
    func signature(in repository: borrowing Repository, now: CommitTime) throws(GitError) -> Signature {
        let prefix = "GIT_" + role.rawValue.uppercased()
        let name = try value(of: "NAME", key: "name", prefix, repository)
        var email = try value(of: "EMAIL", key: "email", prefix, repository)
        if email == nil { email = Self.clean(environment["EMAIL"]) }
        guard let name, let email else { throw .noIdentity(role) }
        return Signature(name: name, email: email, time: try time(variable: prefix + "_DATE") ?? now)
    }

    private func value(
        of variable: String, key: String, _ prefix: String, _ repository: borrowing Repository
    ) throws(GitError) -> String? {
        if let value = Self.clean(environment["\(prefix)_\(variable)"]) { return value }
        if let value = Self.clean(try repository.configuration("\(role.rawValue).\(key)")) { return value }
        return Self.clean(try repository.configuration("user.\(key)"))
    }

    private func time(variable: String) throws(GitError) -> CommitTime? {
        guard let text = environment[variable], !text.isEmpty else { return nil }
        guard let time = CommitTime(text) else { throw .invalidDate(variable: variable, value: text) }
        return time
    }

    /// What git drops from names, since a commit's header could not hold it; nil when nothing is left.
    private static func clean(_ text: String?) -> String? {
        guard let text else { return nil }
        let kept = text.unicodeScalars.filter { $0 != "<" && $0 != ">" && $0.value >= 0x20 }
        let words = String(String.UnicodeScalarView(kept)).split(separator: " ")
        return words.isEmpty ? nil : words.joined(separator: " ")
    }
}
