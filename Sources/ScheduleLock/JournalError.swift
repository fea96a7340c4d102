public import Diagnostics
public import ObjectIDs

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
        /// A link of a shared journal in a later version of its format.
        case newerFormat(Int)
    }

    /// - Parameter file: the journal's path, as a person would name it.
    public func diagnostic(file: String) -> Diagnostic {
        words(at: SourceLocation(file: file, line: line), mend: "keep a copy of the file, then delete the line")
    }

    /// - Parameter link: the commit of a shared journal's chain that holds the line.
    public func diagnostic(link: CommitID) -> Diagnostic {
        words(
            at: SourceLocation(file: "journal link \(link.object.abbreviated)", line: line),
            mend: "keep a copy of the journal's ref, then delete the ref from the remote")
    }

    private func words(at location: SourceLocation, mend: String) -> Diagnostic {
        switch problem {
        case .damaged:
            Diagnostic(
                location, "damaged journal line", why: "what it said may have been published already",
                fix: "look at the accounts for what went out, \(mend)")
        case .unknown(let word):
            Diagnostic(
                location, "unknown journal entry '\(word)'", why: "it was written by a newer calends",
                fix: "upgrade calends")
        case .newerFormat(let version):
            Diagnostic(
                location, "written by a newer calends (format \(version))",
                why: "this calends reads format \(JournalLink.formatVersion) and would miss what is in flight",
                fix: "upgrade calends")
        }
    }
}
