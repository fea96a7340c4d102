import ContentModel
import Diagnostics
import FoundationEssentials
import Planning
public import Publishing
import ScheduleLock
public import TimeZones

/// What a run tells, as lines for people and for logs.
public struct ApplyText: Sendable {
    private let style: Style
    private let zone: ZoneRules

    /// - Parameter zone: the clock on which instants are shown.
    public init(style: Style = .plain, zone: ZoneRules = .utc) {
        self.style = style
        self.zone = zone
    }

    /// The lines that tell of an event, without newlines; of the steps on the way none, unless `isVerbose`.
    ///
    /// - Parameter tellsWait: whether a wait has a line all the same: see ``WaitNews``.
    public func lines(of event: ApplyEvent, isVerbose: Bool = false, tellsWait: Bool = false) -> [String] {
        let name = event.publication.description.printable
        switch event.happening {
        case .ended(let outcome):
            let word = style.paint(outcome.kind.word.padded(toColumns: Self.wordWidth), outcome.kind.role)
            return ["\(word) \(name)"] + notes(on: outcome)
        case .noted: return ["\("recorded".padded(toColumns: Self.wordWidth)) \(name)"]
        case .waiting(let until, let reason):
            guard isVerbose || tellsWait else { return [] }
            // A log is read on another day, and in another place.
            let words = words(ofWaitUntil: until, at: LocalTime(until, in: zone).text, reason)
            return [style.paint("\("…".padded(toColumns: Self.wordWidth)) \(name): \(words)", .faint)]
        case .started, .hosting, .uploading, .sending, .containerCreated, .requested:
            guard isVerbose, let step = step(of: event) else { return [] }
            return [style.paint("\("…".padded(toColumns: Self.wordWidth)) \(name): \(step)", .faint)]
        }
    }

    /// What is being done, in a few words; `nil` for an event that ends something.
    func step(of event: ApplyEvent) -> String? {
        switch event.happening {
        case .started: "begun"
        case .hosting(let files): "making \(counted(files, "file")) public"
        case .uploading(let progress):
            "\(progress.path.printable): \(progress.sent >> 20) of \(max(1, progress.size >> 20)) MiB uploaded"
        case .containerCreated(let made, let count): "container \(made) of \(count) made"
        case .sending(let file, offset: 0): "sending \(file.printable)"
        case .sending(let file, let offset): "sending \(file.printable) from byte \(grouped(Int(clamping: offset)))"
        case .waiting(let until, let reason):
            words(ofWaitUntil: until, at: LocalTime(until, in: zone).clock, reason)
        case .requested: "publishing"
        case .ended, .noted: nil
        }
    }

    private func words(ofWaitUntil until: Date, at time: String, _ reason: String) -> String {
        reason == "due \(until.timestamp)"
            ? "waiting for its time, \(time)" : "waiting until \(time): \(reason.onClock(of: zone).printable)"
    }

    private static let wordWidth = 9
    private static let indent = String(repeating: " ", count: wordWidth + 1)

    private func notes(on outcome: FlowOutcome) -> [String] {
        switch outcome {
        case .published(let published, let followUp):
            [Self.indent + style.paint((published.permalink ?? "media \(published.mediaID)").printable, .faint)]
                + followUp.warnings.flatMap { marked($0, with: "but: ") }
        case .stopped(let stop): marked(stop.reason, with: "why: ") + marked(stop.fix, with: "fix: ")
        case .deferred(let deferral):
            marked("\(deferral.reason); a run after \(LocalTime(deferral.until, in: zone).text) goes on", with: "why: ")
        case .scheduled(let hour):
            marked("Facebook publishes it \(LocalTime(hour, in: zone).text)", with: "why: ")
        case .prepared, .notLive, .cancelled, .deleted, .kept, .updated: []
        }
    }

    private func marked(_ text: String, with mark: String) -> [String] {
        let width = style.columns - Self.indent.count - mark.count
        return text.onClock(of: zone).printable.wrappedAroundCommands(toColumns: width).enumerated().map {
            index, line in
            Self.indent + (index == 0 ? mark : String(repeating: " ", count: mark.count)) + line
        }
    }

    /// The last lines: what was done, what waits for a person, and what is due next.
    ///
    /// - Parameter planCommand: what shows the plan that the run worked on.
    public func text(of summary: ApplySummary, planCommand: String = "calends plan") -> String {
        var lines: [String] = []
        let done = summary.counts.map { style.paint("\(grouped($0.count)) \($0.kind.word)", $0.kind.role) }
        let nothing = summary.ending == .done ? "Nothing to do now." : "Nothing was done."
        lines.append(done.isEmpty ? nothing : "Done: " + done.joined(separator: ", ") + ".")
        if !summary.unresolved.isEmpty {
            let verb = summary.unresolved.count == 1 ? "waits" : "wait"
            let names = summary.unresolved.prefix(3).map { $0.publication.description.printable }
            let more = summary.unresolved.count - names.count
            let list = listed(names + (more > 0 ? ["\(grouped(more)) more"] : []))
            let front = "\(counted(summary.unresolved.count, "publication")) \(verb) for a person"
            let wrapped = "\(front): \(list). \(planCommand) says why.".wrapped(toColumns: style.columns)
            lines += wrapped.map { line in
                // The words at the front fit any terminal, so that they are never broken.
                line.hasPrefix(front) ? style.paint(front, .danger) + line.dropFirst(front.count) : line
            }
        }
        if let next = summary.later.first {
            let time = next.localTime(in: zone).text
            lines += "Next due: \(next.publication.description.printable), \(time).".wrapped(toColumns: style.columns)
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
