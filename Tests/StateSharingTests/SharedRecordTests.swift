import ContentModel
import Publishing
import ScheduleLock
import StateSharing
import TestSupport
import Testing

@Suite struct SharedRecordTests {
    static let bakery = AccountName("bakery")
    static let loaf = PublicationID("loaf@bakery")!  // both sides of an @ are there
    static let roll = PublicationID("roll@bakery")!  // as above

    @Test func settlingFollowsTheLockfile() throws {
        let fixture = Fixture()
        let (a, b) = (fixture.runner("a"), fixture.runner("b"))
        try fixture.play { () async throws in
            _ = try await a.acquire([Self.bakery])
            try await a.append(.published("180", "loaf@bakery"))
            await a.record(.published("180"), of: Self.loaf)
            try await a.append(.settled("loaf@bakery"))
            // Here it is recorded and settled already; to others it is in flight, with its medium.
            let here = try await a.read()
            #expect(here.lockfile.records[Self.loaf] == .published("180"))
            #expect(here.journal.inFlight.isEmpty)
            let there = try await b.read()
            #expect(there.lockfile.records.isEmpty)
            #expect(there.journal.inFlight[Self.loaf]?.mediaID == "180")
            try await a.flush()
            let after = try await b.read()
            #expect(after.lockfile.records[Self.loaf] == .published("180"))
            #expect(after.journal.inFlight.isEmpty)
        }
        #expect(fixture.lockfile.commitCount == 1)
    }

    @Test func recordsGather() throws {
        let fixture = Fixture()
        let a = fixture.runner("a")
        let world = fixture.world
        try fixture.play { () async throws in
            _ = try await a.acquire([Self.bakery])
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await a.run() }
                group.addTask {
                    for number in 0..<100 {
                        await a.record(.published("\(number)"), of: PublicationID("e\(number)@bakery")!)
                        await #expect(throws: Never.self) { () async throws in
                            try await a.append(.settled("e\(number)@bakery"))
                        }
                    }
                    try? await world.sleep(.seconds(5))
                }
                await group.next()
                group.cancelAll()
            }
        }
        #expect(fixture.lockfile.commitCount == 1)
        #expect(fixture.lockfile.lockfile.records.count == 100)
        #expect(fixture.chain.transcript.filter { $0.contains("settled") }.count == 1)
    }

    @Test func nothingIsSettledWhileTheLockfileIsRefused() throws {
        let fixture = Fixture()
        let (a, b) = (fixture.runner("a"), fixture.runner("b"))
        try fixture.play { () async throws in
            _ = try await a.acquire([Self.bakery])
            try await a.append(.published("180", "loaf@bakery"))
            await a.record(.published("180"), of: Self.loaf)
            try await a.append(.settled("loaf@bakery"))
            fixture.lockfile.fail(.refused)
            let failure = await #expect(throws: StateFailure.self) { try await a.flush() }
            #expect(failure == StateFailure(.refused, message: "branch is protected", fix: "use another branch"))
            #expect(try await b.read().journal.inFlight[Self.loaf]?.mediaID == "180")
            try await a.flush()
            #expect(try await b.read().journal.inFlight.isEmpty)
        }
    }

    @Test func whatFollowsASettlingStaysBehindIt() throws {
        let fixture = Fixture()
        let a = fixture.runner("a")
        try fixture.play { () async throws in
            _ = try await a.acquire([Self.bakery])
            await a.record(.published("180"), of: Self.loaf)
            try await a.append(.settled("loaf@bakery"))
            try await a.append(.container("1", "roll@bakery"))
            try await a.append(.container("2", "loaf@bakery"))
        }
        #expect(
            fixture.chain.transcript.suffix(2) == [
                "append 2: roll@bakery container 1", "append 3: loaf@bakery settled, loaf@bakery container 2",
            ])
        #expect(try fixture.chain.journal.unsettled[Self.loaf]?.count == 1)
    }

    @Test func givingBackBringsRecordsToTheRemoteFirst() throws {
        let fixture = Fixture()
        let a = fixture.runner("a")
        try fixture.play { () async throws in
            _ = try await a.acquire([Self.bakery])
            try await a.append(.published("180", "loaf@bakery"))
            await a.record(.published("180"), of: Self.loaf)
            try await a.append(.settled("loaf@bakery"))
            await a.release([Self.bakery])
        }
        #expect(fixture.lockfile.lockfile.records[Self.loaf] == .published("180"))
        let journal = try fixture.chain.journal
        #expect(journal.unsettled.isEmpty)
        #expect(journal.leases[Self.bakery]?.isHeld == false)
    }
}
