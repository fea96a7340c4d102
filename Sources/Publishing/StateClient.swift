public import ContentModel
public import ScheduleLock

/// Durable state: when a call returns, what it wrote survives a crash.
public struct StateClient: Sendable {
    /// Appends one event to the journal.
    public var append: @Sendable (JournalEvent) async throws(StateFailure) -> Void
    /// Writes one record into the lockfile.
    public var record: @Sendable (PublicationID, LockRecord) async throws(StateFailure) -> Void

    /// State that is kept by these calls.
    public init(
        append: @escaping @Sendable (JournalEvent) async throws(StateFailure) -> Void,
        record: @escaping @Sendable (PublicationID, LockRecord) async throws(StateFailure) -> Void
    ) {
        self.append = append
        self.record = record
    }
}

/// State that could not be made durable: the run must not go on, since it could no longer keep its promise.
public struct StateFailure: Error, Hashable, Sendable {
    /// What could not be written, and why.
    public var message: String
    /// What to do about it.
    public var fix: String

    /// A failure in these words.
    public init(message: String, fix: String) {
        self.message = message
        self.fix = fix
    }
}
