/// A picture for the first entry: a sky at dawn, drawn here so that no file has to be carried along.
///
/// A baseline JPEG of 640 × 640 in three components whose blocks of 8 × 8 are each of one colour, so that every block is
/// one DC difference and an end-of-block. Source of the format: ITU-T T.81.
enum SamplePicture {
    static let jpeg: [UInt8] = {
        var bytes: [UInt8] = [0xFF, 0xD8]  // SOI
        // JFIF 1.1 without a thumbnail.
        bytes += segment(0xE0, Array("JFIF".utf8) + [0, 1, 1, 0, 0, 1, 0, 1, 0, 0])
        // One table of quantisation: 8 for DC, so that a difference of 1 is one step of brightness.
        bytes += segment(0xDB, [0] + [8] + [UInt8](repeating: 1, count: 63))
        // SOF0: 8 bits, 640 × 640, three components that are sampled alike.
        bytes += segment(0xC0, [8, 0x02, 0x80, 0x02, 0x80, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0])
        // DC codes: category 0 is "0", category 1 is "10", 2 to 7 follow; AC code: end of block is "0".
        bytes += segment(0xC4, [0x00, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7])
        bytes += segment(0xC4, [0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x00])
        bytes += segment(0xDA, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0])
        return bytes + scan + [0xFF, 0xD9]
    }()

    private static let blocksPerSide = 80

    private static func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
        let count = content.count + 2
        return [0xFF, marker, UInt8(truncatingIfNeeded: count >> 8), UInt8(truncatingIfNeeded: count)] + content
    }

    /// Brightness and the two colour differences of a row of blocks, from the night above to the light below.
    private static func colour(row: Int) -> [Int] {
        [-90 + row * 170 / blocksPerSide, 40 - row * 60 / blocksPerSide, -10 + row * 50 / blocksPerSide]
    }

    private static var scan: [UInt8] {
        var bits = BitWriter()
        var last = [0, 0, 0]
        for row in 0..<blocksPerSide {
            let colour = colour(row: row)
            for _ in 0..<blocksPerSide {
                for component in 0..<3 {
                    bits.append(difference: colour[component] - last[component])
                    bits.append(0, count: 1)  // end of block
                }
                last = colour
            }
        }
        return bits.finished
    }
}

/// Writes bits from the highest down, with the zero byte that JPEG wants behind every 0xFF.
private struct BitWriter {
    private var bytes: [UInt8] = []
    private var pending: UInt32 = 0
    private var count = 0

    mutating func append(_ value: Int, count added: Int) {
        for bit in (0..<added).reversed() {
            pending = pending << 1 | UInt32(truncatingIfNeeded: value >> bit & 1)
            count += 1
            if count == 8 { flush() }
        }
    }

    /// A DC difference: the code of its category, then its bits; negative ones as their ones' complement.
    mutating func append(difference: Int) {
        let category = Int.bitWidth - difference.magnitude.leadingZeroBitCount
        // Category n has n ones and a zero; the longest code stops at eight bits.
        append((1 << (category + 1)) - 2, count: category + 1)
        append(difference < 0 ? difference - 1 : difference, count: category)
    }

    private mutating func flush() {
        let byte = UInt8(truncatingIfNeeded: pending)
        bytes.append(byte)
        if byte == 0xFF { bytes.append(0) }
        (pending, count) = (0, 0)
    }

    var finished: [UInt8] {
        var writer = self
        while writer.count != 0 { writer.append(1, count: 1) }
        return writer.bytes
    }
}
