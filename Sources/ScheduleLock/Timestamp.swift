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
    private static let pattern = Array("0000-00-00T00:00:00Z".utf8)

    /// Reads the written form; `nil` for anything else, also for days that do not exist.
    public init?(_ text: some StringProtocol) { self.init(bytes: Array(text.utf8)[...]) }

    init?(bytes: ArraySlice<UInt8>) {
        guard bytes.count == Self.pattern.count else { return nil }
        var numbers = (0, 0, 0, 0, 0, 0)
        var (count, pending) = (0, 0)
        for offset in 0..<Self.pattern.count {
            let (byte, expected) = (bytes[bytes.startIndex + offset], Self.pattern[offset])
            if expected == UInt8(ascii: "0") {
                guard let digit = byte.decimalDigit else { return nil }
                pending = pending * 10 + Int(digit)
                continue
            }
            guard byte == expected else { return nil }
            switch count {
            case 0: numbers.0 = pending
            case 1: numbers.1 = pending
            case 2: numbers.2 = pending
            case 3: numbers.3 = pending
            case 4: numbers.4 = pending
            default: numbers.5 = pending
            }
            (count, pending) = (count + 1, 0)
        }
        let time = try? WallTime(
            year: numbers.0, month: numbers.1, day: numbers.2, hour: numbers.3, minute: numbers.4, second: numbers.5)
        guard let time else { return nil }
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
