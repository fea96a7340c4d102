import Testing

@testable import GraphModel

@Suite struct FieldSelectionTests {
    static let texts = [
        "id", "id,caption", "children{id,media_type}", "media.limit(5).after(QVFI=){id,comments.limit(3){text}},name",
        "reactions.type(LIKE).limit(0).summary(total_count).as(like)", "insights.metric(a,b).period(day)",
    ]
    @Test("What is read is written again", arguments: texts)
    func roundTrip(text: String) throws {
        #expect(try FieldSelection(parsing: text).text == text)
    }

    static let loose: [(String, String)] = [
        (" id , caption ", "id,caption"), ("id,,caption,", "id,caption"), ("", ""), ("children {id}", "children{id}"),
        ("since.call(f(x))", "since.call(f(x))"),
    ]
    @Test("Passes over spaces and empty names", arguments: loose)
    func readsLoosely(text: String, expected: String) throws {
        #expect(try FieldSelection(parsing: text).text == expected)
    }

    static let mistakes: [(String, GraphError)] = [
        ("id}", .fieldsUnreadable("Expected end of string instead of \"}\".", at: 2)),
        ("children{id", .fieldsUnreadable("Expected \"}\".", at: 11)),
        ("media.limit", .fieldsUnreadable("Expected \"(\".", at: 11)),
        ("media.limit(5", .fieldsUnreadable("Expected \")\".", at: 13)),
        ("media.(5)", .fieldsUnreadable("Expected name.", at: 6)),
        (String(repeating: "a{", count: 20_000), .fieldsUnreadable("Nested too deeply.", at: 34)),
    ]
    @Test("Says where it cannot be read", arguments: mistakes)
    func refuses(text: String, error: GraphError) {
        #expect(throws: error) { try FieldSelection(parsing: text) }
    }
}
