import ObjectIDs

/// A record of a lockfile where it stands in the text, taken apart no further than to compare it.
struct PlainBlock {
    /// With the empty line behind it.
    private(set) var range: Range<Int>
    /// What stands between the brackets.
    let head: Range<Int>
    /// Whether it says of something live what a record of a plain publication says, in characters that need no escape.
    private(set) var isPlain = false
    private(set) var mediumDigest: UInt64 = 0
    private var published: Range<Int> = 0..<0
    private var entry: Range<Int> = 0..<0
    /// The first of the lines of media.
    private var files: Int = 0
    private var fileCount = 0

    /// `nil` where no block begins, or it does not end before `limit`.
    init?(in text: [UInt8], at start: Int, before limit: Int) {
        guard text[start] == UInt8(ascii: "["), let headEnd = text.firstNewline(from: start), headEnd < limit,
            headEnd > start + 2, text[headEnd - 1] == UInt8(ascii: "]")
        else { return nil }
        range = start..<headEnd
        head = (start + 1)..<(headEnd - 1)
        var lines = Lines(position: headEnd + 1)
        isPlain = Self.isWord(text, head)
        var stage = 0
        while true {
            guard let line = lines.next(text), line.upperBound < limit else { return nil }
            if line.isEmpty { break }
            guard isPlain else { continue }
            isPlain = take(line, of: text, &stage)
        }
        range = start..<lines.position
        if stage < 6 { isPlain = false }
    }

    private struct Lines {
        var position: Int

        mutating func next(_ text: [UInt8]) -> Range<Int>? {
            guard let end = text.firstNewline(from: position) else { return nil }
            defer { position = end + 1 }
            return position..<end
        }
    }

    /// Takes the next line of a plain record, whose keys come in one order; false for any other.
    private mutating func take(_ line: Range<Int>, of text: [UInt8], _ stage: inout Int) -> Bool {
        guard let space = text[line].firstIndex(of: .space) else { return false }
        let value = (space + 1)..<line.upperBound
        guard let key = Lockfile.Key(bytes: text[line.lowerBound..<space]) else { return false }
        switch (key, stage) {
        case (.published, 0):
            (published, stage) = (value, 1)
            return Timestamp(bytes: text[value]) != nil
        case (.media, 1):
            stage = 2
            mediumDigest = text.withUnsafeBufferPointer { Digest.of($0, value) }
            return Self.isWord(text, value)
        case (.permalink, 2):
            stage = 3
            return Self.isWord(text, value)
        case (.revised, 2...3):
            stage = 4
            return Timestamp(bytes: text[value]) != nil
        case (.commit, 2...4):
            stage = 5
            return ObjectID(hex: text[value]) != nil
        case (.entry, 2...5):
            (entry, stage) = (value, 6)
            return Self.isReference(text, value)
        case (.file, 6):
            if fileCount == 0 { files = line.lowerBound }
            fileCount += 1
            return Self.isReference(text, value)
        default: return false
        }
    }

    /// Whether it is the record of this entry as it stands, from before a moment.
    func isOf(_ expected: ExpectedEntry, in text: [UInt8], before bound: Timestamp) -> Bool {
        guard fileCount == expected.media.count, let time = Timestamp(bytes: text[published]), time < bound,
            Self.blob(text, entry) == expected.blob
        else { return false }
        var lines = Lines(position: files)
        for medium in expected.media {
            guard let line = lines.next(text) else { return false }
            // Behind `file `.
            guard Self.blob(text, (line.lowerBound + 5)..<line.upperBound) == medium else { return false }
        }
        return true
    }

    private static func blob(_ text: [UInt8], _ value: Range<Int>) -> BlobID? {
        ObjectID(hex: text[value.lowerBound..<min(value.lowerBound + 40, value.upperBound)]).map { BlobID($0) }
    }

    private static func isReference(_ text: [UInt8], _ value: Range<Int>) -> Bool {
        guard value.count > 41, text[value.lowerBound + 40] == .space else { return false }
        return blob(text, value) != nil && isWord(text, (value.lowerBound + 41)..<value.upperBound)
    }

    /// Whether a field is printable ASCII without an escape.
    private static func isWord(_ text: [UInt8], _ value: Range<Int>) -> Bool {
        guard !value.isEmpty else { return false }
        return text.withUnsafeBufferPointer { bytes in
            for place in value where bytes[place] <= .space || bytes[place] >= 0x7F || bytes[place] == .percent {
                return false
            }
            return true
        }
    }
}
