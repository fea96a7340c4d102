import Diagnostics
import Foundation
import Testing
import Views

@testable import CommandLineTool

@Suite struct CheckTests {
    private static let checks = [
        Check(subject: "bakery", name: "token", verdict: .ok, what: "good for 59 days"),
        Check(subject: "state", name: "writing", verdict: .warn, what: "slow", fix: "wait"),
        Check(subject: "hosting", name: "reading", verdict: .fail, what: "answers 403", fix: "open it"),
    ]

    @Test("A line each, in columns, with the fix; what failed needs a person")
    func text() {
        #expect(
            Self.checks.text(style: .plain) == """
                ok   bakery  token   good for 59 days
                warn state   writing slow — wait
                fail hosting reading answers 403 — open it

                """)
        #expect(Self.checks.status == .needsPerson)
        #expect(Array(Self.checks.prefix(2)).status == .done)
        #expect(
            Self.checks.json.line.hasSuffix(
                #"{"subject":"hosting","check":"reading","verdict":"fail","what":"answers 403","fix":"open it"}],"#
                    + #""summary":{"ok":1,"warn":1,"fail":1}}"#), "\(Self.checks.json.line)")
    }

    @Test("Repeats no secret that an address has in it")
    func hidden() {
        let check = Check(
            subject: "state", name: "reading", verdict: .fail, what: "https://host.example/r.git?token=abc answers 403")
        #expect(check.what == "https://host.example/r.git?(hidden) answers 403")
    }

    static let dates: [(String, Double?)] = [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Sun, 06 Nov 1994 08:49:37 CET", nil),
        ("Sunday, 06-Nov-94 08:49:37 GMT", nil), ("Sun, 06 Foo 1994 08:49:37 GMT", nil), ("", nil),
    ]
    @Test("Servers' times are read as RFC 9110 writes them", arguments: dates)
    func date(text: String, seconds: Double?) {
        #expect(HTTPDate.read(text)?.timeIntervalSince1970 == seconds)
    }
}
