import ContentModel
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

extension CommandFailure {
    /// An operand that names neither a publication nor an entry.
    init(nothingCalled name: String, among publications: [PublicationID]) {
        let known = publications.map { name.contains("@") ? $0.description : $0.entry.text }
        let nearest = Suggestion.nearest(to: name, among: Set(known).sorted())
        self.init(
            "nothing is called '\(name)'", why: "neither calendar nor lockfile names it",
            fix: nearest.map { "did you mean '\($0)'?" } ?? "calends status lists every publication", status: .usage)
    }
}
