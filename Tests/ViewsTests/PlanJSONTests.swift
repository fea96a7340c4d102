import Foundation
import Planning
import TestSupport
import Testing

@testable import Views

@Suite struct PlanJSONTests {
    @Test("Writes every kind of action") func everyKind() throws {
        try expectSnapshot(PlanJSON.value(Fixture.everything).text, named: "plan.json")
    }

    @Test("Is JSON as another reader understands it") func isJSON() throws {
        let value = PlanJSON.value(Fixture.everything)
        for text in [value.text, value.line] {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            #expect(object["version"] as? Int == 1)
            #expect((object["actions"] as? [Any])?.count == Fixture.everything.actions.count)
        }
    }

    @Test("Has the members that its schema names, and no others") func schema() throws {
        func members(_ value: JSON?) -> [JSON.Member] {
            guard case .object(let members)? = value else { return [] }
            return members
        }
        func member(_ names: String..., of value: JSON) -> JSON? {
            names.reduce(value) { value, name in members(value).first { $0.name == name }?.value }
        }
        let plan = PlanJSON.value(Fixture.everything)
        let properties = try #require(member("properties", of: OutputSchemas.plan))
        #expect(members(plan).map(\.name) == members(properties).map(\.name))
        guard case .array(let actions)? = member("actions", of: plan), let action = actions.first else {
            Issue.record("no actions")
            return
        }
        let ofAction = member("properties", "actions", "items", "properties", of: OutputSchemas.plan)
        #expect(members(action).map(\.name) == members(ofAction).map(\.name))
    }

    @Test(
        "Escapes what JSON cannot hold",
        arguments: [
            ("a\"b\\c", #""a\"b\\c""#), ("line\nline\r\n\t", #""line\nline\r\n\t""#),
            ("\u{0}\u{1F}\u{7F}", #""\u0000\u001f\u007f""#),
            ("é🥐", "\"é🥐\""),
        ])
    func escapes(text: String, written: String) { #expect(JSON.string(text).line == written) }
}
