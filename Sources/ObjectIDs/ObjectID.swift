/// The name git gives to an object: its SHA-1, 20 bytes, held without allocation.
public struct ObjectID: Hashable, Sendable {
    /// The first 8 bytes, most significant first: so comparing the numbers compares the bytes.
    public let high: UInt64
    /// The next 8 bytes, in the same order.
    public let middle: UInt64
    /// The last 4 bytes, in the same order.
    public let low: UInt32

    /// The number of bytes in a name.
    public static let byteCount = 20

    /// The name whose bytes these numbers are, most significant first.
    public init(high: UInt64, middle: UInt64, low: UInt32) {
        (self.high, self.middle, self.low) = (high, middle, low)
    }

    /// - Parameter bytes: exactly ``byteCount`` bytes, or the result is `nil`.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        var (high, middle, low) = (UInt64(0), UInt64(0), UInt32(0))
        for (index, byte) in bytes.enumerated() {
            switch index {
            case 0..<8: high = high << 8 | UInt64(byte)
            case 8..<16: middle = middle << 8 | UInt64(byte)
            default: low = low << 8 | UInt32(byte)
            }
        }
        self.init(high: high, middle: middle, low: low)
    }

    /// - Parameter hex: exactly 40 hexadecimal digits of either case, or the result is `nil`.
    public init?(hex: some StringProtocol) { self.init(hex: Array(hex.utf8)[...]) }

    /// - Parameter hex: the ASCII of exactly 40 hexadecimal digits of either case, or the result is `nil`.
    public init?(hex: ArraySlice<UInt8>) {
        guard let id = hex.withUnsafeBytes({ ObjectID(hex: $0) }) else { return nil }
        self = id
    }

    /// - Parameter hex: the ASCII of exactly 40 hexadecimal digits of either case, or the result is `nil`.
    public init?(hex: UnsafeRawBufferPointer) {
        guard hex.count == Self.byteCount * 2 else { return nil }
        func word(_ place: Int) -> UInt32? {
            Self.word(UInt64(littleEndian: hex.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
        }
        guard let first = word(0), let second = word(8), let third = word(16), let fourth = word(24),
            let fifth = word(32)
        else { return nil }
        self.init(
            high: UInt64(first) << 32 | UInt64(second), middle: UInt64(third) << 32 | UInt64(fourth), low: fifth)
    }

    /// The number that eight digits are, the first of them in the lowest byte.
    ///
    /// All eight at once: a lockfile has hundreds of thousands of names.
    private static func word(_ digits: UInt64) -> UInt32? {
        let ones: UInt64 = 0x0101_0101_0101_0101
        // Letters have a bit that decimal digits lack, and count from 1.
        let letters = (digits >> 6) & ones
        let nibbles = (digits & (0x0F &* ones)) &+ letters &* 9
        // Only what is written again as it was, or in lower case, is a digit.
        let above9 = ((nibbles &+ 6 &* ones) >> 4) & ones
        let written = nibbles &+ 0x30 &* ones &+ above9 &* 39
        guard written == digits | letters &* 0x20, nibbles & (0xF0 &* ones) == 0 else { return nil }
        var packed = (nibbles << 4 | nibbles >> 8) & 0x00FF_00FF_00FF_00FF
        packed = (packed | packed >> 8) & 0x0000_FFFF_0000_FFFF
        return UInt32(truncatingIfNeeded: packed | packed >> 16).byteSwapped
    }

    /// Appends the ASCII of all 40 digits, in lower case.
    public func appendHex(to text: inout [UInt8]) {
        func append(_ value: UInt64, digits: UInt64) {
            for index in 1...digits {
                let digit = UInt8(truncatingIfNeeded: value >> (4 * (digits - index)) & 15)
                text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            }
        }
        append(high, digits: 16)
        append(middle, digits: 16)
        append(UInt64(low), digits: 8)
    }

    /// The 20 bytes, most significant first.
    public var bytes: [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: high >> (56 - 8 * $0)) }
            + (0..<8).map { UInt8(truncatingIfNeeded: middle >> (56 - 8 * $0)) }
            + (0..<4).map { UInt8(truncatingIfNeeded: low >> (24 - 8 * $0)) }
    }

    /// The first seven digits, as git prints a name for people.
    public var abbreviated: String { abbreviated(to: 7) }

    /// The first `count` digits, for text that has room for more than seven.
    public func abbreviated(to count: Int) -> String { String(description.prefix(max(0, count))) }
}

extension ObjectID: Comparable {
    /// By their bytes, which is the order of their text.
    public static func < (left: ObjectID, right: ObjectID) -> Bool {
        (left.high, left.middle, left.low) < (right.high, right.middle, right.low)
    }
}

extension ObjectID: CustomStringConvertible {
    /// All 40 digits, in lower case.
    public var description: String {
        var text: [UInt8] = []
        text.reserveCapacity(Self.byteCount * 2)
        appendHex(to: &text)
        return String(decoding: text, as: UTF8.self)
    }
}
