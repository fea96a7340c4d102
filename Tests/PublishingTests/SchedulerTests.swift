import ContentModel
import Foundation
import ScheduleLock
import Synchronization
import Testing

@testable import Publishing

/// A run against a platform that keeps what it is told, and state that may fail.
@Suite struct SchedulerTests {
    /// What happened, in order, over all accounts.
    final class Log: Sendable {
        private let entries = Mutex<[String]>([])
        func add(_ entry: String) { entries.withLock { $0.append(entry) } }
        var lines: [String] { entries.withLock { $0 } }
    }

    static func platform(_ log: Log, publish: Result<String, Refusal> = .success("M")) -> PlatformClient {
        PlatformClient(
            createContainer: { draft async throws(Refusal) in
                log.add("create \(draft.publication.id)")
                return MadeContainer(id: "C-\(draft.publication.id)")
            },
            upload: { _ async throws(Refusal) in },
            containerStatus: { _ async throws(Refusal) in .finished },
            publish: { container async throws(Refusal) in
                log.add("publish \(container)")
                return try publish.get()
            },
            newestMedia: { _, _ async throws(Refusal) in [] },
            permalink: { media async throws(Refusal) in "https://instagram.com/p/\(media)/" },
            comment: { _, _ async throws(Refusal) in "K" }, comments: { _ async throws(Refusal) in [] },
            switchComments: { _, _ async throws(Refusal) in }, delete: { _ async throws(Refusal) in },
            publishingLimit: { () async throws(Refusal) in
                PublishingQuota(used: 0, total: 100, window: .seconds(86_400))
            },
            usage: { nil })
    }

    /// A run over work that does not change, on a clock that jumps to whatever is waited for.
    struct Run {
        let log: Log
        let platforms: [AccountName: PlatformClient]
        var failingAt: String?
        var failure = StateFailure(message: "disk full", fix: "free space")
        var quiet: [Range<Date>] = []
        var mostPublishes = Int.max

        func outcomes(of work: [Work]) async throws -> [PublicationID: FlowOutcome] {
            let time = Mutex(Fixture.due)
            let scheduler = Scheduler(
                clock: ClockClient(now: { time.withLock { $0 } }) { span in
                    time.withLock { $0 += span / .seconds(1) }
                },
                state: StateClient(
                    append: { event async throws(StateFailure) in
                        let name = Transcript.line(for: .record(event.step))
                        if name == failingAt { throw failure }
                        log.add(name)
                    },
                    record: { publication, record async throws(StateFailure) in
                        log.add("lock \(publication) \(record.publication?.mediaID ?? "-")")
                    },
                    read: { () async throws(StateFailure) in RunState() },
                    flush: { () async throws(StateFailure) in log.add("flush") }),
                span: .once,
                agenda: { _, _ in
                    Agenda(
                        work: work, next: nil, platforms: platforms,
                        hosting: HostingClient { file, _ async throws(Refusal) in "https://media.example/\(file.path)"
                        },
                        quiet: quiet, minimumGap: .seconds(600), mostPublishes: mostPublishes)
                },
                jitter: { 0 })
            return try await scheduler.run()
        }
    }

    static func work(_ id: String, due: TimeInterval = 0) -> Work {
        var publication = Fixture.publication()
        publication.id = PublicationID(id)!  // a literal with both sides
        let version = JournalEvent.Version(of: publication, commit: nil, now: Fixture.due)
        return Work(
            publication: publication.id, account: publication.id.account, due: Fixture.due.addingTimeInterval(due),
            task: .publish(publication, version, InFlight(), .published))
    }

    static let bakery = AccountName("bakery")

    /// A publication that takes the place of a medium.
    static func replacing(_ mediaID: String, by publication: Publication) -> Work {
        let old = PublishedPublication(mediaID: mediaID, publishedAt: Timestamp(Fixture.due), permalink: nil)
        let record = LockRecord(phase: .published(old), source: publication.source, commit: nil, media: [])
        let version = JournalEvent.Version(of: publication, commit: nil, now: Fixture.due)
        return Work(
            publication: publication.id, account: publication.id.account, due: Fixture.due,
            task: .replace(old, InFlight(), record: record, publication, version))
    }

