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

    @Test(
        "Escapes what JSON cannot hold",
        arguments: [
            ("a\"b\\c", #""a\"b\\c""#), ("line\nline\r\n\t", #""line\nline\r\n\t""#),
            ("\u{0}\u{1F}\u{7F}", #""\u0000\u001f\u007f""#),
            ("é🥐", "\"é🥐\""),
        ])
    func escapes(text: String, written: String) { #expect(JSON.string(text).line == written) }
}
