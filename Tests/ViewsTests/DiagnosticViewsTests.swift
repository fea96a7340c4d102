import Diagnostics
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
