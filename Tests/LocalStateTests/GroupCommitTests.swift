import ContentModel
import ObjectIDs
import Publishing
import ScheduleLock
import Synchronization
import TestSupport
import Testing

@testable import LocalState

@Suite struct GroupCommitTests {
    static let time = Timestamp(secondsSince1970: 1_796_112_000)

    static func id(_ number: Int) -> PublicationID {
        PublicationID(entry: EntryID("e\(number)"), account: AccountName("account-\(number)"))
    }

    static func record(_ number: Int) -> LockRecord {
        LockRecord(
            phase: .published(
                PublishedPublication(mediaID: "180\(number)", publishedAt: Self.time, permalink: nil)),
            source: Publication.Source(path: "calendar/e\(number).yaml", blob: .all("a")), commit: nil, media: [])
    }

    /// What one publication writes, each once the one before it is durable.
    static func publish(_ number: Int, _ state: LocalState, done: @Sendable (Int) -> Void = { _ in }) async throws {
        let id = id(number)
        try await state.append(
            JournalEvent(publication: id, at: time, step: .containerCreated(id: "1", slide: nil)))
        done(1)
        try await state.append(JournalEvent(publication: id, at: time, step: .published(mediaID: "180\(number)")))
        done(2)
        try await state.record(record(number), of: id)
        done(3)
        try await state.append(JournalEvent(publication: id, at: time, step: .settled))
        done(4)
    }

    @Test func aThousandOfOneMomentShareWrites() throws {
        let world = SimulatedWorld(seed: 1)
        let disk = MemoryDisk(in: world)
        let hasEnded = try world.play { () async throws in
            let state = try await LocalState(opening: disk.disk)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<1_000 { group.addTask { try await Self.publish(number, state) } }
                try await group.waitForAll()
            }
            #expect(await state.journal.inFlight.isEmpty)
            #expect(await state.lockfile.records.count == 1_000)
            // Alone they would be 3,000 and 1,000.
            #expect(disk.writeCount(of: .journal) <= 12)
            #expect(disk.writeCount(of: .lockfile) <= 4)
            let again = try await LocalState(opening: disk.disk)
            #expect(await again.lockfile.records.count == 1_000)
            #expect(disk.bytes(of: .journal).isEmpty)
        }
        #expect(hasEnded)
    }

    static let deaths = (1...12).flatMap { write in [0, 1, 30, 200, 301].map { (write, $0) } }
    @Test("What a call promised survives any death", arguments: deaths)
    func survives(write: Int, count: Int) throws {
        let world = SimulatedWorld(seed: UInt64(write))
        let disk = MemoryDisk(in: world)
        let hasEnded = try world.play { () async throws in
            let state = try await LocalState(opening: disk.disk)
            disk.die(inWrite: write, after: count)
            let steps = Steps()
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        try? await world.sleep(.milliseconds(world.random(0...20)))
                        try? await Self.publish(number, state) { steps.set($0, of: number) }
                    }
                }
            }
            disk.restart()
            let after = try await LocalState(opening: disk.disk)
            let (journal, lockfile) = (await after.journal, await after.lockfile)
            for number in 0..<8 {
                let step = steps[number]
                let inFlight = journal.inFlight[Self.id(number)]
                let isRecorded = lockfile.records[Self.id(number)] == Self.record(number)
                if step >= 1 { #expect(inFlight?.container != nil || isRecorded) }
                if step >= 2 { #expect(inFlight?.mediaID != nil || isRecorded) }
                if step >= 3 { #expect(isRecorded) }
            }
        }
        #expect(hasEnded)
    }

    @Test func aFailedWriteFailsAllWhoShareIt() throws {
        let world = SimulatedWorld(seed: 1)
        let disk = MemoryDisk(in: world)
        let hasEnded = try world.play { () async throws in
            let state = try await LocalState(opening: disk.disk)
            disk.die(inWrite: 1, after: 10)
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        let failure = await #expect(throws: StateFailure.self) { () async throws in
                            try await Self.publish(number, state)
                        }
                        #expect(failure?.message == "the machine is off")
                    }
                }
            }
            #expect(await state.journal.inFlight.isEmpty)
        }
        #expect(hasEnded)
    }
}

/// How far each publication came, as it was told.
private final class Steps: Sendable {
    private let reached = Mutex<[Int: Int]>([:])
    func set(_ step: Int, of number: Int) { reached.withLock { $0[number] = step } }
    subscript(number: Int) -> Int { reached.withLock { $0[number] ?? 0 } }
}
