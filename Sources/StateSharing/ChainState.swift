import ContentModel
import Diagnostics
import ObjectIDs
import Publishing
import ScheduleLock

/// What one process knows of the chain, and what it holds by it: every decision, and no waiting.
struct ChainState: Sendable {
    let runner: RunnerID
    let session: UInt64
    let policy: SharingPolicy
    /// Until when a request of an earlier life of this runner may be on its way; nobody else may have its accounts then.
    let inheritanceEnd: Duration

    /// The fold of the chain.
    private(set) var journal = SharedJournal()
    /// The chain's last link; nil while there is no chain.
    private(set) var end: CommitID?
    private(set) var linkCount = 0
    /// Of the links behind the first, which may hold what a whole chain said.
    private(set) var byteCount = 0
    /// The number by which this process took each account that it holds.
    private(set) var held: [AccountName: Int] = [:]
    /// The accounts among ``held`` that an earlier life of this runner held.
    private(set) var inherited: Set<AccountName> = []
    /// When the last link of ours that arrived was sent, at the earliest.
    private(set) var confirmedAt: Duration?

    /// Since when each runner's last link has been known here.
    private var silence: [RunnerID: (stamp: LinkStamp, since: Duration)] = [:]
    /// Links of ours that may have arrived, or may yet.
    private var sent: [LinkPlan.Link] = []
    private var number = 0
    private var hasArrived = false
    /// The highest number of a link of ours that arrived.
    private var arrivedNumber = 0

    init(runner: RunnerID, session: UInt64, policy: SharingPolicy, start: Duration) {
        self.runner = runner
        self.session = session
        self.policy = policy
        inheritanceEnd = start + policy.slowestRequest
    }

    /// Whether it is time for a sign of life.
    func mustRenew(at now: Duration) -> Bool {
        guard !held.isEmpty, let confirmedAt else { return false }
        return now - confirmedAt >= policy.lease / 3
    }

    /// Whether `lease` binds others no more: we ourselves watched its holder being silent for long enough.
    ///
    /// Longer by a fiftieth than the lease, since two machines' clocks may differ by a hundredth in how fast they run: far
    /// more than those of sound machines do. That the holder has not written since we looked is seen to by appending,
    /// which succeeds only on top of what we know.
    func isOver(_ held: Lease, at now: Duration) -> Bool {
        guard held.isHeld else { return true }
        guard let (_, since) = silence[held.runner] else { return false }
        return now - since >= held.span + held.span / 50
    }

    // MARK: Reading

    /// Takes in links that were fetched, or the one that was just appended, and answers ours among them that we did not
    /// know to have arrived.
    ///
    /// - Throws: ``Publishing/StateFailure`` for links that cannot be read; nothing changes then.
    mutating func absorb(_ tail: ChainTail, at now: Duration) throws(StateFailure) -> [LinkPlan.Link] {
        let continues = tail.isContinuation && end != nil
        var folded = continues ? journal : SharedJournal()
        for link in tail.links {
            do throws(JournalError) {
                folded.apply(try JournalLink(bytes: link.bytes))
            } catch {
                throw StateFailure(error.diagnostic(link: link.id))
            }
        }
        let heard = folded.heard[runner]
        if !continues { try checkNotOlder(heard) }
        if hasArrived, let heard, heard.session != session {
            held = [:]
            throw StateFailure(
                message: "another process runs as runner '\(runner)'",
                fix: "give each runner a state folder of its own: do not copy .calends/ from one to another")
        }
        journal = folded
        let first = continues ? 0 : 1
        byteCount = tail.links.dropFirst(first).reduce(continues ? byteCount : 0) { $0 + $1.bytes.count }
        linkCount = tail.links.count + (continues ? linkCount : 0)
        end = tail.links.last?.id ?? (continues ? end : nil)
        for (runner, stamp) in folded.heard where silence[runner]?.stamp != stamp { silence[runner] = (stamp, now) }
        silence = silence.filter { folded.heard[$0.key] != nil }
        return arrivals(heard)
    }

    /// A chain that was deleted, or set back to what it was earlier, forgets what may be live.
    private func checkNotOlder(_ heard: LinkStamp?) throws(StateFailure) {
        let isOlder = heard.map { $0.session == session && $0.number < arrivedNumber } ?? !held.isEmpty
        guard isOlder else { return }
        throw StateFailure(
            .refused, message: "the journal on the remote was deleted or set back, and forgets what may be live",
            fix: "restore its ref; or, if it is meant to be so, stop all runners, look at the accounts, and start again"
        )
    }

    private mutating func arrivals(_ heard: LinkStamp?) -> [LinkPlan.Link] {
        let arrived = sent.filter { heard?.session == session && heard?.number == $0.number }
        // Of links on top of one another's place only one can arrive, and none once the chain ends elsewhere.
        sent.removeAll { !arrived.isEmpty || $0.parent != end }
        for link in arrived {
            hasArrived = true
            arrivedNumber = max(arrivedNumber, link.number)
            confirmedAt = max(confirmedAt ?? link.start, link.start)
            for (account, number) in link.takings { held[account] = number }
            inherited.formUnion(link.inherited)
        }
        held = held.filter { account, number in
            journal.leases[account]
                == Lease(account: account, runner: runner, number: number, isHeld: true, span: policy.lease)
        }
        inherited.formIntersection(held.keys)
        return arrived
    }

    // MARK: Writing

    /// Decides about `requests`, in their order, and makes one link of what has to be said; accounts that nobody wants
    /// any more are given back with it.
    mutating func plan(_ requests: [Request], wanted: Set<AccountName>, at now: Duration, wallTime: Timestamp)
        -> LinkPlan
    {
        var draft = LinkDraft(state: self, now: now)
        for request in requests { draft.decide(request) }
        draft.giveBack(except: wanted, isSpeaking: mustRenew(at: now))
        var plan = LinkPlan(answers: draft.answers, refused: draft.refused)
        guard !draft.lines.isEmpty || mustRenew(at: now) else { return plan }
        var link = send(draft.lines, at: now, wallTime: wallTime)
        (link.answers, link.takings, link.inherited) = (draft.answers, draft.takings, draft.inherited)
        sent[sent.count - 1] = link
        (plan.link, plan.answers) = (link, [])
        return plan
    }

    /// The link that says what the whole chain says, to take its place.
    mutating func base(at now: Duration, wallTime: Timestamp) -> LinkPlan.Link {
        number += 1
        let link = LinkPlan.Link(
            number: number, parent: end,
            bytes: journal.base(stamp: stamp, at: wallTime).bytes, start: now, isBase: true)
        sent.append(link)
        return link
    }

    /// Whether this is a chain by itself once it has arrived.
    func isBase(_ link: LinkPlan.Link) -> Bool { link.isBase || end == nil }

    /// A link is known not to have arrived, and never to.
    mutating func forget(_ link: LinkPlan.Link) { sent.removeAll { $0.number == link.number } }

    private var stamp: LinkStamp { LinkStamp(runner: runner, session: session, number: number) }

    private mutating func send(_ lines: [JournalLink.Line], at now: Duration, wallTime: Timestamp) -> LinkPlan.Link {
        number += 1
        let bytes = JournalLink(stamp: stamp, at: wallTime, lines: lines).bytes
        let link = LinkPlan.Link(number: number, parent: end, bytes: bytes, start: now)
        sent.append(link)
        return link
    }
}
