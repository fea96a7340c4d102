import ContentModel
import Diagnostics
public import FoundationEssentials
import ScheduleLock
public import TimeZones

/// A month of a year.
public struct Month: Hashable, Comparable, Sendable {
    /// 1 to 9999.
    public let year: Int
    /// 1 to 12.
    public let month: Int

    /// The month that a wall calendar shows at that time.
    public init(of time: WallTime) { (year, month) = (time.year, time.month) }

    /// The month that clocks of `zone` show at an instant.
    public init(containing instant: Date, in zone: ZoneRules) { self.init(of: LocalTime(instant, in: zone).wall) }

    /// Reads `2026-12`; `nil` for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
            text.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let year = Int(parts[0]), let month = Int(parts[1]), 1...9999 ~= year, 1...12 ~= month
        else { return nil }
        (self.year, self.month) = (year, month)
    }

    /// Earlier is less.
    public static func < (left: Month, right: Month) -> Bool { (left.year, left.month) < (right.year, right.month) }

    /// `December 2026`
    var title: String { "\(Self.names[month - 1]) \(year)" }

    /// How many days it has.
    var dayCount: Int { WallTime.days(inMonth: month, of: year) }

    /// How many days of the month before stand in its first week, which begins on a Monday.
    var lead: Int {
        guard let first = try? WallTime(year: year, month: month, day: 1) else { return 0 }
        return Weekday.fromMonday.firstIndex(of: first.weekday) ?? 0
    }

    private static let names = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}

extension Weekday {
    /// Monday first, as ISO 8601 counts.
    static let fromMonday: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday, .saturday, .sunday]
}

extension PublicationStatus {
    /// Whether its time is known: what goes out on merge has none before.
    var isTimed: Bool { desired?.due != .onMerge || published != nil }

    /// Whether it is an entry that cannot be read, and stands where it does for the moment of the call alone.
    var isOfUnknownTime: Bool { desired == nil && record == nil && inFlight?.version == nil }

    /// What is seen of it: as the calendar has it, else as it was published or begun; `nil` where nobody knows.
    var media: [MediaFile]? {
        if let desired { return desired.content.media }
        let last = record?.media ?? (inFlight?.requestedVersion ?? inFlight?.version)?.media
        guard let last else { return nil }
        return last.map { MediaFile(path: $0.path, blob: $0.blob, location: SourceLocation(file: $0.path)) }
    }

    /// What the clock shows then.
    func clock(at time: LocalTime) -> String { isOfUnknownTime ? "--:--" : time.clock }

    /// Whether it stands in that month, by the clock its entry was written for.
    ///
    /// - Parameter zone: where nothing says which.
    public func isShown(in month: Month, zone: ZoneRules) -> Bool {
        isTimed && Month(of: localTime(in: zone).wall) == month
    }
}

/// The publications of one month, by day.
struct MonthDays {
    /// From 1.
    let days: [Int: [PublicationStatus]]
    let month: Month

    /// Each on the day that the clock shows which its entry was written for.
    init(_ statuses: [PublicationStatus], in month: Month, zone: ZoneRules) {
        self.month = month
        var days: [Int: [PublicationStatus]] = [:]
        for status in statuses where status.isShown(in: month, zone: zone) {
            days[status.localTime(in: zone).wall.day, default: []].append(status)
        }
        self.days = days
    }

    /// How many there are of each state.
    var counts: [(state: PublicationStatus.State, count: Int)] {
        let counts = Dictionary(days.values.joined().map { ($0.state, 1) }, uniquingKeysWith: +)
        return PublicationStatus.State.allCases.compactMap { state in counts[state].map { (state, $0) } }
    }
}
