import FoundationEssentials
import TimeZones

/// A time as an option gives it: `2026-12-01`, `2026-12-01 09:00`, or with an offset.
enum MomentArgument {
    /// The instant that `text` names in `zone`.
    ///
    /// - Parameter endsDay: whether a day without a time means its last second, and not its first.
    static func instant(
        _ text: String, of option: Option, in zone: ZoneRules, endsDay: Bool
    ) throws(UsageError) -> Date {
        let isDay = text.utf8.count == 10
        let written: WrittenTime
        do throws(WallTimeError) {
            written = try WrittenTime(parsing: isDay ? text + (endsDay ? " 23:59:59" : " 00:00") : text)
        } catch {
            throw .badTime(option, value: text, why: error.why, fix: error.fix)
        }
        switch written {
        case .offset(let time): return time.date
        case .wall(let wall):
            switch zone.resolve(wall) {
            case .unique(let instant): return instant.date
            case .repeated(let earlier, let later): return endsDay ? later.date : earlier.date
            case .skipped:
                throw .badTime(
                    option, value: text, why: "clocks of \(zone.name) jump over it", fix: "write another time")
            }
        }
    }
}
