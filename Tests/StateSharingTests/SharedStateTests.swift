import ContentModel
import Publishing
import ScheduleLock
import StateSharing
import TestSupport
import Testing

@Suite struct SharedStateTests {
    static let bakery: Set<AccountName> = [AccountName("bakery")]

    @Test func eventsOfOneMomentTravelTogether() throws {
        let fixture = Fixture()
        let state = fixture.runner("a")
        let accounts = Set((0..<1_000).map { AccountName("account-\($0)") })
        try fixture.play { () async throws in
            #expect(try await state.acquire(accounts) == accounts)
            fixture.chain.clearTranscript()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<1_000 {
                    group.addTask {
                        for step in 0..<3 { try await state.append(.container("\(step)", "e@account-\(number)")) }
                    }
                }
                try await group.waitForAll()
            }
        }
        #expect(fixture.chain.transcript.count <= 8)
        let journal = try fixture.chain.journal
        #expect(journal.unsettled.count == 1_000)
        for events in journal.unsettled.values {
            #expect(events.map(\.step) == (0..<3).map { .containerCreated(id: "\($0)", slide: nil) })
        }
    }

    @Test func anEventIsNotRepeatedWhenItsAnswerWasLost() throws {
        let fixture = Fixture()
        let state = fixture.runner("a")
        try fixture.play { () async throws in
            _ = try await state.acquire(Self.bakery)
            fixture.chain.next(.answerLost)
            try await state.append(.container("1", "e@bakery"))
            fixture.chain.next(.requestLost)
            try await state.append(.container("2", "e@bakery"))
        }
        #expect(
            fixture.chain.transcript == [
                "fetch", "append 1: bakery taken 1", "append 2: e@bakery container 1: answer lost", "fetch",
                "append 3: e@bakery container 2: request lost", "fetch", "append 4: e@bakery container 2",
            ])
    }

    @Test func whoeverWasOvertakenLooksAgain() throws {
        let fixture = Fixture()
        let state = fixture.runner("a")
        let other = LinkStamp(runner: RunnerID("b"), session: 7, number: 1)
        try fixture.play { () async throws in
            _ = try await state.acquire(Self.bakery)
            fixture.chain.next(.overtaken(by: JournalLink(stamp: other, at: Self.time, lines: [])))
            try await state.append(.container("1", "e@bakery"))
            // Somebody takes the account away: nothing of ours may follow.
            let taking = JournalLink.Line.lease(
                Lease(
                    account: AccountName("bakery"), runner: RunnerID("b"), number: 2, isHeld: true, span: .seconds(180))
            )
            fixture.chain.next(.overtaken(by: JournalLink(stamp: other.next, at: Self.time, lines: [taking])))
            let failure = await #expect(throws: StateFailure.self) {
                try await state.append(.container("2", "e@bakery"))
            }
            #expect(failure?.kind == .heldByAnother)
            #expect(failure?.message == "account bakery is held by runner 'b' now")
            #expect(!state.mayAct(AccountName("bakery")))
        }
        #expect(
            fixture.chain.transcript == [
                "fetch", "append 1: bakery taken 1", "append 2: e@bakery container 1: rejected", "fetch",
                "append 3: e@bakery container 1", "append 4: e@bakery container 2: rejected", "fetch",
            ])
    }

    static let time = Timestamp(secondsSince1970: 1_796_111_400)

    @Test func whatWasNotHeldIsRefused() throws {
        let fixture = Fixture()
        let state = fixture.runner("a")
        try fixture.play { () async throws in
            let failure = await #expect(throws: StateFailure.self) {
                try await state.append(.container("1", "e@bakery"))
            }
            #expect(failure?.message == "runner 'a' does not hold account bakery")
        }
        #expect(fixture.chain.transcript == ["fetch"])
    }

    @Test func whatWasWrittenWhileTheRemoteWasAwayTravelsLater() throws {
        let fixture = Fixture { $0.patience = .seconds(4) }
        let state = fixture.runner("a")
        let (chain, world) = (fixture.chain, fixture.world)
        try fixture.play { () async throws in
            _ = try await state.acquire(Self.bakery)
            chain.next(.away, .away, .away)
            let before = world.now
            let failure = await #expect(throws: StateFailure.self) {
                try await state.append(.container("1", "e@bakery"))
            }
            #expect(failure?.kind == .away)
            #expect(
                failure?.message == "the shared state could not be reached for 4 s: no route to host")
            #expect(world.now - before >= .seconds(4))
            #expect(world.now - before < .seconds(5))
            try await state.append(.container("2", "e@bakery"))
        }
        #expect(fixture.chain.transcript.last == "append 5: e@bakery container 1, e@bakery container 2")
    }

    @Test func aRefusalIsToldAtOnce() throws {
        let fixture = Fixture()
        let state = fixture.runner("a")
        try fixture.play { () async throws in
            _ = try await state.acquire(Self.bakery)
            fixture.chain.next(.refused)
            let failure = await #expect(throws: StateFailure.self) {
                try await state.append(.container("1", "e@bakery"))
            }
            #expect(failure == StateFailure(.refused, message: "no permission", fix: "ask for it"))
        }
        #expect(fixture.chain.transcript.count == 3)
    }

    @Test func aCancelledCallTriesOnce() throws {
        let fixture = Fixture()
        let state = fixture.runner("a")
        let world = fixture.world
        try fixture.play { () async throws in
            _ = try await state.acquire(Self.bakery)
            fixture.chain.next(.away, .away, .away)
            let before = world.now
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    let failure = await #expect(throws: StateFailure.self) {
                        try await state.append(.container("1", "e@bakery"))
                    }
                    #expect(failure?.kind == .away)
                }
                group.cancelAll()
            }
            #expect(world.now - before < .seconds(1))
        }
        #expect(fixture.chain.transcript.last == "append 2: e@bakery container 1: away")
    }

    @Test func damageNamesItsLink() throws {
        let fixture = Fixture()
        let state = fixture.runner("a")
        let stamp = LinkStamp(runner: RunnerID("b"), session: 7, number: 1)
        fixture.chain.add(JournalLink(stamp: stamp, at: Self.time, lines: []))
        fixture.chain.addDamaged()
        try fixture.play { () async throws in
            let failure = await #expect(throws: StateFailure.self) { () async throws in _ = try await state.read() }
            #expect(
                failure
                    == StateFailure(
                        .broken,
                        message: "journal link 0000000:1:1: damaged journal line, "
                            + "and what it said may have been published already",
                        fix: "look at the accounts for what went out, keep a copy of the journal's ref, "
                            + "then delete the ref from the remote"))
        }
    }

    @Test func aLongChainIsReplacedByOneLink() throws {
        let fixture = Fixture { $0.linkLimit = 4 }
        let (state, other) = (fixture.runner("a"), fixture.runner("b"))
        try fixture.play { () async throws in
            _ = try await state.acquire(Self.bakery)
            for number in 1...3 { try await state.append(.container("\(number)", "e@bakery")) }
            try await state.append(.container("4", "f@bakery"))
            #expect(fixture.chain.links.count == 1)
            let read = try await other.read()
            #expect(read.journal.inFlight.keys.sorted().map(\.description) == ["e@bakery", "f@bakery"])
            #expect(read.holders == [AccountName("bakery"): "a"])
            try await state.append(.container("5", "f@bakery"))
        }
        #expect(
            fixture.chain.transcript.suffix(4) == [
                "append 5: f@bakery container 4",
                "replace 6: bakery taken 1, e@bakery container 1, e@bakery container 2, e@bakery container 3, "
                    + "f@bakery container 4",
                "fetch", "append 7: f@bakery container 5",
            ])
    }
}

extension LinkStamp {
    var next: LinkStamp { LinkStamp(runner: runner, session: session, number: number + 1) }
}
