public import FoundationEssentials

/// An instant in whole seconds, as lockfile and journal write it: `2026-12-01T08:00:00Z`.
public struct Timestamp: Hashable, Sendable {
    /// Seconds since the first of January 1970, UTC.
    public let secondsSince1970: Int64

    /// The seconds of the years 1 to 9999, which are those the written form can show.
    private static let range: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    /// An instant outside the years 1 to 9999 becomes the nearest one inside them.
    public init(secondsSince1970: Int64) {
        self.secondsSince1970 = min(max(secondsSince1970, Self.range.lowerBound), Self.range.upperBound)
    }

    /// The second that `date` lies in.
    public init(_ date: Date) {
        let seconds = date.timeIntervalSince1970.rounded(.down)
        // A date may hold anything a Double can: an Int64 is made of it only where that cannot trap.
        let bounded = min(max(seconds, Double(Self.range.lowerBound)), Double(Self.range.upperBound))
        self.init(secondsSince1970: bounded.isNaN ? 0 : Int64(bounded))
    }

    /// The same instant, for arithmetic.
    public var date: Date { Date(timeIntervalSince1970: Double(secondsSince1970)) }
}

extension Timestamp: Comparable {
    /// Earlier is less.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.secondsSince1970 < right.secondsSince1970
    }
}

extension Timestamp: CustomStringConvertible {
    /// The written form, always in UTC and of 20 characters.
    public var description: String {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

// Dates are converted here and not by Foundation because a lockfile may hold 100,000 of them.
extension Timestamp {
    private static let secondsPerDay: Int64 = 86_400
    /// The days from 1 March of year 0 to 1 January 1970, in the proleptic Gregorian calendar.
    private static let epochFromMarchOfYear0: Int64 = 719_468
    /// The days in 400 years, after which the calendar repeats.
    private static let daysPerEra: Int64 = 146_097

    /// Reads the written form; `nil` for anything else, also for days that do not exist.
    public init?(_ text: some StringProtocol) { self.init(bytes: Array(text.utf8)[...]) }

    init?(bytes: ArraySlice<UInt8>) {
        let pattern = Array("0000-00-00T00:00:00Z".utf8)
        guard bytes.count == pattern.count else { return nil }
        var numbers: [Int64] = []
        numbers.reserveCapacity(6)
        var pending: Int64 = 0
        for (byte, expected) in zip(bytes, pattern) {
            if expected == UInt8(ascii: "0") {
                guard let digit = byte.decimalDigit else { return nil }
                pending = pending * 10 + Int64(digit)
            } else {
                guard byte == expected else { return nil }
                numbers.append(pending)
                pending = 0
            }
        }
        let (year, month, day) = (numbers[0], numbers[1], numbers[2])
        let (hour, minute, second) = (numbers[3], numbers[4], numbers[5])
        guard year >= 1, (1...12).contains(month), day >= 1, hour < 24, minute < 60, second < 60 else { return nil }
        let days = Self.days(year: year, month: month, day: day)
        self.init(secondsSince1970: days * Self.secondsPerDay + hour * 3600 + minute * 60 + second)
        // A day past its month's end would be read as one of the next month.
        let (_, readMonth, readDay) = Self.civil(days: days)
        guard readMonth == month, readDay == day else { return nil }
    }

    func append(to bytes: inout [UInt8]) {
        let days = secondsSince1970.flooredQuotient(by: Self.secondsPerDay)
        let second = secondsSince1970 - days * Self.secondsPerDay
        let (year, month, day) = Self.civil(days: days)
        bytes.appendDecimal(year, width: 4)
        bytes.append(UInt8(ascii: "-"))
        bytes.appendDecimal(month, width: 2)
        bytes.append(UInt8(ascii: "-"))
        bytes.appendDecimal(day, width: 2)
        bytes.append(UInt8(ascii: "T"))
        bytes.appendDecimal(second / 3600, width: 2)
        bytes.append(UInt8(ascii: ":"))
        bytes.appendDecimal(second / 60 % 60, width: 2)
        bytes.append(UInt8(ascii: ":"))
        bytes.appendDecimal(second % 60, width: 2)
        bytes.append(UInt8(ascii: "Z"))
    }

    /// Counts years from March, so that the leap day is the last day of a year.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let marchYear = month > 2 ? year : year - 1
        let era = marchYear.flooredQuotient(by: 400)
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * daysPerEra + dayOfEra - epochFromMarchOfYear0
    }

    private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + epochFromMarchOfYear0
        let era = shifted.flooredQuotient(by: daysPerEra)
        let dayOfEra = shifted - era * daysPerEra
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}

extension Int64 {
    fileprivate func flooredQuotient(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
