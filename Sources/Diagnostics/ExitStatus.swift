/// What a run tells the shell; sorted by what the reader does next.
public enum ExitStatus: Int32, Hashable, Sendable, CaseIterable {
    /// Everything asked for was done.
    case done = 0
    /// The calendar or its settings have errors: fix them.
    case calendarErrors = 1
    /// The plan holds changes (only with `--detailed-exitcode`).
    case changesPending = 2
    /// Something failed, was missed or conflicts: a person decides.
    case needsPerson = 3
    /// Network, throttling or another runner: try later.
    case tryLater = 4
    /// The command line makes no sense.
    case usage = 64
    /// A bug of ours.
    case bug = 70

    /// Of two outcomes of one run, the one that the shell should hear about.
    public func combined(with other: ExitStatus) -> ExitStatus {
        precedence >= other.precedence ? self : other
    }

    private var precedence: Int {
        switch self {
        case .done: 0
        case .changesPending: 1
        case .tryLater: 2
        case .needsPerson: 3
        case .calendarErrors: 4
        case .usage: 5
        case .bug: 6
        }
    }
}
