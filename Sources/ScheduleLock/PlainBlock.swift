import ContentModel
import ObjectIDs

/// A block of a lockfile where it stands in the text, taken apart no further than to know where its facts are.
///
/// Bytes are looked at where they lie: a slice would count its array's owners, which all cores would do at once.
struct PlainBlock {
    /// With the empty line behind it.
    let range: Range<Int>
    /// What stands between the brackets.
    let head: Range<Int>
    /// Between the first line and the empty one.
    let body: Range<Int>
    /// Where its facts are; `nil` for a block that is not written plainly.
    let facts: PlainFacts?

    /// `nil` where no block begins, or it does not end before `limit`.
    init?(in text: UnsafeBufferPointer<UInt8>, at start: Int, before limit: Int) {
        guard start < limit, text[start] == UInt8(ascii: "["), let headEnd = text.firstNewline(from: start),
            headEnd < limit, headEnd > start + 2, text[headEnd - 1] == UInt8(ascii: "]")
        else { return nil }
        head = (start + 1)..<(headEnd - 1)
        var lines = PlainLines(text: text, position: headEnd + 1, limit: limit)
        let isNamed = text.isWord(head) && text.last(UInt8(ascii: "@"), in: head) != nil
        let found = isNamed ? PlainFacts(&lines) : nil
        let hasMore = lines.position >= limit || text[lines.position] != .newline
        facts = hasMore ? nil : found
        guard lines.skipBlock() else { return nil }
        body = (headEnd + 1)..<(lines.position - 1)
        range = start..<lines.position
    }
}

/// Where the facts of a record are: one that says of something that is or was on the platform what
/// ``LockRecord/append(to:)`` writes of it, in characters that need no escape, and nothing of former names and of what may be shown.
struct PlainFacts {
    private(set) var published = 0..<0
    private(set) var removed: Range<Int>?
    private(set) var media = 0..<0
    private var permalink: Range<Int>?
    private var revised: Range<Int>?
    private var commit: Range<Int>?
    private(set) var entry = 0..<0
    /// The lines of media.
    private var files = 0..<0
    private(set) var fileCount = 0

    /// Takes the lines of a block, which come in one order, as far as they are known here.
    init?(_ lines: inout PlainLines) {
        let text = lines.text
        guard let published = lines.value(of: "published "), text.time(published) != nil else { return nil }
        removed = lines.value(of: "removed ")
        guard let media = lines.value(of: "media "), text.isWord(media) else { return nil }
        permalink = lines.value(of: "permalink ")
        revised = lines.value(of: "revised ")
        commit = lines.value(of: "commit ")
        guard let entry = lines.value(of: "entry "), text.isReference(entry),
            removed.map({ text.time($0) != nil }) ?? true, permalink.map({ text.isWord($0) }) ?? true,
            revised.map({ text.time($0) != nil }) ?? true, commit.map({ text.isObject($0) }) ?? true
        else { return nil }
        let start = lines.position
        while let file = lines.value(of: "file ") {
            guard text.isReference(file) else { return nil }
            fileCount += 1
        }
        (self.published, self.media, self.entry, files) = (published, media, entry, start..<lines.position)
    }

    /// The facts of a plain block's body.
    init?(body: UnsafeBufferPointer<UInt8>) {
        var lines = PlainLines(text: body, position: 0, limit: body.count)
        self.init(&lines)
    }

    /// The facts themselves; `nil` where they are not in this text.
    func values(in text: UnsafeBufferPointer<UInt8>) -> LockRecord.Values? {
        guard let time = text.time(published), let source = text.reference(entry) else { return nil }
        let live = PublishedPublication(
            mediaID: text.word(media), publishedAt: time, permalink: permalink.map { text.word($0) })
        var references: [MediaReference] = []
        references.reserveCapacity(fileCount)
        var lines = PlainLines(text: text, position: files.lowerBound, limit: files.upperBound)
        while let file = lines.value(of: "file ") {
            guard let reference = text.reference(file) else { return nil }
            references.append(reference)
        }
        return LockRecord.Values(
            phase: removed.flatMap { text.time($0) }.map { .removed(live, removedAt: $0) } ?? .published(live),
            source: Publication.Source(path: source.path, blob: source.blob),
            commit: commit.flatMap { text.object($0) }.map { CommitID($0) }, media: references,
            revisedAt: revised.flatMap { text.time($0) }, mayShow: [], formerIDs: [])
    }

    /// When what it records went out, if that is a live publication of an entry as a table expects it.
    func publication(of row: Int, in table: EntryTable, _ text: UnsafeBufferPointer<UInt8>) -> Timestamp? {
        let uses = table.mediaUses(of: row)
        guard removed == nil, fileCount == uses.count, text.object(entry.prefix(40)) == table.blob(of: row).object
        else {
            return nil
        }
        var lines = PlainLines(text: text, position: files.lowerBound, limit: files.upperBound)
        for use in uses {
            guard let file = lines.value(of: "file "),
                text.object(file.prefix(40)) == table.mediumBlob(table.mediumNumber(at: use)).object
            else { return nil }
        }
        return text.time(published)
    }
}

/// Lines of a text, one after the other.
struct PlainLines {
    let text: UnsafeBufferPointer<UInt8>
    private(set) var position: Int
    private let limit: Int

    init(text: UnsafeBufferPointer<UInt8>, position: Int, limit: Int) {
        (self.text, self.position, self.limit) = (text, position, limit)
    }

    /// What follows a key, if the next line begins with it.
    mutating func value(of key: StaticString) -> Range<Int>? {
        let count = key.utf8CodeUnitCount
        guard position + count < limit else { return nil }
        for offset in 0..<count where text[position + offset] != key.utf8Start[offset] { return nil }
        guard let newline = text.firstNewline(from: position + count), newline < limit else { return nil }
        defer { position = newline + 1 }
        return (position + count)..<newline
    }

    /// Goes behind the next empty line; false where there is none.
    mutating func skipBlock() -> Bool {
        while position < limit, let newline = text.firstNewline(from: position), newline < limit {
            defer { position = newline + 1 }
            if newline == position { return true }
        }
        return false
    }
}

/// What fields mean that need no escape.
extension UnsafeBufferPointer<UInt8> {
    /// Whether a field is printable ASCII without an escape.
    func isWord(_ place: Range<Int>) -> Bool {
        for number in place where self[number] <= .space || self[number] >= 0x7F || self[number] == .percent {
            return false
        }
        return !place.isEmpty
    }

    /// Whether a field is the name of an object in lower case, as it is written.
    func isObject(_ place: Range<Int>) -> Bool {
        for number in place where self[number] < UInt8(ascii: "a") && self[number] > UInt8(ascii: "9") { return false }
        return object(place) != nil
    }

    /// Whether a field is a blob and a path.
    func isReference(_ place: Range<Int>) -> Bool {
        place.count > 41 && self[place.lowerBound + 40] == .space && isObject(place.prefix(40))
            && isWord(place.dropFirst(41))
    }

    func word(_ place: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: self[place]), as: UTF8.self)
    }

    func time(_ place: Range<Int>) -> Timestamp? { Timestamp(bytes: UnsafeBufferPointer(rebasing: self[place])) }

    func object(_ place: Range<Int>) -> ObjectID? {
        ObjectID(hex: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: self[place])))
    }

    func reference(_ place: Range<Int>) -> MediaReference? {
        object(place.prefix(40)).map { MediaReference(path: word(place.dropFirst(41)), blob: BlobID($0)) }
    }

    func last(_ byte: UInt8, in place: Range<Int>) -> Int? {
        for number in place.reversed() where self[number] == byte { return number }
        return nil
    }
}
