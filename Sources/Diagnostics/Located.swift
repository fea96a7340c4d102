/// A value together with the place it was read from, so that later rules can point at it.
public struct Located<Value> {
    /// What was read.
    public var value: Value
    /// Where it begins.
    public var mark: Mark

    /// A value found at `mark`.
    @inlinable
    public init(_ value: Value, at mark: Mark) {
        self.value = value
        self.mark = mark
    }

    /// The converted value, at the same place.
    @inlinable
    public func map<Result, Failure>(
        _ convert: (Value) throws(Failure) -> Result
    ) throws(Failure) -> Located<Result> {
        Located<Result>(try convert(value), at: mark)
    }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
