import Diagnostics
import TimeZones

/// Turns `repeat` into days from `publish_at` on, all at its wall time.
struct RepetitionRules {
    let repetition: Located<RepetitionDraft>
    /// `publish_at`: the earliest an occurrence may be.
    let first: WallTime

    /// More than a year of days: what a person still oversees in one file.
    static let mostOccurrences = 500

    /// The names of the days as `on` writes them, Monday first.
    private static let dayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// Every occurrence, earliest first; empty when the repetition makes no sense.
    func days(findings: inout Findings) -> [WallTime] {
        let (weekdays, end) = (weekdays(findings: &findings), end(findings: &findings))
        guard let weekdays, let end else { return [] }
        let isMonthly = repetition.value.every.value == .month
        if isMonthly, first.day > 28 {
            findings.error(
                repetition.value.every.mark, "repeat falls on day \(first.day) of each month",
                why: "not every month has that day, and moving it would be a guess",
                fix: "start on a day from 1 to 28")
            return []
        }
        let days = days(on: weekdays, monthly: isMonthly, end: end, findings: &findings)
        guard let start = days?.first else {
            if days != nil {
                findings.error(
                    repetition.mark, "repeat has no occurrence", why: "it ends before the first listed day",
                    fix: "write a later 'until', or another day in 'on'")
            }
            return []
        }
        if start != first {
            findings.warning(
                repetition.value.on?.mark ?? repetition.mark,
                "the first occurrence is on \(start.dayText)",
                why: "publish_at is a \(Self.name(of: first.weekday)), which 'on' does not list",
                fix: "move publish_at to \(start.dayText) to say so, or add its day to 'on'")
        }
        return remaining(days ?? [], findings: &findings)
    }

    /// Without the days that are skipped; a day to skip that is none is more often a slip than a wish.
    private func remaining(_ days: [WallTime], findings: inout Findings) -> [WallTime] {
        guard let skip = repetition.value.skip else { return days }
        let names = Set(days.map(\.dayText))
        var skipped: Set<String> = []
        for day in skip.value {
            guard names.contains(day.value) else {
                reportUnknown(day, in: days, what: "skip", findings: &findings)
                continue
            }
            skipped.insert(day.value)
        }
        let remaining = days.filter { !skipped.contains($0.dayText) }
        if remaining.isEmpty, !days.isEmpty {
            findings.error(
                skip.mark, "skip leaves no occurrence", why: "the entry would never go out",
                fix: "skip fewer days, or remove the entry")
        }
        return remaining
    }

    /// Reports a day that is none of the repetition's.
    private func reportUnknown(
        _ day: Located<String>, in days: [WallTime], what: String, findings: inout Findings
    ) {
        guard let written = try? WallTime(parsing: day.value + " 00:00") else {
            findings.error(
                day.mark, "\(what): '\(day.value)' is not a date", why: "a day is written year-month-day",
                fix: "write it like 2026-12-26")
            return
        }
        let near = days.min { left, right in
            abs(left.secondsAsIfUTC - written.secondsAsIfUTC) < abs(right.secondsAsIfUTC - written.secondsAsIfUTC)
        }
        findings.error(
            day.mark, "\(what): the entry does not go out on \(written.dayText)",
            why: "repeat has no occurrence on that day",
            fix: near.map { "write \($0.dayText), which is the nearest, or remove it" } ?? "remove it")
    }

    /// Where the repetition stops; both bounds may be given, the first reached counts.
    private struct End {
        var until: WallTime?
        var count: Int?
    }

    /// The listed days from the first on; `nil` after an error, when there are too many.
    private func days(
        on weekdays: Set<Weekday>, monthly: Bool, end: End, findings: inout Findings
    ) -> [WallTime]? {
        var days: [WallTime] = []
        var next: WallTime? = first
        while let day = next, end.until.map({ day <= $0 }) ?? true, days.count < end.count ?? .max {
            if weekdays.contains(day.weekday) {
                guard days.count < Self.mostOccurrences else {
                    findings.error(
                        repetition.mark, "repeat has more than \(Self.mostOccurrences) occurrences",
                        why: "each is a publication of its own",
                        fix: "end it earlier, and write a new entry for the rest")
                    return nil
                }
                days.append(day)
            }
            next = monthly ? day.nextMonth : day.adding(days: 1)
        }
        return days
    }

    private func weekdays(findings: inout Findings) -> Set<Weekday>? {
        guard let names = repetition.value.on else {
            return repetition.value.every.value == .week ? [first.weekday] : Set(Weekday.allCases)
        }
        guard repetition.value.every.value == .week else {
            findings.error(
                names.mark, "'on' is for every: week", why: "a repetition by day or month has no days of the week",
                fix: "remove it, or write every: week")
            return nil
        }
        var weekdays: Set<Weekday> = []
        var isSound = true
        for name in names.value {
            guard let index = Self.dayNames.firstIndex(of: name.value), let day = Weekday(rawValue: index + 1) else {
                let nearest = Suggestion.nearest(to: String(name.value.prefix(3)), among: Self.dayNames)
                findings.error(
                    name.mark, "'\(name.value)' is not a day of the week",
                    why: "days are \(Self.dayNames.joined(separator: ", "))",
                    fix: nearest.map { "write \($0)" } ?? "write one of them")
                isSound = false
                continue
            }
            weekdays.insert(day)
        }
        if isSound, weekdays.isEmpty {
            findings.error(
                names.mark, "'on' lists no day", why: "the entry would never go out",
                fix: "write at least one of \(Self.dayNames.joined(separator: ", "))")
            return nil
        }
        return isSound ? weekdays : nil
    }

    private func end(findings: inout Findings) -> End? {
        var end = End()
        if let count = repetition.value.count {
            guard count.value > 0 else {
                findings.error(
                    count.mark, "count is \(count.value)", why: "a repetition has at least one occurrence",
                    fix: "write a number from 1 to \(Self.mostOccurrences)")
                return nil
            }
            end.count = count.value
        }
        if let until = repetition.value.until {
            // The whole day counts: an occurrence late in the evening is still on it.
            guard let last = try? WallTime(parsing: until.value + " 23:59:59") else {
                findings.error(
                    until.mark, "until: '\(until.value)' is not a date",
                    why: "the last day is written year-month-day",
                    fix: "write it like 2027-01-31")
                return nil
            }
            guard last >= first else {
                findings.error(
                    until.mark, "until is before publish_at", why: "the entry would never go out",
                    fix: "write a day from \(first.dayText) on")
                return nil
            }
            end.until = last
        }
        // It has an end, of which nobody knows which day it means.
        guard !repetition.value.isEndUnreadable else { return nil }
        guard end.until != nil || end.count != nil else {
            findings.error(
                repetition.mark, "repeat has no end", why: "an unbounded repetition is never reviewed as a whole",
                fix: "add until: or count:")
            return nil
        }
        return end
    }

    /// `Tuesday`.
    private static func name(of weekday: Weekday) -> String {
        let name = "\(weekday)"
        return name.prefix(1).uppercased() + name.dropFirst()
    }
}

extension WallTime {
    /// The same day and time one month on; `nil` where that month lacks the day, and after year 9999.
    fileprivate var nextMonth: WallTime? {
        try? WallTime(
            year: month == 12 ? year + 1 : year, month: month == 12 ? 1 : month + 1, day: day, hour: hour,
            minute: minute, second: second)
    }
}
