import ContentModel
import Diagnostics
import Foundation
import Planning
import Publishing
import ScheduleLock
import TestSupport
import Testing
import TimeZones

@testable import Views

@Suite struct ApplyTests {
    private static let events: [ApplyEvent] = {
        func event(_ id: String, _ second: Double, _ happening: ApplyEvent.Happening) -> ApplyEvent {
            ApplyEvent(
                publication: Fixture.id(id), at: Fixture.now.addingTimeInterval(second), happening: happening)
        }
        let launch = "2026-12/launch@bakery"
        return [
            event(launch, 0, .started),
            event(launch, 1, .hosting(files: 3)),
            event(
                launch, 1, .uploading(HostingProgress(path: "media/oven.mp4", sent: 64 << 20, size: 300 << 20))),
            event("notice@bakery-page", 1, .started),
            event(launch, 2, .containerCreated(made: 1, of: 4)),
            event(launch, 3, .containerCreated(made: 4, of: 4)),
            event(
                launch, 4, .waiting(until: Fixture.now.addingTimeInterval(64), reason: "the platform reads the media")),
            event(
                "notice@bakery-page", 5,
                .ended(
                    .stopped(
                        JournalEvent.Stop(
                            kind: .refused, reason: "the caption has too many hashtags (2207040)", fix: "use at most 30"
                        )))),
            event(launch, 6, .ended(.published(Fixture.published(), FollowUp(warnings: ["the first comment failed"])))),
            event("2026-12/oven@bakery", 7, .started),
            event(
                "2026-12/oven@bakery", 8,
                .ended(.deferred(Deferral(until: Fixture.now.addingTimeInterval(3600), reason: "the app is throttled")))
            ),
            event("2026-12/next@atelier", 9, .ended(.prepared)),
            event("2026-11/old@atelier", 9, .ended(.deleted)),
            event("2026-11/moved@atelier", 9, .noted),
        ]
    }()

    private static let summary: ApplySummary = {
        var outcomes: [PublicationID: FlowOutcome] = [:]
        for event in events { if case .ended(let outcome) = event.happening { outcomes[event.publication] = outcome } }
        let later = Fixture.everything.actions.filter { $0.kind == .publish && $0.at > Fixture.now }
        return ApplySummary(outcomes: outcomes, plan: Fixture.everything, later: later)
    }()

    @Test("Tells a run in lines") func lines() throws {
        let words = ApplyText()
        var waits = WaitNews()
        let brief =
            Self.events.flatMap { words.lines(of: $0, tellsWait: waits.isNews($0)) } + [
                "", words.text(of: Self.summary),
            ]
        try expectSnapshot(brief.joined(separator: "\n"), named: "apply.txt")
        let verbose = Self.events.flatMap { words.lines(of: $0, isVerbose: true) }
        try expectSnapshot(verbose.joined(separator: "\n") + "\n", named: "apply-verbose.txt")
    }

    @Test("Tells a run as JSON lines") func json() throws {
        let lines = (Self.events.map(ApplyJSON.value) + [ApplyJSON.value(Self.summary)]).map { $0.line + "\n" }
        try expectSnapshot(lines.joined(), named: "apply.jsonl")
        for line in lines { _ = try JSONSerialization.jsonObject(with: Data(line.utf8)) }
    }

    @Test("Draws a run on a terminal, whose screen ends as the lines of it") func live() throws {
        var progress = LiveProgress(style: Style(isColored: false, columns: 60), zone: .utc)
        var screen = Screen()
        var frames: [String] = []
        for event in Self.events {
            screen.write(progress.absorb(event))
            screen.write(progress.tick())
            frames.append(screen.lines.joined(separator: "\n"))
        }
        try expectSnapshot(frames.joined(separator: "\n---\n") + "\n", named: "apply-live.txt")
        screen.write(progress.clear())
        let words = ApplyText(style: Style(isColored: false, columns: 60))
        let ends = Self.events.filter { words.step(of: $0) == nil }
        #expect(screen.lines == ends.flatMap { words.lines(of: $0) })
    }

    @Test("Tells a wait that lasts, and again when it goes on for long") func waits() {
        var news = WaitNews()
        func told(at second: Double, for length: Double, _ reason: String) -> Bool {
            news.isNews(
                ApplyEvent(
                    publication: Fixture.id("launch@bakery"), at: Fixture.now.addingTimeInterval(second),
                    happening: .waiting(until: Fixture.now.addingTimeInterval(second + length), reason: reason)))
        }
        let processing = [(0.0, 1.0), (1, 2), (3, 4), (7, 8), (15, 16), (31, 32), (63, 60), (123, 60)]
        #expect(
            processing.map { told(at: $0.0, for: $0.1, "it is processed") }
                == [false, false, true, true, true, true, false, true])
        #expect(told(at: 183, for: 5, "refused (100/33)"))
        #expect(!told(at: 188, for: 4, "refused (100/33)"))
        _ = news.isNews(ApplyEvent(publication: Fixture.id("launch@bakery"), at: Fixture.now, happening: .noted))
        #expect(told(at: 198, for: 15, "refused (100/33)"))
    }

    @Test("Names its own time once") func appointment() {
        let event = ApplyEvent(
            publication: Fixture.id("launch@bakery"), at: Fixture.now.addingTimeInterval(-600),
            happening: .waiting(until: Fixture.now, reason: "due \(Timestamp(Fixture.now))"))
        let words = ApplyText()
        #expect(
            words.lines(of: event, tellsWait: true)
                == ["…         launch@bakery: waiting for its time, Tue 1 Dec 2026, 07:30 UTC"])
        #expect(words.step(of: event) == "waiting for its time, 07:30")
    }

    static let statuses: [([FlowOutcome], Diagnostics.ExitStatus)] = [
        ([], .done), ([.prepared, .updated, .deleted, .notLive, .cancelled], .done),
        ([.prepared, .deferred(Deferral(until: Fixture.now, reason: ""))], .tryLater),
        (
            [
                .deferred(Deferral(until: Fixture.now, reason: "")),
                .stopped(JournalEvent.Stop(kind: .failed, reason: "", fix: "")),
            ], .needsPerson
        ),
    ]
    @Test("Ends with the status of the worst outcome", arguments: statuses)
    func status(outcomes: [FlowOutcome], status: Diagnostics.ExitStatus) {
        let byID = Dictionary(uniqueKeysWithValues: outcomes.enumerated().map { (Fixture.id("e\($0)@a"), $1) })
        #expect(ApplySummary(outcomes: byID, plan: Fixture.plan([]), later: []).exitStatus == status)
    }
}

/// A terminal as far as live lines need one: text, newlines, "so many lines up", and "clear from here".
private struct Screen {
    private(set) var lines: [String] = []
    private var row = 0

    mutating func write(_ text: String) {
        var rest = text[...]
        while let character = rest.popFirst() {
            guard character == "\u{1B}" else {
                if character == "\n" { row += 1 } else { append(character) }
                continue
            }
            rest.removeFirst()
            let number = rest.prefix { $0.isNumber }
            rest.removeFirst(number.count)
            switch rest.popFirst() {
            case "F": row -= Int(number) ?? 1
            case "J": lines.removeSubrange(row...)
            default: lines.append("unknown sequence")
            }
        }
    }

    private mutating func append(_ character: Character) {
        while lines.count <= row { lines.append("") }
        lines[row].append(character)
    }
}
