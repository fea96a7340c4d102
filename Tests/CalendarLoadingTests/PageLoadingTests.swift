import ContentModel
import Diagnostics
import Foundation
import Testing

@testable import CalendarLoading

/// What entries for Pages mean for what is published on Instagram already.
@Suite struct PageLoadingTests {
    private static let settings = """
        version: 1
        timezone: Europe/Paris
        accounts:
          bakery: {platform: instagram, login: facebook, id: "1", token: env:A}
          page: {platform: facebook, id: "2", token: env:B}
        defaults: {accounts: [bakery]}
        hosting: {kind: url, base: "https://media.example/"}
        """

    private func load(_ entry: String, settings: String = "") async throws
        -> LoadedCalendar
    {
        let files = [
            "calendar/settings.yaml": Data((Self.settings + "\n" + settings).utf8), "calendar/a.yaml": Data(entry.utf8),
        ]
        return try await CalendarLoader(zones: .system())
            .load(MemoryCalendar(files: files).source)
    }

    private static let carousel = """
        kind: carousel
        publish_at: 2026-12-01 09:00
        caption: Stollen
        media:
          - {file: media/square.jpg, alt: A stollen, tags: [{user: flourandco, x: 0.4, y: 0.7}]}
          - media/clip.mp4
        location: "7640348500"
        collaborators: [flourandco]
        first_comment: "#paris"

        """

    @Test("A Page added to an entry changes nothing of what Instagram shows") func unchanged() async throws {
        let before = try await load(Self.carousel)
        let after = try await load(
            Self.carousel + "accounts: [bakery, page]\n"
                + "overrides: {page: {caption: Order now, media: [media/square.jpg, media/Loud.jpg]}}\n")
        let (old, new) = (try #require(before.publications.first), try #require(after.publications.first))
        #expect(after.publications.map(\.id.account.text) == ["bakery", "page"])
        #expect(old.changes(to: new) == [])
        #expect(old.fields == new.fields)
        // What a lockfile holds of it: its media in their order.
        #expect(old.content.media.map(\.blob) == new.content.media.map(\.blob))
    }

    @Test(
        "Settings say who publishes at the hour",
        arguments: [
            ("", FacebookScheduling.native), ("facebook_scheduling: native", .native),
            ("facebook_scheduling: runner", .runner),
        ])
    func scheduling(line: String, expected: FacebookScheduling) async throws {
        let loaded = try await load(Self.carousel, settings: line)
        #expect(loaded.settings?.facebookScheduling == expected)
    }
}
