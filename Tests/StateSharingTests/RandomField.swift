import ContentModel
import ObjectIDs
import Publishing
import ScheduleLock
import StateSharing
import Synchronization
import TestSupport

/// One seeded run: the world, the remotes, and a referee who sees true time and everything that is written.
final class RandomField: Sendable {
    static let linkLimit = 20
    static let accounts = (0..<3).map { AccountName("account-\($0)") }
    static let policy = {
        var policy = SharingPolicy()
        policy.linkLimit = linkLimit
        policy.patience = .seconds(30)
        return policy
    }()

    private struct State {
        var links: [ChainTail.Link] = []
        var lastNumber: UInt64 = 0
        /// The chain as it was before any link was replaced.
        var journal = SharedJournal()
        /// Every event that got in, in order, as text.
        var accepted: [String] = []
        var acceptedOnce: Set<String> = []
        var lockfile = Lockfile()
        /// Until when, in true time, a request of a runner on an account may be on its way.
        var acting: [AccountName: [RunnerID: Duration]] = [:]
        var broken: [String] = []
        var counts: [String: Int] = [:]
        var longest = 0
        var isCalm = false
    }

    let world: SimulatedWorld
    private let state = Mutex(State())

    init(seed: UInt64) { world = SimulatedWorld(seed: seed) }

    var broken: [String] { state.withLock { $0.broken } }
    var counts: [String: Int] { state.withLock { $0.counts } }
    var accepted: [String] { state.withLock { $0.accepted } }
    var longestChain: Int { state.withLock { $0.longest } }
    var isCalm: Bool { state.withLock { $0.isCalm } }

    /// Three runners for so long; then nothing fails any more, and they bring their work to its end.
    func play(for duration: Duration) {
        for index in 0..<3 {
            let machine = RandomMachine(field: self, name: "runner-\(index)")
            machine.start()
            scheduleCrash(of: machine, until: duration)
        }
        world.after(duration) { self.state.withLock { $0.isCalm = true } }
        world.run(until: duration + .seconds(500))
        state.withLock { state in
            for (id, inFlight) in state.journal.journal.inFlight where inFlight.mediaID != nil {
                if state.lockfile.records[id] == nil { state.broken.append("\(id) was never recorded") }
            }
        }
    }

    private func scheduleCrash(of machine: RandomMachine, until end: Duration) {
        world.after(.seconds(world.random(60...1_500))) {
            guard self.world.now < end else { return }
            self.count("crash")
            machine.crash()
            // Some stay away for longer than any lease.
            self.world.after(.seconds(self.world.random(self.world.happens(50) ? 1...20 : 100...600))) {
                machine.start()
            }
            self.scheduleCrash(of: machine, until: end)
        }
    }

    // MARK: The referee

    func count(_ happening: String) { state.withLock { $0.counts[happening, default: 0] += 1 } }

    /// A request that cannot be undone leaves now, and is on its way for `duration` of true time.
    func act(_ runner: RunnerID, on account: AccountName, for duration: Duration) {
        count("request")
        let now = world.now
        state.withLock { state in
            for (other, end) in state.acting[account, default: [:]] where other != runner && end > now {
                state.broken.append("\(now): \(runner) acts on \(account) while a request of \(other) is on its way")
            }
            let end = max(state.acting[account]?[runner] ?? .zero, now + duration)
            state.acting[account, default: [:]][runner] = end
        }
    }

    /// The call that wrote `event` was told that it is durable.
    func require(_ event: JournalEvent) {
        let text = String(decoding: event.line, as: UTF8.self)
        state.withLock { state in
            if !state.acceptedOnce.contains(text) { state.broken.append("lost: \(text)") }
        }
    }

    private static func apply(_ bytes: [UInt8], replacing: Bool, to state: inout State, at now: Duration) {
        guard let link = try? JournalLink(bytes: bytes) else {
            state.broken.append("unreadable link")
            return
        }
        if replacing {
            state.counts["compaction", default: 0] += 1
            var folded = SharedJournal()
            folded.apply(link)
            if folded.journal != state.journal.journal || folded.leases != state.journal.leases {
                state.broken.append("a base says something else than its chain")
            }
            state.journal = folded
            return
        }
        var leases = state.journal.leases
        for line in link.lines {
            switch line {
            case .heard: state.broken.append("only a base says who was heard")
            case .lease(let lease):
                let present = leases[lease.account]
                if lease.isHeld {
                    state.counts["taking", default: 0] += 1
                    if let present, present.isHeld, present.runner != lease.runner {
                        state.counts["takeover", default: 0] += 1
                    }
                    if lease.number != (present?.number ?? 0) + 1 { state.broken.append("number \(lease)") }
                    if lease.runner != link.stamp.runner { state.broken.append("taken for another: \(lease)") }
                } else if present?.runner != link.stamp.runner || present?.number != lease.number {
                    state.broken.append("given back by another: \(lease)")
                }
                leases[lease.account] = lease
            case .event(let event):
                let lease = leases[event.publication.account]
                if lease?.isHeld != true || lease?.runner != link.stamp.runner {
                    state.broken.append(
                        "\(now): \(link.stamp.runner) writes of \(event.publication) without holding it")
                }
                let text = String(decoding: event.line, as: UTF8.self)
                if !state.acceptedOnce.insert(text).inserted { state.broken.append("twice: \(text)") }
                state.accepted.append(text)
                if event.step == .settled {
                    state.counts["settled", default: 0] += 1
                    if state.lockfile.records[event.publication] == nil {
                        state.broken.append("settled before it was recorded: \(event.publication)")
                    }
                }
            }
        }
        state.journal.apply(link)
    }

    // MARK: The remotes

    func append(_ bytes: [UInt8], after last: CommitID?, replacing: Bool = false) -> AppendOutcome {
        let now = world.now
        return state.withLock { state in
            guard state.links.last?.id == last else { return .rejected }
            Self.apply(bytes, replacing: replacing, to: &state, at: now)
            state.lastNumber += 1
            let id = CommitID(ObjectID(high: 0, middle: state.lastNumber, low: 0))
            if replacing { state.links = [] }
            state.links.append(ChainTail.Link(id: id, bytes: bytes))
            state.longest = max(state.longest, state.links.count)
            return .appended(id)
        }
    }

    func tail(after known: CommitID?) -> ChainTail {
        state.withLock { state in
            guard let known, let index = state.links.firstIndex(where: { $0.id == known }) else {
                return ChainTail(isContinuation: false, links: state.links)
            }
            return ChainTail(isContinuation: true, links: Array(state.links[(index + 1)...]))
        }
    }

    func merge(_ records: Lockfile) -> Lockfile {
        state.withLock { state in
            state.lockfile = .merged(state.lockfile, records)
            return state.lockfile
        }
    }
}
