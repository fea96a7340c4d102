public import Diagnostics

/// Why a journal cannot be read: nothing is guessed, since what it forgets may be live already.
public struct JournalError: Error, Hashable, Sendable {
    /// What is wrong.
    public let problem: Problem
    /// Counted from 1.
    public let line: Int

    /// A problem of one line.
    public init(_ problem: Problem, line: Int) {
        self.problem = problem
        self.line = line
    }

    /// What is wrong with the line.
    public enum Problem: Hashable, Sendable {
        /// The line is not what was written: its checksum differs, or it has none.
        case damaged
        /// The line is whole, but says something that this version does not know.
        case unknown(String)
    }

    /// - Parameter file: the journal's path, as a person would name it.
    public func diagnostic(file: String) -> Diagnostic {
        let location = SourceLocation(file: file, line: line)
        switch problem {
        case .damaged:
            return Diagnostic(
                location, "damaged journal line", why: "what it said may have been published already",
                fix: "look at the accounts for what went out, keep a copy of the file, then delete the line")
        case .unknown(let word):
            return Diagnostic(
                location, "unknown journal entry '\(word)'", why: "it was written by a newer calends",
                fix: "upgrade calends")
        }
    }
}
