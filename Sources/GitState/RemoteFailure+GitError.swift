import Git
import StateSharing

extension RemoteFailure {
    /// What was being done, which decides what a person can change about it.
    enum Subject {
        case remote
        case journal(ref: String)
        case lockfile(branch: String)
    }

    /// A git error in the words of who shares state.
    init(_ error: GitError, about subject: Subject) {
        self.init(
            error.isTransient ? .away : .refused, mayHaveHappened: error.mayHaveHappened,
            message: "\(error) — \(error.why)", fix: Self.fix(of: error, about: subject))
    }

    /// Where the lockfile goes when the branch of the calendar takes no pushes.
    static let ownBranch = "calends-state"

    private static func fix(of error: GitError, about subject: Subject) -> String {
        switch (error, subject) {
        case (.remote(.noSuchRemote), _):
            return "\(error.fix), or change state.remote in calendar/settings.yaml"
        case (.remote(.pushRefused(_, _, _, .protectedBranch)), .lockfile(let branch)) where branch != ownBranch:
            return "keep the lockfile on a branch of its own, in calendar/settings.yaml: state.branch: \(ownBranch); "
                + "or let this credential push to '\(branch)'"
        case (.remote(.pushRefused), .journal(let ref)) where !ref.hasPrefix("refs/heads/"):
            return "hosts may take branches alone: name one in calendar/settings.yaml: "
                + "state.journal: refs/heads/calends-journal"
        default: return error.fix
        }
    }
}

extension GitError {
    /// Whether the same call may succeed later with nobody doing anything about it.
    var isTransient: Bool {
        switch self {
        case .locked: true
        case .remote(let problem):
            switch problem {
            case .unreachable, .noAnswer, .cancelled, .tooManyUnanswered, .busy: true
            default: false
            }
        default: false
        }
    }
}
