import FoundationEssentials

/// An instant of true time: whole milliseconds since the schedule began. No clock in the schedule need show it.
struct Moment: Hashable, Comparable {
    var milliseconds: Int64

    static let beginning = Moment(milliseconds: 0)
    static func < (left: Moment, right: Moment) -> Bool { left.milliseconds < right.milliseconds }

    /// Fractions of a millisecond count as a whole one, so that no sleep ends early.
    static func + (moment: Moment, span: Duration) -> Moment {
        let (seconds, attoseconds) = span.components
        let fraction = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Moment(milliseconds: moment.milliseconds + seconds * 1000 + fraction)
    }

    static func - (moment: Moment, span: Duration) -> Moment { moment + (.zero - span) }

    static func - (left: Moment, right: Moment) -> Duration { .milliseconds(left.milliseconds - right.milliseconds) }

    /// The platform's time, which is the true one: 1 December 2026, 06:00 UTC, and what has passed since.
    var date: Date { Date(timeIntervalSince1970: 1_796_104_800 + Double(milliseconds) / 1000) }
}

extension Moment: CustomStringConvertible {
    /// Hours, minutes, seconds and milliseconds since the beginning: `01:02:03.004`.
    var description: String {
        func digits(_ number: Int64, _ width: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        let seconds = milliseconds / 1000
        return digits(seconds / 3600, 2) + ":" + digits(seconds / 60 % 60, 2) + ":" + digits(seconds % 60, 2) + "."
            + digits(milliseconds % 1000, 3)
    }
}
