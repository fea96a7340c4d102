import ContentModel

// One block a publication, one fact a line, so that git's line-wise diffs and merges show and join facts:
//
//     calends-lock 1
//
//     [2026-11/opening@bakery]
//     published 2026-11-02T08:00:00Z
//     media 18012345678901234
//     permalink https://www.instagram.com/p/…
//     commit <id>
//     entry <blob> calendar/2026-11/opening.yaml
//     file <blob> media/opening.jpg
//     was 2026-11/old-name@bakery
//
//     end
//
// Blocks are sorted by the bytes of their first line. Fields escape spaces, control characters and `%` as `%20`.
extension Lockfile {
    /// The format this code writes, and the newest it reads.
    public static let formatVersion = 1
    /// The first line.
    static let header = "calends-lock \(formatVersion)"

    enum Key: String, CaseIterable {
        case dismissed, published, removed, media, permalink, commit, entry, file, was
    }

    /// The file as it is written: the same value gives the same text, always.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The UTF-8 of ``text``.
    public var bytes: [UInt8] {
        var blocks: [(head: [UInt8], record: LockRecord, rank: Int)] = []
        blocks.reserveCapacity(records.count)
        func add(_ publication: PublicationID, _ record: LockRecord, rank: Int) {
            var head: [UInt8] = []
            head.appendField(publication)
            blocks.append((head, record, rank))
        }
        for (publication, record) in records { add(publication, record, rank: 0) }
        for (publication, others) in duplicates {
            for (index, record) in others.enumerated() { add(publication, record, rank: index + 1) }
        }
        blocks.sort { left, right in
            left.head == right.head ? left.rank < right.rank : left.head.lexicographicallyPrecedes(right.head)
        }
        var bytes = Array(Self.header.utf8)
        bytes.reserveCapacity(blocks.count * 400)
        bytes.append(contentsOf: [.newline, .newline])
        for block in blocks {
            bytes.append(UInt8(ascii: "["))
            bytes.append(contentsOf: block.head)
            bytes.append(contentsOf: [UInt8(ascii: "]"), .newline])
            block.record.append(to: &bytes)
            bytes.append(.newline)
        }
        bytes.append(contentsOf: Array("end\n".utf8))
        return bytes
    }
}

extension LockRecord {
    /// Writes the lines of a block below its first.
    func append(to bytes: inout [UInt8]) {
        func line(_ key: Lockfile.Key, _ write: (inout [UInt8]) -> Void) {
            bytes.append(contentsOf: key.rawValue.utf8)
            bytes.append(.space)
            write(&bytes)
            bytes.append(.newline)
        }
        if case .dismissed(let dismissal) = phase { line(.dismissed) { dismissal.at.append(to: &$0) } }
        if let publication {
            line(.published) { publication.publishedAt.append(to: &$0) }
            if case .removed(_, let removedAt) = phase { line(.removed) { removedAt.append(to: &$0) } }
            line(.media) { $0.appendField(publication.mediaID) }
            if let permalink = publication.permalink { line(.permalink) { $0.appendField(permalink) } }
        }
        if let commit { line(.commit) { $0.append(contentsOf: commit.description.utf8) } }
        line(.entry) { $0.appendReference(MediaReference(path: source.path, blob: source.blob)) }
        for reference in media { line(.file) { $0.appendReference(reference) } }
        for former in formerIDs { line(.was) { $0.appendField(former) } }
    }
}

extension [UInt8] {
    fileprivate mutating func appendReference(_ reference: MediaReference) {
        append(contentsOf: reference.blob.description.utf8)
        append(.space)
        appendField(reference.path)
    }
}
