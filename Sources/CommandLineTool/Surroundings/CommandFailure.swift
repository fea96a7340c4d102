import Diagnostics

/// What stops a command: what went wrong, why, what to do about it, and what the shell hears.
struct CommandFailure: Error, Hashable, Sendable {
    var diagnostics: [Diagnostic]
    var status: ExitStatus

    /// Several findings at once.
    init(_ diagnostics: [Diagnostic], status: ExitStatus) {
        self.diagnostics = diagnostics
        self.status = status
    }

    /// A finding that concerns no place in a file.
    init(_ what: String, why: String, fix: String, status: ExitStatus) {
        self.init([Diagnostic(nil, what, why: why, fix: fix)], status: status)
    }
}
