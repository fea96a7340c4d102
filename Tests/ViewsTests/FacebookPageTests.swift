import ContentModel
import Foundation
import Markup
import Planning
import ScheduleLock
import TestSupport
import Testing

@testable import Views

/// What every view says of a Page's publications.
@Suite struct FacebookPageTests {
    private static func page(_ text: String, _ content: PageContent, after minutes: Double) -> Publication {
        Fixture.publication("\(text)@bakery-page", .page(content), after: minutes, .facebook)
    }

    private static func hour(after minutes: Double) -> Timestamp {
        Timestamp(Fixture.now.addingTimeInterval(minutes * 60))
    }

    private static func handover(after minutes: Double) -> Handover {
        var inFlight = InFlight()
        inFlight.schedule = InFlight.Schedule(
            container: "1_2", hour: hour(after: minutes), isConfirmed: true)
        return Handover(journalID: Fixture.id("x@bakery-page"), inFlight: inFlight)
    }

    private static let details = PageDetails(
        message: "Stollen is back.\nOrder now.", link: "https://bakery.example/stollen", location: "110000000000042",
        firstComment: "Seven on Sundays.", targeting: PageTargeting(countries: ["DE", "AT"], minimumAge: 18))
    private static let link = page("link", .post(PagePost(details: details)), after: 120)
    private static let photos = page(
        "photos",
        .post(
            PagePost(
                attachment: .photos([
                    PagePhoto(file: Fixture.file("media/1.jpg"), altText: "A loaf"),
                    PagePhoto(file: Fixture.file("media/2.jpg")),
                ]), details: PageDetails(message: "Two loaves"))), after: 180)
    private static let video = page(
        "video", .post(PagePost(attachment: .video(Fixture.file("media/oven.mp4")), details: PageDetails())), after: 240
    )
    private static let reel = page(
        "reel", .reel(PageReel(video: Fixture.file("media/reel.mp4"), details: PageDetails(message: "Layers"))),
        after: 300)
    private static let story = page("story", .story(.photo(Fixture.file("media/door.jpg"))), after: 360)
    private static let lost = page("lost", .post(PagePost(details: PageDetails(message: "Lost"))), after: 420)
    private static let waiting = page("waiting", .post(PagePost(details: PageDetails(message: "Waits"))), after: 480)
    private static let late = page("late", .post(PagePost(details: PageDetails(message: "Late"))), after: -5)

    private static func recovery(_ desired: Publication, after minutes: Double, isConfirmed: Bool) -> Action.Step {
        var inFlight = InFlight()
        inFlight.schedule = InFlight.Schedule(
            container: "1_2", hour: hour(after: minutes), isConfirmed: isConfirmed)
        return .recover(
            Recovery(journalID: desired.id, inFlight: inFlight, desired: desired, mayPublish: true))
    }

    static let plan = Fixture.plan([
        Fixture.action(link, .schedule(link)),
        Fixture.action(
            photos,
            .amend(
                photos, handover(after: 180),
                changes: [FieldChange(field: "caption", before: "One loaf", after: "Two loaves")])),
        Fixture.action(
            video,
            .amend(
                video, handover(after: 90),
                changes: [
                    FieldChange(
                        field: "publish_at", before: "2026-12-01T10:00:00+01:00 (Europe/Paris)",
                        after: "2026-12-01T12:30:00+01:00 (Europe/Paris)")
                ])),
        Fixture.action(
            reel,
            .amend(
                reel, handover(after: 300),
                changes: [
                    FieldChange(
                        field: "media[1].file", before: "media/reel.mp4 (2222222)", after: "media/reel.mp4 (1111111)")
                ])),
        Fixture.action(story, .publish(story)),
        Action(
            publication: Fixture.id("gone@bakery-page"), at: Fixture.now,
            step: .cancel(handover(after: 60), .entryGone, nil)),
        Fixture.action(
            lost, .cancel(handover(after: 420), .blocked(.frozen(lost, text: "wait", replacing: [])), lost)),
        Fixture.action(waiting, .none(.handedOver(hour(after: 480).date))),
        Fixture.action(late, recovery(late, after: -5, isConfirmed: true)),
    ])

    @Test("Tells what is handed to Facebook, changed there and taken back") func plans() throws {
        try expectSnapshot(PlanText(Self.plan).text, named: "pages-plan.txt")
        try expectSnapshot(PlanMarkdown(Self.plan).text, named: "pages-plan.md")
        try expectSnapshot(PlanJSON.value(Self.plan).text, named: "pages-plan.json")
    }

