public import Diagnostics

/// Why a lockfile cannot be read: nothing is guessed, since what it forgets would be published again.
public struct LockfileError: Error, Hashable, Sendable {
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
        /// The file does not start with `calends-lock VERSION`.
        case headerMissing
        case newerFormat(Int)
        /// Git left both sides of a merge in the file.
        case conflictMarker
        /// The file stops before its `end` line.
        case truncated
        /// There is text after the `end` line.
        case textAfterEnd
        /// A line before the first block, or an empty publication name.
        case notABlock(String)
        case unknownKey(String)
        case repeatedKey(String)
        /// The value of a key cannot be read.
        case badValue(key: String, value: String)
        /// A block has no line of this key.
        case missingKey(String, publication: String)
        /// A key that makes no sense beside another one.
        case contradiction(String, String)
        /// The same publication and medium a second time.
        case duplicateBlock(String)
    }

    /// - Parameter file: the lockfile's path from the repository's root.
    public func diagnostic(file: String) -> Diagnostic {
        let (message, why, fix) = words(file: file)
        return Diagnostic(SourceLocation(file: file, line: line), message, why: why, fix: fix)
    }

    private func words(file: String) -> (message: String, why: String, fix: String) {
        let restore = "restore the file from git: git checkout HEAD -- \(file)"
        let forgotten = "what the lockfile forgets would be published again"
        switch problem {
        case .headerMissing:
            return ("not a lockfile: the first line is not '\(Lockfile.header)'", forgotten, restore)
        case .newerFormat(let version):
            return (
                "written by a newer calends (format \(version))",
                "this calends reads format \(Lockfile.formatVersion) and would lose what it does not know",
                "upgrade calends"
            )
        case .conflictMarker:
            return (
                "git conflict marker", "both sides hold publications that must not be forgotten",
                "with 'calends lock merge' as its merge driver, merge it again: git checkout --merge -- \(file)"
            )
        case .truncated:
            return ("the file ends before its 'end' line", "the publications cut off would be published again", restore)
        case .textAfterEnd: return ("text after the 'end' line", "nothing may be skipped in silence", restore)
        case .notABlock(let text): return ("expected '[PUBLICATION]', found '\(text)'", forgotten, restore)
        case .unknownKey(let key):
            return ("unknown key '\(key)'", "ignoring it would lose what it says", restore)
        case .repeatedKey(let key): return ("'\(key)' a second time in one block", "only one can be true", restore)
        case .badValue(let key, let value):
            return ("'\(key)' cannot be '\(value)'", "guessing could publish twice", restore)
        case .missingKey(let key, let publication):
            return ("\(publication) has no '\(key)'", "the block is not whole", restore)
        case .contradiction(let key, let other):
            return ("'\(key)' beside '\(other)'", "only one can be true", restore)
        case .duplicateBlock(let publication):
            return (
                "\(publication) a second time with the same medium", "only one of the two blocks can be true",
                "delete one of the two blocks"
            )
        }
    }
}
