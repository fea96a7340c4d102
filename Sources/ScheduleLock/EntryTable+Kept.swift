extension EntryTable {
    /// As it is kept: with a digest behind it, by which damage is seen.
    public var kept: [UInt8] {
        var kept = bytes
        kept.add(Self.digest(of: bytes[...]))
        return kept
    }

    /// Reads what was kept; `nil` for anything else. Whether it rests on the same ``environment`` is for others to ask.
    public init?(kept: consuming [UInt8]) {
        guard kept.count > 8 else { return nil }
        let digest = kept.number(at: kept.count - 8, as: UInt64.self)
        // Where nobody else has the bytes, they become the table's own without a copy.
        kept.removeLast(8)
        guard Self.digest(of: kept[...]) == digest else { return nil }
        self.init(laidOut: kept)
    }

    /// Four times eight bytes at a time, in four lanes that do not wait for each other.
    private static func digest(of bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.withUnsafeBytes { raw in
            func step(_ value: UInt64, _ place: Int) -> UInt64 {
                let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
                let mixed = (value ^ word) &* 0xFF51_AFD7_ED55_8CCD
                return mixed ^ mixed >> 32
            }
            var lanes = (UInt64(1), UInt64(2), UInt64(3), UInt64(4) ^ UInt64(raw.count))
            var place = 0
            while place + 32 <= raw.count {
                lanes.0 = step(lanes.0, place)
                lanes.1 = step(lanes.1, place + 8)
                lanes.2 = step(lanes.2, place + 16)
                lanes.3 = step(lanes.3, place + 24)
                place += 32
            }
            var value: UInt64 = 0x9E37_79B9_7F4A_7C15
            for lane in [lanes.0, lanes.1, lanes.2, lanes.3] {
                value = (value ^ lane) &* 0xFF51_AFD7_ED55_8CCD
                value ^= value >> 32
            }
            while place < raw.count {
                value = (value ^ UInt64(raw[place])) &* 0x0000_0100_0000_01B3
                place += 1
            }
            return value
        }
    }
}
