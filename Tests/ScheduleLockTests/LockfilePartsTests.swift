import ContentModel
import FoundationEssentials
import ObjectIDs
import TestSupport
import Testing

@testable import ScheduleLock

@Suite struct LockfilePartsTests {
    /// As ``ScheduleLockTests/LockfileMergeTests`` makes them, over several accounts.
    static func random(seed: Int) -> Lockfile {
        var generator = SeededGenerator(seed: UInt64(seed))
        var joined = Lockfile()
        for account in ["bakery", "Café Zwei", "a.b", ".hidden"] {
            let part = Lockfile.random(using: &generator)
            joined.merge(
                Lockfile(
                    claims: part.claims.map { claim in
                        var record = claim.record
                        record.formerIDs = record.formerIDs.map { PublicationID($0.entry.text, on: account) }
                        if let published = record.publication {
                            // A medium is one account's.
                            record.phase = .published(
                                PublishedPublication(
                                    mediaID: published.mediaID + String(account.utf8.count),
                                    publishedAt: published.publishedAt, permalink: published.permalink))
                        }
                        return Claim(
                            publication: PublicationID(claim.publication.entry.text, on: account), record: record)
                    }))
        }
        return joined
    }

    @Test("Cut into files and joined again it says the same", arguments: 0..<100)
    func roundTrip(seed: Int) throws {
        let lockfile = Self.random(seed: seed)
        for layout in LockfileLayout.allCases {
            let parts = LockfileParts(cutting: lockfile.bytes, into: layout)
            #expect(try parts.lockfile() == lockfile)
            for bytes in parts.contents.values { #expect(try Lockfile(bytes: bytes).bytes == bytes) }
        }
    }

    @Test("An account's file has a name that no file system confuses with another's")
    func names() {
        let names = ["bakery", "Bakery", "café", "a.b", ".hidden", "..", "a b"].map {
            LockfileParts.name(of: AccountName($0))
        }
        #expect(names == ["bakery", "%42akery", "caf%C3%A9", "a.b", "%2Ehidden", "%2E.", "a%20b"])
    }

    @Test func aDamagedFileIsNamed() throws {
        let sound = Lockfile(records: [PublicationID("a", on: "bakery"): .published("1")]).bytes
        let parts = LockfileParts(["bakery": sound, "cafe": Array("calends-lock 1\n\n[a@cafe]\nnews 1\n\nend\n".utf8)])
        let error = #expect(throws: LockfilePartError.self) { try parts.lockfile() }
        #expect(error?.path(in: ".schedule.lock") == ".schedule.lock/cafe")
        #expect(error?.error == LockfileError(.unknownKey("news"), line: 4))
    }

    @Test("New records find their place in the text", arguments: 0..<200)
    func updating(seed: Int) {
        let (before, news) = (Self.random(seed: seed), Self.random(seed: seed + 1_000))
        var after = before
        let changed = after.merge(news)
        #expect(after.bytes(updating: before.bytes, of: changed) == after.bytes)
        #expect(after == .merged(before, news))
        #expect(changed.isEmpty == (after == before))
    }

    @Test("A log is what its parts say together, without what a crash left unfinished", arguments: 0..<50)
    func log(seed: Int) throws {
        let (first, second) = (Self.random(seed: seed), Self.random(seed: seed + 500))
        let (head, tail) = (first.bytes, second.bytes)
        #expect(try LockfileLog(bytes: head + tail).lockfile == .merged(first, second))
        for cut in [0, 1, tail.count / 2, tail.count - 1] {
            let log = try LockfileLog(bytes: head + tail.prefix(cut))
            #expect(log.lockfile == first)
            #expect(log.soundByteCount == head.count)
        }
        #expect(throws: LockfileError.self) { try LockfileLog(bytes: Array(head.dropLast(2))) }
    }
}

@Suite struct SettledScanTests {
    /// Entries as a calendar would have them: some as the lockfile has them, some not.
    static func expected(_ lockfile: Lockfile, using generator: inout SeededGenerator) -> [ExpectedEntry] {
        var entries: [ExpectedEntry] = []
        for name in ["a", "b", "c", "d", "e"] {
            let records = lockfile.records.filter { $0.key.entry.text == name }.sorted { $0.key < $1.key }
            let record = records.first?.value
            var endings = records.map { "@\($0.key.account)" }
            if Int.random(in: 0..<4, using: &generator) == 0 { endings.append("@other") }
            let blob =
                Int.random(in: 0..<4, using: &generator) == 0 ? BlobID.all("7") : record?.source.blob ?? .all("a")
            entries.append(
                ExpectedEntry(id: name, blob: blob, media: record?.media.map(\.blob) ?? [.all("e")], endings: endings))
        }
        return entries
    }

    @Test("What is left out is live, alone and as expected; what is not is read as ever", arguments: 0..<300)
    func agreesWithReading(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
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
        let lockfile = try Lockfile(bytes: Lockfile(records: records).bytes)
        let entries = Self.expected(lockfile, using: &generator)
        let recent = Date(timeIntervalSince1970: 8)
        let scan = SettledScan(lockfile.bytes, expecting: entries, before: recent, unsettled: ["d"])
        guard let scan else {
            // Media that two records name are for the long way.
            let media = lockfile.claims.compactMap { $0.record.publication?.mediaID }
            #expect(Set(media).count < media.count)
            return
        }
        var left = lockfile
        for (entry, isSettled) in zip(entries, scan.isSettled) where isSettled {
            #expect(entry.id != "d")
            for ending in entry.endings {
                let id = try #require(PublicationID(entry.id + ending))
                let removed = left.records.removeValue(forKey: id)
                let record = try #require(removed)
                guard case .published(let publication) = record.phase else {
                    Issue.record("\(id) is not live")
                    continue
                }
                #expect(record.source.blob == entry.blob && record.media.map(\.blob) == entry.media)
                #expect(record.formerIDs.isEmpty && publication.publishedAt.date < recent)
            }
            #expect(!left.records.keys.contains { $0.entry.text == entry.id })
        }
        #expect(scan.rest == left)
        #expect(scan.settledCount == lockfile.records.count - left.records.count)
    }

    @Test("A file that is written in any other way is for the long way")
    func onlyCanonical() {
        let text = Lockfile(records: [
            PublicationID("a", on: "bakery"): .published("1"), PublicationID("b", on: "bakery"): .published("2"),
        ]).text
        let entries = ["a", "b"].map {
            ExpectedEntry(id: $0, blob: .all("a"), media: [.all("e")], endings: ["@bakery"])
        }
        func scan(_ text: String) -> SettledScan? {
            SettledScan(Array(text.utf8), expecting: entries, before: .distantFuture, unsettled: [])
        }
        #expect(scan(text)?.settledCount == 2)
        let blocks = text.components("\n\n")
        let swapped = [blocks[0], blocks[2], blocks[1], blocks[3]].joined(separator: "\n\n")
        for other in [
            swapped, text.replacing("calends-lock 1", with: "calends-lock 2"), String(text.dropLast(4)),
            text.replacing("\n", with: "\r\n"), text + "\n", text.replacing("media 2", with: "media 1"),
        ] {
            #expect(scan(other) == nil)
        }
        #expect(scan(text.replacing("media 2", with: "<<<<<<< ours"))?.settledCount == nil)
    }
}

extension String {
    /// The parts between separators.
    fileprivate func components(_ separator: String) -> [String] { split(separator: separator).map(String.init) }
}
