import ContentModel
import ObjectIDs
import Publishing
import ScheduleLock
import StateSharing
import Synchronization
import TestSupport

/// A runner's machine: its clock, its network, and one life after another.
final class RandomMachine: Sendable {
    private let field: RandomField
    private let name: String
    /// How fast its clock runs, in parts of a thousand.
    private let rate: Int
    private let offset: Duration
    private let life = Mutex<RandomLife?>(nil)

    init(field: RandomField, name: String) {
        (self.field, self.name) = (field, name)
        rate = field.world.random(990...1_010)
        offset = .seconds(field.world.random(0...100_000))
    }

    func start() {
        let life = RandomLife(
            field: field, runner: RunnerID(name), session: UInt64(field.world.random(1...1_000_000_000)), rate: rate,
            offset: offset)
        self.life.withLock { $0 = life }
        Task(executorPreference: field.world) { await life.live() }
    }

    /// From here on nothing that it began has any effect, but for what is on the wire.
    func crash() {
        life.withLock { life in
            life?.end()
            life = nil
        }
    }
}

/// One process, from its start to its crash.
final class RandomLife: Sendable {
    private let field: RandomField
    private let runner: RunnerID
    private let session: UInt64
    private let rate: Int
    private let offset: Duration
    private let life = Mutex(
        (isOver: false, lastEvent: 0, away: Duration.zero, abandoned: [CheckedContinuation<Void, Never>]()))

    private var world: SimulatedWorld { field.world }
    private var isOver: Bool { life.withLock { $0.isOver } }

    init(field: RandomField, runner: RunnerID, session: UInt64, rate: Int, offset: Duration) {
        (self.field, self.runner, self.session, self.rate, self.offset) = (field, runner, session, rate, offset)
    }

    func end() { life.withLock { $0.isOver = true } }

    /// A dead process does not go on.
    private func stopIfOver() async {
        guard isOver else { return }
        await withCheckedContinuation { continuation in life.withLock { $0.abandoned.append(continuation) } }
    }

    private func pass(_ duration: Duration) async {
        try? await world.sleep(duration)
        await stopIfOver()
    }

    // MARK: Clock and network

    private var clock: SharingClock {
        SharingClock(
            elapsed: { self.offset + self.world.now * self.rate / 1_000 },
            sleep: { duration async throws(CancellationError) in
                // Rounded up, as every sleep is: it must not end before its time.
                try await self.world.sleep(duration * 1_000 / self.rate + .nanoseconds(1))
                await self.stopIfOver()
            },
            jitter: { Double(self.world.random(0...999)) / 1_000 },
            // It jumps by hours, also backwards: nothing may depend on it.
            wallTime: { Timestamp(secondsSince1970: 1_796_111_400 + Int64(self.world.random(-90_000...90_000))) })
    }

    private static func failure(_ mayHaveHappened: Bool) -> RemoteFailure {
        RemoteFailure(.away, mayHaveHappened: mayHaveHappened, message: "timed out", fix: "wait")
    }

    /// One call over the network; `effect` is what it does where it arrives.
    private func call<Answer: Sendable>(_ effect: @escaping @Sendable () -> Answer) async throws(RemoteFailure)
        -> Answer
    {
        await pass(.milliseconds(world.random(5...400)))
        guard !field.isCalm else { return effect() }
        if world.now < life.withLock({ $0.away }) {
            await pass(.seconds(10))
            throw Self.failure(world.happens(50))
        }
        switch world.random(0...99) {
        case 0...4:  // the request was lost
            await pass(.seconds(world.random(1...30)))
            throw Self.failure(true)
        case 5...9:
            _ = effect()
            field.count("answer lost")
            await pass(.seconds(world.random(1...30)))
            throw Self.failure(true)
        case 10...12:
            field.count("late effect")
            world.after(.seconds(world.random(1...400))) { _ = effect() }
            await pass(.seconds(world.random(1...30)))
            throw Self.failure(true)
        case 13:  // a slow one
            await pass(.seconds(world.random(1...100)))
            let answer = effect()
            await pass(.seconds(world.random(1...100)))
            return answer
        case 14:
            life.withLock { $0.away = world.now + .seconds(world.random(20...400)) }
            throw Self.failure(false)
        default:
            let answer = effect()
            await pass(.milliseconds(world.random(5...400)))
            return answer
        }
    }

