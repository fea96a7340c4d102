import ContentModel
import FoundationEssentials
import ObjectIDs
import Planning
import ScheduleLock
public import TimeZones

/// One publication in full: what is desired, what is published, and how it came there.
public struct ShowText: Sendable {
    private let status: PublicationStatus
    private let style: Style
    private let zone: ZoneRules

    /// - Parameter zone: for instants that no entry gives a zone.
    public init(_ status: PublicationStatus, style: Style = .plain, zone: ZoneRules = .utc) {
        self.status = status
        self.style = style
        self.zone = zone
    }

    /// The whole text, with a newline at its end.
    public var text: String {
        let title =
            style.paint(status.publication.description.printable, .heading) + "  "
            + style.paint(status.state.rawValue, status.state.role)
        var sections: [[String]] = [
            [title] + row("why", status.reason?.onClock(of: zone)) + row("fix", status.fix?.onClock(of: zone))
        ]
        if let desired = status.desired { sections.append(lines(of: desired)) }
        if let action = status.action, !action.changes.isEmpty {
            let changes = ChangeText(style: style, indent: "  ")
            sections.append([heading("Changed since")] + action.changes.flatMap { changes.lines(of: $0) })
        }
        if let published = status.published { sections.append(lines(of: published)) }
        if let inFlight = status.inFlight { sections.append(lines(of: inFlight)) }
        return sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private func heading(_ text: String) -> String { style.paint(text, .heading) }

    private func lines(of desired: Publication) -> [String] {
        var lines = [heading("Desired")]
        lines += row("entry", desired.source.path)
        lines += row("account", "\(desired.account.name) (\(desired.account.platform.title), id \(desired.account.id))")
        for field in desired.fields { lines += row(field.name, field.value) }
        return lines
    }

    private func lines(of published: PublishedPublication) -> [String] {
        var lines = [heading("Published")]
        lines += row("at", moment(published.publishedAt))
        lines += row("media id", published.mediaID)
        lines += row("link", published.permalink)
        guard let record = status.record else { return lines }
        if case .removed(_, let removedAt) = record.phase { lines += row("removed", moment(removedAt)) }
        lines += row("commit", record.commit?.object.abbreviated ?? "not committed when it was published")
        lines += row("entry", "\(record.source.path) (\(record.source.blob.object.abbreviated))")
        for file in record.media { lines += row("file", "\(file.path) (\(file.blob.object.abbreviated))") }
        for former in record.formerIDs { lines += row("was", former.description) }
        return lines
    }

    private func lines(of inFlight: InFlight) -> [String] {
        var lines = [heading("In flight")]
        for (part, made) in inFlight.children.sorted(by: { $0.key < $1.key }) {
            lines += row(name(ofPart: part), "\(isOnPage ? "" : "container ")\(made.id), made \(moment(made.at))")
        }
        if let made = inFlight.container {
            lines += row(isOnPage ? "draft" : "container", "\(made.id), made \(moment(made.at))")
        }
        if let schedule = inFlight.schedule {
            let doubt = schedule.isConfirmed ? "" : ", if it got the request"
            lines += row("at Facebook", "goes out \(moment(schedule.hour))\(doubt)")
        }
        lines += row("not scheduled", inFlight.schedulingRefusal?.onClock(of: zone))
        if let request = inFlight.publishRequest { lines += row("asked for", moment(request.at)) }
        lines += row("media id", inFlight.mediaID)
        return lines
    }

    /// Whether Facebook's words fit what was made: nothing of a Page is called a container there.
    private var isOnPage: Bool {
        status.desired.map { $0.account.platform == .facebook } ?? (status.inFlight?.schedule != nil)
    }

    private func name(ofPart part: Int) -> String {
        guard isOnPage else { return "slide \(part + 1)" }
        if case .page(let content)? = status.desired?.content, content.video != nil { return "upload" }
        return "photo \(part + 1)"
    }

    private func moment(_ time: Timestamp) -> String { LocalTime(time.date, in: zone).text }

    private static let nameWidth = 16

    private func row(_ name: String, _ value: String?) -> [String] {
        guard let value else { return [] }
        let width = style.columns - Self.nameWidth - 4
        let lines = value.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .flatMap { $0.printable.wrapped(toColumns: width) }
        let trimmed = lines.last == "" ? lines.dropLast() : lines[...]
        let front = "  " + name.printable.padded(toColumns: Self.nameWidth)
        let blank = "  " + String(repeating: " ", count: Self.nameWidth)
        // The bar before a line keeps a runner of CI jobs from taking a caption for one of its commands.
        return trimmed.enumerated().map { index, line in
            style.paint(index == 0 ? front : blank, .faint) + style.paint("| ", .faint) + line
        }
    }
}
