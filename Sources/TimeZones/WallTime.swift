public import FoundationEssentials

/// What a calendar and a clock on a wall show: a date and a time of day, in a place not yet named.
///
/// A `WallTime` that exists names a real day and a real time of day (Gregorian, years 1 to 9999, no leap second). It
/// becomes an instant only with a ``UTCOffset`` or through ``ZoneRules/resolve(_:)``.
public struct WallTime: Hashable, Comparable, Sendable {
    /// The year of the Gregorian calendar, 1 to 9999.
    public let year: Int
    /// The month, 1 to 12.
    public let month: Int
    /// The day of the month, from 1.
    public let day: Int
    /// The hour, 0 to 23.
    public let hour: Int
    /// The minute, 0 to 59.
    public let minute: Int
    /// The second, 0 to 59.
    public let second: Int

    static let years = 1...9999

    /// The wall time of these fields.
    ///
    /// - Throws: the first field, from the year down, that names no real date or time.
    public init(
        year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0
    ) throws(WallTimeError) {
        guard Self.years.contains(year) else { throw .yearOutOfRange(year) }
        guard 1...12 ~= month else { throw .monthOutOfRange(month) }
        guard 1...Self.days(inMonth: month, of: year) ~= day else {
            throw .dayOutOfRange(day, month: month, year: year)
        }
        guard 0...23 ~= hour else { throw .hourOutOfRange(hour) }
        guard 0...59 ~= minute else { throw .minuteOutOfRange(minute) }
        guard 0...59 ~= second else { throw .secondOutOfRange(second) }
        (self.year, self.month, self.day) = (year, month, day)
        (self.hour, self.minute, self.second) = (hour, minute, second)
    }

    /// The wall time that lies `seconds` after 1970-01-01 00:00, or `nil` outside the years 1 to 9999.
    public init?(secondsAsIfUTC seconds: Int64) {
        let (dayNumber, secondOfDay) = seconds.flooredDivision(by: 86_400)
        guard Self.dayNumbers.contains(dayNumber) else { return nil }
        let day = CivilDay(dayNumber: dayNumber)
        (year, month, self.day) = (Int(day.year), day.month, day.day)
        hour = Int(secondOfDay / 3600)
        minute = Int(secondOfDay / 60 % 60)
        second = Int(secondOfDay % 60)
    }

    /// What a wall clock set to `offset` shows at `date`, fractions of a second dropped; `nil` outside years 1 to 9999.
    public init?(_ date: Date, offset: UTCOffset) {
        self.init(secondsAsIfUTC: date.wholeEpochSeconds + Int64(offset.seconds))
    }

    /// Seconds since 1970-01-01 00:00 on this wall's own clock: the Unix time it would be if the wall hung in UTC.
    public var secondsAsIfUTC: Int64 {
        civilDay.dayNumber * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    }

    /// The day of the week.
    public var weekday: Weekday { civilDay.weekday }

    /// The same time of day, `days` days later (earlier when negative); `nil` outside the years 1 to 9999.
    public func adding(days: Int) -> WallTime? {
        let (sum, overflow) = civilDay.dayNumber.addingReportingOverflow(Int64(days))
        guard !overflow, Self.dayNumbers.contains(sum) else { return nil }
        return WallTime(secondsAsIfUTC: sum * 86_400 + Int64(hour * 3600 + minute * 60 + second))
    }

    /// The number of days of `month` (1 to 12) in `year`.
    public static func days(inMonth month: Int, of year: Int) -> Int {
        CivilDay.days(inMonth: month, of: Int64(year))
    }

    /// Whether `lhs` is shown before `rhs` on one wall that knows no daylight saving.
    public static func < (lhs: WallTime, rhs: WallTime) -> Bool {
        (lhs.year, lhs.month, lhs.day, lhs.hour * 3600 + lhs.minute * 60 + lhs.second)
            < (rhs.year, rhs.month, rhs.day, rhs.hour * 3600 + rhs.minute * 60 + rhs.second)
    }

    private var civilDay: CivilDay { CivilDay(year: Int64(year), month: month, day: day) }

    private static let dayNumbers =
        CivilDay(year: 1, month: 1, day: 1).dayNumber...CivilDay(year: 9999, month: 12, day: 31).dayNumber
}

extension WallTime: CustomStringConvertible {
    /// As written in a calendar: `2026-12-01 09:00`, with `:30` behind it when the seconds are not zero.
    public var description: String {
        "\(dateText) \(hour.padded(to: 2)):\(minute.padded(to: 2))" + (second == 0 ? "" : ":\(second.padded(to: 2))")
    }

    /// As in ISO 8601, always with seconds: `2026-12-01T09:00:00`.
    public var iso8601: String {
        "\(dateText)T\(hour.padded(to: 2)):\(minute.padded(to: 2)):\(second.padded(to: 2))"
    }

    private var dateText: String { "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))" }
}

extension Int {
    /// Decimal digits with leading zeros, for numbers that are not negative.
    func padded(to width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }
}

extension Date {
    /// Whole seconds since 1970 in UTC, rounded towards the past.
    ///
    /// Clamped to 2^52 (over a hundred million years), so that arithmetic on any `Date`, even an infinite one, is safe.
    var wholeEpochSeconds: Int64 {
        let limit = Double(1 << 52)
        let seconds = timeIntervalSince1970.rounded(.down)
        guard !seconds.isNaN else { return 0 }
        return Int64(Swift.min(Swift.max(seconds, -limit), limit))
    }
}
