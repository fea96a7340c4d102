import ContentModel
import Foundation
import ObjectIDs
import TestSupport
import Testing

@Suite struct PageContentTests {
    static func publication(_ content: PageContent) -> Publication {
        let here = PublicationFieldTests.here
        let account = Account(
            name: AccountName("page"), platform: .facebook, id: "1", token: .environment("T"), api: nil,
            version: Account.defaultVersion, location: here)
        return Publication(
            id: PublicationID(entry: EntryID("a"), account: account.name), account: account,
            source: Publication.Source(path: "calendar/a.yaml", blob: .all("a")), due: .onMerge, grace: .seconds(60),
            content: .page(content))
    }

    static let file = PublicationFieldTests.file
    static let details = PageDetails(
        message: "Stollen is back.", link: "https://bakery.example", location: "7640", firstComment: "#paris",
        targeting: PageTargeting(countries: ["FR", "BE"], minimumAge: 18))

    /// What an entry says, its kind, its media and its text on the Page.
    static let contents: [(PageContent, String)] = [
        (
            .post(PagePost(details: PageDetails(message: "Open at six."))),
            """
            kind: post
            caption: Open at six.
            text: Open at six.
            """
        ),
        (
            .post(PagePost(details: PageDetails(link: "https://bakery.example"))),
            """
            kind: post
            link: https://bakery.example
            preview: https://bakery.example
            """
        ),
        (
            .post(PagePost(attachment: .photos([PagePhoto(file: file("media/1.jpg", "1"))]), details: PageDetails())),
            """
            kind: post
            media[1].file: media/1.jpg (1111111)
            """
        ),
        (
            .post(
                PagePost(
                    attachment: .photos([
                        PagePhoto(file: file("media/1.jpg", "1"), altText: "A loaf"),
                        PagePhoto(file: file("media/2.jpg", "2")),
                    ]), details: details)),
            """
            kind: carousel
            caption: Stollen is back.
            link: https://bakery.example
            media[1].file: media/1.jpg (1111111)
            media[1].alt: A loaf
            media[2].file: media/2.jpg (2222222)
            location: 7640
            targeting: [FR, BE], from 18 years
            first_comment: #paris
            text: Stollen is back.

            https://bakery.example
            """
        ),
        (
            .post(PagePost(attachment: .video(file("media/v.mp4", "3")), details: PageDetails(message: "Oven"))),
            """
            kind: post
            caption: Oven
            media[1].file: media/v.mp4 (3333333)
            text: Oven
            """
        ),
        (
            .reel(
                PageReel(
                    video: file("media/r.mp4", "4"),
                    details: PageDetails(message: "At https://a.example now", link: "https://a.example"))),
            """
            kind: reel
            caption: At https://a.example now
            link: https://a.example
            media[1].file: media/r.mp4 (4444444)
            text: At https://a.example now
            """
        ),
        (
            .story(.photo(file("media/s.jpg", "5"))),
            """
            kind: story
            media[1].file: media/s.jpg (5555555)
            """
        ),
        (
            .story(.video(file("media/s.mp4", "6"))),
            """
            kind: story
            media[1].file: media/s.mp4 (6666666)
            """
        ),
    ]

    @Test(
        "Says once and in order what an entry says, and sends a link that has no preview below the words",
        arguments: contents)
    func lists(content: PageContent, expected: String) {
        let publication = Self.publication(content)
        let silent: Set = ["publish_at", "grace", "on_change", "on_remove"]
        var lines = publication.fields.filter { !silent.contains($0.name) }.map { "\($0.name): \($0.value)" }
        if case .post(let post) = content, let link = post.previewedLink { lines.append("preview: \(link)") }
        if let text = content.text { lines.append("text: \(text)") }
        #expect(lines.joined(separator: "\n") == expected)
        #expect(
            publication.content.media.map(\.path)
                == publication.fields.filter { $0.name.hasSuffix(".file") }.map { String($0.value.dropLast(10)) })
        #expect(publication.fetchedMedia == [])
    }

    @Test(
        "A Page changes its words and nothing else",
        arguments: [
            ("caption", PublicationField.Effect.inPlace), ("link", .fixed), ("media[1].file", .fixed),
            ("location", .fixed), ("first_comment", .fixed), ("publish_at", .scheduling),
        ])
    func effect(name: String, effect: PublicationField.Effect) {
        #expect(PublicationField.effect(of: name, on: .facebook) == effect)
    }
}
