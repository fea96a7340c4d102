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
        targeting      -    -        -    -
        on_change      all  all      all  all
        on_remove      all  all      all  all
        """

    @Test func everyKeyOfEveryKindAndLogin() {
        var lines = [["key"] + ContentKind.allCases.map(\.rawValue)]
        for key in EntryKey.allCases {
            lines.append([key.rawValue] + ContentKind.allCases.map { Self.cell(key, $0) })
        }
        #expect(Self.table(lines) == Self.table)
    }

    /// `yes`; `-`: illegal; `IG`: about Instagram, so that a Page goes out without it.
    static let pages = """
        key            post carousel reel story
        id             yes  yes      yes  yes
        kind           yes  yes      yes  yes
        accounts       yes  yes      yes  yes
        overrides      yes  yes      yes  yes
        draft          yes  yes      yes  yes
        publish_at     yes  yes      yes  yes
        timezone       yes  yes      yes  yes
        grace          yes  yes      yes  yes
        repeat         yes  yes      yes  yes
        occurrences    yes  yes      yes  yes
        caption        yes  yes      yes  -
        media          yes  yes      yes  yes
        location       yes  yes      yes  -
        collaborators  IG   IG       IG   IG
        first_comment  yes  yes      yes  -
        comments       IG   IG       IG   IG
        share_to_feed  IG   IG       IG   IG
        cover          IG   IG       IG   IG
        thumb_offset   IG   IG       IG   IG
        audio_name     IG   IG       IG   IG
        audio          IG   IG       IG   IG
        trial          IG   IG       IG   IG
        ai_generated   -    -        -    -
        partnership    -    -        -    -
        products       IG   IG       IG   IG
        poll           -    -        -    -
        link           yes  yes      yes  -
        targeting      yes  yes      -    -
        on_change      yes  yes      yes  yes
        on_remove      yes  yes      yes  yes
        """

    @Test func everyKeyOfEveryKindOnPages() {
        var lines = [["key"] + ContentKind.allCases.map(\.rawValue)]
        for key in EntryKey.allCases {
            lines.append([key.rawValue] + ContentKind.allCases.map { Self.pageCell(key, $0) })
        }
        #expect(Self.table(lines) == Self.pages)
    }

    private static func pageCell(_ key: EntryKey, _ kind: ContentKind) -> String {
        var fields = EntryFields()
        fields.keys[key] = .start
        func found(isOnInstagram: Bool, own: Set<EntryKey> = []) -> [Diagnostic] {
            var findings = Findings(in: "calendar/a.yaml")
            let page = PageContext(account: AccountName("page"), isOnInstagram: isOnInstagram, own: own)
            PageLegality.check(fields, kind: kind, page: page, findings: &findings)
            return findings.diagnostics
        }
        let (shared, alone) = (found(isOnInstagram: true), found(isOnInstagram: false))
        if shared.isEmpty { return alone.isEmpty ? "yes" : "?" }
        // What a Page goes out without is a mistake where nobody else has it.
        guard !shared.containsError else { return alone.containsError ? "-" : "?" }
        return alone.containsError && found(isOnInstagram: true, own: [key]).containsError ? "IG" : "?"
    }

    private static func table(_ lines: [[String]]) -> String {
        let widths = [14, 4, 8, 4, 5]
        return lines.map { line in
            zip(line, widths).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }
                .joined(separator: " ").trimmingEnd
        }.joined(separator: "\n")
    }

    private static func cell(_ key: EntryKey, _ kind: ContentKind) -> String {
        let legal = Login.allCases.filter { login in
            var fields = EntryFields()
            fields.keys[key] = .start
            var findings = Findings(in: "calendar/a.yaml")
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