    private var state: SharedState {
        let field = field
        return SharedState(
            runner: runner, session: session,
            remote: JournalRemote(
                fetch: { known async throws(RemoteFailure) in try await self.call { field.tail(after: known) } },
                append: { bytes, last async throws(RemoteFailure) in
                    try await self.call { field.append(bytes, after: last) }
                },
                replace: { bytes, last async throws(RemoteFailure) in
                    try await self.call { field.append(bytes, after: last, replacing: true) }
                }),
            lockfiles: LockfileRemote(
                fetch: { () async throws(RemoteFailure) in try await self.call { field.merge(Lockfile()) } },
                commit: { records async throws(RemoteFailure) in try await self.call { field.merge(records) } }),
            clock: clock, policy: RandomField.policy)
    }

    // MARK: Work

    /// Works on random accounts, again and again, until the field is calm and all is done.
    func live() async {
        let state = state
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await state.run() }
            group.addTask {
                while !self.field.isCalm {
                    await self.pass(.milliseconds(self.world.random(10...20_000)))
                    await self.work(state)
                }
                // In the end somebody looks after every account.
                for _ in 0..<100 {
                    await self.pass(.seconds(self.world.random(5...15)))
                    await self.finish(RandomField.accounts[self.world.random(0...2)], state)
                }
            }
            await group.next()
            group.cancelAll()
        }
    }

    private func work(_ state: SharedState) async {
        let wish = Set(RandomField.accounts.filter { _ in world.happens(60) })
        do throws(StateFailure) {
            let held = try await state.acquire(wish)
            await withTaskGroup(of: Void.self) { group in
                let isCutOff = world.happens(25)
                for account in held.sorted() {
                    group.addTask {
                        if isCutOff {
                            await self.insist(on: account, state)
                        } else {
                            await self.publish(on: account, state)
                        }
                    }
                }
            }
        } catch {
            field.count("failure")
        }
        // Not always: a process may keep what it holds, or forget it.
        if world.happens(70) { await state.release(wish) }
    }

    private func publish(on account: AccountName, _ state: SharedState) async {
        do throws(StateFailure) {
            for _ in 0..<world.random(1...4) {
                let number = life.withLock { life in
                    life.lastEvent += 1
                    return life.lastEvent
                }
                let id = PublicationID(entry: EntryID("\(runner)-\(session)-\(number)"), account: account)
                try await write(.containerCreated(id: "\(number)", slide: nil), id, state)
                await pass(.milliseconds(world.random(0...30_000)))
                guard state.mayAct(account) else { continue }
                // As slow as a request may be; the process may die while it is on its way.
                let slowest = RandomField.policy.slowestRequest
                let duration = world.happens(20) ? slowest : .milliseconds(world.random(50...5_000))
                field.act(runner, on: account, for: duration)
                await pass(duration)
                try await write(.published(mediaID: "\(number)"), id, state)
                await record(id, medium: "\(number)", state)
                try await state.append(JournalEvent(publication: id, at: Self.time, step: .settled))
            }
        } catch {
            field.count("failure")
        }
    }

    /// Sends requests for as long as it may, most of them slow, while the remote is away from it.
    private func insist(on account: AccountName, _ state: SharedState) async {
        let end = world.now + .seconds(world.random(100...400))
        life.withLock { $0.away = max($0.away, end) }
        let slowest = RandomField.policy.slowestRequest
        while world.now < end {
            if state.mayAct(account) { field.act(runner, on: account, for: slowest) }
            await pass(.milliseconds(world.random(100...6_000)))
        }
        // What was sent must have ended before the account is given back.
        await pass(slowest)
    }

    private static let time = Timestamp(secondsSince1970: 1_796_111_400)

    private func write(_ step: JournalEvent.Step, _ id: PublicationID, _ state: SharedState) async throws(StateFailure)
    {
        let event = JournalEvent(publication: id, at: Self.time, step: step)
        try await state.append(event)
        field.require(event)
    }

    private func record(_ id: PublicationID, medium: String, _ state: SharedState) async {
        await state.record(.published("\(runner)-\(session)-\(medium)"), of: id)
    }

    /// What was left in flight with its medium is recorded by whoever holds the account.
    private func finish(_ account: AccountName, _ state: SharedState) async {
        do throws(StateFailure) {
            guard try await state.acquire([account]).contains(account) else { return }
            for (id, inFlight) in try await state.read().journal.inFlight.sorted(by: { $0.key < $1.key })
            where id.account == account && inFlight.mediaID != nil {
                await state.record(.published("\(id.entry)"), of: id)
                try await state.append(JournalEvent(publication: id, at: Self.time, step: .settled))
            }
            try await state.flush()
        } catch {
            field.count("failure")
        }
        await state.release([account])
    }
}
