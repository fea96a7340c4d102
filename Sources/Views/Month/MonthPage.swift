import ContentModel
public import FoundationEssentials
import Markup
public import TimeZones

/// A month as one self-contained page: weeks on a wide screen, a list of days on a phone.
public struct MonthPage {
    /// More than this in one day are counted.
    private static let mostOfADay = 12

    private let days: MonthDays
    private let zone: ZoneRules
    private let today: WallTime?
    private let pictures: PagePictures

    /// - Parameters:
    ///   - zone: of the calendar; it also decides which day is today.
    ///   - now: marks today.
    public init(
        _ statuses: [PublicationStatus], in month: Month, now: Date, zone: ZoneRules = .utc,
        media: @escaping MediaSource = { _ in nil }
    ) {
        days = MonthDays(statuses, in: month, zone: zone)
        self.zone = zone
        pictures = PagePictures(media)
        today = LocalTime(now, in: zone).wall
    }

    /// The whole file.
    public var text: String {
        let counts: [HTML] = days.counts.map {
            "<li class=\"\(($0.state.role ?? .faint).className)\">\($0.state.mark) \(grouped($0.count)) \($0.state.countWord)</li>"
        }
        let names: [HTML] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].map { "<div class=\"name\">\($0)</div>" }
        let (lead, count) = (days.month.lead, days.month.dayCount)
        let last = (lead + count + 6) / 7 * 7 - lead
        let cells: [HTML] = (1 - lead...last).map { day in
            (1...count).contains(day) ? cell(day) : "<div class=\"day out\"></div>\n"
        }
        let body: HTML = """
            <header><h1>\(days.month.title)</h1><p class="soft">Times as each entry gives them; the calendar’s own zone is \
            \(zone.name).</p>
            \(if: !counts.isEmpty, "<ul class=\"counts\">\(counts)</ul>")\
            \(if: counts.isEmpty, "<p class=\"lead\">Nothing is planned, and nothing was published.</p>")</header>
            <div class="month">\(names)
            \(cells)</div>
            """
        return Page.text(title: "\(days.month.title) · Calends", pictures, body)
    }

    private func cell(_ day: Int) -> HTML {
        let isToday = today.map { Month(of: $0) == days.month && $0.day == day } ?? false
        let all = days.days[day] ?? []
        let weekday = Weekday.fromMonday[(days.month.lead + day - 1) % 7]
        let items: [HTML] = all.prefix(Self.mostOfADay).map(item)
        let rest = all.count - items.count
        return """
            <div class="day\(if: isToday, " today")\(if: all.isEmpty, " empty")"><b><span>\(weekday.shortName) </span>\(day)</b>\
            \(if: !items.isEmpty, "<ul>\(items)\(if: rest > 0, "<li class=\"more\">and \(rest) more</li>")</ul>")</div>

            """
    }

    private func item(_ status: PublicationStatus) -> HTML {
        let time = status.localTime(in: zone)
        // A narrow cell breaks it between its parts.
        let parts: [HTML] = time.zone.split(separator: "/").enumerated().map { $0 == 0 ? " \($1)" : "/<wbr>\($1)" }
        let place: HTML = time.zone == zone.name ? "" : "\(parts)"
        let word = status.state == .scheduled ? "" : " \(status.state.rawValue)"
        let name = status.publication.entry.text.split(separator: "/").last ?? ""
        return """
            <li title="\(status.publication.description.printable)"><span class="frame">\(picture(of: status))</span>\
            <p><span class="\((status.state.role ?? .faint).className)">\(status.state.mark) <b>\(status.clock(at: time))</b>\
            \(place)\(word)</span><br>\(name)<br><small>\(status.publication.account.text.printable)</small></p></li>
            """
    }

    private func picture(of status: PublicationStatus) -> HTML {
        let media = status.media
        if let media, media.isEmpty { return "<span class=\"lines\"></span>" }
        let files = media?.filter { !$0.isFilm } ?? []
        if media != nil, files.isEmpty { return "<span class=\"film\"></span>" }
        return files.lazy.compactMap { pictures.shown($0) }.first ?? "<span class=\"missing\"></span>"
    }
}

extension Weekday {
    /// `Mon`
    var shortName: String {
        switch self {
        case .monday: "Mon"
        case .tuesday: "Tue"
        case .wednesday: "Wed"
        case .thursday: "Thu"
        case .friday: "Fri"
        case .saturday: "Sat"
        case .sunday: "Sun"
        }
    }
}
