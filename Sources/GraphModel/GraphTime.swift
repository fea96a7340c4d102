import FoundationEssentials

/// Dates as Graph writes and reads them.
enum GraphTime {
    /// `2026-10-05T18:01:00+0000`.
    static func text(_ date: Date) -> String {
        let seconds = Int(max(-1e11, min(1e11, date.timeIntervalSince1970.rounded(.down))))
        let days = floorDivide(seconds, 86_400)
        let (year, month, day) = civil(days)
        let rest = seconds - days * 86_400
        return
            "\(pad(year, 4))-\(pad(month))-\(pad(day))T\(pad(rest / 3600)):\(pad(rest / 60 % 60)):\(pad(rest % 60))+0000"
    }

    /// `Thursday, 19-Nov-26 22:00:00 PST`: how errors about sessions write a time, on the clocks of California.
    static func sessionText(_ date: Date) -> String {
        let seconds = Int(max(-1e11, min(1e11, date.timeIntervalSince1970.rounded(.down))))
        let isSummer = isCalifornianSummer(seconds)
        let local = seconds - (isSummer ? 7 : 8) * 3600
        let days = floorDivide(local, 86_400)
        let (year, month, day) = civil(days)
        let rest = local - days * 86_400
        // 1970 began on a Thursday.
        let weekday = weekdays[floorModulo(days + 4, 7)]
        let clock = "\(pad(rest / 3600)):\(pad(rest / 60 % 60)):\(pad(rest % 60))"
        return
            "\(weekday), \(pad(day))-\(months[month - 1])-\(pad(floorModulo(year, 100))) \(clock) \(isSummer ? "PDT" : "PST")"
    }

    private static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// From 2:00 on the second Sunday of March to 2:00 on the first of November (Energy Policy Act of 2005).
    private static func isCalifornianSummer(_ seconds: Int) -> Bool {
        let (year, _, _) = civil(floorDivide(seconds - 8 * 3600, 86_400))
        func sunday(onOrAfter day: Int, of month: Int) -> Int {
            let days = daysFromCivil(year, month, day)
            return days + floorModulo(-(days + 4), 7)
        }
        let begin = sunday(onOrAfter: 8, of: 3) * 86_400 + 10 * 3600
        let end = sunday(onOrAfter: 1, of: 11) * 86_400 + 9 * 3600
        return (begin..<end).contains(seconds)
    }

    /// Unix seconds, `now`, a date (`2026-10-05`), or a date and time with or without an offset; in UTC without one.
    static func read(_ text: String, now: Date) -> Date? {
        if let seconds = Double(text), seconds.magnitude < 1e11 { return Date(timeIntervalSince1970: seconds) }
        if text.lowercased() == "now" { return now }
        let halves = text.split(maxSplits: 1, whereSeparator: { $0 == "T" || $0 == " " })
        let date = (halves.first ?? "").split(separator: "-").map { Int($0) }
        guard date.count == 3, let year = date[0], let month = date[1], let day = date[2],
            (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        let midnight = daysFromCivil(year, month, day) * 86_400
        guard halves.count > 1 else { return Date(timeIntervalSince1970: Double(midnight)) }
        guard let seconds = timeOfDay(String(halves[1])) else { return nil }
        return Date(timeIntervalSince1970: Double(midnight + seconds))
    }

    /// Seconds after midnight UTC of `18:01`, `18:01:00`, `18:01:00Z`, `18:01:00+0200`, `18:01:00+02:00`.
    private static func timeOfDay(_ text: String) -> Int? {
        var clock = text[...]
        var offset = 0
        if clock.last == "Z" {
            clock.removeLast()
        } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
            let digits = clock[clock.index(after: sign)...].filter { $0 != ":" }
            guard digits.count == 4, let value = Int(digits) else { return nil }
            offset = (value / 100 * 60 + value % 100) * (clock[sign] == "-" ? -60 : 60)
            clock = clock[..<sign]
        }
        let parts = clock.split(separator: ":").map { Int($0) }
        guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1], (0...23).contains(hour),
            (0...59).contains(minute), let second = parts.count == 3 ? parts[2] : 0, (0...60).contains(second)
        else { return nil }
        return hour * 3600 + minute * 60 + second - offset
    }

    private static func pad(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number.magnitude)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func floorDivide(_ number: Int, _ divisor: Int) -> Int {
        number >= 0 ? number / divisor : (number - divisor + 1) / divisor
    }

    private static func floorModulo(_ number: Int, _ divisor: Int) -> Int {
        number - floorDivide(number, divisor) * divisor
    }

    /// Year, month and day of a day number (Howard Hinnant's algorithm on 400-year eras).
    private static func civil(_ days: Int) -> (Int, Int, Int) {
        let shifted = days + 719_468
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        let civilMonth = month < 10 ? month + 3 : month - 9
        return (yearOfEra + era * 400 + (civilMonth <= 2 ? 1 : 0), civilMonth, day)
    }

    private static func daysFromCivil(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = floorDivide(shifted, 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

extension Date {
    static func + (date: Date, span: Duration) -> Date {
        date.addingTimeInterval(span.seconds)
    }
}

extension Duration {
    /// The span in seconds, as dates count.
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
