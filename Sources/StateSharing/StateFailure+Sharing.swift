import ContentModel
import Diagnostics
import Publishing
import ScheduleLock

extension StateFailure {
    /// What a person has to mend.
    init(_ diagnostic: Diagnostic) {
        let place = diagnostic.location.map { "\($0): " } ?? ""
        self.init(message: "\(place)\(diagnostic.message), and \(diagnostic.why)", fix: diagnostic.fix)
    }

    /// What a remote's failure means to a run.
    init(_ failure: RemoteFailure) {
        self.init(failure.kind == .away ? .away : .refused, message: failure.message, fix: failure.fix)
    }

    static func notHeld(_ account: AccountName, holder: RunnerID?, runner: RunnerID) -> StateFailure {
        StateFailure(
            .heldByAnother,
            message: holder.map { "account \(account) is held by runner '\($0)' now" }
                ?? "runner '\(runner)' does not hold account \(account)",
            fix: "nothing was lost: whoever holds the account goes on with it; look again later")
    }

    /// For a call that tried for as long as it may.
    static func away(_ failure: RemoteFailure?, tried: Duration) -> StateFailure {
        StateFailure(
            .away,
            message: "the shared state could not be reached for \(tried.components.seconds) s"
                + (failure.map { ": \($0.message)" } ?? ""),
            fix: failure?.fix ?? "try again later")
    }
}
