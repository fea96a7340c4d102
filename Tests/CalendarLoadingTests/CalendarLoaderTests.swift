import ContentModel
import Diagnostics
import Foundation
import Git
import ObjectIDs
import Planning
import Testing

@testable import CalendarLoading

@Suite struct CalendarLoaderTests {
    private static func load(_ files: [String: String]) async throws -> LoadedCalendar {
        let source = MemoryCalendar(files: files.mapValues { Data($0.utf8) }).source
        let loaded = try await Fixture.loader.load(source)
        let findings = try await Fixture.loader.findings(in: source)
        #expect(findings.diagnostics == loaded.diagnostics && findings.entryCount == loaded.entries.count)
        return loaded
    }

    private static let entry = Fixture.entry("media/photo.jpg")

    @Test func oneBrokenFileHidesNoOther() async throws {
        let loaded = try await Self.load([
            "calendar/settings.yaml": Fixture.settings,
            "calendar/a.yaml": "kind: [",
            "calendar/b.yaml": "kind: post\ncaptoin: x\n",
            "calendar/c.yaml": Self.entry,
        ])
        #expect(
            loaded.transcript == """
                calendar/a.yaml:2:1: unexpected end of line — a value is expected here — put the text in quotes, or remove the character
                calendar/b.yaml:1:1: media is missing — posts show at least one — add media: [media/picture.jpg]
                calendar/b.yaml:1:1: publish_at is missing — an entry says when it goes out — write publish_at: 2026-12-01 09:00, or draft: true until the time is known
                calendar/b.yaml:2:1: unknown key 'captoin' — an entry has no such field, and ignoring it could change what is meant — write 'caption'
                c@bakery: post 2026-12-01T08:00:00Z Europe/Paris, grace 6h

                """)
        #expect(loaded.invalidEntries.map(\.entry.text) == ["a", "b"])
        #expect(loaded.invalidEntries.map(\.accounts) == [[], [AccountName("bakery")]])
        #expect(loaded.invalidEntries.map(\.errorCount) == [1, 3])
    }

    /// What follows from accounts that could not be read would hide why.
    @Test(arguments: ["accounts: {bakery: {", "version: 1\ntimezone: Europe/Paris\naccounts: bakery\n"])
    func unreadableAccountsAreReportedOnce(settings: String) async throws {
        let loaded = try await Self.load([
            "calendar/settings.yaml": settings, "calendar/a.yaml": "accounts: [bakery]\n" + Self.entry,
            "calendar/b.yaml": "accounts: [bakery]\n" + Self.entry,
        ])
        #expect(loaded.diagnostics.map(\.location?.file) == ["calendar/settings.yaml"])
        #expect(loaded.publications.isEmpty && loaded.entries.count == 2)
    }

    @Test func namesThatOneEntryCannotShare() async throws {
        let loaded = try await Self.load([
            "calendar/settings.yaml": Fixture.settings,
            "calendar/launch.yaml": Self.entry,
            "calendar/other.yaml": "id: launch\n" + Self.entry,
            "calendar/Tea.yaml": Self.entry,
            "calendar/tea.yaml": Self.entry,
            "calendar/caf\u{E9}.yaml": Self.entry,
            "calendar/alone.yaml": Self.entry,
        ])
        #expect(
            loaded.transcript == """
                calendar/Tea.yaml:1:1: id 'Tea' differs from 'tea' in case only — some file systems take both for one file — rename one of them
                calendar/launch.yaml:1:1: id 'launch' is taken — 'calendar/other.yaml' has it too — give one of them another id
                calendar/other.yaml:1:5: id 'launch' is taken — 'calendar/launch.yaml' has it too — give one of them another id
                calendar/tea.yaml:1:1: id 'tea' differs from 'Tea' in case only — some file systems take both for one file — rename one of them
                alone@bakery: post 2026-12-01T08:00:00Z Europe/Paris, grace 6h
                caf\u{E9}@bakery: post 2026-12-01T08:00:00Z Europe/Paris, grace 6h

                """)
    }

    @Test func brakeThatIsALink() {
        let brake = CalendarFile(path: "calendar/FREEZE", blob: BlobID(hashing: []), isLink: true)
        let listing = CalendarListing([brake])
        #expect(listing.freeze?.path == brake.path)
        #expect(listing.diagnostics.map(\.message) == ["this file is a symbolic link"])
    }

    @Test func letterThatLowerCaseMakesOneOfASCII() async throws {
        let loaded = try await Self.load([
            "calendar/settings.yaml": Fixture.settings, "calendar/\u{212A}.yaml": Self.entry,
            "calendar/k.yaml": Self.entry,
        ])
        #expect(
            loaded.diagnostics.map(\.message) == [
                "id '\u{212A}' differs from 'k' in case only", "id 'k' differs from '\u{212A}' in case only",
            ])
    }

    @Test func filesThatLookMeantAndAreNotRead() async throws {
        let loaded = try await Self.load([
            "calendar/settings.yaml": Fixture.settings,
            "calendar/launch.yml": Self.entry,
            "calendar/Freeze.txt": "Holidays",
            "calendar/FREEZE/why.txt": "Holidays",
            "calendar/README.md": "How we write",
            "calendar/we#ird/a@b.yaml": Self.entry,
        ])
        #expect(loaded.freeze == nil)
        #expect(
            loaded.transcript == """
                calendar/FREEZE/why.txt:1:1: warning: 'FREEZE/why.txt' stops nothing — the brake is a file named FREEZE — rename it FREEZE to stop every publish, or remove it
                calendar/Freeze.txt:1:1: warning: 'Freeze.txt' stops nothing — the brake is a file named FREEZE — rename it FREEZE to stop every publish, or remove it
                calendar/launch.yml:1:1: 'launch.yml' is not read — an entry's file ends in .yaml — rename it launch.yaml
                calendar/we#ird/a@b.yaml:1:1: the entry's path 'we#ird/a@b' has '#' in it — '#' separates entry and day in ENTRY-ID#DAY@ACCOUNT — rename it without '#'

                """)
    }

    @Test func brakeGivesItsText() async throws {
        let loaded = try await Self.load([
            "calendar/settings.yaml": Fixture.settings, "calendar/FREEZE": "\n  Product recall\n",
        ])
        #expect(loaded.freeze == "Product recall")
    }

    @Test func longBrakeGivesItsStart() async throws {
        let loaded = try await Self.load([
            "calendar/settings.yaml": Fixture.settings,
            "calendar/FREEZE": "Product recall\n" + String(repeating: "x", count: 2_000),
        ])
        #expect(loaded.freeze?.count == 1_001)
        #expect(loaded.freeze?.hasPrefix("Product recall\nxxx") == true && loaded.freeze?.hasSuffix("x…") == true)
    }

    @Test func withoutSettingsEntriesAreStillRead() async throws {
        let loaded = try await Self.load(["calendar/a.yaml": "kind: pots\n", "calendar/b.yaml": Self.entry])
        #expect(loaded.settings == nil)
        #expect(
            loaded.transcript == """
                calendar/a.yaml:1:7: kind is 'pots' — post, carousel, reel or story is expected — write 'kind: post'
                calendar/settings.yaml:1:1: there are no settings — they name the accounts to publish on — run calends init, or write version, timezone and accounts

                """)
    }

    @Test func brokenAccountIsReportedOnceAndStopsAll() async throws {
        let loaded = try await Self.load([
            "calendar/settings.yaml": Fixture.settings.replacing("login: facebook", with: "login: facebok"),
            "calendar/a.yaml": Self.entry,
            "calendar/b.yaml": Fixture.entry("media/phto.jpg"),
        ])
        #expect(loaded.settings == nil)
        #expect(
            loaded.transcript == """
                calendar/b.yaml:4:9: 'media/phto.jpg' does not exist — paths start at the repository's root — write media/photo.jpg
                calendar/settings.yaml:4:40: login is 'facebok' — instagram or facebook is expected — write 'login: facebook'

                """)
    }

    @Test func manyFilesComeInOneOrder() async throws {
        var files = ["calendar/settings.yaml": Fixture.settings]
        for number in 0..<400 { files["calendar/\(number).yaml"] = number % 2 == 0 ? Self.entry : "kind: pots\n" }
        let first = try await Self.load(files)
        let second = try await Self.load(files)
        #expect(first.publications.count == 200)
        #expect(first.transcript == second.transcript)
        #expect(first.diagnostics == first.diagnostics.sorted())
        #expect(first.publications.map(\.id) == first.publications.map(\.id).sorted())
    }
}
