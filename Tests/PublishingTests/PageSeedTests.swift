import ContentModel
import Foundation
import ObjectIDs
import Planning
import ScheduleLock
import TestSupport
import Testing

@testable import Publishing

/// One entry on one Page through edits, removals, crashes and lost answers: planned and taken there by the product's own
/// planner and flows.
@Suite struct PageSeedTests {
    @Test("Each post once, whatever happens", arguments: 0..<160) func once(seed: UInt64) {
        var world = PageWorld(seed: seed)
        world.run()
        #expect(world.page.mostLive <= 1, "seed \(seed): \(world.log.suffix(60).joined(separator: "\n"))")
        #expect(world.verdict == nil, "seed \(seed): \(world.log.suffix(60).joined(separator: "\n"))")
    }
}

/// A calendar of one entry, the state of one machine, and a Page.
private struct PageWorld {
    var page: ModelPage
    var dice: SeededGenerator
    var now = Fixture.due
    var log: [String] = []
    private var journal: [JournalEvent] = []
    private var lockfile = Lockfile()
    private var entry: Publication?
    private var versions: [BlobID: Publication] = [:]
    private var versionCount = 0
    private let id = PublicationID("launch@page")!
    private let account = Account(
        name: AccountName("page"), platform: .facebook, id: "1", token: .environment("T"), api: nil, version: "v25.0",
        location: Fixture.account.location)

    init(seed: UInt64) {
        page = ModelPage(seed: seed &* 31, trouble: Int(seed % 4) * 12)
        dice = SeededGenerator(seed: seed)
        write(caption: "Stollen is back", media: "1", due: now.addingTimeInterval(Double(random(900...9_000))))
    }

    private mutating func random(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(dice.next() % UInt64(range.count))
    }

    private mutating func write(caption: String, media: Character, due: Date) {
        versionCount += 1
        let digits = Array("0123456789abcdef")
        let name = String(repeating: "0", count: 38) + String([digits[versionCount / 16], digits[versionCount % 16]])
        let blob = BlobID(hex: name)!
        let details = PageDetails(message: caption)
        let content: PageContent =
            switch media {
            case "3": .story(.photo(Fixture.file("3")))
            case "4": .reel(PageReel(video: Fixture.file("4"), details: details))
            case "5": .post(PagePost(attachment: .video(Fixture.file("5")), details: details))
            case "6": .story(.video(Fixture.file("6")))
            case "7", "8":
                .post(
                    PagePost(
                        attachment: .photos([PagePhoto(file: Fixture.file("1")), PagePhoto(file: Fixture.file(media))]),
                        details: details))
            case "0": .post(PagePost(details: details))
            default: .post(PagePost(attachment: .photos([PagePhoto(file: Fixture.file(media))]), details: details))
            }
        let publication = Publication(
            id: id, account: account, source: Publication.Source(path: "calendar/launch.yaml", blob: blob),
            due: .at(ZonedTime(instant: due, utcOffset: 0, zone: "UTC")), grace: .seconds(6 * 3600),
            content: .page(content))
        versions[blob] = publication
        entry = publication
        log.append("\(clock) write \(caption) \(media) due \(Int(due.timeIntervalSince(Fixture.due)))")
    }

    private var clock: String { "+\(Int(now.timeIntervalSince(Fixture.due)))" }

    mutating func run() {
        let kind: Character = ["0", "1", "3", "4", "5", "6", "7"][random(0...6)]
        if let first = entry { write(caption: "Stollen is back", media: kind, due: first.dueInstant) }
        for round in 0..<40 {
            // The last of it is calm, so that what remains can be told.
            if round == 25 { page.trouble = 0 }
            if round < 20 { edit(kind) }
            apply(isCalm: round >= 25)
            now = now.addingTimeInterval(Double(random(30...1_200)))
            page.tick(to: now)
        }
        // Past whatever is due.
        for _ in 0..<6 {
            now = now.addingTimeInterval(3_000)
            apply(isCalm: true)
        }
    }

    private mutating func edit(_ kind: Character) {
        switch random(0...19) {
        case 0: write(caption: "Now with \(versionCount)", media: kind, due: entry?.dueInstant ?? now)
        case 1:
            write(
                caption: "Stollen is back", media: kind,
                due: now.addingTimeInterval(Double(random(100...9_000))))
        case 2 where kind == "1" || kind == "7":
            let other: Character = kind == "1" ? "2" : "8"
            write(caption: "Stollen is back", media: random(0...1) == 0 ? other : kind, due: entry?.dueInstant ?? now)
        case 3 where entry != nil:
            entry = nil
            log.append("\(clock) remove")
        default: break
        }
    }

