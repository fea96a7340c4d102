import ContentModel
import ObjectIDs

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
//     shown caption <digest>
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
        case published, removed, media, permalink, revised, commit, entry, file, was, shown, dismissed

        init?(bytes: ArraySlice<UInt8>) {
            // Told by the first letter, or the first three: a large file has a million keys.
            let candidate: Self? =
                switch bytes.first {
                case UInt8(ascii: "p"):
                    bytes.count == 9 && bytes.dropFirst().first == UInt8(ascii: "u") ? .published : .permalink
                case UInt8(ascii: "r"): bytes.dropFirst(2).first == UInt8(ascii: "m") ? .removed : .revised
                case UInt8(ascii: "m"): .media
                case UInt8(ascii: "c"): .commit
                case UInt8(ascii: "e"): .entry
                case UInt8(ascii: "f"): .file
                case UInt8(ascii: "w"): .was
                case UInt8(ascii: "s"): .shown
                case UInt8(ascii: "d"): .dismissed
                default: nil
                }
            guard let candidate, bytes.elementsEqual(candidate.rawValue.utf8) else { return nil }
            self = candidate
        }
    }

    /// The file as it is written: the same value gives the same text, always.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The UTF-8 of ``text``.
    public var bytes: [UInt8] {
        // Blocks of one publication follow each other already, in the order of their weight.
        var blocks: [(head: [UInt8], records: [LockRecord])] = []
        for (id, record) in records.rest {
            var head: [UInt8] = []
            head.appendField(id)
            blocks.append((head, [record] + (duplicates[id] ?? [])))
        }
        blocks.sort { $0.head.lexicographicallyPrecedes($1.head) }
        let (text, standing) = (records.text, records.standing)
        var bytes = LockfileText.head
        bytes.reserveCapacity(text.count + blocks.count * 400)
        var rows = standing[...]
        for (head, records) in blocks {
            let before = rows.prefix { text[$0.head].lexicographicallyPrecedes(head) }
            rows = rows.dropFirst(before.count)
            for row in before { bytes += text[row.block] }
            bytes.appendBlocks(head: head, records)
        }
        for row in rows { bytes += text[row.block] }
        return bytes + LockfileText.tail
    }
}

extension [UInt8] {
    /// Writes the blocks of one publication.
    mutating func appendBlocks(head: [UInt8], _ records: [LockRecord]) {
        for record in records {
            append(UInt8(ascii: "["))
            self += head
            self += [UInt8(ascii: "]"), .newline]
            record.append(to: &self)
            append(.newline)
        }
    }
}

extension LockRecord {
    /// Writes the lines of a block below its first.
    func append(to bytes: inout [UInt8]) {
        if let plainText {
            bytes += plainText
            return
        }
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
        if let revisedAt { line(.revised) { revisedAt.append(to: &$0) } }
        if let commit { line(.commit) { commit.object.appendHex(to: &$0) } }
        line(.entry) { $0.appendReference(MediaReference(path: source.path, blob: source.blob)) }
        for reference in media { line(.file) { $0.appendReference(reference) } }
        for former in formerIDs { line(.was) { $0.appendField(former) } }
        for shown in mayShow {
            line(.shown) { bytes in
                bytes.appendField(shown.field)
                bytes.append(.space)
                bytes.appendField(shown.written)
            }
        }
    }
}

extension [UInt8] {
    fileprivate mutating func appendReference(_ reference: MediaReference) {
        reference.blob.object.appendHex(to: &self)
        append(.space)
        appendField(reference.path)
    }
}
