import ContentModel
import FoundationEssentials
import Publishing
import Synchronization
import TimeZones
import Views

/// Hears what a run tells, from several tasks at once, and shows it: JSON lines, plain lines, or live lines.
final class ApplyReporter: Sendable {
    private enum Manner {
        case json
        case lines
        case live
        case silent
    }

    private struct State {
        var progress: LiveProgress
        var outcomes: [PublicationID: FlowOutcome] = [:]
        var notices: Set<String> = []
        var waits = WaitNews()
    }

    private let console: Console
    private let manner: Manner
    private let isVerbose: Bool
    private let planCommand: String
    private let words: ApplyText
    private let zone: ZoneRules
    private let state: Mutex<State>

    init(for invocation: Invocation, zone: ZoneRules) {
        console = invocation.console
        isVerbose = invocation.has(.verbose)
        planCommand = "calends plan" + (invocation.has(.sandbox) ? " --sandbox" : "")
        if invocation.format == "json" {
            manner = .json
        } else if invocation.has(.quiet) {
            manner = .silent
        } else {
            manner = console.isWatched && !isVerbose ? .live : .lines
        }
        self.zone = zone
        words = ApplyText(style: console.reportStyle, zone: zone)
        state = Mutex(State(progress: LiveProgress(style: console.reportStyle, zone: zone)))
    }

    /// How each publication of the run ended, also of one that was interrupted.
    var outcomes: [PublicationID: FlowOutcome] { state.withLock { $0.outcomes } }

    /// Shows an event; in the order of the calls.
    func hear(_ event: ApplyEvent) {
        state.withLock { state in
            var isNews = true
            if case .ended(let outcome) = event.happening {
                // A rehearsal comes by at every moment, and finds prepared what it prepared at an earlier one.
                isNews = outcome != .prepared || state.outcomes[event.publication] != .prepared
                state.outcomes[event.publication] = outcome
            }
            switch manner {
            case .json: console.write(ApplyJSON.value(event).line + "\n")
            case .lines:
                let tellsWait = state.waits.isNews(event)
                let lines = isNews ? words.lines(of: event, isVerbose: isVerbose, tellsWait: tellsWait) : []
                if !lines.isEmpty { console.report(lines.joined(separator: "\n") + "\n") }
            case .live: console.report(state.progress.absorb(event, isNews: isNews))
            case .silent: break
            }
        }
    }

    /// Shows what concerns the run as a whole, once for as long as it is so.
    func hear(_ notice: RunNotice) {
        if case .looked = notice { return }
        show(RunNoticeText.line(notice, zone: zone), as: RunNoticeText.json(notice, at: Date()), about: notice.subject)
    }

    /// Says what is to be known beside events, once.
    func say(_ line: String) { show(line, as: RunNoticeText.json(line, at: Date()), about: line) }

    private func show(_ line: String, as json: JSON, about subject: String) {
        state.withLock { state in
            guard state.notices.insert(subject).inserted else { return }
            switch manner {
            case .json: console.write(json.line + "\n")
            case .lines: console.report(line + "\n")
            case .live: console.report(state.progress.clear() + line + "\n")
            case .silent: break
            }
        }
    }

    /// Turns the spinner while `work` runs, and leaves a clean screen behind.
    func whileTurning<Result: Sendable>(_ work: () async throws -> Result) async rethrows -> Result {
        guard manner == .live else { return try await work() }
        let spinner = Task { [self] in
            while !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(120))
                state.withLock { console.report($0.progress.tick()) }
            }
        }
        defer {
            spinner.cancel()
            state.withLock { console.report($0.progress.clear()) }
        }
        return try await work()
    }

    /// Shows how the run ended.
    func conclude(_ summary: ApplySummary, style: Style, zone: ZoneRules) {
        if manner == .json {
            console.write(ApplyJSON.value(summary).line + "\n")
        } else {
            console.write(ApplyText(style: style, zone: zone).text(of: summary, planCommand: planCommand))
        }
    }
}

extension RunNotice {
    /// What it is about, whenever it is told.
    fileprivate var subject: String {
        if case .trouble(let message, _, _) = self { message } else { RunNoticeText.line(self) }
    }
}
