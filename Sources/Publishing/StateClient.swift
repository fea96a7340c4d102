public import ContentModel
public import ScheduleLock

/// Durable state, and the right to act on it: when a call returns, what it wrote survives a crash.
public struct StateClient: Sendable {
    /// Appends one event to the journal.
    public var append: @Sendable (JournalEvent) async throws(StateFailure) -> Void
    /// Takes one record for the lockfile, merged with what it says of the publication already.
    ///
    /// Where state is shared the record may travel later, with others; a `settled` event appended after it does not
    /// count before it has arrived.
    public var record: @Sendable (PublicationID, LockRecord) async throws(StateFailure) -> Void
    /// Reads lockfile and journal as they stand now, other runners' writes included.
    public var read: @Sendable () async throws(StateFailure) -> RunState
    /// Asks for the right to act on accounts; answers those it was given for, which then stay this runner's until
    /// ``release`` or until ``mayAct`` says otherwise. What was read before an account was given may be out of date.
    public var acquire: @Sendable (Set<AccountName>) async throws(StateFailure) -> Set<AccountName>
    /// Gives accounts back, so that another runner need not wait until the right runs out.
    public var release: @Sendable (Set<AccountName>) async -> Void
    /// Whether a request that cannot be undone may leave now, for as long as the slowest one takes. Cheap, and asked
    /// just before its bytes leave, on any thread.
    public var mayAct: @Sendable (AccountName) -> Bool
    /// Returns when everything recorded so far has reached the place where others see it.
    public var flush: @Sendable () async throws(StateFailure) -> Void

    /// State that is kept by these calls.
    public init(
        append: @escaping @Sendable (JournalEvent) async throws(StateFailure) -> Void,
        record: @escaping @Sendable (PublicationID, LockRecord) async throws(StateFailure) -> Void,
        read: @escaping @Sendable () async throws(StateFailure) -> RunState,
        acquire: @escaping @Sendable (Set<AccountName>) async throws(StateFailure) -> Set<AccountName> = { $0 },
        release: @escaping @Sendable (Set<AccountName>) async -> Void = { _ in },
        mayAct: @escaping @Sendable (AccountName) -> Bool = { _ in true },
        flush: @escaping @Sendable () async throws(StateFailure) -> Void = {}
    ) {
        self.append = append
        self.record = record
        self.read = read
        self.acquire = acquire
        self.release = release
        self.mayAct = mayAct
        self.flush = flush
    }
}

/// Lockfile and journal at one moment.
public struct RunState: Hashable, Sendable {
    /// What has been published.
    public var lockfile: Lockfile
    /// What is in flight, on any runner.
    public var journal: Journal
    /// Accounts that another runner has the right to act on, with what a person knows that runner by.
    public var holders: [AccountName: String]

    /// State that says this; nobody else holds an account unless told.
    public init(lockfile: Lockfile = Lockfile(), journal: Journal = Journal(), holders: [AccountName: String] = [:]) {
        self.lockfile = lockfile
        self.journal = journal
        self.holders = holders
    }
}

/// State that could not be made durable: the run must not go on, since it could no longer keep its promise.
public struct StateFailure: Error, Hashable, Sendable {
    /// What the failure leaves possible.
    public enum Kind: Hashable, Sendable {
        /// The place of the state is away; nothing is wrong with what is there.
        case away
        /// Another runner has the account now: this one leaves it alone.
        case heldByAnother
        /// The place of the state, or what it asks for, is not as it must be: once a person has mended that, the same
        /// works again.
        case refused
        /// A person must mend what the state says.
        case broken

        /// Whether nothing gets better by itself.
        public var needsPerson: Bool { self == .refused || self == .broken }
    }

    /// What it leaves possible.
    public var kind: Kind
    /// What could not be written, and why.
    public var message: String
    /// What to do about it.
    public var fix: String

    /// A failure in these words; one that a person must mend unless told.
    public init(_ kind: Kind = .broken, message: String, fix: String) {
        self.kind = kind
        self.message = message
        self.fix = fix
    }
}
