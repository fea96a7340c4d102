import Diagnostics
import FoundationEssentials
import Planning
import Publishing
import ScheduleLock
import Synchronization
import TimeZones
import Views

/// The log of a run that never ends: a line for each thing that happened, with its time, or JSON lines.
final class RunLog: Sendable {
    private let console: Console
    private let words: ApplyText
    private let zone: ZoneRules
    private let isJSON: Bool
    private let isVerbose: Bool
    private let isQuiet: Bool
    private let waits = Mutex(WaitNews())

    init(for invocation: Invocation, zone: ZoneRules) {
        console = invocation.console
        self.zone = zone
        // A log is searched line by line: what belongs together stands on one.
        words = ApplyText(style: Style(isColored: console.reportStyle.isColored, columns: 100_000), zone: zone)
        isJSON = invocation.format == "json"
        isVerbose = invocation.has(.verbose)
        isQuiet = invocation.has(.quiet)
    }

    func hear(_ event: ApplyEvent) {
        if isJSON {
            console.write(ApplyJSON.value(event).line + "\n")
        } else if !isQuiet {
            let tellsWait = waits.withLock { $0.isNews(event) }
            let lines = words.lines(of: event, isVerbose: isVerbose, tellsWait: tellsWait).map { $0.drop { $0 == " " } }
            if !lines.isEmpty { tell(lines.joined(separator: " — "), at: event.at) }
        }
    }

    func hear(_ notice: RunNotice, at now: Date) {
        if isJSON {
            console.write(RunNoticeText.json(notice, at: now).line + "\n")
        } else {
            tell(RunNoticeText.line(notice, zone: zone), at: now)
        }
    }

    /// Says what waits for a person from now on.
    func tell(_ action: Action, at now: Date) {
        tell(RunNoticeText.line(action, at: now, zone: zone), at: now)
    }

    /// Says what is to be known beside events.
    func tell(_ line: String, at now: Date = Date()) {
        if isJSON {
            console.write(RunNoticeText.json(line, at: now).line + "\n")
        } else if !isQuiet {
            console.report("\(Timestamp(now)) \(line)\n")
        }
    }
}
