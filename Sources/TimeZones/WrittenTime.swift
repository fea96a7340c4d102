/// A time as people write it: with or without its offset from UTC.
public enum WrittenTime: Hashable, Sendable {
    case wall(WallTime)
    case offset(OffsetTime)

    /// Reads `2026-12-01 09:00`, `2026-12-01T09:00:30`, `2026-12-01T09:00+01:00` or `2026-12-01T09:00:00Z`.
    public init(parsing text: String) throws(WallTimeError) {
        var scanner = TimeScanner(text)
        let wallTime = try scanner.wallTime()
        self = try scanner.isAtEnd ? .wall(wallTime) : .offset(OffsetTime(wallTime, offset: scanner.offset()))
    }
}

extension WallTime {
    /// Reads `2026-12-01 09:00` or `2026-12-01T09:00`, either with seconds.
    public init(parsing text: String) throws(WallTimeError) {
        guard case .wall(let wallTime) = try WrittenTime(parsing: text) else { throw .unexpectedOffset(text) }
        self = wallTime
    }
}

extension OffsetTime {
    /// Reads `2026-12-01T09:00:00+01:00`: a wall time as ``WallTime/init(parsing:)`` reads it, then `Z` or an offset.
    public init(parsing text: String) throws(WallTimeError) {
        guard case .offset(let time) = try WrittenTime(parsing: text) else { throw .missingOffset(text) }
        self = time
    }
}

extension UTCOffset {
    /// Reads `Z`, `+01:00` or `-03:30`.
    public init(parsing text: String) throws(WallTimeError) {
        var scanner = TimeScanner(text)
        self = try scanner.offset()
    }
}

/// Reads fixed-width fields from the start of a text; what it says in errors is always the whole text.
private struct TimeScanner {
    private let text: String
    /// What is read next; a slice would count the text's owners at every step.
    private var place: String.Index

    init(_ text: String) {
        self.text = text
        place = text.startIndex
    }

    var isAtEnd: Bool { place == text.endIndex }

    private var first: UInt8? { isAtEnd ? nil : text.utf8[place] }

    mutating func wallTime() throws(WallTimeError) -> WallTime {
        guard let year = number(digits: 4), skip("-"), let month = number(digits: 2), skip("-"),
            let day = number(digits: 2)
        else { throw .malformed(text) }
        guard !isAtEnd else {
            // A wrong date is the greater mistake: say that first.
            _ = try WallTime(year: year, month: month, day: day)
            throw .missingTime(date: text)
        }
        guard skip("T") || skip(" "), let hour = number(digits: 2), skip(":"), let minute = number(digits: 2)
        else { throw .malformed(text) }
        var second = 0
        if skip(":") {
            guard let number = number(digits: 2) else { throw .malformed(text) }
            second = number
            guard first != UInt8(ascii: "."), first != UInt8(ascii: ",") else {
                throw .fractionalSeconds(text)
            }
        }
        guard isAtEnd || "Z+-".utf8.contains(where: { $0 == first }) else { throw .malformed(text) }
        return try WallTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    }

    /// The offset that must fill the rest of the text.
    mutating func offset() throws(WallTimeError) -> UTCOffset {
        let written = String(text.utf8[place...]) ?? text
        if skip("Z"), isAtEnd { return .zero }
        let isWest = skip("-")
        guard isWest || skip("+"), let hours = number(digits: 2), skip(":"), let minutes = number(digits: 2), isAtEnd
        else { throw .malformedOffset(written) }
        let size = hours * 3600 + minutes * 60
        guard minutes < 60, size <= (isWest ? 12 : 14) * 3600, let offset = UTCOffset(seconds: isWest ? -size : size)
        else { throw .offsetOutOfRange(written) }
        return offset
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard first == UInt8(ascii: character) else { return false }
        place = text.utf8.index(after: place)
        return true
    }

    private mutating func number(digits: Int) -> Int? {
        var (value, end) = (0, place)
        for _ in 0..<digits {
            guard end < text.endIndex, UInt8(ascii: "0")...UInt8(ascii: "9") ~= text.utf8[end] else { return nil }
            value = value * 10 + Int(text.utf8[end] - UInt8(ascii: "0"))
            end = text.utf8.index(after: end)
        }
        place = end
        return value
    }
}
