import ContentModel
import FoundationEssentials
public import Publishing

/// Which of a run's waits are worth a line of a log: those that last, and again whenever one has become twice as long.
///
/// A container is looked at every few seconds, and a refusal is answered by tries that come ever later: a line for each
/// would bury what happened, and none would leave the reader to wonder.
public struct WaitNews: Sendable {
    private struct Wait {
        let reason: String
        let since: Date
        /// When it was told last, and how long it was to be by then, in seconds.
        var told: (at: Date, span: TimeInterval)?
    }

    /// What is waited for in all by then is worth a line, in seconds.
    private static let worthALine = 5.0
    /// After so many seconds, one that goes on is told again in any case.
    private static let again = 300.0

    private var waits: [PublicationID: Wait] = [:]

    /// Nothing is waited for yet.
    public init() {}

    /// Takes an event in; answers whether it is a wait that a log should tell.
    public mutating func isNews(_ event: ApplyEvent) -> Bool {
        switch event.happening {
        case .waiting(let until, let reason):
            var wait = Wait(reason: reason, since: event.at)
            if let former = waits[event.publication], former.reason == reason { wait = former }
            defer { waits[event.publication] = wait }
            let span = until.timeIntervalSince(wait.since)
            let isNews =
                wait.told.map { span >= 2 * $0.span || event.at.timeIntervalSince($0.at) >= Self.again }
                ?? (span >= Self.worthALine)
            if isNews { wait.told = (event.at, span) }
            return isNews
        case .ended, .noted:
            waits[event.publication] = nil
            return false
        case .started, .hosting, .uploading, .sending, .containerCreated, .requested: return false
        }
    }
}
