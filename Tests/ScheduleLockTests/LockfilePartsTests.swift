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
