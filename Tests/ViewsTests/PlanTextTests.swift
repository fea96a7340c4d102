import ContentModel
import Foundation
import Planning
import TestSupport
import Testing

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
