public import ContentModel
public import FoundationEssentials
import ScheduleLock

/// Keeps doing what an agenda asks for, each thing at its time, until there is nothing left or the run is told to stop.
///
/// Every publication is driven by a task of its own, so no account waits for another one. Within an account, order is
/// kept by its lane. What a run may act on is asked of ``StateClient/acquire`` first, and the agenda is then made anew,
/// since another runner may have worked on the account until that moment.
public struct Scheduler: Sendable {
    /// How long a run goes on.
    public enum Span: Hashable, Sendable {
        /// Until what can be done now is done.
        case once
        /// Until nothing is left to be begun before this.
        case until(Date)
        case forever
    }

    /// The time.
    public var clock: ClockClient
    /// Durable state, and the right to act on it.
    public var state: StateClient
    /// What is to be done, by the state as it is and the time it is.
    public var agenda: @Sendable (RunState, Date) async throws -> Agenda
    /// How long the run goes on.
    public var span: Span
    /// The longest time between two looks at state and calendar.
    public var poll: Duration
    /// The longest that a request may be on its way: for so long a publish whose effect is not known is not sent again.
    public var slowestRequest: Duration
    /// A number from 0 up to 1, another one at each call.
    public var jitter: @Sendable () -> Double
    /// Hears what the platform says of an account's quota: how much is used of how many in which time.
    public var quota: @Sendable (AccountName, PublishingQuota) async -> Void
    /// Hears everything that happens to publications, from several tasks at once.
    public var report: @Sendable (ApplyEvent) -> Void
    /// Hears what concerns the run as a whole.
    public var notice: @Sendable (RunNotice) -> Void

    /// How long a flow may take in one go: a video is processed in minutes.
    public static let patience = 15 * 60.0
    /// So many seconds before it is due, a prepared publication is begun: its container is looked at once more, the
    /// account's list is read, and the request is recorded; then it waits for its second. What the calendar says later
    /// than this is too late.
    public static let approach = 30.0

    /// A scheduler made of its parts.
    public init(
        clock: ClockClient, state: StateClient, span: Span,
        agenda: @escaping @Sendable (RunState, Date) async throws -> Agenda,
        poll: Duration = .seconds(60), slowestRequest: Duration = .seconds(60),
        jitter: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
        quota: @escaping @Sendable (AccountName, PublishingQuota) async -> Void = { _, _ in },
        report: @escaping @Sendable (ApplyEvent) -> Void = { _ in },
        notice: @escaping @Sendable (RunNotice) -> Void = { _ in }
    ) {
        self.clock = clock
        self.state = state
        self.span = span
        self.agenda = agenda
        self.poll = poll
        self.slowestRequest = slowestRequest
        self.jitter = jitter
        self.quota = quota
        self.report = report
        self.notice = notice
    }

    /// Runs, and answers how each publication ended last; a run for ever answers nothing of what went well.
    ///
    /// - Throws: ``StateFailure`` when state is broken, or, in a run that is not for ever, away; what `agenda` throws, in
    ///   a run that is not for ever; `CancellationError` when the task is cancelled, once everything has come to rest.
    public func run() async throws -> [PublicationID: FlowOutcome] {
        var shift = Shift(scheduler: self, beganAt: clock.now())
        return try await shift.run()
    }
}

/// What a run does not do in any number.
public enum Brake: Hashable, Sendable {
    case publishes, deletes
}

/// What concerns a run as a whole.
public enum RunNotice: Hashable, Sendable {
    /// State and calendar were looked at; the run goes on by itself at `next`.
    case looked(running: Int, next: Date)
    /// Another runner has the right to act on an account that has work.
    case held(AccountName, by: String)
    /// More than is usual would go out, or be deleted, at once: none of it is begun until a person says so.
    case braked(Brake, count: Int, most: Int)
    /// State or calendar cannot be had at the moment; the run tries again at `next`.
    case trouble(message: String, fix: String, next: Date)
}
