import ContentModel
public import FoundationEssentials
public import TimeZones

/// A month on a terminal: the weeks with a mark for each publication, then the days with their names.
public struct MonthText {
    private let days: MonthDays
    private let zone: ZoneRules
    private let today: WallTime?
    private let style: Style

    /// - Parameters:
    ///   - zone: of the calendar; it also decides which day is today.
    ///   - now: marks today.
    public init(
        _ statuses: [PublicationStatus], in month: Month, now: Date, style: Style = .plain, zone: ZoneRules = .utc
    ) {
        days = MonthDays(statuses, in: month, zone: zone)
        self.zone = zone
        self.style = style
        today = LocalTime(now, in: zone).wall
    }

    /// The whole text, with a newline at its end.
    public var text: String {
        ([heading, ""] + weeks + [""] + agenda + [summary]).joined(separator: "\n") + "\n"
    }

    private var cellWidth: Int { min(14, (style.columns - 1) / 7) }

    private var heading: String { style.paint(days.month.title, .heading) + ", " + zone.name.printable }

    private var weeks: [String] {
        let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].map { $0.padded(toColumns: cellWidth) }
        var lines = [style.paint(names.joined().trimmedEnd, .faint)]
        let (lead, count) = (days.month.lead, days.month.dayCount)
        for first in stride(from: 1 - lead, through: count, by: 7) {
            let cells = (first..<first + 7).map { (1...count).contains($0) ? cell($0) : ("", 0) }
            let line = cells.map { $0.0 + String(repeating: " ", count: max(0, cellWidth - $0.1)) }.joined()
            lines.append(line.trimmedEnd)
        }
        return lines
    }

    /// A cell as it is written, and its columns.
    private func cell(_ day: Int) -> (String, Int) {
        let isToday = today.map { Month(of: $0) == days.month && $0.day == day } ?? false
        let number = (day < 10 ? " " : "") + String(day)
        var text = isToday ? style.paint(number, .heading) + "*" : number + " "
        var width = 3
        let statuses = days.days[day] ?? []
        // A column stays free before the next cell.
        let room = cellWidth - width - 1
        let shown = statuses.count <= room ? statuses.count : max(0, room - 2)
        for status in statuses.prefix(shown) { text += style.paint(status.state.mark, status.state.role) }
        width += shown
        if shown < statuses.count {
            let rest = "+\(statuses.count - shown)"
            text += style.paint(rest, .faint)
            width += rest.columns
        }
        return (text, width)
    }

    private var agenda: [String] {
        guard !days.days.isEmpty else { return [] }
        let all = days.days.values.joined()
        let stateWidth = all.map(\.state.rawValue.columns).max() ?? 0
        let clockWidth = all.map { $0.clock(at: $0.localTime(in: zone)).columns }.max() ?? 0
        return days.days.keys.sorted().flatMap { day -> [String] in
            var lines: [String] = []
            var heading: String?
            for status in days.days[day] ?? [] {
                let time = status.localTime(in: zone)
                let title = time.zone == zone.name ? time.day : "\(time.day), \(time.zone.printable)"
                if title != heading { lines.append(style.paint(title, .faint)) }
                heading = title
                let mark = style.paint(
                    status.state.mark + " " + status.state.rawValue.padded(toColumns: stateWidth), status.state.role)
                let name = status.publication.description.printable
                let front = "  \(status.clock(at: time).padded(toColumns: clockWidth))  "
                let room = style.columns - front.columns - stateWidth - 4 - name.columns - 2
                let words = room > 12 ? status.desired.map { "  " + $0.content.title(columns: room) } ?? "" : ""
                lines.append("\(front)\(mark)  \(name)" + style.paint(words, .faint))
            }
            return lines + [""]
        }
    }

    private var summary: String {
        let parts = days.counts.map { (text: "\(grouped($0.count)) \($0.state.countWord)", role: $0.state.role) }
        guard !parts.isEmpty else { return "Nothing is planned, and nothing was published in \(days.month.title)." }
        let total = days.counts.reduce(0) { $0 + $1.count }
        return CountLines(front: "\(counted(total, "publication")):", role: nil, parts: parts).lines(style)
            .joined(separator: "\n")
    }
}

extension PublicationStatus.State {
    /// One column that says the state at a glance.
    var mark: String {
        switch self {
        case .published: "●"
        case .scheduled, .due, .prepared: "○"
        case .inFlight: "?"
        case .missed, .failed, .conflict, .blocked: "!"
        case .removed, .cancelled, .dismissed: "×"
        }
    }
}

extension String {
    fileprivate var trimmedEnd: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
