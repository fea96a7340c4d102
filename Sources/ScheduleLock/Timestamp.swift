public import FoundationEssentials
import TimeZones

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

// Read and written by hand and not by Foundation because a lockfile may hold 100,000 of them.
extension Timestamp {
    /// How many bytes the written form has.
    static let byteCount = 20

    /// Reads the written form; `nil` for anything else, also for days that do not exist.
    public init?(_ text: some StringProtocol) { self.init(bytes: Array(text.utf8)[...]) }

    init?(bytes: ArraySlice<UInt8>) {
        guard let time = bytes.withUnsafeBufferPointer({ Timestamp(bytes: $0) }) else { return nil }
        self = time
    }

    init?(bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        func number(_ places: Range<Int>) -> Int? {
            var value = 0
            for place in places {
                guard let digit = bytes[place].decimalDigit else { return nil }
                value = value * 10 + Int(digit)
            }
            return value
        }
        guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), bytes[10] == UInt8(ascii: "T"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"), bytes[19] == UInt8(ascii: "Z"),
            let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            let time = try? WallTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        else { return nil }
        self.init(secondsSince1970: time.secondsAsIfUTC)
    }

    func append(to bytes: inout [UInt8]) {
        // A timestamp is within the years 1 to 9999, which are those a wall time has.
        let time = WallTime(secondsAsIfUTC: secondsSince1970)!
        bytes.appendDecimal(time.year, width: 4)
        bytes.append(UInt8(ascii: "-"))
        bytes.appendDecimal(time.month, width: 2)
        bytes.append(UInt8(ascii: "-"))
        bytes.appendDecimal(time.day, width: 2)
        bytes.append(UInt8(ascii: "T"))
        bytes.appendDecimal(time.hour, width: 2)
        bytes.append(UInt8(ascii: ":"))
        bytes.appendDecimal(time.minute, width: 2)
        bytes.append(UInt8(ascii: ":"))
        bytes.appendDecimal(time.second, width: 2)
        bytes.append(UInt8(ascii: "Z"))
    }
}
