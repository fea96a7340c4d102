extension RemoteProblem: CustomStringConvertible {
    /// What failed and where, in one line without a full stop.
    public var description: String {
        switch self {
        case .noSuchRemote(let name, _): "the repository has no remote '\(name)'"
        case .unreadableURL(let url): "cannot reach a repository by the URL '\(url)'"
        case .unreachable(let url, let detail, _): "cannot reach \(url): \(detail)"
        case .noAnswer(let url, let time, _): "no answer from \(url) within \(time.components.seconds) s"
        case .cancelled(let url, _): "stopped before \(url) had answered"
        case .tooManyUnanswered(let count): "\(count) calls to git servers are still without an answer"
        case .authenticationRefused(let url, let tried):
            tried.isEmpty
                ? "\(url) asks for a credential, and there is none"
                : "\(url) refused the credential: \(tried.joined(separator: ", "))"
        case .forbidden(let url, let detail): "\(url) forbids it: \(detail)"
        case .noSuchRepository(let url, let words): "no repository at \(url)\(words.isEmpty ? "" : ": \(words)")"
        case .hostKeyUnknown(let host, let fingerprint): "the ssh key of \(host) is not a known one: \(fingerprint)"
        case .certificateRefused(let host, let detail): "the certificate of \(host) is not trusted: \(detail)"
        case .redirected(let url, let other): "\(url) sends its visitors on to \(other)"
        case .pushRefused(let url, let ref, let words, _): "\(url) refused to change \(ref): \(words)"
        case .unrunHook(let path, let hook): "the repository at '\(path)' has a hook '\(hook)'"
        case .busy(let url, let ref, let words): "\(ref) of \(url) is being changed by somebody else: \(words)"
        }
    }

    /// The reason behind it, or what it would lead to.
    var why: String {
        switch self {
        case .noSuchRemote(_, let known):
            known.isEmpty ? "it has no remote at all" : "it has \(known.map { "'\($0)'" }.joined(separator: ", "))"
        case .unreadableURL: "only https, http, ssh, git and file URLs, paths, and user@host:path are read"
        case .unreachable(_, _, let may), .noAnswer(_, _, let may), .cancelled(_, let may):
            may ? "what was sent may have been done all the same" : "nothing was changed"
        case .tooManyUnanswered: "each holds a connection and a thread until its server answers"
        case .authenticationRefused(_, let tried):
            tried.isEmpty
                ? "nobody is asked on a terminal, since runs must work without one"
                : "the server does not accept it, or not for this repository"
        case .forbidden: "the credential is valid and lacks a permission"
        case .noSuchRepository: "it does not exist, or whoever asks may not see it"
        case .hostKeyUnknown: "another machine may be answering in its place"
        case .certificateRefused: "another machine may be answering in its place"
        case .redirected: "credentials are for the host that the URL names, and go to no other"
        case .pushRefused(_, _, _, let rule):
            switch rule {
            case .protectedBranch: "the branch is protected: not everybody may push to it"
            case .fastForwardOnly: "the server does not let history be replaced"
            case .other: "the server's own rules decide what is pushed to it"
            }
        case .unrunHook: "it may refuse what is pushed, and only git's own programs run it"
        case .busy: "a ref is changed by one at a time"
        }
    }

    /// What to do next.
    var fix: String {
        switch self {
        case .noSuchRemote(let name, let known):
            known.isEmpty
                ? "run 'git remote add \(name) URL'" : "name one of those, or run 'git remote add \(name) URL'"
        case .unreadableURL: "correct it with 'git remote set-url'"
        case .unreachable, .noAnswer, .cancelled: "try again later; see whether 'git ls-remote' of it answers"
        case .tooManyUnanswered: "try again later; if it stays so, restart the program"
        case .authenticationRefused(let url, _):
            url.hasPrefix("http")
                ? "set GIT_ASKPASS to a program that prints user and password; for GitHub set GITHUB_TOKEN"
                : "start an ssh agent that holds a key the server knows (ssh-add), or put one without passphrase "
                    + "into ~/.ssh/id_ed25519"
        case .forbidden:
            "give the credential the right to write to the repository (GitHub: permissions: contents: write)"
        case .noSuchRepository: "correct the URL with 'git remote set-url', or get access to the repository"
        case .hostKeyUnknown(let host, _):
            "compare the fingerprint with the one its owner publishes, then run: "
                + "ssh-keyscan \(Self.scanArguments(host)) >> ~/.ssh/known_hosts"
        case .certificateRefused: "correct the server's certificate, or name its authority in GIT_SSL_CAINFO"
        case .redirected(_, let other): "if \(other) is right, name it with 'git remote set-url'"
        case .pushRefused(_, let ref, _, let rule):
            switch rule {
            case .protectedBranch: "let this credential push to \(ref), or push to another branch"
            case .fastForwardOnly, .other: "ask whoever runs the server to allow it, or push to another ref"
            }
        case .unrunHook: "name the repository by an ssh or https URL"
        case .busy: "try again; if nobody is at work, a lock file was left in the repository"
        }
    }

    private static func scanArguments(_ host: String) -> String {
        guard let colon = host.lastIndex(of: ":"), !host.hasSuffix("]") else { return host }
        return "-p \(host[host.index(after: colon)...]) \(host[..<colon])"
    }
}
