import ContentModel
import FoundationEssentials
import ObjectIDs
import TestSupport
import Testing

@testable import ScheduleLock

/// Which entries a lockfile settles, told from its text.
@Suite struct EntryTableTests {
    struct Entry {
        var name: String
        var blob: BlobID
        var media: [MediaReference]
        var endings: [String]
    }

    static func table(_ entries: [Entry]) throws -> EntryTable {
        var builder = EntryTableBuilder(environment: .all("0"))
        for entry in entries {
            builder.add(
                path: "calendar/\(entry.name).yaml", blob: entry.blob, media: entry.media, endings: entry.endings)
        }
        return try #require(builder.table)
    }

    /// Entries as a calendar would have them: some as the lockfile has them, some not.
    static func expected(_ lockfile: Lockfile, using generator: inout SeededGenerator) -> [Entry] {
        ["e", "a", "b", "c", "d"].map { name in
            let records = lockfile.records.filter { $0.key.entry.text == name }.sorted { $0.key < $1.key }
            let record = records.first?.value
            var endings = records.map { "@\($0.key.account)" }
            if Int.random(in: 0..<4, using: &generator) == 0 { endings.append("@other") }
            let blob =
                Int.random(in: 0..<4, using: &generator) == 0 ? BlobID.all("7") : record?.source.blob ?? .all("a")
            return Entry(name: name, blob: blob, media: record?.media ?? [], endings: endings)
        }
    }

    static func lockfile(using generator: inout SeededGenerator) throws -> Lockfile {
        var records: [PublicationID: LockRecord] = [:]
        for name in ["a", "b", "c", "d", "f"] {
            for account in ["bakery", "cafe"] where Bool.random(using: &generator) {
                var record = LockRecord.published(
                    "18\(Int.random(in: 0..<40, using: &generator))",
                    blob: "ab".randomElement(using: &generator) ?? "a", at: Int64.random(in: 0...9, using: &generator),
                    permalink: Bool.random(using: &generator) ? "https://p" : nil,
                    former: Int.random(in: 0..<6, using: &generator) == 0 ? [PublicationID("old", on: account)] : [])
                if Int.random(in: 0..<8, using: &generator) == 0 { record = record.removed(at: 20) }
                if Int.random(in: 0..<8, using: &generator) == 0 {
                    record.revisedAt = Timestamp(secondsSince1970: 5)
                }
                records[PublicationID(name, on: account)] = record
            }
        }
        return try Lockfile(bytes: Lockfile(records: records).bytes)
    }

    @Test("What is left out is live, alone and as expected; what is not is read as ever", arguments: 0..<300)
    func agreesWithReading(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let lockfile = try Self.lockfile(using: &generator)
        let entries = Self.expected(lockfile, using: &generator)
        let layout = LockfileLayout.allCases.randomElement(using: &generator) ?? .file
        let parts = LockfileParts(cutting: lockfile.bytes, into: layout)
        var table = try Self.table(entries)
        let files = parts.contents.sorted { $0.key < $1.key }.map(\.value)
        guard let text = LockfileText(files: files), !files.isEmpty,
            table.settle(by: text, id: BlobID.all("1").object, digest: .all("2"))
        else {
            // Media that two records name are for the long way.
            let media = lockfile.claims.compactMap { $0.record.publication?.mediaID }
            #expect(Set(media).count < media.count || parts.contents.isEmpty)
            return
        }
        #expect(text.asOneFile == lockfile.bytes)
        #expect(EntryTable(kept: table.kept) == table)
        let end = Timestamp(.distantFuture)
        let settled = (0..<table.count).filter { table.isSettled($0, before: end) }.map(table.path)
        let shown = entries.filter { settled.contains("calendar/\($0.name).yaml") }.flatMap(\.media)
        #expect(table.publishedMedia == Set(shown.map(\.blob)))
        #expect(table.publishedMedia.isSubset(of: lockfile.records.values.flatMap { $0.media.map(\.blob) }))
        let recent = Timestamp(secondsSince1970: 8)
        let isLeft = (0..<table.count).map {
            table.isSettled($0, before: recent) && table.path(of: $0) != "calendar/d.yaml"
        }
        var left = lockfile
        for row in isLeft.indices where isLeft[row] {
            let entry = try #require(entries.first { "calendar/\($0.name).yaml" == table.path(of: row) })
            for ending in entry.endings {
                let id = try #require(PublicationID(entry.name + ending))
                let removed = left.records.removeValue(forKey: id)
                let record = try #require(removed)
                guard case .published(let publication) = record.phase else {
                    Issue.record("\(id) is not live")
                    continue
                }
                #expect(record.source.blob == entry.blob && record.media == entry.media)
                #expect(record.formerIDs.isEmpty && publication.publishedAt < recent)
            }
            #expect(!left.records.keys.contains { $0.entry.text == entry.name })
        }
        let pieces = table.records(without: isLeft).map { text.bytes[$0] }
        #expect(LockfileText.lockfile(ofPieces: pieces) == left)
    }

