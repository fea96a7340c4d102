import ContentModel
import Foundation
import ScheduleLock
import Synchronization
import Testing

@testable import Publishing

/// The applier against a platform that keeps what it is told, and state that may fail.
@Suite struct ApplierTests {
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
                return "C-\(draft.publication.id)"
            },
            containerStatus: { _ async throws(Refusal) in .finished },
            publish: { container async throws(Refusal) in
                log.add("publish \(container)")
                return try publish.get()
            },
            newestMedia: { _, _ async throws(Refusal) in [] },
            permalink: { media async throws(Refusal) in "https://instagram.com/p/\(media)/" },
            comment: { _, _ async throws(Refusal) in "K" }, comments: { _ async throws(Refusal) in [] },
            switchComments: { _, _ async throws(Refusal) in }, delete: { _ async throws(Refusal) in })
    }

    static func applier(
        _ log: Log, platforms: [AccountName: PlatformClient], failingAt failure: String? = nil
    ) -> Applier {
        Applier(
            clock: ClockClient(now: { Fixture.due }, sleep: { _ in }), platforms: platforms,
            hosting: HostingClient { file, _ async throws(Refusal) in "https://media.example/\(file.path)" },
            state: StateClient(
                append: { event async throws(StateFailure) in
                    let name = Transcript.line(for: .record(event.step))
                    if name == failure { throw StateFailure(message: "disk full", fix: "free space") }
                    log.add(name)
                },
                record: { publication, record async throws(StateFailure) in
                    log.add("lock \(publication) \(record.publication?.mediaID ?? "-")")
                }),
            runEnd: Fixture.runEnd, report: { _ in })
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

    @Test func everyStepIsDurableBeforeTheNext() async throws {
        let log = Log()
        let outcomes = try await Self.applier(log, platforms: [Self.bakery: Self.platform(log)])
            .run([Self.work("launch@bakery")])
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
        _ = try await Self.applier(log, platforms: [Self.bakery: Self.platform(log)])
            .run([Self.work("b@bakery", due: -10), Self.work("a@bakery", due: -5), Self.work("c@bakery", due: -20)])
        #expect(
            log.lines.filter { $0.hasPrefix("publish") } == [
                "publish C-c@bakery", "publish C-b@bakery", "publish C-a@bakery",
            ])
    }

    @Test func aThrottledAccountIsLeftAloneAndDelaysNoOther() async throws {
        let log = Log()
        let throttled = Self.platform(log, publish: .failure(Fixture.refusal(.laterWindow)))
        let cafe = AccountName("cafe")
        let outcomes = try await Self.applier(log, platforms: [Self.bakery: throttled, cafe: Self.platform(log)])
            .run([Self.work("a@bakery"), Self.work("b@bakery"), Self.work("a@cafe")])
        let ended = outcomes.map { "\($0.key) \(Transcript.line(for: .finished($0.value)))" }.sorted()
        #expect(
            ended == ["a@bakery = deferred +3600: no", "a@cafe = published M", "b@bakery = deferred +3600: no"])
        #expect(log.lines.filter { $0 == "create b@bakery" }.isEmpty)
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
        let outcomes = try await Self.applier(log, platforms: [Self.bakery: Self.platform(log)])
            .run([gone, Self.work("b@bakery")])
        let ended = outcomes.map { "\($0.key) \(Transcript.line(for: .finished($0.value)))" }.sorted()
        #expect(
            ended == ["a@bakery = deferred +86400: it is not live, and must not go out now", "b@bakery = published M"])
    }

    @Test func nothingIrreversibleHappensWhenItCannotBeRecorded() async throws {
        let log = Log()
        let applier = Self.applier(
            log, platforms: [Self.bakery: Self.platform(log)], failingAt: "record request C-launch@bakery known ")
        await #expect(throws: StateFailure(message: "disk full", fix: "free space")) {
            try await applier.run([Self.work("launch@bakery")])
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
        _ = try await Self.applier(log, platforms: [Self.bakery: platform]).run([work])
        #expect(
            log.lines == [
                "record began", "create launch@bakery", "record container C-launch@bakery", "record removal OLD",
                "delete OLD", "lock launch@bakery OLD", "record request C-launch@bakery known ",
                "publish C-launch@bakery", "record published NEW", "lock launch@bakery NEW", "record settled",
            ])
    }

    @Test func aReplacementThatIsRefusedCostsNothing() async throws {
        let log = Log()
        var platform = Self.platform(log)
        platform.createContainer = { _ async throws(Refusal) in throw Fixture.refusal(.fixContent) }
        platform.delete = { media async throws(Refusal) in log.add("delete \(media)") }
        let publication = Fixture.publication()
        let old = PublishedPublication(mediaID: "OLD", publishedAt: Timestamp(Fixture.due), permalink: nil)
        let record = LockRecord(phase: .published(old), source: publication.source, commit: nil, media: [])
        let version = JournalEvent.Version(of: publication, commit: nil, now: Fixture.due)
        let work = Work(
            publication: publication.id, account: publication.id.account, due: Fixture.due,
            task: .replace(old, InFlight(), record: record, publication, version))
        _ = try await Self.applier(log, platforms: [Self.bakery: platform]).run([work])
        #expect(log.lines == ["record began", "record stop refused: no"])
    }

    @Test func aReplacementThatIsNotReadyLeavesTheOldInPlace() async throws {
        let log = Log()
        var platform = Self.platform(log)
        platform.containerStatus = { _ async throws(Refusal) in .inProgress }
        platform.delete = { media async throws(Refusal) in log.add("delete \(media)") }
        let publication = Fixture.publication()
        let old = PublishedPublication(mediaID: "OLD", publishedAt: Timestamp(Fixture.due), permalink: nil)
        let record = LockRecord(phase: .published(old), source: publication.source, commit: nil, media: [])
        let version = JournalEvent.Version(of: publication, commit: nil, now: Fixture.due)
        let work = Work(
            publication: publication.id, account: publication.id.account, due: Fixture.due,
            task: .replace(old, InFlight(), record: record, publication, version))
        var applier = Self.applier(log, platforms: [Self.bakery: platform])
        applier.runEnd = Fixture.due
        _ = try await applier.run([work])
        #expect(log.lines == ["record began", "create launch@bakery", "record container C-launch@bakery"])
    }

    @Test func anAccountWithoutAClientSaysSo() async throws {
        let log = Log()
        let outcomes = try await Self.applier(log, platforms: [:]).run([Self.work("launch@bakery")])
        #expect(
            outcomes.values.first
                == .stopped(
                    JournalEvent.Stop(
                        kind: .failed, reason: "account bakery cannot be reached",
                        fix: "check its token and settings")))
    }
}
