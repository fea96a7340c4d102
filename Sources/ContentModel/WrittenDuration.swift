/// Reads spans of time as people write them: `6h`, `90m`, `1h30m`, `1d`, `1500ms`.
extension Duration {
    /// - Throws: ``DurationTextError``, which says what to write instead.
    public init(written text: String) throws(DurationTextError) {
        guard !text.isEmpty else { throw .malformed(text) }
        var rest = text[...]
        var total: Int64 = 0
        var largest = Int64.max
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { $0.isASCII && $0.isLetter }
            rest = rest.dropFirst(unit.count)
            guard !digits.isEmpty else { throw .malformed(text) }
            guard !unit.isEmpty else { throw digits == text ? .missingUnit(text) : .malformed(text) }
            guard let milliseconds = Self.units[String(unit)] else { throw .unknownUnit(String(unit), in: text) }
            guard milliseconds < largest else { throw .unsorted(text) }
            largest = milliseconds
            guard let count = Int64(digits) else { throw .tooLong(text) }
            let (part, overflow) = count.multipliedReportingOverflow(by: milliseconds)
            let (sum, overflowed) = total.addingReportingOverflow(part)
            guard !overflow, !overflowed, sum <= Self.longest else { throw .tooLong(text) }
            total = sum
        }
        self = .milliseconds(total)
    }

    /// Milliseconds in each unit.
    private static let units: [String: Int64] = ["d": 86_400_000, "h": 3_600_000, "m": 60_000, "s": 1000, "ms": 1]

    /// A hundred years: enough for any schedule, and safe to add to any date.
    private static let longest: Int64 = 36_525 * 86_400_000

    /// In the largest units that say it exactly: `1h30m`, `0s`.
    public var written: String {
        let (seconds, attoseconds) = components
        var rest = seconds.multipliedReportingOverflow(by: 1000).partialValue + attoseconds / 1_000_000_000_000_000
        guard rest > 0 else { return "0s" }
        var text = ""
        for (unit, size) in Self.units.sorted(by: { $0.value > $1.value }) where rest >= size {
            text += "\(rest / size)\(unit)"
            rest %= size
        }
        return text
    }
}

/// Why a text is not a span of time.
public enum DurationTextError: Error, Hashable, Sendable {
    case malformed(String)
    case missingUnit(String)
    case unknownUnit(String, in: String)
    case unsorted(String)
    case tooLong(String)
}

extension DurationTextError: Explained {
    /// What is wrong, in a few words.
    public var what: String {
        switch self {
        case .malformed(let text): "'\(text)' is not a span of time"
        case .missingUnit(let text): "'\(text)' has no unit"
        case .unknownUnit(let unit, let text): "'\(unit)' in '\(text)' is not a unit of time"
        case .unsorted(let text): "the units of '\(text)' are out of order"
        case .tooLong(let text): "'\(text)' is more than a hundred years"
        }
    }

    /// The rule that was broken.
    public var why: String {
        switch self {
        case .malformed, .missingUnit, .unknownUnit: "the units are d, h, m, s and ms"
        case .unsorted: "each unit stands once, the largest first"
        case .tooLong: "no schedule reaches so far"
        }
    }

    /// What to do about it.
    public var fix: String {
        switch self {
        case .missingUnit(let text): "write \(text)m for minutes or \(text)h for hours"
        default: "write it like 6h, 90m or 1h30m"
        }
    }
}
