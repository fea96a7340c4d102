import ContentModel
import Foundation
import Planning
import TestSupport
import Testing

@testable import Views

@Suite struct PageTests {
    private static let hostile = "\"><script>alert(1)</script> 'x' &amp; #tag @name"

    @Test("Shows every kind of content as it will look") func everyKind() throws {
        let text = PlanPage(Fixture.everything, media: { "media-of/\($0.path)" }).text
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
            PlanPage(plan, media: { $0.path.hasPrefix("media/") ? $0.path : nil }).text,
            MonthPage(StatusTests.all, in: try #require(Month("2026-12")), now: Fixture.now, media: { $0.path }).text,
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

    @Test("Shows pictures up to a bound, and every action") func many() {
        let plan = Fixture.plan(
            (1...1_000).map { number in
                let publication = Fixture.publication("entry-\(number)@bakery", after: Double(number))
                return Fixture.action(publication, .publish(publication))
            })
        let text = PlanPage(plan, media: { $0.path }).text
        #expect(text.components(separatedBy: "<article").count == 1_001)
        #expect(text.components(separatedBy: "<img").count == PlanPage.mostPreviews + 1)
    }
}
