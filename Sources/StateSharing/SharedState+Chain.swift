import ContentModel
import ObjectIDs
import Publishing
import ScheduleLock

// Everything here runs in turn.
extension SharedState {
    /// What kept a try from its end.
    private enum Obstacle: Error {
        case remote(RemoteFailure)
        case broken(StateFailure)
    }

    /// How often others may be first before the chain is left alone for a while.
    private static let rejectionLimit = 12

    /// One try to bring all that waits to the chain; what came of it is in ``answers`` and ``trouble``.
    func attempt() async {
        for index in requests.indices { requests[index].wasTried = true }
        do throws(Obstacle) {
            try await carryAll()
            trouble = nil
        } catch {
            switch error {
            case .remote(let failure):
                trouble = Trouble(failure, after: trouble, policy: policy, clock: clock)
                if failure.kind == .refused { fail(with: StateFailure(failure)) }
            case .broken(let failure):
                let refusal = RemoteFailure(
                    .refused, mayHaveHappened: false, message: failure.message, fix: failure.fix)
                trouble = Trouble(refusal, after: trouble, policy: policy, clock: clock)
                fail(with: failure)
            }
        }
        signal.raise()
    }

    private func carryAll() async throws(Obstacle) {
        // What is asked while the fetch is on its way may need a later one.
        let looks = requests.filter { if case .look = $0.want { true } else { false } }.map(\.id)
        let mustLook = requests.contains { if case .hold = $0.want { true } else { false } } || !looks.isEmpty
        if isInDoubt || mustLook { try await fetch() }
        for id in looks { answer(LinkPlan.Answer(id: id)) }
        var rejections = 0
        while let link = nextLink() {
            let outcome = try await push(link) { remote async throws(RemoteFailure) in
                try await remote.append(link.bytes, link.parent)
            }
            if outcome == .arrived {
                await compactIfLong()
                return
            }
            rejections += 1
            guard rejections < Self.rejectionLimit else {
                throw .remote(
                    RemoteFailure(
                        .away, mayHaveHappened: false, message: "other runners were first \(rejections) times",
                        fix: "let fewer runners share one journal"))
            }
            if rejections > 1 { await stepAside(rejections) }
            try await fetch()
        }
    }

    /// A short wait of random length, so that runners in step get out of it.
    private func stepAside(_ rejections: Int) async {
        let longest = Duration.milliseconds(50) * (1 << min(rejections, 6))
        do throws(CancellationError) {
            try await clock.sleep(longest * clock.jitter())
        } catch {
            // A cancelled task has the fewer tries left.
        }
    }

    private func fetch() async throws(Obstacle) {
        let tail: ChainTail
        do throws(RemoteFailure) {
            tail = try await remote.fetch(chain.end)
        } catch {
            throw .remote(error)
        }
        try absorb(tail)
        isInDoubt = false
    }

    private func absorb(_ tail: ChainTail) throws(Obstacle) {
        defer { renewRights() }
        let arrived: [LinkPlan.Link]
        do throws(StateFailure) {
            arrived = try chain.absorb(tail, at: clock.elapsed())
        } catch {
            throw .broken(error)
        }
        for link in arrived {
            for found in link.answers { answer(found) }
        }
    }

    /// Decides about all requests of this moment; answers the link that they need, if any.
    private func nextLink() -> LinkPlan.Link? {
        let ready = requests.filter { if case .look = $0.want { false } else { true } }
        let plan = chain.plan(ready, wanted: wanted, at: clock.elapsed(), wallTime: clock.wallTime())
        for (id, account, holder) in plan.refused {
            finish(id, .failure(.notHeld(account, holder: holder, runner: runner)))
        }
        for found in plan.answers { answer(found) }
        return plan.link
    }

    private enum Arrival {
        case arrived, rejected
    }

    private func push(
        _ link: LinkPlan.Link, by send: (JournalRemote) async throws(RemoteFailure) -> AppendOutcome
    ) async throws(Obstacle) -> Arrival {
        let outcome: AppendOutcome
        do throws(RemoteFailure) {
            outcome = try await send(remote)
        } catch {
            if error.mayHaveHappened { isInDoubt = true } else { chain.forget(link) }
            throw .remote(error)
        }
        switch outcome {
        case .appended(let id):
            // What replaces a chain is one by itself; so is the first link.
            let isBase = chain.isBase(link)
            try absorb(
                ChainTail(isContinuation: !isBase, links: [ChainTail.Link(id: id, bytes: link.bytes)]))
            return .arrived
        case .rejected:
            chain.forget(link)
            return .rejected
        }
    }

    /// Puts one link in the place of a chain that has grown long. Lost races are harmless: somebody did it, or somebody
    /// appended and does it next.
    private func compactIfLong() async {
        guard chain.linkCount > policy.linkLimit || chain.byteCount > policy.byteLimit, let end = chain.end else {
            return
        }
        let link = chain.base(at: clock.elapsed(), wallTime: clock.wallTime())
        do throws(Obstacle) {
            _ = try await push(link) { remote async throws(RemoteFailure) in
                try await remote.replace(link.bytes, end)
            }
        } catch {
            // What was to be done is done already; the next try looks at the chain first if this one is in doubt.
        }
    }

    // MARK: Answers

    private func answer(_ found: LinkPlan.Answer) {
        if !found.held.isEmpty, requests.contains(where: { $0.id == found.id && $0.isAwaited }) {
            wanted.formUnion(found.held)
            acting.formUnion(found.held)
            renewRights()
        }
        finish(found.id, .success(found.held))
    }

    private func finish(_ id: Int, _ answer: Result<Set<AccountName>, StateFailure>) {
        guard let index = requests.firstIndex(where: { $0.id == id }) else { return }
        if requests.remove(at: index).isAwaited { answers[id] = answer }
    }

    /// Tells all who wait; events stay, for once it is mended.
    private func fail(with failure: StateFailure) {
        for index in requests.indices.reversed() {
            guard requests[index].isAwaited else { continue }
            answers[requests[index].id] = .failure(failure)
            if case .append = requests[index].want {
                requests[index].isAwaited = false
            } else {
                requests.remove(at: index)
            }
        }
    }
}
