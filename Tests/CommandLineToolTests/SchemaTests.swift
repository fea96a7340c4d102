import CalendarLoading
import ContentModel
import Forms
import Foundation
import Testing

@testable import CommandLineTool
@testable import Views

/// Whether documents keep to these schemas is judged by a validator that others wrote: Tests/Conformance/test_schema.py.
@Suite struct SchemaTests {
    private static func keys(_ form: Form) -> Set<String> {
        guard case .mapping(let fields) = form else { return [] }
        return Set(fields.map(\.name))
    }

    @Test("Holds every key of an entry, each with its meaning") func entryKeys() {
        #expect(Self.keys(FileForms.entry) == Set(EntryKey.allCases.map(\.rawValue)))
        let text = CalendarSchemas.entry(FileForms.entry).text
        for key in EntryKey.allCases { #expect(text.contains(JSON.string(key.summary).line), "\(key)") }
        #expect(EntryKey.allCases.allSatisfy { !$0.summary.hasSuffix(".") })
    }

    @Test("Holds the keys of overrides and occurrences", arguments: ["overrides", "occurrences"])
    func nested(key: String) throws {
        guard case .mapping(let fields) = FileForms.entry,
            case .dictionary(let form)? = fields.first(where: { $0.name == key })?.form
        else {
            Issue.record("no mapping")
            return
        }
        var expected = Set(EntryKey.allCases).subtracting(EntryKey.sharedByAllAccounts)
        if key == "occurrences" { expected.remove(.repetition) }
        #expect(Self.keys(form) == Set(expected.map(\.rawValue)))
    }

    @Test("Is JSON, and the same each time", arguments: SchemaCommand.Subject.allCases)
    func sound(subject: SchemaCommand.Subject) throws {
        let text = subject.schema.text
        let schema = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(schema["$schema"] as? String == "http://json-schema.org/draft-07/schema#")
        #expect(text == subject.schema.text)
    }
}
