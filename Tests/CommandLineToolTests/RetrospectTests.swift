import ContentModel
import Diagnostics
import Foundation
import ObjectIDs
import Planning
import ScheduleLock
import TestSupport
import Testing

@testable import CommandLineTool

@Suite struct RetrospectTests {
    private static let day = 86_400.0
    private static let now = Date(timeIntervalSince1970: 1_796_112_000)

    private static func published(daysAgo days: Double) -> PublishedPublication {
        PublishedPublication(
            mediaID: "1", publishedAt: Timestamp(now.addingTimeInterval(-days * day)), permalink: nil)
    }

    private static func pending(_ name: String, inDays days: Double?) throws -> Publication {
        let id = try #require(PublicationID(name))
        let here = SourceLocation(file: "calendar/settings.yaml")
        return Publication(
            id: id,
            account: Account(
                name: id.account, platform: .instagram(.facebook), id: "1", token: .environment("TOKEN"), api: nil,
                version: Account.defaultVersion, location: here),
            source: Publication.Source(path: "calendar/a.yaml", blob: .all("a")),
            due: days.map {
                .at(ZonedTime(instant: now.addingTimeInterval($0 * day), utcOffset: 0, zone: "Etc/UTC"))
            } ?? .onMerge,
            grace: .seconds(3600),
            content: .post(
                ImagePost(
                    image: Photo(file: MediaFile(path: "media/a.jpg", blob: .all("a"), location: here)),
                    details: FeedDetails(caption: "Stollen is back"))))
    }

    static let starts: [(published: [Double], pending: [(String, Double?)], expected: Double?)] = [
        ([], [], nil), ([], [("a@bakery", 1)], nil), ([10, 3], [], 10 + 1 / 24), ([3], [("a@bakery", -1)], 61),
        ([3], [("a@bakery", nil)], 60), ([80], [("a@bakery", -1)], 80 + 1 / 24), ([3], [("a@bakery", 90)], 3 + 1 / 24),
        ([3], [("a#2026-11-20@bakery", -10)], 10 + 1 / 24),
    ]

    @Test("Goes back to the oldest record, and to where one may be lost", arguments: starts.indices)
    func start(row: Int) throws {
        let (published, pending, expected) = Self.starts[row]
        let retrospect = Retrospect(
            expected: published.map(Self.published), pending: try pending.map { try Self.pending($0.0, inDays: $0.1) },
            now: Self.now)
        let days = retrospect.start.map { Self.now.timeIntervalSince($0) / Self.day }
        #expect(days.map { ($0 * 1000).rounded() } == expected.map { ($0 * 1000).rounded() })
    }

    @Test("Of what is older than every record only what looks like an entry counts") func older() throws {
        let retrospect = Retrospect(
            expected: [Self.published(daysAgo: 3)], pending: [try Self.pending("a@bakery", inDays: -1)], now: Self.now)
        func medium(_ caption: String, daysAgo days: Double) -> ObservedMedium {
            ObservedMedium(
                id: "2", publishedAt: Self.now.addingTimeInterval(-days * Self.day),
                sight: .init(kind: .image, caption: caption))
        }
        #expect(retrospect.includes(medium("By hand", daysAgo: 1)))
        #expect(!retrospect.includes(medium("By hand", daysAgo: 20)))
        #expect(retrospect.includes(medium("Stollen is back", daysAgo: 20)))
    }
}
