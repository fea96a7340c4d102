extension RecurringRule {
    /// Reads a POSIX TZ string such as `CET-1CEST,M3.5.0,M10.5.0/3` or `<+1030>-10:30<+11>-11,M10.1.0,M4.1.0`.
    init(parsing text: String) throws(ZoneRulesError) {
        var scanner = RuleScanner(text)
        guard let rule = scanner.rule() else { throw .malformedRule(text) }
        self = rule
    }
}

/// A reader of POSIX TZ strings; every method returns `nil` where the text does not follow the grammar.
private struct RuleScanner {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = text[...].utf8 }

    mutating func rule() -> RecurringRule? {
        guard let name = name(), let west = time(maximumHours: 24),
            let utc = UTCOffset(seconds: -west)
        else { return nil }
        let standard = ZoneOffset(utc: utc, abbreviation: name, isDaylight: false)
        if rest.isEmpty { return RecurringRule(standard: standard, daylight: nil) }
        guard let daylight = daylight(besides: utc) else { return nil }
        return RecurringRule(standard: standard, daylight: daylight)
    }

    private mutating func daylight(besides standard: UTCOffset) -> RecurringRule.Daylight? {
        guard let name = name() else { return nil }
        var seconds = standard.seconds + 3600
        if rest.first != UInt8(ascii: ",") {
            guard let west = time(maximumHours: 24) else { return nil }
            seconds = -west
        }
        guard let utc = UTCOffset(seconds: seconds), skip(","), let start = moment(), skip(","), let end = moment(),
            rest.isEmpty
        else { return nil }
        let offset = ZoneOffset(utc: utc, abbreviation: name, isDaylight: true)
        return RecurringRule.Daylight(offset: offset, start: start, end: end)
    }

    /// Three or more letters, or letters, digits and signs in angle brackets.
    private mutating func name() -> String? {
        let isQuoted = skip("<")
        let name = rest.prefix { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"): isQuoted
            default: false
            }
        }
        rest.removeFirst(name.count)
        guard name.count >= 3, !isQuoted || skip(">") else { return nil }
        return String(name)
    }

    private mutating func moment() -> RecurringRule.Moment? {
        guard let day = day() else { return nil }
        guard skip("/") else { return RecurringRule.Moment(day: day, time: 2 * 3600) }
        guard let time = time(maximumHours: 167) else { return nil }
        return RecurringRule.Moment(day: day, time: time)
    }

    private mutating func day() -> RecurringRule.Day? {
        if skip("J") { return number(in: 1...365).map { .julian($0) } }
        guard skip("M") else { return number(in: 0...365).map { .zeroBased($0) } }
        guard let month = number(in: 1...12), skip("."), let week = number(in: 1...5), skip("."),
            let day = number(in: 0...6), let weekday = Weekday(rawValue: day == 0 ? 7 : day)
        else { return nil }
        return .weekday(month: month, week: week, day: weekday)
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    private mutating func time(maximumHours: Int) -> Int? {
        let isNegative = skip("-")
        if !isNegative { _ = skip("+") }
        guard let hours = number(in: 0...maximumHours) else { return nil }
        var seconds = hours * 3600
        for unit in [60, 1] where skip(":") {
            guard let value = number(in: 0...59) else { return nil }
            seconds += value * unit
        }
        return isNegative ? -seconds : seconds
    }

    private mutating func number(in range: ClosedRange<Int>) -> Int? {
        var value = 0
        var digits = 0
        while let byte = rest.first, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte {
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
            guard value <= range.upperBound else { return nil }
            rest.removeFirst()
            digits += 1
        }
        return digits > 0 && range.contains(value) ? value : nil
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard let first = rest.first, first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }
}
