import ContentModel
import Foundation
import Planning
import Testing

@testable import Views

@Suite struct DriftReportTests {
    @Test("Keeps to the terminal's width, breaks no address, and counts at the end") func text() {
        let changed = Fixture.publication("2026-12/launch@bakery")
        let published = Fixture.published(link: "https://www.instagram.com/p/C8abcdefghijk/")
        let changes = [FieldChange(field: "caption", before: "First", after: "Second")]
        let plan = Fixture.plan([
            Fixture.action(changed, .drift(.changed(changed, published, changes: changes))),
            Action(publication: Fixture.id("a@bakery"), at: Fixture.now, step: .drift(.deleted(nil, published))),
            Action(
                publication: Fixture.id("imported/9@bakery"), at: Fixture.now,
                step: .drift(.unknown(ObservedMedium(id: "9", publishedAt: Fixture.now)))),
        ])
        let report = DriftReport(plan, problems: ["page: GET 1/feed: the host is not found; try again later"])
        #expect(
            report.text(style: Style(isColored: false, columns: 60)) == """
                changed    2026-12/launch@bakery
                           https://www.instagram.com/p/C8abcdefghijk/
                    caption: First → Second
                    accept: write it as it is there in
                            calendar/2026-12/launch.yaml, commit, then
                            calends accept 2026-12/launch@bakery
                    put back: change it back in the app
                deleted    a@bakery
                           https://www.instagram.com/p/C8abcdefghijk/
                    accept: calends forget a@bakery --media
                            18000000000000001
                unknown    medium 9 (bakery, Tue 1 Dec 2026, 07:30 UTC)
                    adopt: calends import --account bakery
                not asked  page: GET 1/feed: the host is not found; try
                           again later
                Drift: 1 deleted, 1 changed, 1 unknown, 1 account not asked.

                """)
        #expect(DriftReport(Fixture.plan([])).text() == "The platform shows what the lockfile says.\n")
    }
}
