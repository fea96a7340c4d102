import ContentModel
import Foundation
import Planning
import TestSupport
import Testing
import TimeZones

@testable import Views

@Suite struct PlanTextTests {
    @Test("Shows every kind of action") func everyKind() throws {
        try expectSnapshot(PlanText(Fixture.everything).text, named: "plan.txt")
    }

    @Test("Colours what a terminal shows") func colored() throws {
        let text = PlanText(Fixture.everything, style: Style(isColored: true)).text
        try expectSnapshot(text, named: "plan-colored.txt")
    }

    @Test("Stays within the width where no name forces it", arguments: [60, 80, 120])
    func width(columns: Int) {
        let text = PlanText(Fixture.everything, style: Style(isColored: false, columns: columns)).text
        let tooLong = text.split(separator: "\n").filter { $0.columns > columns && !$0.contains(".yaml:") }
        #expect(tooLong.filter { !$0.hasPrefix("Next due") && !$0.contains(" is now ") } == [])
    }

    @Test(
        "Says in one line that nothing is to be done",
        arguments: [
            (0, "Nothing to do: nothing is planned or published here.\n"),
            (1, "Nothing to do: 1 publication as the calendar has it.\n"),
            (20_000, "Nothing to do: 20,000 publications as the calendar has them.\n"),
        ])
    func nothing(unchanged: Int, text: String) {
        #expect(PlanText(Fixture.plan([], unchanged: unchanged)).text == text)
    }

    @Test("Sets a time with seconds apart from the name") func seconds() {
        let odd = Fixture.publication("odd@bakery", after: 0.5)
        #expect(PlanText(Fixture.plan([Fixture.action(odd, .publish(odd))])).text.contains("+ 08:30:30  odd"))
    }

    @Test("Keeps a caption from steering the terminal or the runner of a CI job") func hostileCaption() {
        let hostile = Fixture.publication("a@bakery", Fixture.post("\u{1B}[2J::add-mask::x\u{202E}"))
        let change = FieldChange(field: "caption", before: "::stop-commands::x\nold", after: "::set-env::\r\nnew")
        let plan = Fixture.plan([
            Fixture.action(hostile, .conflict(.edited(hostile, Fixture.published(), changes: [change])))
        ])
        let text = PlanText(plan).text
        #expect(!text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E || $0.value == 0x0D })
        #expect(!text.split(separator: "\n").contains { $0.drop { $0 == " " }.hasPrefix("::") })
    }
}

@Suite struct ObstacleTests {
    static let sentences: [([Obstacle], String)] = [
        ([], "Apply would now publish 1."),
        ([.errors(1)], "Apply would now do nothing: the calendar has 1 error (fix it first). Else it would publish 1."),
        (
            [.errors(2), .publishes(1_200, most: 20)],
            "Apply would now do nothing: the calendar has 2 errors (fix them first); 1,200 publications are due at once "
                + "and safety.max_publish_per_apply is 20 (--max-publish 1200 lets them go). Else it would publish 1."
        ),
        (
            [.deletes(4, most: 3)],
            "Apply would now do nothing: 4 published media would be deleted at once and safety.max_delete_per_apply is "
                + "3 (--max-delete 4 lets them go). Else it would publish 1."
        ),
        (
            [.uncommitted(["calendar/a.yaml"])],
            "Apply would now do nothing: calendar/a.yaml is not committed (commit first, or --allow-uncommitted takes "
                + "the files as they are). Else it would publish 1."
        ),
        (
            [.uncommitted(["a.yaml", "b\u{1B}.yaml", "c.yaml", "d.yaml"])],
            "Apply would now do nothing: a.yaml, b\("\u{1B}".printable).yaml, c.yaml and 1 more are not committed "
                + "(commit first, or --allow-uncommitted takes the files as they are). Else it would publish 1."
        ),
    ]
    @Test("Says what an apply would do, or what keeps it from that", arguments: sentences)
    func sentence(obstacles: [Obstacle], text: String) {
        let due = Fixture.publication("launch@bakery")
        var plan = Fixture.plan([Fixture.action(due, .publish(due))])
        plan.obstacles = obstacles
        #expect(PlanClosing(plan, zone: .utc).now == text)
    }

    @Test("Names nothing that is in the way of nothing") func idle() {
        let later = Fixture.publication("launch@bakery", after: 60)
        var plan = Fixture.plan([Fixture.action(later, .publish(later))])
        plan.obstacles = [.uncommitted(["calendar/launch.yaml"])]
        #expect(PlanClosing(plan, zone: .utc).now == "Apply would do nothing now.")
    }

    @Test("Lets no name of a file be Markdown or HTML") func names() {
        let due = Fixture.publication("launch@bakery")
        var plan = Fixture.plan([Fixture.action(due, .publish(due))])
        plan.obstacles = [.uncommitted(["calendar/<b>@all.yaml"])]
        #expect(!PlanMarkdown(plan).text.contains("<b>"))
        #expect(!PlanMarkdown(plan).text.contains("@all"))
        #expect(!PlanPage(plan).text.contains("<b>@all"))
    }
}
