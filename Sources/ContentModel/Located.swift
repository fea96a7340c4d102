public import Diagnostics

/// A value together with the place in a file that says it.
public struct Located<Value> {
    /// What is said.
    public var value: Value
    /// Where it begins.
    public var location: SourceLocation

    /// A value found at a place.
    @inlinable
    public init(_ value: Value, at location: SourceLocation) {
        self.value = value
        self.location = location
    }

    /// The same place with another value.
    @inlinable
    public func map<Other>(_ transform: (Value) -> Other) -> Located<Other> {
        Located<Other>(transform(value), at: location)
    }
}

extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
extension Located: Sendable where Value: Sendable {}
