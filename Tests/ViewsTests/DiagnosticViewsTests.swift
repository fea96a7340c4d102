import ContentModel
import Diagnostics
import Planning
import Testing

@testable import Views

@Suite struct DiagnosticViewsTests {
    private static let diagnostics = [
        Diagnostic(
            SourceLocation(file: "calendar/b, c: 100%.yaml", line: 3, column: 7), "unknown key 'a:b', or\r\nnot",
            why: "50% of it: none, that is", fix: "write\nanother"),
        Diagnostic(nil, "no settings", why: "nothing can be planned", fix: "run calends init", severity: .warning),
    ]

    @Test("Escapes what GitHub would take for its own syntax") func annotations() {
        #expect(
            GitHubAnnotations.text(Self.diagnostics) == """
                ::warning title=no settings::nothing can be planned%0AFix: run calends init
                ::error file=calendar/b%2C c%3A 100%25.yaml,line=3,col=7,title=unknown key 'a%3Ab'%2C or\\u{D}\\u{A}not::50%25 of it: none, that is%0AFix: write\\u{A}another

                """)
    }

    @Test("Lets no file steer the terminal that shows the log") func hostileAnnotations() {
        let hostile = Diagnostic(
            SourceLocation(file: "calendar/\u{1B}]0;.yaml"), "\u{1B}[2J", why: "\u{202E}", fix: "\u{9B}1m")
        #expect(
            GitHubAnnotations.text([hostile]) == #"""
                ::error file=calendar/\u{1B}]0;.yaml,line=1,col=1,title=\u{1B}[2J::\u{202E}%0AFix: \u{9B}1m

                """#)
    }

    @Test("Annotates what waits for a person, and what the plan has found besides once") func planAnnotations() {
        var missed = Fixture.publication("a,b: 1%@bakery", after: -600)
        missed.writtenAt = Mark(line: 3, column: 13)
        let (frozen, edited) = (Fixture.publication("d@bakery"), Fixture.publication("c@bakery"))
        let (seen, invalid) = (Fixture.publication("e@bakery"), Fixture.publication("f@bakery"))
        let published = Fixture.published()
        let changes = [FieldChange(field: "caption", before: "First", after: "Second")]
        let plan = Fixture.plan(
            [
                Fixture.action(missed, .missed(missed)),
                Fixture.action(edited, .conflict(.edited(edited, published, changes: changes))),
                Fixture.action(frozen, .blocked(.frozen(frozen, text: "wait\nfor 100%", replacing: []))),
                Fixture.action(seen, .drift(.changed(seen, published, changes: changes))),
                Fixture.action(invalid, .blocked(.invalid(errorCount: 1))),
                Action(
                    publication: Fixture.id("g@bakery"), at: Fixture.now,
                    step: .blocked(.ambiguous(paths: ["calendar/g.yaml", "calendar/h.yaml"]))),
                Action(
                    publication: Fixture.id("gone@bakery"), at: Fixture.now, step: .drift(.deleted(nil, published))),
                Action(
                    publication: Fixture.id("imported/1@bakery"), at: Fixture.now,
                    step: .drift(.unknown(ObservedMedium(id: "1")))),
            ], diagnostics: [Diagnostic(invalid.source.location, "unknown key", why: "why", fix: "fix")])
        #expect(
            GitHubAnnotations.text(plan) == """
                ::warning title=gone@bakery has drifted::deleted on the platform: \
                https://www.instagram.com/p/0001/; its entry is gone, too%0AFix: accept: calends forget \
                gone@bakery --media 18000000000000001
                ::error file=calendar/a%2Cb%3A 1%25.yaml,line=3,col=13,title=a%2Cb%3A 1%25@bakery was \
                missed::due 10 h ago, later than its grace of 6 h%0AFix: set a new publish_at, or let it go \
                with calends forget a,b: 1%25@bakery
                ::error file=calendar/c.yaml,line=1,col=1,title=c@bakery is in conflict::edited after it was \
                published, and Instagram cannot change this; edited: caption%0AFix: revert the edit, or let the \
                difference stand with calends accept c@bakery
                ::warning file=calendar/d.yaml,line=1,col=1,title=d@bakery is blocked::frozen: wait for \
                100%25%0AFix: remove calendar/FREEZE
                ::warning file=calendar/e.yaml,line=1,col=1,title=e@bakery has drifted::changed on the platform \
                (caption): https://www.instagram.com/p/0001/%0AFix: accept: write it as it is there in \
                calendar/e.yaml, commit, then calends accept e@bakery; put back: change it back in the app
                ::error file=calendar/f.yaml,line=1,col=1,title=unknown key::why%0AFix: fix
                ::warning file=calendar/g.yaml,line=1,col=1,title=g@bakery is blocked::claimed by \
                calendar/g.yaml and calendar/h.yaml%0AFix: give each entry an id of its own, or remove all but \
                one
                ::warning file=calendar/h.yaml,line=1,col=1,title=g@bakery is blocked::claimed by \
                calendar/g.yaml and calendar/h.yaml%0AFix: give each entry an id of its own, or remove all but \
                one

                """)
    }

    @Test("Keeps each finding on one line") func lines() {
        #expect(
            DiagnosticText.text(Self.diagnostics) == """
                warning: no settings — nothing can be planned — run calends init
                calendar/b, c: 100%.yaml:3:7: unknown key 'a:b', or\\u{D}\\u{A}not — 50% of it: none, that is — write\\u{A}another

                """)
    }

    @Test(
        "Counts findings",
        arguments: [
            (0, 0, 0, "No problems in 0 entries"), (1, 0, 0, "1 error"), (1, 0, 1, "1 error in 1 entry"),
            (3, 1, 12, "3 errors, 1 warning in 12 entries"),
            (0, 2, 1_200, "2 warnings in 1,200 entries"),
        ])
    func summary(errors: Int, warnings: Int, entries: Int, text: String) {
        let all =
            Array(repeating: Diagnostic(nil, "e", why: "w", fix: "f"), count: errors)
            + Array(repeating: Diagnostic(nil, "e", why: "w", fix: "f", severity: .warning), count: warnings)
        #expect(DiagnosticText.summary(of: all, entryCount: entries) == text)
    }
}
