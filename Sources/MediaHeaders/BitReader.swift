/// Reads numbers of any width from a few bytes, most significant bit first; `nil` behind the end.
struct BitReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next `count` bits, at most 32, as an unsigned number.
    mutating func next(_ count: Int) -> Int? {
        guard position + count <= bytes.count * 8 else { return nil }
        var value = 0
        for bit in position..<(position + count) {
            value = value << 1 | Int(bytes[bit / 8] >> UInt8(7 - bit % 8) & 1)
        }
        position += count
        return value
    }

    /// An unsigned Exp-Golomb code of up to 32 bits (ITU-T H.264, 9.1).
    mutating func nextUnsigned() -> Int? {
        var zeros = 0
        while true {
            guard let bit = next(1) else { return nil }
            if bit == 1 { break }
            zeros += 1
        }
        guard zeros <= 32, let rest = next(zeros) else { return nil }
        return 1 << zeros - 1 + rest
    }

    /// A signed Exp-Golomb code: 0, 1, -1, 2, -2 …
    mutating func nextSigned() -> Int? {
        nextUnsigned().map { $0 % 2 == 0 ? -($0 / 2) : ($0 + 1) / 2 }
    }
}