    // MARK: One apply

    private mutating func apply(isCalm: Bool) {
        var input = PlanningInput(
            desired: entry.map { [$0] } ?? [], accounts: [account.name: account], lockfile: lockfile,
            lockfileDigest: "", journal: Journal(events: journal), commit: nil, now: now)
        for query in Planning.historyNeeded(by: input) {
            input.history[query] =
                versions[query.source.blob].map { .found($0) } ?? .unavailable("it was never written")
        }
        let plan = Planning.plan(input)
        let state = Journal(events: journal)
        var earlier: [PublicationID: Publication] = [:]
        if let begun = state.inFlight[id].flatMap({ $0.requestedVersion ?? $0.version }) {
            earlier[id] = versions[begun.source.blob]
        }
        let workload = Workload(
            of: plan, lockfile: lockfile, journal: state, publishUntil: now.addingTimeInterval(60), earlier: earlier)
        for action in plan.actions where action.kind != .none { log.append("\(clock) \(action.kind)") }
        for work in workload.work {
            switch work.task {
            case .page(let page): take(page, isCalm: isCalm)
            case .update(let published, let change, let record):
                var flow = UpdateFlow(media: published.mediaID, change: change, runEnd: now.addingTimeInterval(900))
                if drive(&flow, isCalm: isCalm) == .updated { lockfile.records[id] = record }
            default: log.append("\(clock) \(work.task)")
            }
        }
    }

    private mutating func take(_ work: PageWork, isCalm: Bool) {
        var flow = PageFlow(
            id, content: work.content, version: work.version, grace: work.publication?.grace ?? .zero,
            state: work.inFlight, goal: work.goal, amendment: work.amendment, runEnd: now.addingTimeInterval(900))
        switch drive(&flow, isCalm: isCalm) {
        case .published(let published, _)?:
            lockfile.records[id] = LockRecord(finished: flow.state, permalink: published.permalink)
            record(.settled)
        case .notLive?, .cancelled?: record(.settled)
        default: break
        }
    }

    /// Drives a flow to its end, or to a crash; what it recorded stays.
    private mutating func drive<Driven: Flow>(_ flow: inout Driven, isCalm: Bool) -> FlowOutcome? {
        var event = FlowEvent.started
        for _ in 0..<400 {
            let step = flow.handle(event, at: now)
            log.append("\(clock)   \(step)".prefix(200).description)
            if !isCalm, random(0...39) == 0 {
                // The run dies, before or after what it was about to do.
                if random(0...1) == 0 { _ = answer(step) }
                log.append("\(clock)   crash")
                return nil
            }
            if case .finished(let outcome) = step { return outcome }
            event = answer(step)
        }
        log.append("\(clock)   does not end")
        page.things["endless"] = ModelPage.Thing(kind: .post, publishedAt: now, madeAt: now)
        return nil
    }

    private mutating func answer(_ step: FlowStep) -> FlowEvent {
        switch step {
        case .record(let recorded):
            record(recorded)
            return .recorded
        case .takeTurn: return .turnTaken
        case .wait(let until, _), .waitForTime(let until):
            now = max(now, until)
            page.tick(to: now)
            return .woke
        case .page(let request): return page.answer(request, at: now)
        case .readPermalink: return .permalinkRead(nil)
        default: return .woke
        }
    }

    private mutating func record(_ step: JournalEvent.Step) {
        journal.append(JournalEvent(publication: id, at: Timestamp(now), step: step))
    }

    // MARK: What is the case at the end

    /// What is wrong; `nil` where nothing is.
    var verdict: String? {
        if page.things["endless"] != nil { return "a flow did not end" }
        let stop = Journal(events: journal).inFlight[id]?.stop
        if !page.scheduled.isEmpty { return "\(page.scheduled) waits there for nobody" }
        let recorded: String? =
            if case .published(let published)? = lockfile.records[id]?.phase { published.mediaID } else { nil }
        if page.live != [recorded].compactMap({ $0 }) {
            return "live \(page.live), recorded \(recorded ?? "nothing")"
        }
        guard recorded == nil, let entry else { return nil }
        // What is wanted is out, or a person was told why not.
        return entry.isMissed(at: now) || stop != nil ? nil : "wanted, and nowhere"
    }
}

extension Publication {
    fileprivate var dueInstant: Date { if case .at(let time) = due { time.instant } else { Fixture.due } }
}
