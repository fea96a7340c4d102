import ContentModel
import Diagnostics
import Foundation
import Planning
import ScheduleLock
import Testing

@testable import Views

@Suite struct ActionWordsTests {
    private static func post(on login: Login) -> Publication {
        Fixture.publication("launch@bakery", Fixture.post("Hello"), after: 0, .instagram(login))
    }

    private static let published = Fixture.published(link: "https://www.instagram.com/p/1/")
    private static let other = Fixture.id("former@bakery")

    static let fixes: [(Conflict, String)] = [
        (
            .edited(post(on: .instagram), published, changes: []),
            "revert the edit, or let the difference stand with calends accept launch@bakery"
        ),
        (
            .edited(post(on: .facebook), published, changes: []),
            "revert the edit, set on_change: replace to delete and publish again, or let the difference stand with "
                + "calends accept launch@bakery"
        ),
        (
            .undeletable(post(on: .instagram), published, changes: []),
            "revert the edit, or let the difference stand with calends accept launch@bakery"
        ),
        (
            .incomparable(post(on: .instagram), published, why: "this clone is shallow"),
            "fetch what is missing, revert the edit, or let it stand with calends accept launch@bakery"
        ),
        (
            .lookAlike(post(on: .instagram), of: other, published),
            "if it is the same, calends accept launch@bakery says so; if not, it goes out once what the plan says of "
                + "former@bakery is done, or name other media in it"
        ),
        (
            .lookAlike(post(on: .instagram), of: other, nil),
            "let an apply find out what became of former@bakery, then look at the plan again"
        ),
        (
            .publishedTwice(nil, [published, published]),
            "delete all but one in the app, then tell which are gone with calends forget launch@bakery --media ID"
        ),
        (
            .undeletableRemoval(published),
            "delete https://www.instagram.com/p/1/ in the app, then say so with calends forget launch@bakery "
                + "--media 18000000000000001"
        ),
    ]
    @Test("Proposes what can be done on that account", arguments: fixes)
    func fix(conflict: Conflict, fix: String) {
        let action = Action(publication: Fixture.id("launch@bakery"), at: Fixture.now, step: .conflict(conflict))
        #expect(ActionWords(action, at: Fixture.now).fix == fix)
    }

    static let drifts: [(Publication, [String], String)] = [
        (post(on: .instagram), ["comments"], "write comments: after in calendar/launch.yaml, commit"),
        (
            post(on: .instagram), ["caption", "comments"],
            "write it as it is there in calendar/launch.yaml, commit, then calends accept launch@bakery"
        ),
        (
            Fixture.publication("launch@bakery", Fixture.post("Hello"), after: 0, .facebook), ["caption"],
            "write it as it is there in calendar/launch.yaml, commit"
        ),
    ]
    @Test("Asks for no word of a person where the platform changes it in place", arguments: drifts)
    func drift(publication: Publication, fields: [String], how: String) {
        let changes = fields.map { FieldChange(field: $0, before: "before", after: "after") }
        let action = Action(
            publication: publication.id, at: Fixture.now,
            step: .drift(.changed(publication, Self.published, changes: changes)))
        #expect(ActionWords(action, at: Fixture.now).choices.first?.how == how)
    }

    @Test("Names the fields that cannot change where others can")
    func fixedFields() {
        let changes = ["caption", "location", "comments"].map { FieldChange(field: $0, before: "on", after: "off") }
        func reason(_ changes: [FieldChange]) -> String? {
            let conflict = Conflict.edited(Self.post(on: .facebook), Self.published, changes: changes)
            let action = Action(publication: Fixture.id("launch@bakery"), at: Fixture.now, step: .conflict(conflict))
            return ActionWords(action, at: Fixture.now).reason
        }
        #expect(
            reason(changes) == "edited after it was published, and Instagram cannot change its caption and location")
        #expect(
            reason(Array(changes.prefix(2))) == "edited after it was published, and Instagram cannot change this")
    }

    private static let window = QuietWindow(
        from: ZonedTime(instant: Fixture.now.addingTimeInterval(-3600), utcOffset: 3600, zone: "Europe/Paris"),
        to: ZonedTime(instant: Fixture.now.addingTimeInterval(86_400), utcOffset: 3600, zone: "Europe/Paris"),
        location: SourceLocation(file: "calendar/settings.yaml", line: 9, column: 11))

    private static func lasting(_ grace: Duration) -> Publication {
        var publication = post(on: .facebook)
        publication.grace = grace
        return publication
    }

    static let quiet: [(Block, String, String)] = [
        (
            .dueInQuiet(post(on: .facebook), window), "due in the quiet window \(windowText)",
            "move its publish_at, or the window"
        ),
        (
            .quiet(lasting(.seconds(48 * 3600)), window, replacing: []),
            "nothing goes out now: quiet window \(windowText)", "apply again when the window has passed, or move it"
        ),
        (
            .quiet(lasting(.seconds(3600)), window, replacing: []), "nothing goes out now: quiet window \(windowText)",
            "move its publish_at, for its grace ends before the window does; or move the window"
        ),
    ]

    private static let windowText =
        "from \(LocalTime(window.from).textWithoutZone) to \(LocalTime(window.to).text) (calendar/settings.yaml:9:11)"

    @Test("Names the quiet window and where it stands", arguments: quiet)
    func quietWords(block: Block, reason: String, fix: String) {
        let action = Action(publication: Fixture.id("launch@bakery"), at: Fixture.now, step: .blocked(block))
        let words = ActionWords(action, at: Fixture.now)
        #expect(words.reason == reason)
        #expect(words.fix == fix)
    }
}
