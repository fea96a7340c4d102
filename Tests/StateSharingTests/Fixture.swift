import ContentModel
import ObjectIDs
import Publishing
import ScheduleLock
import StateSharing
import TestSupport
import Testing

/// A world with one chain, one lockfile, and as many runners as a test asks for.
struct Fixture {
    let world = SimulatedWorld(seed: 1)
    let chain: MemoryChain
    let lockfile = MemoryLockfile()
    let policy: SharingPolicy

    init(_ change: (inout SharingPolicy) -> Void = { _ in }) {
        var policy = SharingPolicy()
        change(&policy)
        self.policy = policy
        let world = world
        chain = MemoryChain { try? await world.sleep(.milliseconds(20)) }
    }

    func runner(_ name: String, session: UInt64 = 1) -> SharedState {
        let world = world
        let clock = SharingClock(
            elapsed: { world.now },
            sleep: { duration async throws(CancellationError) in try await world.sleep(duration) },
            jitter: { 0.5 }, wallTime: { Timestamp(secondsSince1970: 1_796_111_400) })
        return SharedState(
            runner: RunnerID(name), session: session, remote: chain.remote, lockfiles: lockfile.remote, clock: clock,
            policy: policy)
    }

    /// Runs `body` to its end in the world.
    func play(_ body: @escaping @Sendable () async throws -> Void) throws {
        #expect(try world.play(body), "it never ended")
    }
}

extension JournalEvent {
    static func container(_ id: String, _ publication: String) -> JournalEvent {
        JournalEvent(
            publication: PublicationID(publication)!,  // tests write both sides of the @
            at: Timestamp(secondsSince1970: 1_796_111_400), step: .containerCreated(id: id, slide: nil))
    }

    static func published(_ media: String, _ publication: String) -> JournalEvent {
        JournalEvent(
            publication: PublicationID(publication)!,  // as above
            at: Timestamp(secondsSince1970: 1_796_111_400), step: .published(mediaID: media))
    }

    static func settled(_ publication: String) -> JournalEvent {
        JournalEvent(
            publication: PublicationID(publication)!,  // as above
            at: Timestamp(secondsSince1970: 1_796_111_400), step: .settled)
    }
}

extension LockRecord {
    static func published(_ media: String) -> LockRecord {
        LockRecord(
            phase: .published(
                PublishedPublication(
                    mediaID: media, publishedAt: Timestamp(secondsSince1970: 1_796_111_400), permalink: nil)),
            source: Publication.Source(path: "calendar/a.yaml", blob: .all("a")), commit: nil, media: [])
    }
}
