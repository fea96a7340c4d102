extension CommitTime {
    /// Reads git's own format (`@1793522400 +0100`, the `@` optional) or ISO 8601 with an offset
    /// (`2026-11-01T10:00:00+01:00`, `T` or a space, `Z` for UTC); nil for anything else.
    ///
    /// Git also reads dates without an offset and in words; what they mean depends on the machine, so they are not read
    /// here.
    public init?(_ text: String) {
        guard let time = Self.internalFormat(text) ?? Self.iso8601(text) else { return nil }
        self = time
    }

    private static func internalFormat(_ text: String) -> CommitTime? {
        let parts = (text.hasPrefix("@") ? text.dropFirst() : text[...]).split(separator: " ")
        guard parts.count == 2, let seconds = Int64(parts[0]), seconds >= 0, let offset = offset(parts[1]) else {
            return nil
        }
        return CommitTime(secondsSinceEpoch: seconds, offsetInMinutes: offset)
    }

    private static func iso8601(_ text: String) -> CommitTime? {
        let pattern = /(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)? ?(Z|[+-]\d\d:?\d\d)/
        guard let match = text.wholeMatch(of: pattern)?.output,
            let year = Int64(match.1), let month = Int64(match.2), let day = Int64(match.3),
            let hour = Int64(match.4), let minute = Int64(match.5), let second = Int64(match.6 ?? "0"),
            (1...12).contains(month), (1...days(inMonth: month, of: year)).contains(day), hour < 24, minute < 60,
            second <= 60, let offset = offset(match.7)
        else { return nil }
        let days = daysSinceEpoch(year: year, month: month, day: day)
        let local = days * 86_400 + hour * 3_600 + minute * 60 + second
        return CommitTime(secondsSinceEpoch: local - Int64(offset) * 60, offsetInMinutes: offset)
    }

    private static func offset(_ text: Substring) -> Int? {
        if text == "Z" { return 0 }
        guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
        let digits = text.dropFirst().filter { $0 != ":" }
        guard digits.utf8.count == 4, let hours = Int(digits.prefix(2)), let minutes = Int(digits.suffix(2)),
            (0...14).contains(hours), (0..<60).contains(minutes)
        else { return nil }
        return (sign == "-" ? -1 : 1) * (hours * 60 + minutes)
    }

    private static func days(inMonth month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days of the proleptic Gregorian calendar, counted in years that begin on 1 March so that the leap day is last.
    private static func daysSinceEpoch(year: Int64, month: Int64, day: Int64) -> Int64 {
        let marchYear = month <= 2 ? year - 1 : year
        let monthFromMarch = (month + 9) % 12
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        let daysBefore = marchYear * 365 + marchYear / 4 - marchYear / 100 + marchYear / 400
        return daysBefore + dayOfYear - 719_468
    }
}
