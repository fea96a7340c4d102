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

    init(size: Int, read: @escaping (Int, Int) throws -> [UInt8]) {
        (self.size, self.read) = (size, read)
    }

    /// Counts one turn of a loop whose end the file decides.
    func step() throws(MediaError) {
        guard remainingSteps > 0 else { throw .excessive(format) }
        remainingSteps -= 1
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
        let wanted = min(max(count, Self.windowSize), size - offset)
        do { window = try read(offset, wanted) } catch { throw .unreadable("\(error)") }
        windowStart = offset
        guard window.count >= count else {
            throw .truncated(format, needed: offset.saturatingAdd(count), size: offset + window.count)
        }
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

extension Int {
    func saturatingAdd(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
