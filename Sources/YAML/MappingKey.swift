/// A key that mappings are asked for.
///
/// Most mappings lack most keys that they are asked for. A mark, which several keys may share, tells nearly all of them
/// without a look at the text.
public struct MappingKey: Sendable {
    /// How it is written.
    public let text: String
    /// One bit; all of them where the text is not of ASCII.
    @usableFromInline let mark: UInt64

    /// The key that is written so.
    @inlinable
    public init(_ text: String) {
        self.text = text
        mark = Self.mark(of: text)
    }

    /// Two texts that are equal have a bit in common.
    @inlinable
    static func mark(of text: String) -> UInt64 {
        // Unicode may call it equal to a text of other bytes.
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return .max }
        return 1 << ((UInt64(text.utf8.count) &* 11 &+ UInt64(text.utf8.first ?? 0)) & 63)
    }
}

extension MappingKey: ExpressibleByStringLiteral {
    /// The key that is written so.
    @inlinable
    public init(stringLiteral text: String) { self.init(text) }
}
