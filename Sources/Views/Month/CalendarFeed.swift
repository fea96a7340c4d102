import ContentModel
public import FoundationEssentials
import Planning
import ScheduleLock
public import TimeZones

/// Publications as an iCalendar feed (RFC 5545), which calendar programs subscribe to.
///
/// Instants are written in UTC, so no zone has to be described. One state of the calendar gives one text, and a
/// publication keeps its UID when its entry is edited, moved in time, or published.
public struct CalendarFeed {
    private let statuses: [PublicationStatus]
    private let stamp: Date
    private let zone: ZoneRules

    /// - Parameters:
    ///   - stamp: when what is written here became so: the time of the commit, and never that of the call.
    ///   - zone: for instants that descriptions name.
    public init(_ statuses: [PublicationStatus], stamp: Date, zone: ZoneRules = .utc) {
        self.zone = zone
        // Of an entry that cannot be read no time is known, and the moment of the call is none.
        self.statuses = statuses.filter { $0.isTimed && !$0.isOfUnknownTime }
        self.stamp = stamp
    }

    /// The whole file.
    public var text: String {
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Calends//Calends//EN", "CALSCALE:GREGORIAN",
            "X-WR-CALNAME:Calends", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H",
        ]
        for status in statuses { lines += event(status) }
        return (lines + ["END:VCALENDAR"]).map { Self.folded($0) + "\r\n" }.joined()
    }

    private func event(_ status: PublicationStatus) -> [String] {
        let content = status.desired?.content
        let title = content.map { "\($0.summary) \($0.title(columns: 60))" } ?? status.publication.entryText
        var words = [
            status.state.rawValue, status.lastingReason.map { "why: \($0.onClock(of: zone))" },
            status.fix.map { "fix: \($0.onClock(of: zone))" },
        ]
        .compactMap { $0 }
        words += [content?.caption, status.source.map { "entry: \($0)" }].compactMap { $0 }
        let account = status.publication.account.text
        var lines = [
            "BEGIN:VEVENT", "UID:\(Self.escaped(status.publication.description)).calends",
            "DTSTAMP:\(Self.time(stamp))",
            "DTSTART:\(Self.time(status.at))", "DURATION:PT15M", "TRANSP:TRANSPARENT",
            "SUMMARY:\(Self.escaped("\(status.state.mark) \(account): \(title)"))",
            "DESCRIPTION:\(Self.escaped(words.joined(separator: "\n")))",
            "CATEGORIES:\(Self.escaped(account)),\(status.state.rawValue)", "STATUS:\(status.state.eventStatus)",
        ]
        if let link = status.published?.permalink.flatMap(Self.address) { lines.append("URL:\(link)") }
        return lines + ["END:VEVENT"]
    }

    /// RFC 5545 §3.3.5, form 2: `20261201T080000Z`.
    private static func time(_ date: Date) -> String {
        Timestamp(date).description.filter { $0 != "-" && $0 != ":" }
    }

    /// RFC 5545 §3.3.11: TEXT; of control characters only line breaks survive.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "\\": escaped += "\\\\"
            case ";": escaped += "\\;"
            case ",": escaped += "\\,"
            case _ where character.isNewline: escaped += "\\n"
            default:
                // A mark may be one part of a character whose other parts are wanted.
                for scalar in character.unicodeScalars where scalar.value >= 0x20 && scalar.value != 0x7F {
                    escaped.unicodeScalars.append(scalar)
                }
            }
        }
        return escaped
    }

    /// RFC 5545 §3.3.13: URI, which is not quoted in any way: `nil` for what would need it.
    private static func address(_ text: String) -> String? {
        text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value < 0x7F && $0 != "\"" } ? text : nil
    }

    /// RFC 5545 §3.1: lines of at most 75 octets, broken between characters of UTF-8.
    static func folded(_ line: String) -> String {
        var folded = ""
        var room = 75
        for scalar in line.unicodeScalars {
            let width = UTF8.width(scalar)
            if width > room {
                folded += "\r\n "
                room = 74
            }
            folded.unicodeScalars.append(scalar)
            room -= width
        }
        return folded
    }
}

extension PublicationStatus.State {
    /// RFC 5545 §3.8.1.11.
    fileprivate var eventStatus: String {
        switch self {
        case .scheduled, .due, .prepared, .inFlight, .published: "CONFIRMED"
        case .conflict, .blocked, .failed: "TENTATIVE"
        case .missed, .removed, .cancelled, .dismissed: "CANCELLED"
        }
    }
}
