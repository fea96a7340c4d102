import Diagnostics
import Testing

@testable import ContentModel

@Suite struct LegalityTests {
    /// `all`: both logins; `FBL`: Facebook Login only; `-`: neither.
    static let table = """
        key            post carousel reel story
        id             all  all      all  all
        kind           all  all      all  all
        accounts       all  all      all  all
        overrides      all  all      all  all
        draft          all  all      all  all
        publish_at     all  all      all  all
        timezone       all  all      all  all
        grace          all  all      all  all
        repeat         all  all      all  all
        occurrences    all  all      all  all
        caption        all  all      all  -
        media          all  all      all  all
        location       all  all      all  -
        collaborators  all  all      all  -
        first_comment  all  all      all  -
        comments       all  all      all  -
        share_to_feed  -    -        all  -
        cover          -    -        all  -
        thumb_offset   -    -        all  -
        audio_name     -    -        all  -
        audio          -    -        FBL  -
        trial          -    -        FBL  -
        ai_generated   all  all      all  -
        partnership    FBL  FBL      FBL  -
        products       FBL  FBL      FBL  -
        poll           FBL  FBL      FBL  -
        link           -    -        -    -
        place          -    -        -    -
        targeting      -    -        -    -
        on_change      all  all      all  all
        on_remove      all  all      all  all
        """

    @Test func everyKeyOfEveryKindAndLogin() {
        var lines = [["key"] + ContentKind.allCases.map(\.rawValue)]
        for key in EntryKey.allCases {
            lines.append([key.rawValue] + ContentKind.allCases.map { Self.cell(key, $0) })
        }
        let widths = [14, 4, 8, 4, 5]
        let text = lines.map { line in
            let cells = zip(line, widths).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }
            return cells.joined(separator: " ").trimmingEnd
        }
        #expect(text.joined(separator: "\n") == Self.table)
    }

    private static func cell(_ key: EntryKey, _ kind: ContentKind) -> String {
        let legal = Login.allCases.filter { login in
            var fields = EntryFields()
            fields.keys[key] = SourceLocation(file: "calendar/a.yaml")
            var findings = Findings()
            Legality.check(fields, kind: kind, login: login, account: AccountName("a"), findings: &findings)
            return findings.diagnostics.isEmpty
        }
        return legal == Login.allCases ? "all" : legal == [.facebook] ? "FBL" : legal.isEmpty ? "-" : "IGL"
    }
}

extension String {
    fileprivate var trimmingEnd: String {
        var rest = self[...]
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}
