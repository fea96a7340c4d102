import Diagnostics
import Testing

@Suite struct DiagnosticTests {
    static let here = SourceLocation(file: "calendar/launch.yaml", line: 4, column: 12)

    @Test func readsAsOneLine() {
        let error = Diagnostic(Self.here, "caption has 2201 characters", why: "Instagram accepts 2200", fix: "cut 1")
        #expect(
            error.description
                == "calendar/launch.yaml:4:12: caption has 2201 characters — Instagram accepts 2200 — cut 1")
        let warning = Diagnostic(nil, "no remote", why: "one machine only", fix: "set state", severity: .warning)
        #expect(warning.description == "warning: no remote — one machine only — set state")
    }

    @Test("Repeats no secret that somebody wrote into a file")
    func hidden() {
        let token = "IGAA" + String(repeating: "x7", count: 18)
        let error = Diagnostic(
            Self.here, "accounts is '\(token)…'", why: "\(token) is no account", fix: "read https://me:pw@host.example/"
        )
        #expect(
            error.description
                == "calendar/launch.yaml:4:12: accounts is '(hidden)…' — (hidden) is no account — read https://(hidden)@host.example/"
        )
    }

    @Test func sortsByPlaceThenWeight() {
        let later = SourceLocation(file: "calendar/launch.yaml", line: 10, column: 1)
        let findings = [
            Diagnostic(later, "b", why: "", fix: ""),
            Diagnostic(Self.here, "a", why: "", fix: "", severity: .warning),
            Diagnostic(Self.here, "z", why: "", fix: ""),
            Diagnostic(nil, "whole run", why: "", fix: ""),
        ]
        #expect(findings.sorted().map(\.message) == ["whole run", "z", "a", "b"])
    }
}
