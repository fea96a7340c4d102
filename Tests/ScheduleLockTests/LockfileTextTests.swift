import ContentModel
import ObjectIDs
import TestSupport
import Testing

@testable import ScheduleLock

@Suite struct LockfileTextTests {
    static let opening = PublicationID("2026-11/opening", on: "bakery")

    static let sample = Lockfile(records: [
        opening: .published(
            "18012345678901234", path: "calendar/2026-11/opening.yaml",
            permalink: "https://www.instagram.com/p/C8/", former: [PublicationID("2026-11/old name", on: "bakery")]),
        PublicationID(entry: EntryID("weekly"), occurrence: "2026-11-09", account: AccountName("bakery")):
            LockRecord.published("18000000000000001").removed(at: 1_793_610_000),
        PublicationID("2026-11/never", on: "bakery"): LockRecord(
            phase: .dismissed(DismissedPublication(at: Timestamp(secondsSince1970: 0))),
            source: Publication.Source(path: "calendar/2026-11/é 100%.yaml", blob: .all("b")), commit: nil,
            media: []),
    ])

    static let text = """
        calends-lock 1

        [2026-11/never@bakery]
        dismissed 1970-01-01T00:00:00Z
        entry bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb calendar/2026-11/é%20100%25.yaml

        [2026-11/opening@bakery]
        published 2026-11-02T08:00:00Z
        media 18012345678901234
        permalink https://www.instagram.com/p/C8/
        commit cccccccccccccccccccccccccccccccccccccccc
        entry aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa calendar/2026-11/opening.yaml
        file eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee media/a.jpg
        was 2026-11/old%20name@bakery

        [weekly#2026-11-09@bakery]
        published 2026-11-02T08:00:00Z
        removed 2026-11-02T09:00:00Z
        media 18000000000000001
        commit cccccccccccccccccccccccccccccccccccccccc
        entry aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa calendar/a.yaml
        file eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee media/a.jpg

        end

        """

    @Test func writesOneBlockAPublication() {
        #expect(Self.sample.text == Self.text)
    }

    @Test func readsWhatItWrote() throws {
        #expect(try Lockfile(text: Self.text) == Self.sample)
        #expect(try Lockfile(text: "calends-lock 1\n\nend\n") == Lockfile())
        #expect(Lockfile().text == "calends-lock 1\n\nend\n")
    }

    @Test func writesWhenARecordWasRevised() throws {
        var record = LockRecord.published("1")
        record.revisedAt = Timestamp(secondsSince1970: 0)
        let lockfile = Lockfile(records: [Self.opening: record])
        #expect(lockfile.text.contains("\nmedia 1\nrevised 1970-01-01T00:00:00Z\ncommit "))
        #expect(try Lockfile(text: lockfile.text) == lockfile)
    }

    @Test("Writes what the platform may show of earlier versions, each once") func writesWhatMayBeShown() throws {
        var record = LockRecord.published("1")
        let first = ShownField("caption", "First\n@bakery")
        record.mayShow = [ShownField(anyOf: "media[1].alt"), first, ShownField("caption", "First bakery"), first]
        let lockfile = Lockfile(records: [Self.opening: record])
        #expect(
            lockfile.text.hasSuffix(
                """
                file eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee media/a.jpg
                shown caption \(MediaLook.digest(ofCaption: "Firstbakery"))
                shown media[1].alt any

                end

                """))
        #expect(try Lockfile(text: lockfile.text) == lockfile)
        #expect(try Lockfile(text: lockfile.text).text == lockfile.text)
        #expect(first.covers("caption", "First bakery") && !first.covers("caption", nil))
        #expect(ShownField(anyOf: "caption").covers("caption", nil) && !first.covers("media", "First\n@bakery"))
    }

    @Test("What may be shown is a field and a digest", arguments: ["caption", "caption 12", "caption ANY", ""])
    func refusesWhatCannotBeShown(value: String) {
        let text = Lockfile(records: [Self.opening: .published("1")]).text
        #expect(throws: LockfileError(.badValue(key: "shown", value: value), line: 9)) {
            try Lockfile(text: text.replacing("\n\nend", with: "\nshown \(value)\n\nend"))
        }
    }

    @Test func readsLinesThatGitEndedForWindows() throws {
        #expect(try Lockfile(text: Self.text.replacing("\n", with: "\r\n")) == Self.sample)
    }

    @Test("What is read on all cores is what is read line by line", arguments: 0..<200)
    func readersAgree(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        var bytes = LockfilePartsTests.random(seed: seed).bytes
        if seed == 0 { bytes = Self.sample.bytes }
        // The second half of the seeds are damaged files, which may be understood by neither.
        for _ in 0..<(seed < 100 ? 0 : Int.random(in: 1...3, using: &generator)) {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.remove(at: place)
            default: bytes.insert(contentsOf: bytes[place..<min(place + 40, bytes.count)], at: place)
            }
        }
        var parser = LockfileParser(bytes: bytes)
        let slow = try? Lockfile(claims: parser.parse())
        for shortest in [1, 100, 1 << 20] {
            guard let fast = PlainLockfile(bytes, shortest: shortest).flatMap({ Lockfile($0) }) else { continue }
            #expect(fast == slow)
        }
        #expect(seed > 0 || PlainLockfile(bytes).flatMap { Lockfile($0) } != nil)
    }

    static let oddNames = [
        "a b", "a\nb", "a%20b", "100%", "[a]", "a]b", "a#b", "a@b", "#", "@", "é", "e\u{301}", "日本", "\u{7f}", "\r",
        "\t",
        "=", ",", "end", "<<<<<<<", "\u{2028}", "\u{0}",
    ]

    @Test("Any name and path survives", arguments: oddNames)
    func survives(name: String) throws {
        let id = PublicationID(entry: EntryID(name), occurrence: name, account: AccountName(name))
        var record = LockRecord.published(name, path: name, permalink: name, former: [id])
        record.media = [MediaReference(path: name, blob: .all("f"))]
        let lockfile = Lockfile(records: [id: record])
        let read = try Lockfile(text: lockfile.text)
        #expect(read == lockfile)
        #expect(Array(read.text.utf8) == Array(lockfile.text.utf8))
    }

    @Test("What is read and written again is the same text", arguments: 0..<50)
    func isStable(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let text = Lockfile.random(using: &generator).text
        #expect(try Lockfile(text: text).text == text)
    }

    @Test func readsAndMergesManyRecords() throws {
        var lockfile = Lockfile()
        for index in 0..<10_000 {
            lockfile.records[PublicationID("2026-11/entry-\(index)", on: "account-\(index % 1000)")] =
                .published("\(18_000_000_000_000_000 + index)", path: "calendar/2026-11/entry-\(index).yaml")
        }
        let bytes = lockfile.bytes
        let read = try Lockfile(bytes: bytes)
        #expect(read == lockfile)
        #expect(read.bytes == bytes)
        #expect(Lockfile.merged(read, Lockfile()) == lockfile)
    }
}
