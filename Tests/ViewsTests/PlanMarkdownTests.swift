import ContentModel
import Diagnostics
import Foundation
import Planning
import TestSupport
import Testing

@testable import Views

@Suite struct PlanMarkdownTests {
    @Test("Shows every kind of action, and pictures that are public") func everyKind() throws {
        let text = PlanMarkdown(
            Fixture.everything,
            thumbnail: { $0.path.hasPrefix("media/stollen/") ? "https://m.example/\($0.path)" : nil }
        ).text
        try expectSnapshot(text, named: "plan.md")
    }

    @Test("Says in one line that nothing is to be done") func nothing() {
        let text = PlanMarkdown(Fixture.plan([], unchanged: 3)).text
        #expect(
            text == """
                <!-- calends plan -->
                ### Calends plan

                **Nothing to do: 3 publications as the calendar has them.**

                <sub>Planned from commit 1a2b3c4 as of Tue 1 Dec 2026, 07:30 UTC.</sub>

                """)
    }

    /// Plans too large for a comment in one way or another.
    static let large: [(String, Plan)] = [
        ("rows", many(1_000)), ("accounts", many(700, accounts: 700)),
        ("captions", many(80, caption: String(repeating: "🥐<&@x>`|", count: 270))),
        (
            "problems",
            Fixture.plan(
                many(50).actions,
                diagnostics: (1...600).map {
                    Diagnostic(
                        SourceLocation(file: "calendar/\($0).yaml", line: 1, column: 1), "unknown key 'x'",
                        why: String(repeating: "why ", count: 40), fix: "remove it")
                })
        ),
        (
            "renames",
            Fixture.plan(
                many(50).actions,
                renames: (1...600).map {
                    Rename(from: Fixture.id("old/\($0)@bakery"), to: Fixture.id("new/\($0)@bakery"))
                })
        ),
    ]

    @Test("Stays within what a comment may hold, however large the plan is", arguments: large)
    func bound(name: String, plan: Plan) {
        let text = PlanMarkdown(plan).text
        #expect(text.utf8.count <= PlanMarkdown.limit, "\(name)")
        #expect(text.utf8.count > 8_000, "\(name)")
        #expect(text.hasPrefix(PlanMarkdown.marker))
        #expect(text.hasSuffix("</sub>\n"))
        let (opened, closed) = (text.components(separatedBy: "<details"), text.components(separatedBy: "</details>"))
        #expect(opened.count == closed.count)
        #expect(text.components(separatedBy: "<pre>").count == text.components(separatedBy: "</pre>").count)
        #expect(plan.actions.count < 100 || text.contains("more, for which there is no room here"))
    }

    @Test("Shows first what needs a person, and counts the rest") func order() {
        var plan = Self.many(2_000)
        let late = Fixture.publication("zzz/late@bakery", after: 100_000)
        plan.actions.append(Fixture.action(late, .missed(late)))
        let text = PlanMarkdown(plan, limit: 4_000).text
        #expect(text.contains("**missed**"))
        let rows = text.components(separatedBy: "| `+` publish").count - 1
        #expect(text.contains("… and \(grouped(2_000 - rows)) actions more"))
    }

    static let hostile = [
        "@everyone look", "<script>alert(1)</script>", "</pre></details><h1>x</h1>", "[a](https://evil.example)",
        "https://evil.example www.evil.example", "![x](https://evil.example/x.png)", "| a | b |", "`code` ``` ~~~",
        "fixes #1, see GH-2 and a1b2c3d", "&lt;b&gt; &commat;all", "<!-- calends plan -->", "\u{202E}evil \u{1B}[2J",
    ]

    @Test("Lets no text become markup", arguments: hostile)
    func escapes(text: String) {
        let publication = Fixture.publication(
            "a@bakery",
            .post(
                ImagePost(
                    image: Photo(file: Fixture.file(text, .strip(keepsCopyright: false), [.colours(from: text)])),
                    details: FeedDetails(caption: text + "\n\n" + text))))
        let change = FieldChange(field: "caption", before: text, after: "```\n" + text)
        let markdown = PlanMarkdown(
            Fixture.plan([
                Fixture.action(publication, .publish(publication)),
                Fixture.action(publication, .conflict(.edited(publication, Fixture.published(), changes: [change]))),
            ])
        ).text
        // Outside of fences and blocks, which take their lines as they are, nothing of it stands as it was written.
        var (isFenced, isBlock) = (false, false)
        for line in markdown.split(separator: "\n").dropFirst() {
            if line.hasPrefix("```") { isFenced.toggle() }
            if line.hasPrefix("<pre>") { isBlock = true }
            #expect(isFenced || isBlock || !line.contains(text))
            #expect(isFenced || !line.contains("@"))
            #expect(!isBlock || line.dropFirst(5).prefix { $0 != "<" }.count >= line.count - 5 - "</pre>".count)
            if line.hasSuffix("</pre>") { isBlock = false }
        }
        #expect(!isFenced && !isBlock)
    }

    private static func many(_ count: Int, accounts: Int = 1, caption: String = "Stollen is back") -> Plan {
        Fixture.plan(
            (1...count).map { number in
                let account = accounts == 1 ? "bakery" : "bakery-\(number % accounts)"
                let publication = Fixture.publication(
                    "2026-12/entry-\(number)@\(account)", Fixture.post(caption), after: Double(number))
                return Fixture.action(publication, .publish(publication))
            })
    }
}
