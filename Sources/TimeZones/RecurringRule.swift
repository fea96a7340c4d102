/// The rule a zone follows for ever after its last recorded change: the POSIX TZ string at the end of its data.
///
/// Grammar: POSIX.1-2024, environment variable `TZ`, with the extension of RFC 9636 §3.3.1 that a change may happen
/// from 167 hours before to 167 hours after midnight.
struct RecurringRule: Hashable, Sendable {
    let standard: ZoneOffset
    let daylight: Daylight?

    /// The other time of the year and the two moments at which clocks change.
    struct Daylight: Hashable, Sendable {
        let offset: ZoneOffset
        let start: Moment
        let end: Moment
    }

    /// A moment that comes once a year, on a clock that still shows the time before the change.
    struct Moment: Hashable, Sendable {
        let day: Day
        /// Seconds after midnight of `day`; may be negative or more than a day.
        let time: Int
    }

    enum Day: Hashable, Sendable {
        /// `Jn`: 1 to 365, where February 29 is never counted.
        case julian(Int)
        /// `n`: 0 to 365, where February 29 is counted.
        case zeroBased(Int)
        /// `Mm.w.d`: the `week`th such weekday of the month, 5 meaning the last.
        case weekday(month: Int, week: Int, day: Weekday)

        /// Days since 1970-01-01 of this day in `year`.
        func dayNumber(in year: Int64) -> Int64 {
            let newYear = CivilDay(year: year, month: 1, day: 1).dayNumber
            switch self {
            case .julian(let day):
                return newYear + Int64(day - 1) + (day >= 60 && CivilDay.isLeap(year) ? 1 : 0)
            case .zeroBased(let day):
                return newYear + Int64(day)
            case .weekday(let month, let week, let weekday):
                let first = CivilDay(year: year, month: month, day: 1)
                let toFirst = (weekday.rawValue - first.weekday.rawValue + 7) % 7
                let monthDays = CivilDay.days(inMonth: month, of: year)
                var day = toFirst + 7 * (week - 1)
                if day >= monthDays { day -= 7 }
                return first.dayNumber + Int64(day)
            }
        }
    }

    /// The changes of the years around `seconds` (two before to two after), in order.
    ///
    /// Where a year's daylight time ends the moment the next one's starts (the way to write "all year"), the start
    /// comes last and so prevails.
    func changes(around seconds: Int64) -> [ZoneChange] {
        guard let daylight else { return [] }
        let year = CivilDay(dayNumber: seconds.flooredDivision(by: 86_400).quotient).year
        func instant(_ moment: Moment, in year: Int64, before: ZoneOffset) -> Int64 {
            moment.day.dayNumber(in: year) * 86_400 + Int64(moment.time - before.seconds)
        }
        var changes: [ZoneChange] = []
        for year in (year - 2)...(year + 2) {
            changes.append(ZoneChange(instant(daylight.end, in: year, before: daylight.offset), to: standard))
            changes.append(ZoneChange(instant(daylight.start, in: year, before: standard), to: daylight.offset))
        }
        changes.sort { ($0.seconds, $0.offset.isDaylight ? 1 : 0) < ($1.seconds, $1.offset.isDaylight ? 1 : 0) }
        return changes
    }

    /// The time kept at `seconds` since 1970 in UTC.
    func offset(at seconds: Int64) -> ZoneOffset {
        changes(around: seconds).last { $0.seconds <= seconds }?.offset ?? standard
    }
}

/// The instant at which a zone starts to keep another time.
struct ZoneChange: Hashable, Sendable {
    /// Seconds since 1970 in UTC.
    let seconds: Int64
    let offset: ZoneOffset

    init(_ seconds: Int64, to offset: ZoneOffset) {
        (self.seconds, self.offset) = (seconds, offset)
    }
}
