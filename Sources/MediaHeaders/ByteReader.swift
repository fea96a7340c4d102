/// Bounded random access to the bytes of one file.
///
/// Every access is checked against the file's size, and the number of reads is bounded, so that no header, however
/// hostile, can make its reader trap or run long.
final class ByteReader {
    let size: Int
    /// What the file was found to be, for the errors thrown from here.
    var format = MediaFormat.mp4

    private let read: (Int, Int) throws -> [UInt8]
    private var window: [UInt8] = []
    private var windowStart = 0
    private var remainingReads = 1000
    private var remainingSteps = 20_000

    /// Headers lie close together, so each read fetches a little more than was asked for.
    private static let windowSize = 4096
    /// Nothing read in one piece is longer than this.
    private static let maximumRead = 65_536
    /// What is read at once where something is searched for.
    private static let searchedAtOnce = 262_144

    init(size: Int, read: @escaping (Int, Int) throws -> [UInt8]) {
        (self.size, self.read) = (size, read)
    }

    /// Counts one turn of a loop whose end the file decides.
    func step() throws(MediaError) {
        guard remainingSteps > 0 else { throw .excessive(format) }
        remainingSteps -= 1
    }

    /// Where `byte` stands next, at `start` or behind it; reads as much as it takes, in large pieces.
    func offset(of byte: UInt8, from start: Int) throws(MediaError) -> Int? {
        var position = start
        while position < size {
            if !(windowStart..<(windowStart + window.count)).contains(position) {
                try load(from: position, count: min(Self.searchedAtOnce, size - position))
                guard !window.isEmpty else { throw .truncated(format, needed: size, size: position) }
            }
            if let index = window.index(of: byte, from: position - windowStart) { return windowStart + index }
            position = windowStart + window.count
        }
        return nil
    }

    func malformed(_ detail: String) -> MediaError { .malformed(format, detail) }

    func bytes(at offset: Int, count: Int) throws(MediaError) -> ArraySlice<UInt8> {
        guard offset >= 0, 0...Self.maximumRead ~= count else { throw malformed("an offset is out of range") }
        guard offset <= size, count <= size - offset else {
            throw .truncated(format, needed: offset.saturatingAdd(count), size: size)
        }
        if offset < windowStart || offset - windowStart > window.count - count { try fill(from: offset, count: count) }
        let start = offset - windowStart
        return window[start..<(start + count)]
    }

    private func fill(from offset: Int, count: Int) throws(MediaError) {
        guard remainingReads > 0 else { throw .excessive(format) }
        remainingReads -= 1
        try load(from: offset, count: min(max(count, Self.windowSize), size - offset))
        guard window.count >= count else {
            throw .truncated(format, needed: offset.saturatingAdd(count), size: offset + window.count)
        }
    }

    private func load(from offset: Int, count: Int) throws(MediaError) {
        do { window = try read(offset, count) } catch { throw .unreadable("\(error)") }
        windowStart = offset
    }

    /// An unsigned number of up to seven bytes, most significant first.
    func big(at offset: Int, count: Int) throws(MediaError) -> Int {
        try bytes(at: offset, count: count).prefix(7).reduce(0) { $0 << 8 | Int($1) }
    }

    /// An unsigned number of up to seven bytes, least significant first.
    func little(at offset: Int, count: Int) throws(MediaError) -> Int {
        try bytes(at: offset, count: count).prefix(7).reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    /// An unsigned number of eight bytes, most significant first.
    func big64(at offset: Int) throws(MediaError) -> UInt64 {
        try bytes(at: offset, count: 8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    func text(at offset: Int, count: Int) throws(MediaError) -> String {
        String(decoding: try bytes(at: offset, count: count), as: UTF8.self)
    }

    func starts(with text: String, at offset: Int) throws(MediaError) -> Bool {
        let expected = Array(text.utf8)
        guard offset >= 0, offset <= size - expected.count else { return false }
        return try bytes(at: offset, count: expected.count).elementsEqual(expected)
    }
}

extension [UInt8] {
    /// The index of the next `byte`, from `start` on: eight at a time, since all of a picture is looked through.
    fileprivate func index(of byte: UInt8, from start: Int) -> Int? {
        withUnsafeBytes { raw in
            let (ones, pattern) = (0x0101_0101_0101_0101 as UInt64, UInt64(byte) &* 0x0101_0101_0101_0101)
            var index = start
            while index + 8 <= raw.count {
                let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ pattern
                // Not zero as soon as one of the eight is.
                if (word &- ones) & ~word & (ones << 7) != 0 { break }
                index += 8
            }
            while index < raw.count {
                if raw[index] == byte { return index }
                index += 1
            }
            return nil
        }
    }
}

extension Int {
    func saturatingAdd(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
