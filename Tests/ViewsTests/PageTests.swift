import ContentModel
import Foundation
import Planning
import TestSupport
import Testing

@testable import Views

@Suite struct PageTests {
    private static let hostile = "\"><script>alert(1)</script> 'x' &amp; #tag @name"

    @Test("Shows every kind of content as it will look") func everyKind() throws {
        let text = PlanPage(Fixture.everything, media: { PageMedium("media-of/\($0.path)") }).text
        let body = try #require(text.components(separatedBy: "<body>").last)
        try expectSnapshot(body, named: "plan.html")
    }

    @Test("Asks no server for anything, and runs nothing") func selfContained() throws {
        let publication = Fixture.publication("<a href=x>@bakery", Fixture.post(Self.hostile, "media/\"onerror='x.jpg"))
        let treated = Fixture.publication(
            "treated@bakery",
            .story(Story(medium: .photo(Fixture.file(Self.hostile, .strip(keepsCopyright: false), [.madeOpaque])))))
        var plan = Fixture.plan([publication, treated].map { Fixture.action($0, .publish($0)) })
        plan.actions += Fixture.everything.actions
        for text in [
            PlanPage(plan, media: { $0.path.hasPrefix("media/") ? PageMedium($0.path) : nil }).text,
            MonthPage(
                StatusTests.all, in: try #require(Month("2026-12")), now: Fixture.now, media: { PageMedium($0.path) }
            ).text,
        ] {
            #expect(!text.contains("<script"))
            #expect(!text.contains("<a "))
            #expect(!text.contains("<link"))
            #expect(!text.contains("url("))
            for attribute in ["src=\"", "poster=\"", "href=\""] {
                for value in text.components(separatedBy: attribute).dropFirst() {
                    #expect(value.hasPrefix("media/") || value.hasPrefix("data:"), "\(value.prefix(40))")
                }
            }
        }
    }

    @Test("Holds a picture once, however often it is shown, and frames a Page's photo as it is") func inside() throws {
        let photo = Photo(file: Fixture.file("media/1.jpg"), altText: "A \"loaf\"")
        let publications = [
            Fixture.publication("a@bakery"),
            Fixture.publication("b@bakery", .post(ImagePost(image: photo, details: FeedDetails()))),
            Fixture.publication(
                "c@bakery-page",
                .page(.post(PagePost(attachment: .photos([PagePhoto(file: photo.file)]), details: PageDetails()))),
                .facebook),
        ]
        let plan = Fixture.plan(publications.map { Fixture.action($0, .publish($0)) })
        let text = PlanPage(plan, media: { _ in PageMedium("data:image/jpeg;base64,AAA+/w==", proportion: 1.5) }).text
        #expect(text.components(separatedBy: "AAA+/w==").count == 2)
        #expect(text.contains(".m0 { background-image: url(\"data:image/jpeg;base64,AAA+/w==\") }"))
        #expect(text.contains("<span class=\"pic m0\" aria-hidden=\"true\"></span>"))
        #expect(text.contains("<span class=\"pic m0\" role=\"img\" aria-label=\"A &quot;loaf&quot;\"></span>"))
        #expect(text.contains("<span class=\"pic m0\" aria-hidden=\"true\" style=\"aspect-ratio: 1.5\"></span>"))
        // What could end the string of a rule stays an attribute.
        let odd = PlanPage(plan, media: { _ in PageMedium("data:image/jpeg,\") } *{color:red}") }).text
        #expect(!odd.contains("url("))
    }

    @Test("Shows pictures up to a bound, and every action") func many() {
        let plan = Fixture.plan(
            (1...1_000).map { number in
                let publication = Fixture.publication("entry-\(number)@bakery", after: Double(number))
                return Fixture.action(publication, .publish(publication))
            })
        let text = PlanPage(plan, media: { PageMedium($0.path) }).text
        #expect(text.components(separatedBy: "<article").count == 1_001)
        #expect(text.components(separatedBy: "<img").count == PlanPage.mostPreviews + 1)
        #expect(text.contains("Only the first 300 posts are shown as they will look."))
    }
}
