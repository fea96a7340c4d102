/// A lockfile that grows by lockfiles behind it: one that is read seldom and written often.
///
/// Its file is replaced whole at first, and appended to after that. What a crash left unfinished at its end was never
/// acknowledged, and says nothing.
public struct LockfileLog: Sendable {
    /// What all parts say together.
    public let lockfile: Lockfile
    /// How many bytes hold whole parts.
    public let soundByteCount: Int
    /// How many parts there are.
    public let partCount: Int

    private static let header = Array((Lockfile.header + "\n").utf8)
    private static let end = Array("\nend\n".utf8)

    /// Reads a log; of no bytes, an empty one.
    public init(bytes: [UInt8]) throws(LockfileError) {
        var (start, count) = (0, 0)
        var joined = Lockfile()
        while start < bytes.count {
            guard let end = Self.end(of: bytes, from: start) else {
                // The first part is never written piece by piece: it is damaged, or no log.
                if count == 0 { (joined, start, count) = (try Lockfile(bytes: bytes), bytes.count, 1) }
                break
            }
            joined = .merged(joined, try Lockfile(bytes: Array(bytes[start..<end])))
            (start, count) = (end, count + 1)
        }
        (lockfile, soundByteCount, partCount) = (joined, start, count)
    }

    /// Where the part that begins at `start` ends: where another one begins, or the bytes do, behind an `end` line.
    private static func end(of bytes: [UInt8], from start: Int) -> Int? {
        var place = start
        while let line = bytes.firstNewline(from: place) {
            place = line + 1
            guard line >= start + 4, bytes[(line - 4)...line].elementsEqual(end) else { continue }
            if place == bytes.count || bytes[place...].starts(with: header.prefix(bytes.count - place)) { return place }
        }
        return nil
    }
}