    @Test func everyStepIsDurableBeforeTheNext() async throws {
        let log = Log()
        let outcomes = try await Run(log: log, platforms: [Self.bakery: Self.platform(log)])
            .outcomes(of: [Self.work("launch@bakery")])
        #expect(
            log.lines == [
                "record began", "create launch@bakery", "record container C-launch@bakery",
                "record request C-launch@bakery known ", "publish C-launch@bakery", "record published M",
                "lock launch@bakery M", "record settled",
            ])
        #expect(outcomes.count == 1)
    }

    @Test func withinAnAccountOrderIsKept() async throws {
        let log = Log()
        _ = try await Run(log: log, platforms: [Self.bakery: Self.platform(log)])
            .outcomes(of: [
                Self.work("b@bakery", due: -10), Self.work("a@bakery", due: -5), Self.work("c@bakery", due: -20),
            ])
        #expect(
            log.lines.filter { $0.hasPrefix("publish") } == [
                "publish C-c@bakery", "publish C-b@bakery", "publish C-a@bakery",
            ])
    }

    @Test func anAccountWithoutQuotaWaitsAndDelaysNoOther() async throws {
        let log = Log()
        let throttled = Self.platform(log, publish: .failure(Fixture.refusal(.laterWindow)))
        let cafe = AccountName("cafe")
        let outcomes = try await Run(log: log, platforms: [Self.bakery: throttled, cafe: Self.platform(log)])
            .outcomes(of: [Self.work("a@bakery"), Self.work("b@bakery"), Self.work("a@cafe")])
        let ended = outcomes.map { "\($0.key) \(Transcript.line(for: .finished($0.value)))" }.sorted()
        #expect(
            ended == ["a@bakery = deferred +3600: no", "a@cafe = published M", "b@bakery = deferred +3600: no"])
        // Accounts wait for nobody, so their order among each other is any.
        #expect(log.lines.filter { $0.hasPrefix("publish") }.sorted() == ["publish C-a@bakery", "publish C-a@cafe"])
    }

    @Test func whatMustNotGoOutAnyMoreHoldsNothingElseBack() async throws {
        let log = Log()
        var gone = Self.work("a@bakery", due: -5)
        guard case .publish(let publication, let version, _, _) = gone.task else { return }
        var requested = InFlight()
        let look = MediaLook(of: publication.content)
        requested.apply(.began(version), at: version.due)
        requested.apply(.publishRequested(container: "C0", look: look, knownMedia: []), at: version.due)
        gone.task = .publish(publication, version, requested, .resolved)
        let outcomes = try await Run(log: log, platforms: [Self.bakery: Self.platform(log)])
            .outcomes(of: [gone, Self.work("b@bakery")])
        let ended = outcomes.map { "\($0.key) \(Transcript.line(for: .finished($0.value)))" }.sorted()
        #expect(
            ended == ["a@bakery = deferred +86400: it is not live, and must not go out now", "b@bakery = published M"])
    }

    @Test func nothingIrreversibleHappensWhenItCannotBeRecorded() async throws {
        let log = Log()
        let applier = Run(
            log: log, platforms: [Self.bakery: Self.platform(log)], failingAt: "record request C-launch@bakery known ")
        await #expect(throws: StateFailure(message: "disk full", fix: "free space")) {
            try await applier.outcomes(of: [Self.work("launch@bakery")])
        }
        #expect(!log.lines.contains { $0.hasPrefix("publish") })
    }

    @Test func aReplacementIsReadyBeforeTheOldGoes() async throws {
        let log = Log()
        var platform = Self.platform(log, publish: .success("NEW"))
        platform.delete = { media async throws(Refusal) in log.add("delete \(media)") }
        let publication = Fixture.publication()
        let old = PublishedPublication(mediaID: "OLD", publishedAt: Timestamp(Fixture.due), permalink: nil)
        let record = LockRecord(
            phase: .published(old), source: publication.source, commit: nil, media: [])
        let version = JournalEvent.Version(of: publication, commit: nil, now: Fixture.due)
        let work = Work(
            publication: publication.id, account: publication.id.account, due: Fixture.due,
            task: .replace(old, InFlight(), record: record, publication, version))
        _ = try await Run(log: log, platforms: [Self.bakery: platform]).outcomes(of: [work])
        #expect(
            log.lines == [
                "record began", "create launch@bakery", "record container C-launch@bakery", "record removal OLD",
                "delete OLD", "lock launch@bakery OLD", "flush", "record request C-launch@bakery known ",
                "publish C-launch@bakery", "record published NEW", "lock launch@bakery NEW", "record settled",
            ])
    }

    @Test func aReplacementOnAPageIsReadyBeforeTheOldGoes() async throws {
        let log = Log()
        var platform = Self.platform(log)
        platform.page = { request async throws(Refusal) in
            switch request {
            case .createPost:
                log.add("create")
                return .made(id: "1_2")
            case .publish(let object, _):
                log.add("publish \(object.id)")
                return .done()
            case .read: return .state(.unpublished)
            default: return .listed([])
            }
        }
        platform.delete = { media async throws(Refusal) in log.add("delete \(media)") }
        var publication = Fixture.publication()
        publication.content = .page(.post(PagePost(details: PageDetails(message: "Stollen is back"))))
        let work = Self.replacing("1_1", by: publication)
        _ = try await Run(log: log, platforms: [Self.bakery: platform]).outcomes(of: [work])
        #expect(
            log.lines == [
                "record began", "create", "record container 1_2", "record removal 1_1", "delete 1_1",
                "lock launch@bakery 1_1", "flush", "record request 1_2 known ", "publish 1_2", "record published 1_2",
                "lock launch@bakery 1_2", "record settled",
            ])
    }

    @Test func aReplacementThatIsRefusedCostsNothing() async throws {
        let log = Log()
        var platform = Self.platform(log)
        platform.createContainer = { _ async throws(Refusal) in throw Fixture.refusal(.fixContent) }
        platform.delete = { media async throws(Refusal) in log.add("delete \(media)") }
        let publication = Fixture.publication()
        let work = Self.replacing("OLD", by: publication)
        _ = try await Run(log: log, platforms: [Self.bakery: platform]).outcomes(of: [work])
        #expect(log.lines == ["record began", "record stop refused: no"])
    }

    @Test func aReplacementThatIsNotReadyLeavesTheOldInPlace() async throws {
        let log = Log()
        var platform = Self.platform(log)
        platform.containerStatus = { _ async throws(Refusal) in .inProgress }
        platform.delete = { media async throws(Refusal) in log.add("delete \(media)") }
        let publication = Fixture.publication()
        let work = Self.replacing("OLD", by: publication)
        _ = try await Run(log: log, platforms: [Self.bakery: platform]).outcomes(of: [work])
        #expect(log.lines == ["record began", "create launch@bakery", "record container C-launch@bakery"])
    }

    @Test func aRenameIsRecordedAlsoWhereNothingElseIsToBeDone() async throws {
        let log = Log()
        var work = Self.work("launch@bakery")
        let published = PublishedPublication(mediaID: "M", publishedAt: Timestamp(Fixture.due), permalink: nil)
        let source = Fixture.publication().source
        work.task = .note(LockRecord(phase: .published(published), source: source, commit: nil, media: []))
        _ = try await Run(log: log, platforms: [:]).outcomes(of: [work])
        #expect(log.lines == ["lock launch@bakery M"])
    }

    @Test func moreThanIsAllowedAtOnceIsAllLeftToAPerson() async throws {
        let log = Log()
        var run = Run(log: log, platforms: [Self.bakery: Self.platform(log)])
        run.mostPublishes = 1
        let outcomes = try await run.outcomes(of: [Self.work("a@bakery"), Self.work("b@bakery")])
        #expect(log.lines == [])
        let ended = outcomes.map { "\($0.key) \(Transcript.line(for: .finished($0.value)))" }.sorted()
        #expect(ended == ["a@bakery = stopped failed", "b@bakery = stopped failed"])
    }

    @Test func anAccountWithoutAClientSaysSo() async throws {
        let log = Log()
        let outcomes = try await Run(log: log, platforms: [:]).outcomes(of: [Self.work("launch@bakery")])
        #expect(
            outcomes.values.first
                == .stopped(
                    JournalEvent.Stop(
                        kind: .failed, reason: "account bakery cannot be reached",
                        fix: "check its token and settings")))
    }
}
