public import ContentModel
import ObjectIDs
public import Publishing
public import ScheduleLock
import Synchronization

/// State that several runners share through a remote: the journal as a chain of links, leases in it, and the lockfile.
///
/// What arrives while a link is on its way travels in the next one, so a thousand events of a second are a handful of
/// links. Nobody but the holder of an account writes its events, and ``mayAct(_:)`` ends before anybody else can have
/// become the holder. No call needs ``run()``; it sees to what nobody waits for.
public actor SharedState {
    /// Who this is to the other runners.
    public nonisolated let runner: RunnerID
    let remote: JournalRemote
    let lockfiles: LockfileRemote
    let clock: SharingClock
    let policy: SharingPolicy

    // The chain. Every suspension is a place where requests are added and given up; the rest changes in turn only.
    let turn = Turn()
    var chain: ChainState
    var requests: [Request] = []
    var answers: [Int: Result<Set<AccountName>, StateFailure>] = [:]
    /// Accounts that callers hold; others are given back.
    var wanted: Set<AccountName> = []
    /// The accounts among ``wanted`` that are not being given back.
    var acting: Set<AccountName> = []
    /// Whether the chain may have got longer by ourselves without our knowing.
    var isInDoubt = true
    var trouble: Trouble?
    private var lastID = 0

    // The lockfile.
    let recordTurn = Turn()
    var pending = PendingRecords()
    var recordTrouble: Trouble?

    let signal = Signal()
    private nonisolated let rights = Mutex(Rights())

    private struct Rights {
        var accounts: Set<AccountName> = []
        var end = Duration.zero
    }

    /// State that is shared through `remote` and `lockfiles`.
    ///
    /// - Parameters:
    ///   - runner: stays the same over the lives of one process on one disk, and is used by one at a time.
    ///   - session: a number drawn at random for this life.
    public init(
        runner: RunnerID, session: UInt64, remote: JournalRemote, lockfiles: LockfileRemote, clock: SharingClock,
        policy: SharingPolicy = SharingPolicy()
    ) {
        self.runner = runner
        self.remote = remote
        self.lockfiles = lockfiles
        self.clock = clock
        self.policy = policy
        chain = ChainState(runner: runner, session: session, policy: policy, start: clock.elapsed())
    }

    /// This state as flows and the scheduler use it.
    public nonisolated var client: StateClient {
        StateClient(
            append: { event async throws(StateFailure) in try await self.append(event) },
            record: { publication, record async throws(StateFailure) in await self.record(record, of: publication) },
            read: { () async throws(StateFailure) in try await self.read() },
            acquire: { accounts async throws(StateFailure) in try await self.acquire(accounts) },
            release: { accounts in await self.release(accounts) },
            mayAct: { self.mayAct($0) },
            flush: { () async throws(StateFailure) in try await self.flush() })
    }

    // MARK: The journal

    /// Returns when the event is in the chain.
    ///
    /// A `settled` event that follows a record waits, without its caller, until the lockfile has arrived.
    /// - Throws: ``Publishing/StateFailure``: `heldByAnother` when this runner does not hold the account; `away` when
    ///   patience is over, the event then being kept for the next link.
    public func append(_ event: JournalEvent) async throws(StateFailure) {
        if event.step == .settled {
            if pending.holdBack(event) {
                signal.raise()
                return
            }
        } else {
            // What follows a settling must stay behind it.
            while pending.holdsBack(event.publication) { try await commitRecords() }
        }
        _ = try await carry(.append(event))
    }

    /// The journal first, the lockfile after it: settling follows the lockfile's arrival, so what is settled in the one
    /// is found in the other.
    public func read() async throws(StateFailure) -> RunState {
        _ = try await carry(.look)
        var journal = chain.journal.journal
        for request in requests {
            guard case .append(let event) = request.want else { continue }
            journal.apply(event)
        }
        for event in pending.heldBack { journal.apply(event) }
        let before = pending.lockfile
        let fetched = try await fetchLockfile()
        var holders: [AccountName: String] = [:]
        let now = clock.elapsed()
        for (account, lease) in chain.journal.leases
        where lease.isHeld && lease.runner != runner && !chain.isOver(lease, at: now) {
            holders[account] = lease.runner.text
        }
        // A record may have arrived after the fetch began; what was pending on either side of it is true.
        let lockfile = Lockfile.merged(fetched, Lockfile.merged(before, pending.lockfile))
        return RunState(lockfile: lockfile, journal: journal, holders: holders)
    }

    // MARK: Rights

    /// Takes what is free, in one link, and what a silent runner held; answers what this runner may act on now.
    public func acquire(_ accounts: Set<AccountName>) async throws(StateFailure) -> Set<AccountName> {
        let held = try await carry(.hold(accounts.sorted()))
        return held.filter { chain.held[$0] != nil }
    }

    /// Gives accounts back, after a try to bring what was recorded to the remote.
    ///
    /// Where the remote is away ``run()`` gives them back later, or silence does.
    public func release(_ accounts: Set<AccountName>) async {
        // Before anything else: what leaves from now on could still be on its way when a successor begins.
        acting.subtract(accounts)
        renewRights()
        var isFlushed = true
        do throws(StateFailure) {
            try await flush()
        } catch {
            // What is in the journal with its medium's id is found by whoever holds the account next.
            isFlushed = false
        }
        acting.subtract(accounts)
        wanted.subtract(accounts)
        renewRights()
        signal.raise()
        guard isFlushed else { return }
        do throws(StateFailure) {
            _ = try await carry(.arrival)
        } catch {
            // As above: nobody wants the accounts any more, so the next link gives them back.
        }
    }

    /// Whether a request that cannot be undone may leave now.
    ///
    /// True from a taking or a renewal that is known to have arrived, counted from before it was sent, for the lease
    /// less ``SharingPolicy/slowestRequest``: a successor, which counts from later, waits for the whole lease.
    public nonisolated func mayAct(_ account: AccountName) -> Bool {
        let now = clock.elapsed()
        return rights.withLock { $0.accounts.contains(account) && now < $0.end }
    }

    /// Brings ``mayAct(_:)`` up to date; called whenever what it rests on has changed.
    func renewRights() {
        let accounts = acting.intersection(chain.held.keys)
        let end = (chain.confirmedAt ?? .zero) + policy.lease - policy.slowestRequest
        rights.withLock { $0 = Rights(accounts: accounts, end: chain.confirmedAt == nil ? .zero : end) }
    }

    // MARK: Requests

    /// Returns when the chain has what is wanted, or patience is over.
    func carry(_ want: Request.Want) async throws(StateFailure) -> Set<AccountName> {
        let id = nextID()
        let start = clock.elapsed()
        requests.append(Request(id: id, want: want, isAwaited: true))
        while true {
            await turn.take()
            if let answer = answers.removeValue(forKey: id) {
                turn.pass()
                return try answer.get()
            }
            let now = clock.elapsed()
            let wasTried = requests.contains { $0.id == id && $0.wasTried }
            let retryAt = trouble?.failure.kind == .away ? trouble?.retryAt ?? now : now
            if wasTried, now - start >= policy.patience || Task.isCancelled {
                turn.pass()
                giveUp(id)
                throw .away(trouble?.failure, tried: now - start)
            }
            // A call that was never tried is tried once, whatever happened to others.
            guard now < retryAt, now - start < policy.patience, !Task.isCancelled else {
                await attempt()
                turn.pass()
                continue
            }
            turn.pass()
            do throws(CancellationError) {
                try await clock.sleep(min(retryAt, start + policy.patience) - now)
            } catch {
                // The cancelled task finds out above.
            }
        }
    }

    func nextID() -> Int {
        lastID += 1
        return lastID
    }

    private func giveUp(_ id: Int) {
        guard let index = requests.firstIndex(where: { $0.id == id }) else { return }
        if case .append = requests[index].want {
            requests[index].isAwaited = false
            signal.raise()
        } else {
            requests.remove(at: index)
        }
    }
}
