/// A day of the proleptic Gregorian calendar, convertible to and from a running day number.
///
/// Internal: unlike ``WallTime`` its year is unbounded, because zone rules are evaluated around the edges of time.
struct CivilDay: Hashable, Sendable {
    var year: Int64
    var month: Int
    var day: Int

    /// Days from 0001-01-01 to 1970-01-01.
    private static let epoch: Int64 = 719_162
    private static let daysIn400Years: Int64 = 146_097
    private static let daysIn100Years: Int64 = 36_524
    private static let daysIn4Years: Int64 = 1_461

    init(year: Int64, month: Int, day: Int) {
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// The day that lies `dayNumber` days after 1970-01-01.
    init(dayNumber: Int64) {
        let (eras, dayOfEra) = (dayNumber + Self.epoch).flooredDivision(by: Self.daysIn400Years)
        // The last day of a 400 or 4 year span would start one more century or year: hence the minima.
        let centuries = min(dayOfEra / Self.daysIn100Years, 3)
        let dayOfCentury = dayOfEra - centuries * Self.daysIn100Years
        let (fours, dayOfFour) = dayOfCentury.flooredDivision(by: Self.daysIn4Years)
        let years = min(dayOfFour / 365, 3)
        year = eras * 400 + centuries * 100 + fours * 4 + years + 1
        var rest = Int(dayOfFour - years * 365)
        month = 1
        while month < 12, rest >= Self.days(inMonth: month, of: year) {
            rest -= Self.days(inMonth: month, of: year)
            month += 1
        }
        day = rest + 1
    }

    /// Days since 1970-01-01.
    var dayNumber: Int64 {
        let before = year - 1
        let leapDays =
            before.flooredDivision(by: 4).quotient - before.flooredDivision(by: 100).quotient
            + before.flooredDivision(by: 400).quotient
        let dayOfYear = (1..<max(month, 1)).reduce(day - 1) { $0 + Self.days(inMonth: $1, of: year) }
        return before * 365 + leapDays + Int64(dayOfYear) - Self.epoch
    }

    var weekday: Weekday { Weekday(dayNumber: dayNumber) }

    static func isLeap(_ year: Int64) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    static func days(inMonth month: Int, of year: Int64) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Int64 {
    /// Division that rounds towards the past, so that it holds before 1970 and before year 1 too.
    func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
