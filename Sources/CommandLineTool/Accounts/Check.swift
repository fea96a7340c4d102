import Diagnostics
import Redaction
import Views

/// One thing that was looked at: how it is, and what to do where it is not well.
struct Check: Hashable, Sendable {
    /// How a thing is.
    enum Verdict: String, Hashable, Sendable, CaseIterable {
        case ok, warn, fail
    }

    /// The account it is about, or the part of the surroundings.
    let subject: String
    /// What was looked at.
    let name: String
    let verdict: Verdict
    /// What was found.
    let what: String
    /// What to do; nil where nothing is to be done.
    let fix: String?

    /// Servers, settings and Pages' owners have a say in the words: secrets among them are taken out.
    init(subject: String, name: String, verdict: Verdict, what: String, fix: String? = nil) {
        let redaction = Redaction()
        (self.subject, self.name, self.verdict) = (redaction.message(subject), redaction.message(name), verdict)
        (self.what, self.fix) = (redaction.message(what), fix.map(redaction.message))
    }

    /// On one line: `ok    bakery token        good for 59 days`.
    func line(subjectWidth: Int, nameWidth: Int, style: Style) -> String {
        func padded(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(0, width - text.count))
        }
        let front = CheckText.verdict(verdict.rawValue, isGood: verdict == .ok, isBad: verdict == .fail, style: style)
        let rest = (fix.map { "\(what) — \($0)" } ?? what).printable
        return "\(front) \(padded(subject, subjectWidth)) \(padded(name, nameWidth)) \(rest)"
    }
}

extension [Check] {
    /// One line each.
    func text(style: Style) -> String {
        let (subject, name) = (map(\.subject.count).max() ?? 0, map(\.name.count).max() ?? 0)
        return map { $0.line(subjectWidth: subject, nameWidth: name, style: style) + "\n" }.joined()
    }

    /// `{"checks":[{"subject","check","verdict","what","fix"}],"summary":{"ok","warn","fail"}}`.
    var json: JSON {
        let checks = map { check -> JSON in
            [
                "subject": .string(check.subject), "check": .string(check.name),
                "verdict": .string(check.verdict.rawValue), "what": .string(check.what), "fix": JSON(check.fix),
            ]
        }
        let counts = Check.Verdict.allCases.map { verdict in
            JSON.Member(verdict.rawValue, .number(count { $0.verdict == verdict }))
        }
        return ["checks": .array(checks), "summary": .object(counts)]
    }

    /// What the shell hears: something that failed needs a person.
    var status: ExitStatus { contains { $0.verdict == .fail } ? .needsPerson : .done }
}
