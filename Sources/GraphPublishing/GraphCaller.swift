import FoundationEssentials
import MetaGraph
import Publishing

/// Makes one account's calls: errors are told as flows understand them, and what answers tell of the allowance is kept.
struct GraphCaller: Sendable {
    let graph: GraphClient
    /// This machine's wall clock.
    let now: @Sendable () -> Date
    /// Where the account is: what a person is told to do differs.
    let place: Advice.Place
    private let heard = HeardUsage()

    init(_ graph: GraphClient, at place: Advice.Place, now: @escaping @Sendable () -> Date) {
        (self.graph, self.place, self.now) = (graph, place, now)
    }

    /// The allowance as an answer last told it.
    var usage: PlatformUsage? { heard.latest }

    func ask<Value: Sendable>(
        _ call: @Sendable (GraphClient) async throws(GraphError) -> GraphReply<Value>
    ) async throws(Refusal) -> Value {
        do throws(GraphError) {
            let reply = try await call(graph)
            heard.hear(reply.usage, at: now())
            return reply.value
        } catch {
            heard.hear(error.usage, at: now())
            throw Refusal(error, at: place)
        }
    }
}
