/// A promise of the product that a schedule broke.
public struct Violation: Hashable, Sendable {
    /// The promises that are watched.
    public enum Promise: String, Hashable, Sendable, CaseIterable {
        /// Never two media of one publication on the platform.
        case onceOnly
        /// What the lockfile calls published exists there, and is that publication.
        case recordsAreTrue
        /// What is published was due, and its grace had not passed.
        case inTime
        /// What is published was in the calendar that its runner had.
        case wanted
        /// Within an account, what is due first goes out first.
        case inOrder
        /// Nobody but the holder acts on an account.
        case heldAlone
        /// With faults ended and enough time, what is due within its grace is published.
        case goesOut
        /// Everything published is recorded.
        case recorded
        /// Everything that is not published has a reason that a person sees.
        case explained
        /// With everything settled, nothing of ours lies on a Page that nobody sees and that the state does not know.
        case leavesNothing
        /// Journals and chains do not grow without bound.
        case bounded
        /// Nothing goes on for ever.
        case endless
        /// The state that a crash left can be read.
        case readable
    }

    /// Which one.
    public var promise: Promise
    /// What was seen.
    public var details: String
}
