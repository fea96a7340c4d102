import CGit2
import FoundationEssentials
import ObjectIDs

/// A remote that is a folder of this machine, used on the thread of one call.
///
/// libgit2's own transport for folders sets a ref without comparing it with anything. So this one opens the repository,
/// copies the objects, and changes the ref by a comparison under the ref's lock, as git's server would.
struct LocalRemote: ~Copyable {
    private let call: RemoteCall
    private let path: String
    private let remote: Repository

    /// How often a change is tried when another holds the ref's lock: several seconds in all.
    private static let lockTries = 40

    init(_ path: String, _ call: RemoteCall) throws(GitError) {
        (self.path, self.call) = (path, call)
        do throws(GitError) {
            remote = try Repository(openingAt: path)
        } catch .notARepository {
            throw .remote(.noSuchRepository(url: "\(call.url)", words: ""))
        }
    }

    func position(of ref: String) throws(GitError) -> CommitID? { try remote.commit(at: ref) }

    func fetch(_ ref: String, into repository: borrowing Repository) throws(GitError) -> CommitID? {
        guard let found = try position(of: ref) else { return nil }
        try ObjectCopy.copy(found, from: remote, to: repository, call)
        return found
    }

    func push(_ push: Push, from repository: borrowing Repository) throws(GitError) -> Remote.PushOutcome {
        guard try position(of: push.ref) == push.expected else { return .rejected }
        guard let commit = push.commit else { return try remove(push) }
        if let expected = push.expected, try !repository.isAncestor(expected, of: commit) {
            // Git's server heeds the setting for branches alone.
            let isDenied = try remote.flag("receive.denynonfastforwards")
            if (isDenied && push.ref.hasPrefix("refs/heads/")) || !push.isReplacing {
                throw refusal(of: push, "non-fast-forward", .fastForwardOnly)
            }
        }
        try checkHooks()
        try checkCheckout(push)
        try ObjectCopy.copy(commit, from: repository, to: remote, call)
        try call.beginSending()
        return try move(push, to: commit)
    }

    private func remove(_ push: Push) throws(GitError) -> Remote.PushOutcome {
        // Git's server heeds this setting, too, for branches alone.
        if push.ref.hasPrefix("refs/heads/"), try remote.flag("receive.denydeletes") {
            throw refusal(of: push, "deletion prohibited", .other)
        }
        try checkHooks()
        try checkCheckout(push)
        try call.beginSending()
        var found: OpaquePointer?
        defer { git_reference_free(found) }
        let code = git_reference_lookup(&found, remote.pointer, push.ref)
        guard code != GIT_ENOTFOUND.rawValue else { return .rejected }
        try remote.check(code, "git_reference_lookup")
        guard let found, let target = git_reference_target(found), CommitID(ObjectID(target.pointee)) == push.expected
        else { return .rejected }
        // It compares what it removes with what was looked up.
        let removed = git_reference_delete(found)
        guard removed != GIT_EMODIFIED.rawValue, removed != GIT_ENOTFOUND.rawValue else { return .rejected }
        try remote.check(removed, "git_reference_delete")
        return .accepted
    }

    private func move(_ push: Push, to commit: CommitID) throws(GitError) -> Remote.PushOutcome {
        var new = commit.object.oid
        // Zero stands for "no such ref", also compared under the lock; libgit2's own "create only" looks before it.
        var old = push.expected?.object.oid ?? git_oid()
        for attempt in 1...Self.lockTries {
            var moved: OpaquePointer?
            defer { git_reference_free(moved) }
            let code = git_reference_create_matching(&moved, remote.pointer, push.ref, &new, 1, &old, "push")
            switch code {
            case GIT_EMODIFIED.rawValue, GIT_ENOTFOUND.rawValue: return .rejected
            case GIT_ELOCKED.rawValue:
                guard try position(of: push.ref) == push.expected else { return .rejected }
                guard call.noteProgress() else { break }
                Pause.take(attempt: attempt)
            default:
                try remote.check(code, "git_reference_create_matching")
                return .accepted
            }
        }
        throw .remote(.busy(url: "\(call.url)", ref: push.ref, words: "its lock is held"))
    }

    /// Hooks that judge a push are programs for git's own server to run: passing them by would break a rule unseen.
    private func checkHooks() throws(GitError) {
        var folder = try remote.configuration("core.hookspath") ?? "hooks"
        if !folder.hasPrefix("/") { folder = "\(remote.commonFolderPath)/\(folder)" }
        for hook in ["pre-receive", "update", "proc-receive", "reference-transaction"] {
            guard !FileManager.default.isExecutableFile(atPath: "\(folder)/\(hook)") else {
                throw .remote(.unrunHook(path: path, hook: hook))
            }
        }
    }

    /// A branch that somebody works on would move under their files; git's server refuses that, too.
    private func checkCheckout(_ push: Push) throws(GitError) {
        guard push.ref.hasPrefix("refs/heads/"), !remote.isBare, try remote.headTarget() == push.ref else { return }
        let rule = try remote.configuration("receive.denycurrentbranch")?.lowercased()
        guard rule != "ignore", rule != "warn", rule != "false" else { return }
        throw refusal(of: push, "the branch is checked out there", .other)
    }

    private func refusal(of push: Push, _ words: String, _ rule: RemoteProblem.Rule) -> GitError {
        .remote(.pushRefused(url: "\(call.url)", ref: push.ref, words: words, rule: rule))
    }
}

extension Repository {
    /// Whether a configuration variable is set to a true value.
    fileprivate func flag(_ variable: String) throws(GitError) -> Bool {
        guard let text = try configuration(variable) else { return false }
        var value: Int32 = 0
        return git_config_parse_bool(&value, text) == 0 && value != 0
    }
}
