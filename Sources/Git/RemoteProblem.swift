/// Why a remote did not do what was asked; texts hold no credentials.
public enum RemoteProblem: Hashable, Sendable {
    /// The configuration names no remote `name`; `known` are the remotes it names.
    case noSuchRemote(String, known: [String])
    /// A URL that is empty or of a protocol not spoken here.
    case unreadableURL(String)
    /// The network, the server's machine or the server itself is in trouble.
    case unreachable(url: String, detail: String, mayHaveHappened: Bool)
    /// The server said nothing for too long, or was not done in time; the call is left behind.
    case noAnswer(url: String, after: Duration, mayHaveHappened: Bool)
    /// The task that asked was cancelled; the call is left behind.
    case cancelled(url: String, mayHaveHappened: Bool)
    /// `count` calls that were left behind have not ended yet, and no further one is begun.
    case tooManyUnanswered(count: Int)
    /// Every credential there was, each named in `tried`, was refused; none where the list is empty.
    case authenticationRefused(url: String, tried: [String])
    /// The server knows who asks, and forbids it (HTTP status 403).
    case forbidden(url: String, detail: String)
    /// The server shows no repository there; `words` are its own.
    case noSuchRepository(url: String, words: String)
    /// The ssh server's key is not the one in `known_hosts`, or none is there.
    case hostKeyUnknown(host: String, fingerprint: String)
    /// The server's certificate is not valid for `host`.
    case certificateRefused(host: String, detail: String)
    /// The server sent the request on to another host, which is told no credentials.
    case redirected(url: String, to: String)
    /// A change that the server refused: by a rule about branches, by a hook, by its configuration.
    case pushRefused(url: String, ref: String, words: String, rule: Rule)
    /// The repository at a local path has a hook that judges pushes, which only git's own programs run.
    case unrunHook(path: String, hook: String)
    /// Somebody else is changing the ref, and was still at it after several tries.
    case busy(url: String, ref: String, words: String)

    /// What a server refuses a change by, as far as its words tell.
    public enum Rule: Hashable, Sendable {
        /// The branch may be changed by some people only, or only by merging a reviewed change.
        case protectedBranch
        /// History may not be replaced.
        case fastForwardOnly
        /// Anything else.
        case other
    }

    /// Whether a change that was asked for may have been made all the same, or may still be made.
    ///
    /// It cannot be made any more once the ref is elsewhere than the push expected it.
    public var mayHaveHappened: Bool {
        switch self {
        case .unreachable(_, _, let may), .noAnswer(_, _, let may), .cancelled(_, let may): may
        default: false
        }
    }
}