    @Test("A file that is written in any other way is for the long way")
    func onlyCanonical() throws {
        let text = Lockfile(records: [
            PublicationID("a", on: "bakery"): .published("1"), PublicationID("b", on: "bakery"): .published("2"),
        ]).text
        let medium = MediaReference(path: "media/a.jpg", blob: .all("e"))
        let entries = ["a", "b"].map { Entry(name: $0, blob: .all("a"), media: [medium], endings: ["@bakery"]) }
        func settledCount(_ text: String) throws -> Int? {
            var table = try Self.table(entries)
            guard let text = LockfileText(files: [Array(text.utf8)]),
                table.settle(by: text, id: BlobID.all("1").object, digest: .all("2"))
            else { return nil }
            return (0..<table.count).count { table.isSettled($0, before: Timestamp(.distantFuture)) }
        }
        #expect(try settledCount(text) == 2)
        let blocks = text.split(separator: "\n\n").map(String.init)
        let swapped = [blocks[0], blocks[2], blocks[1], blocks[3]].joined(separator: "\n\n")
        for other in [
            swapped, text.replacing("calends-lock 1", with: "calends-lock 2"), String(text.dropLast(4)),
            text.replacing("\n", with: "\r\n"), text + "\n", text.replacing("media 2", with: "media 1"),
            text.replacing("media 2", with: "<<<<<<< ours"),
        ] {
            #expect(try settledCount(other) == nil)
        }
    }

    @Test("Names are missed where they are missing, and where that does not show at once")
    func names() throws {
        func text(_ names: String...) throws -> LockfileText {
            let records = names.map {
                (PublicationID($0, on: "bakery"), LockRecord.published("1\($0.utf8.first ?? 0)"))
            }
            return try #require(LockfileText(files: [Lockfile(joining: records).bytes]))
        }
        #expect(try text("a", "b", "c").hasNames(of: text("a", "c")))
        #expect(try text("a").hasNames(of: text()))
        #expect(try !text("a", "b").hasNames(of: text("a", "c")))
        #expect(try !text().hasNames(of: text("a")))
        let odd = try #require(
            LockfileText(files: [Array(Lockfile().text.replacing("end\n", with: "\n[a@b]\n\nend\n").utf8)]))
        #expect(try !text("a").hasNames(of: odd))
    }

    static let ids: [(String, String)] = [
        ("Launch", "launch"), ("\u{212A}", "k"), ("\u{37E}", ";"), ("\u{1FEF}a", "`A"),
    ]

    @Test("Ids that some file system takes for one have one digest", arguments: ids)
    func caseless(first: String, second: String) {
        // What is not ASCII is in no table, so that only what is equal to ASCII has to be found.
        #expect(EntryTable.caselessDigest(of: EntryID(first)) == EntryTable.caselessDigest(of: EntryID(second)))
    }
}
