import ContentModel
import Publishing
import ScheduleLock
import StateSharing
import TestSupport
import Testing

@Suite struct LeaseTests {
    static let bakery = AccountName("bakery")
    static let florist = AccountName("florist")

    @Test func whatIsTakenIsNotTakenAgain() throws {
        let fixture = Fixture()
        let (a, b) = (fixture.runner("a"), fixture.runner("b"))
        try fixture.play { () async throws in
            #expect(try await a.acquire([Self.bakery]) == [Self.bakery])
            #expect(try await b.acquire([Self.bakery, Self.florist]) == [Self.florist])
            #expect(a.mayAct(Self.bakery) && !a.mayAct(Self.florist))
            #expect(b.mayAct(Self.florist) && !b.mayAct(Self.bakery))
            #expect(try await b.read().holders == [Self.bakery: "a"])
            #expect(try await a.read().holders == [Self.florist: "b"])
            await a.release([Self.bakery])
            #expect(!a.mayAct(Self.bakery))
            #expect(try await b.acquire([Self.bakery]) == [Self.bakery])
        }
        #expect(try fixture.chain.journal.leases[Self.bakery]?.number == 2)
    }

    @Test func twoWhoAskAtOnceAgree() throws {
        let fixture = Fixture()
        let (a, b) = (fixture.runner("a"), fixture.runner("b"))
        try fixture.play { () async throws in
            async let first = a.acquire([Self.bakery])
            async let second = b.acquire([Self.bakery])
            let answers = try await [first, second]
            #expect(answers.map(\.count).sorted() == [0, 1])
        }
    }

    @Test func theRightEndsByItselfBeforeASuccessorCanHaveIt() throws {
        let fixture = Fixture()
        let (a, b) = (fixture.runner("a"), fixture.runner("b"))
        let world = fixture.world
        try fixture.play { () async throws in
            let start = world.now
            _ = try await a.acquire([Self.bakery])
            #expect(try await b.acquire([Self.bakery]) == [])
            let watchedFrom = world.now
            try await world.sleep(start + .seconds(119) - world.now)
            #expect(a.mayAct(Self.bakery))
            try await world.sleep(start + .milliseconds(120_100) - world.now)
            #expect(!a.mayAct(Self.bakery))
            try await world.sleep(watchedFrom + .seconds(180) - world.now)
            #expect(try await b.acquire([Self.bakery]) == [])
            try await world.sleep(watchedFrom + .seconds(185) - world.now)
            #expect(try await b.acquire([Self.bakery]) == [Self.bakery])
            // It never ran, so it has no say about accounts that went to another.
            #expect(try await a.acquire([Self.bakery]) == [])
        }
    }

    @Test func theRightCountsFromBeforeTheLinkWasSent() throws {
        let fixture = Fixture()
        let a = fixture.runner("a")
        let world = fixture.world
        try fixture.play { () async throws in
            fixture.chain.next(.answered, .slow)
            #expect(try await a.acquire([Self.bakery]) == [Self.bakery])
            // Others may have watched the link for the hundred seconds that its answer took.
            #expect(world.now > .seconds(100))
            #expect(a.mayAct(Self.bakery))
            try await world.sleep(.seconds(20))
            #expect(!a.mayAct(Self.bakery))
        }
    }

    @Test func aSignOfLifeKeepsTheRight() throws {
        let fixture = Fixture()
        let (a, b) = (fixture.runner("a"), fixture.runner("b"))
        let world = fixture.world
        try fixture.play { () async throws in
            _ = try await a.acquire([Self.bakery])
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await a.run() }
                group.addTask {
                    for _ in 0..<30 {
                        try? await world.sleep(.seconds(60))
                        #expect(a.mayAct(Self.bakery))
                        await #expect(throws: Never.self) { () async throws in
                            #expect(try await b.acquire([Self.bakery]) == [])
                        }
                    }
                }
                await group.next()
                group.cancelAll()
            }
        }
        let links = fixture.chain.transcript.filter { $0.hasPrefix("append") }
        #expect((25...31).contains(links.count))
    }

    @Test func whoHoldsNothingSaysNothing() throws {
        let fixture = Fixture()
        let a = fixture.runner("a")
        let world = fixture.world
        try fixture.play { () async throws in
            _ = try await a.acquire([Self.bakery])
            await a.release([Self.bakery])
            fixture.chain.clearTranscript()
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await a.run() }
                group.addTask { try? await world.sleep(.seconds(50_000)) }
                await group.next()
                group.cancelAll()
            }
        }
        #expect(fixture.chain.transcript == [])
    }

    @Test func aRunnerThatStartsAgainHasItsAccountsAtOnce() throws {
        let fixture = Fixture()
        let (a, again) = (fixture.runner("a"), fixture.runner("a", session: 2))
        let world = fixture.world
        try fixture.play { () async throws in
            _ = try await a.acquire([Self.bakery, Self.florist])
            #expect(try await again.acquire([Self.bakery]) == [Self.bakery])
            #expect(again.mayAct(Self.bakery))
            try await world.sleep(.seconds(60))
            try await again.append(.container("1", "e@bakery"))
        }
        // The other account would be kept alive by any link of this runner. It is given back, but not while a request
        // of the earlier life may be on its way.
        #expect(
            fixture.chain.transcript.suffix(2) == [
                "append 1: bakery taken 2", "append 2: e@bakery container 1, florist returned 1",
            ])
    }

    @Test func whatAnEarlierLifeHeldIsNotGivenBackInHaste() throws {
        let fixture = Fixture()
        let (a, again) = (fixture.runner("a"), fixture.runner("a", session: 2))
        let (chain, world) = (fixture.chain, fixture.world)
        try fixture.play { () async throws in
            _ = try await a.acquire([Self.bakery])
            _ = try await again.acquire([Self.bakery])
            await again.release([Self.bakery])
            #expect(!again.mayAct(Self.bakery))
            #expect(try chain.journal.leases[Self.bakery]?.isHeld == true)
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await again.run() }
                group.addTask { try? await world.sleep(.seconds(61)) }
                await group.next()
                group.cancelAll()
            }
            #expect(try chain.journal.leases[Self.bakery]?.isHeld == false)
        }
    }

    @Test func twoProcessesOfOneNameAreTold() throws {
        let fixture = Fixture()
        let (a, copy) = (fixture.runner("a"), fixture.runner("a", session: 2))
        try fixture.play { () async throws in
            _ = try await a.acquire([Self.bakery])
            _ = try await copy.acquire([Self.bakery])
            let failure = await #expect(throws: StateFailure.self) { () async throws in _ = try await a.read() }
            #expect(failure?.message == "another process runs as runner 'a'")
            #expect(!a.mayAct(Self.bakery))
        }
    }

    @Test func whatATakingGotThatNobodyWaitsForIsGivenBack() throws {
        let fixture = Fixture { $0.patience = .seconds(1) }
        let a = fixture.runner("a")
        try fixture.play { () async throws in
            fixture.chain.next(.answered, .answerLost, .away)
            let failure = await #expect(throws: StateFailure.self) { () async throws in
                _ = try await a.acquire([Self.bakery])
            }
            #expect(failure?.kind == .away)
            _ = try await a.acquire([Self.florist])
        }
        #expect(fixture.chain.transcript.last == "append 2: florist taken 1, bakery returned 1")
    }
}
