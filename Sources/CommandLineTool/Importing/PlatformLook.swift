import ContentModel
import MetaGraph
import Planning

/// A look at one account.
protocol PlatformLook: Sendable {
    var account: Account { get }

    /// - Throws: ``MetaGraph/GraphError``, or `CancellationError`.
    func observe() async throws -> ObservedAccount
}

extension PlatformLook {
    /// What the account shows, or why it could not be asked.
    func answer() async throws -> (ObservedAccount?, AccountObservation.Problem?) {
        do {
            return (try await observe(), nil)
        } catch let error as GraphError {
            return (
                nil,
                AccountObservation.Problem(account: account.name, reason: "\(error)", location: account.location)
            )
        }
    }
}
