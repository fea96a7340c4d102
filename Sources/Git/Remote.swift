public import FoundationEssentials
public import ObjectIDs

/// A repository elsewhere, by https, http, ssh or a path, and a repository here whose objects go there and back.
///
/// Every call runs on a thread of its own within ``RemoteLimits``, and may be made from several tasks at once. Each
/// opens a connection of its own. Of ssh, `~/.ssh/known_hosts` is heeded, `~/.ssh/config` and `GIT_SSH_COMMAND` are not.
public struct Remote: Sendable {
    /// Where it is.
    public let address: RemoteAddress
    /// The folder of the repository that objects come from and go to.
    public let repositoryPath: String
    let credentials: Credentials
    let limits: RemoteLimits
    private let observe: Observer

    /// Hears of each call before it is made.
    public typealias Observer = @Sendable (RemoteStep) -> Void

    /// What came of a push that was answered.
    public enum PushOutcome: Hashable, Sendable {
        /// The ref is at the commit.
        case accepted
        /// The ref was not where it was expected: somebody was first, and nothing was changed.
        case rejected
    }

    /// - Parameters:
    ///   - path: a work tree's top or a git folder.
    ///   - environment: where credentials are looked up: `GITHUB_TOKEN` (sent to https://github.com and the host of
    ///     `GITHUB_SERVER_URL` alone), `GIT_ASKPASS`, `SSH_AUTH_SOCK`, and the default keys below `HOME`.
    public init(
        _ address: RemoteAddress, objectsIn path: String,
        environment: [String: String] = ProcessInfo.processInfo.environment, limits: RemoteLimits = RemoteLimits(),
        observe: @escaping Observer = { _ in }
    ) {
        self.observe = observe
        self.address = address
        repositoryPath = path
        credentials = Credentials(environment: environment)
        self.limits = limits
    }

    /// Where a ref, by its full name, stands on the remote; nil where it has no such ref.
    public func position(of ref: String) async throws(GitError) -> CommitID? {
        observe(RemoteStep(kind: .position, ref: ref, url: address.fetchURL))
        return try await call(address.fetchURL).run { call throws(GitError) in
            if case .local(let path) = call.url.transport { return try LocalRemote(path, call).position(of: ref) }
            return try SmartRemote(call, repositoryPath).position(of: ref)
        }
    }

    /// Brings the objects of a ref here; answers where it stands, nil where the remote has no such ref.
    ///
    /// - Parameter tracking: the ref here that is set to the answer, where there is one; nil sets none.
    /// - Throws: besides what all calls throw, ``GitError/missingObject(_:isShallow:)`` where this repository is a
    ///   shallow clone, which libgit2 1.5 cannot continue.
    public func fetch(_ ref: String, tracking: String? = nil) async throws(GitError) -> CommitID? {
        observe(RemoteStep(kind: .fetch, ref: ref, url: address.fetchURL))
        return try await call(address.fetchURL).run { call throws(GitError) in
            let repository = try Repository(openingAt: repositoryPath)
            let found: CommitID?
            if case .local(let path) = call.url.transport {
                found = try LocalRemote(path, call).fetch(ref, into: repository)
            } else {
                found = try SmartRemote(call, repositoryPath).fetch(ref)
            }
            guard let found, let tracking, try repository.commit(at: tracking) != found else { return found }
            do throws(GitError) {
                try repository.remember(found, as: tracking)
            } catch .locked {
                // Another fetch is setting it; it only remembers.
            }
            return found
        }
    }

    /// Lets a ref of the remote, by its full name, be at `commit`, if it is where it is expected.
    ///
    /// The server compares the ref with the expected position at the moment of the change. The commit must come after
    /// the expected one, unless it is `replacing` history. Pushing the expected one itself changes nothing, and shows
    /// whether the server's rules would let it.
    ///
    /// - Parameter expected: nil where the ref must not exist yet.
    /// - Throws: ``RemoteProblem/pushRefused(url:ref:words:rule:)`` with the server's words, and whatever else a call
    ///   may throw; see ``GitError/mayHaveHappened``.
    public func push(
        _ commit: CommitID, to ref: String, expecting expected: CommitID?, replacing: Bool = false
    ) async throws(GitError) -> PushOutcome {
        observe(RemoteStep(kind: .push(commit), ref: ref, url: address.pushURL))
        return try await push(Push(commit: commit, ref: ref, expected: expected, isReplacing: replacing))
    }

    /// Lets a ref of the remote, by its full name, be gone, if it is at `expected`.
    ///
    /// - Throws: as ``push(_:to:expecting:replacing:)``.
    public func remove(_ ref: String, expecting expected: CommitID) async throws(GitError) -> PushOutcome {
        observe(RemoteStep(kind: .removal, ref: ref, url: address.pushURL))
        return try await push(Push(commit: nil, ref: ref, expected: expected, isReplacing: true))
    }

    private func push(_ push: Push) async throws(GitError) -> PushOutcome {
        try await call(address.pushURL).run { call throws(GitError) in
            if case .local(let path) = call.url.transport {
                return try LocalRemote(path, call).push(push, from: Repository(openingAt: repositoryPath))
            }
            return try SmartRemote(call, repositoryPath).push(push)
        }
    }

    private func call(_ url: RemoteURL) -> RemoteCall {
        RemoteCall(to: url, credentials: credentials, limits: limits)
    }
}

/// One change of one ref.
struct Push {
    /// Where it is to be; nil removes it.
    let commit: CommitID?
    let ref: String
    let expected: CommitID?
    let isReplacing: Bool
}
