import ContentModel
import FoundationEssentials
import Planning
import ScheduleLock
public import TimeZones

/// Where publications stand, as a table for people.
public struct StatusText: Sendable {
    private let statuses: [PublicationStatus]
    private let style: Style
    private let zone: ZoneRules

    /// - Parameter zone: for instants that no entry gives a zone.
    public init(_ statuses: [PublicationStatus], style: Style = .plain, zone: ZoneRules = .utc) {
        self.statuses = statuses
        self.style = style
        self.zone = zone
    }

    /// One line for each publication, with what is to be said below it; the counts last.
    public var text: String {
        guard !statuses.isEmpty else { return "Nothing is planned, and nothing has been published.\n" }
        let stateWidth = statuses.map(\.state.rawValue.columns).max() ?? 0
        let clockWidth = statuses.map { clock(of: $0).columns }.max() ?? 0
        var lines: [String] = []
        var heading: String?
        for status in statuses {
            let time = status.localTime(in: zone)
            let day = status.isOfUnknownTime ? "at an unknown time" : "\(time.day), \(time.zone.printable)"
            if day != heading {
                if heading != nil { lines.append("") }
                lines.append(style.paint(day, .faint))
                heading = day
            }
            let state = style.paint(status.state.rawValue.padded(toColumns: stateWidth), status.state.role)
            let link = status.state == .published ? status.published.map { $0.permalink ?? $0.mediaID } : nil
            let clock = clock(of: status).padded(toColumns: clockWidth)
            lines.append("  \(clock)  \(state)  \(status.publication.description.printable)")
            let indent = String(repeating: " ", count: clockWidth + stateWidth + 6)
            if let link { lines.append(indent + style.paint(link.printable, .faint)) }
            if let time = status.entryTime {
                lines.append(indent + style.paint("its entry says \(LocalTime(time).text.printable) now", .faint))
            }
            let isTold = status.needsPerson || status.state == .inFlight || status.wait != nil
            let isOfFacebook = status.action?.scheduledFor != nil || status.inFlight?.schedulingRefusal != nil
            guard isTold || isOfFacebook else { continue }
            for (mark, words) in [("why: ", status.reason), ("fix: ", status.fix)] {
                guard let words else { continue }
                let width = style.columns - indent.count - mark.count
                for (index, line) in words.onClock(of: zone).printable.wrappedAroundCommands(toColumns: width)
                    .enumerated()
                {
                    lines.append(indent + (index == 0 ? mark : String(repeating: " ", count: mark.count)) + line)
                }
            }
        }
        return (lines + ["", summary]).joined(separator: "\n") + "\n"
    }

    private func clock(of status: PublicationStatus) -> String {
        // What goes out on merge has no time before it is published.
        let isUntimed = status.desired?.due == .onMerge && status.published == nil
        return isUntimed ? "merge" : status.clock(at: status.localTime(in: zone))
    }

    private var summary: String {
        let counts = Dictionary(statuses.map { ($0.state, 1) }, uniquingKeysWith: +)
        let parts = PublicationStatus.State.allCases.compactMap { state in
            counts[state].map { (text: "\(grouped($0)) \(state.countWord)", role: state.role) }
        }
        let front = "\(counted(statuses.count, "publication")):"
        return CountLines(front: front, role: nil, parts: parts).lines(style).joined(separator: "\n")
    }
}

extension PublicationStatus {
    /// On the clock its entry was written for; on that of `zone` where nothing says which.
    func localTime(in zone: ZoneRules) -> LocalTime {
        if case .at(let time) = desired?.due, time.instant == at { return LocalTime(time) }
        return LocalTime(at, in: zone)
    }
}

extension PublicationStatus.State {
    /// How the last line counts it: `2 in conflict`.
    var countWord: String {
        switch self {
        case .conflict: "in conflict"
        case .cancelled: "to cancel"
        default: rawValue
        }
    }

    /// The colour of the word.
    var role: Style.Role? {
        switch self {
        case .published: .good
        case .due, .prepared: .change
        case .inFlight: .question
        case .missed, .failed, .conflict, .blocked: .danger
        case .removed, .cancelled, .dismissed: .faint
        case .scheduled: nil
        }
    }
}
