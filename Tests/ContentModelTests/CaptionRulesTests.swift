import Diagnostics
import TestSupport
import Testing

@testable import ContentModel

@Suite struct CaptionRulesTests {
    static let here = SourceLocation(file: "calendar/a.yaml", line: 4, column: 10)

    static let lengths: [(String, String?)] = [
        (String(repeating: "a", count: 2200), nil),
        (String(repeating: "é", count: 2200), nil),
        (String(repeating: "e\u{301}", count: 1100), nil),
        (
            String(repeating: "a", count: 2201),
            "caption has 2201 characters — Instagram accepts at most 2200 — cut 1 characters"
        ),
        (
            String(repeating: "e\u{301}", count: 1101),
            "caption has 1101 characters, which may count as 2202 — Instagram accepts at most 2200 and does not say how it counts: an emoji may count as several — cut 2 plain characters, or a few emoji"
        ),
        (
            String(repeating: "👩‍👩‍👧‍👦", count: 201),
            "caption has 201 characters, which may count as 2211 — Instagram accepts at most 2200 and does not say how it counts: an emoji may count as several — cut 11 plain characters, or a few emoji"
        ),
    ]

    @Test("A caption within the limit in every unit passes", arguments: lengths)
    func length(text: String, expected: String?) {
        var findings = Findings(in: "calendar/a.yaml")
        CaptionRules.check(Located(text, at: Self.here.mark), field: "caption", findings: &findings)
        #expect(findings.diagnostics.map(\.description) == (expected.map { ["\(Self.here): \($0)"] } ?? []))
    }

    static let censuses: [(String, hashtags: Int, mentions: Int)] = [
        ("", 0, 0),
        ("#one #two", 2, 0),
        ("#one#two", 2, 0),
        ("##one", 1, 0),
        ("# one", 0, 0),
        ("#1", 1, 0),
        ("C#4 and a#b", 0, 0),
        ("#café #пекарня #パン #🥖", 4, 0),
        ("＃全角", 1, 0),
        ("press #️⃣ or *️⃣", 0, 0),
        ("(#one), “#two”", 2, 0),
        ("#one-#two", 2, 0),
        ("@flourandco and @mill_er.2", 0, 2),
        ("me@example.com", 0, 0),
        ("@ home, @.", 0, 0),
        (".@flourandco", 0, 1),
        ("#one@two", 1, 0),
        ("#e\u{301}te\u{301}", 1, 0),
    ]

    @Test("Counts what Instagram would link", arguments: censuses)
    func census(text: String, hashtags: Int, mentions: Int) {
        let census = TagCensus(of: text)
        #expect(census.hashtags == hashtags)
        #expect(census.mentions == mentions)
    }

    @Test("Plain ASCII is counted as any other text", arguments: 0..<20)
    func plain(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<200 {
            let text = String((0..<12).map { _ in "##@@a1_ .".randomElement(using: &generator) ?? " " })
            // What follows makes it a text that is not ASCII, and changes no count.
            #expect(TagCensus(of: text) == TagCensus(of: text + " é"))
        }
    }
}
