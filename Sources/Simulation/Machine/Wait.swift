/// A suspended call that one of several events ends: the first one counts, also one that comes before the call waits.
final class Wait<Value: Sendable>: @unchecked Sendable {
    // Unchecked: everything in a schedule happens on one thread.
    private var continuation: UnsafeContinuation<Value, Never>?
    private var result: Value?

    /// Suspends until ``end(_:)``.
    func value() async -> Value {
        if let result { return result }
        return await withUnsafeContinuation { continuation = $0 }
    }

    func end(_ value: Value) {
        guard result == nil else { return }
        result = value
        continuation?.resume(returning: value)
        continuation = nil
    }
}
