public import FoundationEssentials
public import ObjectIDs

/// Who changed an entry, and in which commit.
public enum ChangeOrigin: Hashable, Sendable {
    /// The work tree differs, and is not committed.
    case workTree
    /// The last commit that changed it.
    case commit(Authorship)

    /// A commit and who made the change.
    public struct Authorship: Hashable, Sendable {
        /// Which commit.
        public var commit: CommitID
        /// The author's name, as git has it.
        public var author: String
        /// When the author made the change.
        public var at: Date
        /// The first paragraph of the message, on one line.
        public var subject: String

        /// A commit and who made the change.
        public init(commit: CommitID, author: String, at: Date, subject: String) {
            (self.commit, self.author, self.at, self.subject) = (commit, author, at, subject)
        }
    }
}
