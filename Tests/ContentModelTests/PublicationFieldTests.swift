import ContentModel
import Diagnostics
import Foundation
import ObjectIDs
import TestSupport
import Testing

@Suite struct PublicationFieldTests {
    static let here = SourceLocation(file: "calendar/a.yaml")

    static func file(_ path: String, _ digit: Character) -> MediaFile {
        MediaFile(path: path, blob: .all(digit), location: here)
    }

    static func publication(_ content: Content, _ login: Login = .facebook) -> Publication {
        let account = Account(
            name: AccountName("bakery"), platform: .instagram(login), id: "1", token: .environment("T"), api: nil,
            version: Account.defaultVersion, location: here)
        return Publication(
            id: PublicationID(entry: EntryID("a"), account: account.name), account: account,
            source: Publication.Source(path: "calendar/a.yaml", blob: .all("a")),
            due: .at(
                ZonedTime(
                    instant: Date(timeIntervalSince1970: 1_796_112_000), utcOffset: -12_600, zone: "America/St_Johns")),
            grace: .milliseconds(5_400_500), content: content)
    }

    static let details = FeedDetails(
        caption: "Hello", location: "7640", collaborators: [Username("flour"), Username("co")], commentsEnabled: false,
        firstComment: "#bread", isAIGenerated: true, partnership: Partnership(isPaid: true, sponsors: ["1", "2"]),
        poll: Poll(options: ["rye, dark", "spelt"], isExtended: true))

    static let contents: [(Content, String)] = [
        (
            .carousel(
                Carousel(
                    items: [
                        .photo(
                            Photo(
                                file: file("media/1.jpg", "1"), altText: "A loaf",
                                tags: [PhotoTag(user: Username("flour"), x: 0.4, y: 0.7)],
                                products: [ProductTag(product: "9", position: Position(x: 0, y: 1))])),
                        .video(Video(file: file("media/2.mp4", "2"), thumbOffset: .seconds(61), products: ["9"])),
                    ], details: details)),
            """
            kind: carousel
            publish_at: 2026-12-01T04:30:00-03:30 (America/St_Johns)
            grace: 1h30m500ms
            caption: Hello
            media[1].file: media/1.jpg (1111111)
            media[1].alt: A loaf
            media[1].tags: [flour at 0.4, 0.7]
            media[1].products: [9 at 0.0, 1.0]
            media[2].file: media/2.mp4 (2222222)
            media[2].thumb_offset: 1m1s
            media[2].products: [9]
            location: 7640
            collaborators: [flour, co]
            first_comment: #bread
            comments: off
            ai_generated: true
            partnership: paid [1, 2]
            poll: ["rye, dark", "spelt"] extended
            on_change: report
            on_remove: keep
            """
        ),
        (
            .reel(
                Reel(
                    video: Video(file: file("media/r.mp4", "3"), thumbOffset: .zero), cover: file("media/c.jpg", "4"),
                    sharesToFeed: false, tags: [Username("flour")], audioName: "Oven",
                    audio: LibraryAudio(id: "7", audioVolume: 80, videoVolume: nil), trial: .manual,
                    details: FeedDetails())),
            """
            kind: reel
            publish_at: 2026-12-01T04:30:00-03:30 (America/St_Johns)
            grace: 1h30m500ms
            media[1].file: media/r.mp4 (3333333)
            thumb_offset: 0s
            cover: media/c.jpg (4444444)
            share_to_feed: false
            tags: [flour]
            audio_name: Oven
            audio: 7, audio volume 80
            trial: MANUAL
            comments: on
            on_change: report
            on_remove: keep
            """
        ),
        (
            .story(
                Story(
                    medium: .video(file("media/s.mp4", "5")),
                    tags: [StoryTag(user: Username("flour"), position: Position(x: 0.5, y: 0.5))])),
            """
            kind: story
            publish_at: 2026-12-01T04:30:00-03:30 (America/St_Johns)
            grace: 1h30m500ms
            media[1].file: media/s.mp4 (5555555)
            media[1].tags: [flour at 0.5, 0.5]
            on_change: report
            on_remove: keep
            """
        ),
    ]

    @Test("Lists what an entry says, once and in order", arguments: contents)
    func lists(content: Content, text: String) {
        let fields = Self.publication(content).fields
        #expect(fields.map { "\($0.name): \($0.value)" }.joined(separator: "\n") == text)
        #expect(Set(fields.map(\.name)).count == fields.count)
    }

    static func post(_ file: MediaFile, _ details: FeedDetails = FeedDetails()) -> Publication {
        publication(.post(ImagePost(image: Photo(file: file), details: details)))
    }

    @Test func otherBytesUnderOnePathAreAChangeAndOtherPathsForOneMediumAreNot() {
        let before = Self.post(Self.file("media/a.jpg", "9"))
        #expect(
            before.changes(to: Self.post(Self.file("media/a.jpg", "7"))) == [
                FieldChange(
                    field: "media[1].file", before: "media/a.jpg (9999999)", after: "media/a.jpg (7777777)")
            ])
        #expect(before.changes(to: Self.post(Self.file("media/b.jpg", "9"))) == [])
    }

    @Test func whatWasAddedAndRemovedIsAChange() {
        let file = Self.file("media/a.jpg", "9")
        let before = Self.post(file, FeedDetails(caption: "Hello", location: "1"))
        let after = Self.post(file, FeedDetails(caption: "Bye", firstComment: "#bread"))
        #expect(
            before.changes(to: after) == [
                FieldChange(field: "caption", before: "Hello", after: "Bye"),
                FieldChange(field: "first_comment", before: nil, after: "#bread"),
                FieldChange(field: "location", before: "1", after: nil),
            ])
        #expect(before.changes(to: before) == [])
    }

    static let effects: [(String, PublicationField.Effect)] = [
        ("comments", .inPlace), ("caption", .fixed), ("first_comment", .fixed), ("media[1].file", .fixed),
        ("kind", .fixed), ("publish_at", .scheduling), ("grace", .scheduling), ("on_change", .scheduling),
        ("on_remove", .scheduling),
    ]

    @Test("Instagram changes the comment switch and nothing else", arguments: effects)
    func effect(name: String, effect: PublicationField.Effect) {
        for login in Login.allCases {
            #expect(PublicationField.effect(of: name, on: .instagram(login)) == effect)
        }
    }
}