    private static let statuses = PublicationStatus.all(
        of: plan, desired: [link, photos, video, reel, story, lost, waiting, late], lockfile: Lockfile(),
        journal: Journal())

    @Test("Tells when Facebook publishes what waits there") func status() throws {
        try expectSnapshot(StatusText(Self.statuses).text, named: "pages-status.txt")
        let json = StatusJSON.report(Self.statuses).text
        #expect(json.contains("\"scheduled_for\": \"2026-12-01T15:30:00Z\""))
        let feed = CalendarFeed(Self.statuses, stamp: Fixture.now).text.replacing("\r\n ", with: "")
        #expect(feed.contains("it waits at Facebook\\, which publishes it then"))
    }

    @Test("Shows lines in a month where there are words alone") func month() throws {
        let month = MonthPage(Self.statuses, in: try #require(Month("2026-12")), now: Fixture.now).text
        #expect(month.components(separatedBy: "class=\"lines\"").count - 1 == 4, "link, lost, waiting and late")
    }

    @Test("Shows words first, then photos in their own proportions") func preview() {
        let pictures = PagePictures { PageMedium("file:///" + $0.path) }
        #expect(
            PostPreview(publication: Self.photos, pictures: pictures).html.markup == """
                <div class="by"><i aria-hidden="true">B</i><span>bakery-page</span></div>\
                <p class="words" dir="auto">Two loaves</p><div class="stage">\
                <div class="frame"><img src="file:///media/1.jpg" alt="A loaf" loading="lazy"></div>\
                <div class="frame"><img src="file:///media/2.jpg" alt="media/2.jpg" loading="lazy"></div></div>\
                <dl class="facts"><div><dt>media[1].alt</dt><dd>A loaf</dd></div></dl>
                """)
        let linked = PostPreview(publication: Self.link, pictures: pictures).html.markup
        #expect(linked.contains("<div class=\"linked\"><b>BAKERY.EXAMPLE</b>https://bakery.example/stollen</div>"))
        #expect(!linked.contains("<dt>link</dt>"))
        for publication in [Self.link, Self.video, Self.reel, Self.story] {
            #expect(!PostPreview(publication: publication, pictures: pictures).html.markup.isEmpty)
        }
    }

    static let reasons: [(Action.Step, String)] = [
        (
            .schedule(photos),
            "offered to Facebook; where that does not schedule several photos, a runner publishes it then"
        ),
        (
            recovery(waiting, after: 480, isConfirmed: false),
            "it was to be handed to Facebook for 2026-12-01T15:30:00Z, and the answer was lost: apply looks what became of it"
        ),
        (
            recovery(waiting, after: 2, isConfirmed: true),
            "Facebook publishes it 2026-12-01T07:32:00Z, too soon to change anything before: apply waits for it"
        ),
        (
            .cancel(Handover(journalID: waiting.id, inFlight: InFlight()), .drafted, nil),
            "the entry is a draft now: what waits for it unpublished is deleted"
        ),
        (
            .cancel(handover(after: 60), .staysWithRunner, waiting),
            "taken back from Facebook, which was to publish it 2026-12-01T08:30:00Z; a runner publishes it"
        ),
        (
            .cancel(handover(after: 60), .staysWithRunner, late),
            "taken back from Facebook, which was to publish it 2026-12-01T08:30:00Z; then published"
        ),
        (
            .blocked(.invalid(errorCount: 2, scheduledFor: hour(after: 60).date)),
            "its entry has 2 errors, and Facebook publishes 2026-12-01T08:30:00Z what it got before"
        ),
        (
            .conflict(.stranded(nil, handover(after: 60))),
            "it was handed to Facebook for 2026-12-01T08:30:00Z, and the settings no longer have account bakery-page: "
                + "nothing can take it back, or look what became of it"
        ),
    ]

    @Test("Says what a runner has to publish, since Facebook did not take it") func unscheduled() {
        var plan = Self.plan
        plan.unscheduled = [Self.story.id]
        let reasons = plan.actions.filter { $0.kind == .publish }.map { ActionWords($0, in: plan).reason }
        #expect(reasons == ["Facebook did not take it for its hour: a runner publishes it"])
    }

    @Test("Says why", arguments: reasons) func reason(step: Action.Step, reason: String) {
        let action = Action(publication: Self.waiting.id, at: Fixture.now, step: step)
        #expect(ActionWords(action, at: Fixture.now).reason == reason)
    }
}
