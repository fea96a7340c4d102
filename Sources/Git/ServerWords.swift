/// What a server said about a push it refused.
struct ServerWords {
    /// Its verdict, and what it printed beside it, on one line.
    let text: String
    /// What it refused by.
    let rule: RemoteProblem.Rule

    /// - Parameters:
    ///   - verdict: its report on the ref.
    ///   - words: what its hooks printed.
    init(verdict: String, beside words: [UInt8]) {
        let beside = GitError.plain(words)
        let said = GitError.plain(Array(verdict.utf8))
        text = beside.isEmpty ? said : "\(said) (\(beside))"
        let lower = text.lowercased()
        let isReplacement = ["non-fast-forward", "non-fast forward", "force push", "force-push"]
        // GitHub: "protected branch hook declined", "GH006: Protected branch update failed", and of rulesets "GH013:
        // Repository rule violations"; GitLab: "You are not allowed to push code to protected branches on this
        // project". A hook that gives no such reason guards the branch as far as anybody can tell.
        let isProtected = ["protected branch", "branch is protected", "gh013", "hook declined"]
        if isReplacement.contains(where: lower.contains) {
            rule = .fastForwardOnly
        } else if isProtected.contains(where: lower.contains) {
            rule = .protectedBranch
        } else {
            rule = .other
        }
    }

    /// Whether the words of git's own server, or of JGit's, say that the ref is locked by another push.
    static func isBusy(_ text: String) -> Bool {
        let lower = text.lowercased()
        return ["failed to update ref", "cannot lock ref", "unable to lock", "failed to lock", "lock error"]
            .contains { lower.contains($0) }
    }
}
