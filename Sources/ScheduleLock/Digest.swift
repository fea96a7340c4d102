/// A digest for tables: never zero, which marks an empty place. What it finds is compared byte by byte.
enum Digest {
    static let start: UInt64 = 0xCBF2_9CE4_8422_2325
    /// Another one in each run: nobody can make names that all come to one place in a table, which would take for ever.
    static let seed = UInt64.random(in: .min ... .max)

    /// Where in a table of a power of two places a digest is looked for first.
    static func place(of digest: UInt64, among count: Int) -> Int {
        let product = (digest ^ seed).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return Int(truncatingIfNeeded: product.high ^ product.low) & (count - 1)
    }

    static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var value = start
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return value | 1
    }

    static func of(_ text: [UInt8], _ range: Range<Int>, from start: UInt64 = Digest.start) -> UInt64 {
        text.withUnsafeBufferPointer { of($0, range, from: start) }
    }

    static func of(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, from start: UInt64 = Digest.start) -> UInt64
    {
        var value = start
        for place in range { value = (value ^ UInt64(text[place])) &* 0x0000_0100_0000_01B3 }
        return value | 1
    }
}

/// Digests that were seen, in one array.
public struct DigestSet {
    private var places: [UInt64]

    /// A set with room for so many.
    public init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        places = Array(repeating: 0, count: size)
    }

    /// Adds a digest; answers whether it was not there yet.
    @discardableResult
    public mutating func insert(_ digest: UInt64) -> Bool {
        var place = Digest.place(of: digest, among: places.count)
        while places[place] != 0 {
            if places[place] == digest { return false }
            place = (place + 1) & (places.count - 1)
        }
        places[place] = digest
        return true
    }

    /// Whether it was added.
    public func contains(_ digest: UInt64) -> Bool {
        var place = Digest.place(of: digest, among: places.count)
        while places[place] != 0 {
            if places[place] == digest { return true }
            place = (place + 1) & (places.count - 1)
        }
        return false
    }
}
