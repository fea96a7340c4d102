/// What a call brought, with what its headers told on the side.
public struct GraphReply<Value: Sendable>: Sendable {
    /// The answer.
    public let value: Value
    /// The allowance used so far.
    public let usage: GraphUsage
    /// Meta's name for this exchange, to quote when asking for support.
    public let traceID: String?

    /// A reply made by hand, as tests and fakes need it.
    public init(_ value: Value, usage: GraphUsage = GraphUsage(), traceID: String? = nil) {
        self.value = value
        self.usage = usage
        self.traceID = traceID
    }

    /// The same reply with its value made into another.
    public func map<Other: Sendable>(_ transform: (Value) -> Other) -> GraphReply<Other> {
        GraphReply<Other>(transform(value), usage: usage, traceID: traceID)
    }
}

extension GraphReply: Equatable where Value: Equatable {}
