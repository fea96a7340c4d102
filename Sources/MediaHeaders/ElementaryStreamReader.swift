/// Reads the description of an MPEG-4 audio stream (`esds`; ISO/IEC 14496-1, 7.2.6, and 14496-3, 1.6).
struct ElementaryStreamReader {
    private let reader: ByteReader
    private var position: Int
    private let end: Int

    init(_ reader: ByteReader, _ box: Box) {
        (self.reader, position, end) = (reader, box.start + 4, box.end)
    }

    mutating func read(into track: inout AudioTrack) throws(MediaError) {
        guard try descriptor() == 0x03 else { return }
        let flags = try number(2, 1)
        position += 3
        if flags & 0x80 != 0 { position += 2 }
        if flags & 0x40 != 0 { position += 1 + (try number(0, 1)) }
        if flags & 0x20 != 0 { position += 2 }
        guard try descriptor() == 0x04 else { return }
        let stream = try number(0, 1)
        let average = try number(9, 4)
        track.bitRate = average > 0 ? average : nil
        position += 13
        switch stream {
        case 0x66...0x68: track.audioObjectType = stream - 0x65  // MPEG-2 AAC Main, LC, SSR
        case 0x69, 0x6B: track.audioObjectType = 34  // MP3
        case 0x40:
            guard try descriptor() == 0x05 else { return }
            try readConfiguration(into: &track)
        default: break
        }
    }

    /// AudioSpecificConfig: object type, sample rate and channels in bit fields.
    private func readConfiguration(into track: inout AudioTrack) throws(MediaError) {
        var bits = BitReader(Array(try reader.bytes(at: position, count: max(0, min(16, end - position)))))
        func objectType(_ bits: inout BitReader) -> Int? {
            guard let type = bits.next(5) else { return nil }
            return type == 31 ? bits.next(6).map { $0 + 32 } : type
        }
        func rate(_ bits: inout BitReader) -> Int? {
            guard let index = bits.next(4) else { return nil }
            return index == 15 ? bits.next(24) : Self.rates.element(at: index)
        }
        track.audioObjectType = objectType(&bits)
        if let rate = rate(&bits) { track.sampleRate = rate }
        if let layout = bits.next(4), layout > 0 { track.channels = layout == 7 ? 8 : layout }
        // Spectral band replication doubles the rate of what it wraps.
        if track.audioObjectType == 5 || track.audioObjectType == 29, let rate = rate(&bits) { track.sampleRate = rate }
    }

    private static let rates = [
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
    ]

    /// Steps into the next descriptor and answers its tag; its length, in up to four bytes of seven bits, only matters
    /// for skipping, which nothing here does.
    private mutating func descriptor() throws(MediaError) -> Int {
        let tag = try number(0, 1)
        position += 1
        for _ in 0..<4 {
            let length = try number(0, 1)
            position += 1
            if length & 0x80 == 0 { break }
        }
        return tag
    }

    private func number(_ offset: Int, _ count: Int) throws(MediaError) -> Int {
        guard position + offset <= end - count else { throw reader.malformed("its audio description is cut short") }
        return try reader.big(at: position + offset, count: count)
    }
}
