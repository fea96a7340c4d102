/// A deliberate mistake, made by wrapping one client of a runner: the simulation must notice it.
public enum Mutant: String, Hashable, Sendable, CaseIterable {
    /// Answers an append before it is durable, and writes it a little later.
    case answersBeforeDurable
    /// Takes a request without an answer for one that was not carried out.
    case timeoutMeansNotDone
    /// Sends a publish again by itself when no answer came.
    case repeatsPublish
    /// Shows the list with nothing but its first medium, as if that were ours.
    case takesFirstListed
    /// Says FINISHED for PUBLISHED.
    case publishedIsFinished
    /// Says EXPIRED for FINISHED once a publish was asked for.
    case finishedIsExpired
    /// Starts with an empty journal after every crash.
    case forgetsJournal
    /// Plans from a lockfile that lacks the newest records.
    case oldLockfile
    /// Takes its wall clock to be an hour ahead.
    case hourAhead
    /// Says that a record is written, and writes none.
    case losesRecords
    /// Acts on accounts that it was not given.
    case skipsLease
    /// Believes that it may act for ever once it was given an account.
    case believesLeaseForever
    /// Takes a push that was rejected for one that arrived.
    case believesRejectedPush
    /// Settles a publication before the lockfile has arrived.
    case settlesBeforeLockfile
    /// Makes a Page's post anew and publishes that when a publish was not answered.
    case makesPostsAnew
    /// Writes down nothing of what it makes on a Page.
    case hidesPosts
    /// Takes what waits at Facebook to wait there still, without looking.
    case changesWithoutLooking
    /// Says that another hour is given to what has one, and gives none.
    case losesOtherHours
    /// Says that something on a Page is deleted, and deletes nothing.
    case leavesPosts
}
