import ContentModel
import ScheduleLock

/// A link in the making: walks the requests in their order, and sees the leases as they will be when it has arrived.
struct LinkDraft {
    private let state: ChainState
    private let now: Duration
    private var leases: [AccountName: Lease]
    private var held: Set<AccountName>
    private var asked: Set<AccountName> = []

    private(set) var lines: [JournalLink.Line] = []
    private(set) var answers: [LinkPlan.Answer] = []
    private(set) var refused: [(id: Int, account: AccountName, holder: RunnerID?)] = []
    private(set) var takings: [AccountName: Int?] = [:]
    private(set) var inherited: Set<AccountName> = []

    init(state: ChainState, now: Duration) {
        (self.state, self.now) = (state, now)
        leases = state.journal.leases
        held = Set(state.held.keys)
    }

    mutating func decide(_ request: Request) {
        switch request.want {
        case .append(let event):
            let account = event.publication.account
            guard held.contains(account) else {
                let lease = leases[account].flatMap { $0.isHeld && $0.runner != state.runner ? $0 : nil }
                refused.append((request.id, account, lease?.runner))
                return
            }
            lines.append(.event(event))
            answers.append(LinkPlan.Answer(id: request.id))
        case .hold(let accounts):
            for account in accounts where !held.contains(account) { take(account) }
            asked.formUnion(accounts)
            answers.append(LinkPlan.Answer(id: request.id, held: held.intersection(accounts)))
        case .look: break
        case .arrival: answers.append(LinkPlan.Answer(id: request.id))
        }
    }

    /// Takes an account unless another holds it; one that this very runner took in an earlier life is free.
    private mutating func take(_ account: AccountName) {
        let present = leases[account]
        if let present, present.runner != state.runner, !state.isOver(present, at: now) { return }
        let number = (present?.number ?? 0) + 1
        write(Lease(account: account, runner: state.runner, number: number, isHeld: true, span: state.policy.lease))
        held.insert(account)
        takings[account] = number
        if let present, present.isHeld, present.runner == state.runner { inherited.insert(account) }
    }

    /// Gives back what this runner holds beyond `wanted` and what was asked for just now.
    ///
    /// Leases of an earlier life go along with any link, since each would keep them alive; they are no reason for one.
    /// But none is given back while a request of that life may be on its way.
    mutating func giveBack(except wanted: Set<AccountName>, isSpeaking: Bool) {
        let ours = leases.values.filter { lease in
            lease.isHeld && lease.runner == state.runner && !asked.contains(lease.account)
                && !(held.contains(lease.account) && wanted.contains(lease.account))
                && (now >= state.inheritanceEnd || isOwn(lease.account))
        }
        .sorted { $0.account < $1.account }
        guard isSpeaking || !lines.isEmpty || ours.contains(where: { held.contains($0.account) }) else { return }
        for var lease in ours {
            lease.isHeld = false
            write(lease)
            held.remove(lease.account)
            takings.updateValue(nil, forKey: lease.account)
        }
    }

    /// Whether this life took the account from anybody but an earlier one.
    private func isOwn(_ account: AccountName) -> Bool { held.contains(account) && !state.inherited.contains(account) }

    private mutating func write(_ lease: Lease) {
        leases[lease.account] = lease
        lines.append(.lease(lease))
    }
}
