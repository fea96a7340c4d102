public import FoundationEssentials

/// When the clocks of a place run how far ahead of UTC, past and future.
///
/// Read from the system's own zone data (TZif). Foundation's `TimeZone` is not used for two reasons: its data is frozen
/// in the toolchain's ICU, while the system's tzdata package follows the law (Morocco, say, gave up
/// its winter change within 2026); and loading Foundation and ICU costs more start-up time than the whole of a `plan`.
public struct ZoneRules: Hashable, Sendable {
    /// The IANA name, such as `Europe/Paris`.
    public let name: String
    private let first: ZoneOffset
    private let changes: [ZoneChange]
    private let rule: RecurringRule?

    /// The rules in `bytes`, the content of a file such as `/usr/share/zoneinfo/Europe/Paris`.
    public init(name: String, tzif bytes: [UInt8]) throws(ZoneRulesError) {
        self.name = name
        var reader = TZifReader(bytes)
        var contents = try reader.contents()
        (first, rule) = (contents.first, contents.rule)
        if let rule, let last = contents.changes.popLast() {
            // The rule governs from the last change on; in sound data the two agree about its first stretch.
            contents.changes.append(ZoneChange(last.seconds, to: rule.offset(at: last.seconds)))
        }
        changes = contents.changes
    }

    /// Whether `text` has the shape of an IANA zone name, so that it may be used as a path below the zone data's folder.
    ///
    /// Says nothing about whether there is such a zone. Names consist of parts of letters, digits, `+`, `-` and `_`;
    /// `..` is none of them. Source: the file `theory.html` of the tz database.
    public static func isName(_ text: String) -> Bool {
        text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty
                && part.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                        true
                    default: false
                    }
                }
        }
    }

    /// Coordinated Universal Time, which needs no file.
    public static let utc = ZoneRules(
        name: "UTC", always: ZoneOffset(utc: .zero, abbreviation: "UTC", isDaylight: false))

    private init(name: String, always offset: ZoneOffset) {
        (self.name, first, changes, rule) = (name, offset, [], nil)
    }

    /// The time kept at `date`.
    public func offset(at date: Date) -> ZoneOffset {
        offset(atSeconds: date.wholeEpochSeconds)
    }

    /// What clocks of the zone show at `date`, with the offset; `nil` outside the years 1 to 9999.
    public func localTime(at date: Date) -> OffsetTime? {
        let offset = offset(at: date).utc
        return WallTime(date, offset: offset).map { OffsetTime($0, offset: offset) }
    }

    /// The instant, or the two, at which clocks of the zone show `wallTime`, or the two offsets between which it is lost.
    public func resolve(_ wallTime: WallTime) -> WallTimeResolution {
        let wall = wallTime.secondsAsIfUTC
        // No offset is as large as this, so whatever can show `wall` lies within this reach of it.
        let reach: Int64 = 100_000
        let before = offset(atSeconds: wall - reach)
        let near = changes(after: wall - reach, through: wall + reach)
        guard !near.isEmpty else {
            return .unique(ZonedInstant(seconds: wall - Int64(before.seconds), offset: before))
        }
        let stretches = [ZoneChange(wall - reach, to: before)] + near
        var matches: [ZonedInstant] = []
        for (index, stretch) in stretches.enumerated() {
            let instant = wall - Int64(stretch.offset.seconds)
            if instant < stretch.seconds {
                // Clocks were still short of `wall` before this change and are past it after. The first stretch
                // cannot get here: it starts further back than any offset.
                if matches.isEmpty { return .skipped(before: stretches[index - 1].offset, after: stretch.offset) }
            } else if index + 1 == stretches.count || instant < stretches[index + 1].seconds {
                matches.append(ZonedInstant(seconds: instant, offset: stretch.offset))
            }
        }
        // The last stretch has no end, so it either matched or returned above, unless an earlier one matched.
        let (earlier, later) = (matches[0], matches[matches.count - 1])
        return earlier == later ? .unique(earlier) : .repeated(earlier: earlier, later: later)
    }

    /// The first change of clocks or names within the year after `seconds`, if there is one.
    func firstChange(after seconds: Int64) -> ZoneChange? {
        changes(after: seconds, through: seconds + 366 * 86_400).first
    }

    private func offset(atSeconds seconds: Int64) -> ZoneOffset {
        if let rule, changes.last.map({ $0.seconds <= seconds }) ?? true { return rule.offset(at: seconds) }
        let next = changes.partitioningIndex { $0.seconds > seconds }
        return next == 0 ? first : changes[next - 1].offset
    }

    private func changes(after start: Int64, through end: Int64) -> [ZoneChange] {
        let recorded = changes[changes.partitioningIndex { $0.seconds > start }...].prefix { $0.seconds <= end }
        guard let rule, changes.last.map({ $0.seconds < end }) ?? true else { return Array(recorded) }
        let ruleStart = max(start, changes.last?.seconds ?? start)
        return recorded + rule.changes(around: end).filter { ruleStart < $0.seconds && $0.seconds <= end }
    }
}

extension Array {
    /// The first index whose element satisfies `predicate`, where those that do all follow those that do not.
    fileprivate func partitioningIndex(_ predicate: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = low + (high - low) / 2
            if predicate(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
