/// Why a text or a set of numbers is not a time.
public enum WallTimeError: Error, Hashable, Sendable {
    case yearOutOfRange(Int)
    case monthOutOfRange(Int)
    case dayOutOfRange(Int, month: Int, year: Int)
    case hourOutOfRange(Int)
    case minuteOutOfRange(Int)
    case secondOutOfRange(Int)
    case missingTime(date: String)
    case missingOffset(String)
    case unexpectedOffset(String)
    case fractionalSeconds(String)
    case malformed(String)
    case malformedOffset(String)
    case offsetOutOfRange(String)

    /// What is wrong, in a few words.
    public var what: String {
        switch self {
        case .yearOutOfRange(let year): "there is no year \(year)"
        case .monthOutOfRange(let month): "there is no month \(month)"
        case .dayOutOfRange(let day, let month, let year):
            "there is no day \(day) in \(year.padded(to: 4))-\(month.padded(to: 2))"
        case .hourOutOfRange(let hour): "there is no hour \(hour)"
        case .minuteOutOfRange(let minute): "there is no minute \(minute)"
        case .secondOutOfRange(let second): "there is no second \(second)"
        case .missingTime(let date): "'\(date)' has no time of day"
        case .missingOffset(let text): "'\(text)' has no UTC offset"
        case .unexpectedOffset(let text): "'\(text)' has a UTC offset"
        case .fractionalSeconds(let text): "'\(text)' has a fraction of a second"
        case .malformed(let text): "'\(text)' is not a date and time"
        case .malformedOffset(let text): "'\(text)' is not a UTC offset"
        case .offsetOutOfRange(let text): "no place on earth has the UTC offset \(text)"
        }
    }

    /// The rule that was broken.
    public var why: String {
        switch self {
        case .yearOutOfRange: "years run from 0001 to 9999"
        case .monthOutOfRange: "months run from 01 to 12"
        case .dayOutOfRange(_, let month, let year):
            "that month has \(WallTime.days(inMonth: month, of: year)) days, counted from 01"
        case .hourOutOfRange: "hours run from 00 to 23"
        case .minuteOutOfRange: "minutes run from 00 to 59"
        case .secondOutOfRange: "seconds run from 00 to 59"
        case .missingTime: "a day alone does not say when"
        case .missingOffset: "without one the instant depends on the place"
        case .unexpectedOffset: "a wall time belongs to a time zone, which already has its offsets"
        case .fractionalSeconds: "the schedule is kept in whole seconds"
        case .malformed: "a time is written year-month-day hour:minute, every field with all its digits"
        case .malformedOffset: "an offset is written Z, or sign, hours and minutes"
        case .offsetOutOfRange: "offsets run from -12:00 to +14:00"
        }
    }

    /// What to do about it.
    public var fix: String {
        switch self {
        case .yearOutOfRange, .monthOutOfRange, .dayOutOfRange, .minuteOutOfRange: "correct it"
        case .hourOutOfRange(let hour): hour == 24 ? "write 00:00 of the next day" : "correct it"
        case .secondOutOfRange(let second): second == 60 ? "write 59: leap seconds have no place here" : "correct it"
        case .missingTime(let date): "write the time behind it: \(date) 09:00"
        case .missingOffset: "write the offset behind it: +01:00, or Z for UTC"
        case .unexpectedOffset: "leave the offset out"
        case .fractionalSeconds: "leave the fraction out"
        case .malformed: "write it like 2026-12-01 09:00"
        case .malformedOffset, .offsetOutOfRange: "write it like +01:00, -03:30 or Z"
        }
    }
}
