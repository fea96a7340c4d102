import Diagnostics
import Views

/// One thing that was looked at: how it is, and what to do where it is not well.
struct Check: Hashable, Sendable {
    /// How a thing is.
    enum Verdict: String, Hashable, Sendable, CaseIterable {
        case ok, warn, fail
    }

    /// The account it is about, or the part of the surroundings.
    var subject: String
    /// What was looked at.
    var name: String
    var verdict: Verdict
    /// What was found.
    var what: String
    /// What to do; nil where nothing is to be done.
    var fix: String?

    /// On one line: `ok    bakery token        good for 59 days`.
    func line(subjectWidth: Int, nameWidth: Int, style: Style) -> String {
        func padded(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(0, width - text.count))
        }
        let front = CheckText.verdict(verdict.rawValue, isGood: verdict == .ok, isBad: verdict == .fail, style: style)
        // Servers and Pages' owners have a say in the words.
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
