import ContentModel
import FoundationEssentials
import ScheduleLock
import TimeZones

/// An instant as clocks of a named zone show it.
struct LocalTime: Hashable {
    let wall: WallTime
    let offset: UTCOffset
    /// An IANA name or an offset.
    let zone: String

    /// What the clocks of `rules` show at `instant`.
    init(_ instant: Date, in rules: ZoneRules) {
        self.init(instant, utcOffset: rules.offset(at: instant).seconds, zone: rules.name)
    }

    /// What the clock shows that an entry was written for.
    init(_ time: ZonedTime) { self.init(time.instant, utcOffset: time.utcOffset, zone: time.zone) }

    private init(_ instant: Date, utcOffset: Int, zone: String) {
        let offset = UTCOffset(seconds: utcOffset) ?? .zero
        if let wall = WallTime(instant, offset: offset) ?? WallTime(secondsAsIfUTC: 0) {
            (self.wall, self.offset, self.zone) = (wall, offset, zone)
        } else {
            preconditionFailure("1970 lies within the years of WallTime")
        }
    }

    /// `Tue 1 Dec 2026`
    var day: String { "\(Self.weekdays[wall.weekday] ?? "") \(wall.day) \(Self.months[wall.month - 1]) \(wall.year)" }

    /// `09:00`, with seconds only where they are not zero.
    var clock: String {
        let minutes = "\(Self.twoDigits(wall.hour)):\(Self.twoDigits(wall.minute))"
        return wall.second == 0 ? minutes : minutes + ":\(Self.twoDigits(wall.second))"
    }

    /// `Tue 1 Dec 2026, 09:00 Europe/Paris`
    var text: String { "\(textWithoutZone) \(zone)" }

    /// `Tue 1 Dec 2026, 09:00`, where the zone is said right behind it.
    var textWithoutZone: String { "\(day), \(clock)" }

    /// As in ISO 8601, with the offset: `2026-12-01T09:00:00+01:00`.
    var iso8601: String { wall.iso8601 + offset.description }

    private static let weekdays: [Weekday: String] = [
        .monday: "Mon", .tuesday: "Tue", .wednesday: "Wed", .thursday: "Thu", .friday: "Fri", .saturday: "Sat",
        .sunday: "Sun",
    ]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}

extension Date {
    /// In UTC and whole seconds, as every JSON format writes instants.
    var timestamp: String { Timestamp(self).description }
}
