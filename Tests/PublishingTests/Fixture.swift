import ContentModel
import Diagnostics
import Foundation
import ObjectIDs
import ScheduleLock
import TestSupport

@testable import Publishing

/// Values that every test of this target starts from.
enum Fixture {
    static let due = Date(timeIntervalSince1970: 1_796_112_000)  // 2026-12-01T08:00:00Z
    static let runEnd = due.addingTimeInterval(900)

    static let account = Account(
        name: AccountName("bakery"), platform: .instagram(.instagram), id: "17841400000000001",
        token: .environment("TOKEN"), api: nil, version: "v25.0",
        location: SourceLocation(file: "calendar/settings.yaml"))

    static func file(_ digit: Character) -> MediaFile {
        MediaFile(
            path: "media/\(digit).jpg", blob: .all(digit), location: SourceLocation(file: "calendar/launch.yaml"))
    }

    static func post(caption: String = "Stollen is back", comments: Bool? = nil, firstComment: String? = nil) -> Content
    {
        .post(
            ImagePost(
                image: Photo(file: file("1")),
                details: FeedDetails(caption: caption, commentsEnabled: comments, firstComment: firstComment)))
    }

    static let carousel = Content.carousel(
        Carousel(
            items: [.photo(Photo(file: file("1"))), .video(Video(file: file("2")))],
            details: FeedDetails(caption: "Two things")))

    static let story = Content.story(Story(medium: .photo(file("3"))))

    static func publication(_ content: Content = post()) -> Publication {
        Publication(
            id: PublicationID("launch@bakery")!, account: account,
            source: Publication.Source(path: "calendar/launch.yaml", blob: .all("a")),
            due: .at(ZonedTime(instant: due, utcOffset: 3600, zone: "Europe/Paris")), grace: .seconds(6 * 3600),
            content: content)
    }

    static func version(_ content: Content = post()) -> JournalEvent.Version {
        JournalEvent.Version(of: publication(content), commit: nil, now: due)
    }

    static func flow(
        _ content: Content = post(), state: InFlight = InFlight(), goal: PublicationFlow.Goal = .published,
        runEnd: Date = runEnd, as id: PublicationID? = nil
    ) -> PublicationFlow {
        var publication = publication(content)
        if let id { publication.id = id }
        return PublicationFlow(
            publication: publication, version: version(content), state: state, goal: goal, runEnd: runEnd)
    }

    static func listed(
        _ id: String, after seconds: TimeInterval = 1, caption: String? = "Stollen is back",
        kind: MediaLook.Kind = .image, children: Int? = nil
    ) -> ListedMedium {
        ListedMedium(
            id: id, timestamp: due.addingTimeInterval(seconds), caption: caption, kind: kind, childCount: children)
    }

    static func refusal(
        _ remedy: Refusal.Remedy, _ effect: Refusal.Effect = .none, isUnreadable: Bool = false
    ) -> Refusal {
        Refusal(remedy: remedy, effect: effect, message: "no", fix: "help it", isUnreadable: isUnreadable)
    }
}
