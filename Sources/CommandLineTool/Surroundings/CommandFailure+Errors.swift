import CalendarLoading
import Diagnostics
import FileStore
import Git
import GraphSandbox
import HTTPServer
import Publishing

// The one place where errors get the exit status that says what a reader does next.
extension CommandFailure {
    /// Any error of this program, told as what — why — fix.
    init(_ error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let diagnostic as Diagnostic: self.init([diagnostic], status: .calendarErrors)
        case let error as CalendarSourceError:
            self.init(error.what, why: error.why, fix: error.fix, status: .calendarErrors)
        case let error as GitError:
            self.init(error.description, why: error.why, fix: error.fix, status: Self.status(of: error))
        case let error as FileError:
            self.init(error.what, why: error.why, fix: error.fix, status: Self.status(of: error))
        case let error as StateFailure:
            self.init(
                error.message, why: "what is not recorded could be published twice", fix: error.fix,
                status: error.kind.needsPerson ? .needsPerson : .tryLater)
        case let error as SandboxError: self.init(error)
        case is CancellationError:
            self.init(
                "interrupted", why: "what was begun is in the journal", fix: "run apply again to go on",
                status: .tryLater)
        default:
            self.init(
                "unexpected: \(error)", why: "this is a bug in calends",
                fix: "please report it with the command and this line", status: .bug)
        }
    }

    private static func status(of error: GitError) -> ExitStatus {
        switch error {
        case .locked, .headMoved, .operationInProgress: .tryLater
        default: .calendarErrors
        }
    }

    private static func status(of error: FileError) -> ExitStatus {
        if case .locked = error { return .tryLater }
        return .needsPerson
    }

    private init(_ error: SandboxError) {
        switch error {
        case .folder(.locked(_, let holder)):
            self.init(
                "the sandbox is in use by \(holder.map { "\($0)" } ?? "another process")",
                why: "two at once would overwrite each other's data", fix: "stop it first", status: .tryLater)
        case .folder(let error): self.init(error as any Error)
        case .server(let error):
            self.init(
                "the sandbox cannot listen: \(error)", why: "the port may be in use", fix: "name another with --port",
                status: .tryLater)
        case .dataUnreadable(let path, let reason):
            self.init(
                "the sandbox's data in '\(path)' cannot be read", why: reason, fix: "move the file away to begin anew",
                status: .needsPerson)
        case .dataUnwritable(let reason):
            self.init(
                "the sandbox cannot write its data", why: reason, fix: "please report this with the command",
                status: .bug)
        }
    }
}
