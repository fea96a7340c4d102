import ContentModel
import FoundationEssentials
import ScheduleLock

/// One run of a ``Scheduler``: what it has in hand, and what it waits for.
struct Shift {
    private let scheduler: Scheduler
    private let applier: Applier
    private let board = Board()
    private let beganAt: Date
    private var roster = Roster()
    private var outcomes: [PublicationID: FlowOutcome] = [:]
    /// Accounts this run has the right to act on.
    private var held: Set<AccountName> = []
    /// Accounts that another runner took while this one was cut off.
    private var lost: Set<AccountName> = []
    /// Accounts that are on their way back.
    private var releasing: Set<AccountName> = []
    /// How often in a row an account with work was another runner's.
    private var heldUpCount = 0
    private var troubles = 0
    /// Whether state and calendar could be had at all.
    private var hasLooked = false
    private var lastLook: Date
    /// When state and calendar are looked at next.
    private var nextLook: Date
    /// Whether the last look left something to be begun in this run.
    private var isDone = false
    /// The alarm that counts; earlier ones ring unheard.
    private var alarm: (number: Int, at: Date)?

    /// A clock that shows so many seconds less than before has been set back: waits were told by the former time.
    private static let clockTolerance = 5.0

    /// What a task of the run ends with.
    private enum Happening: Sendable {
        case ended(Work, FlowOutcome?)
        /// The state could not be written, or the account is another runner's now.
        case gaveUp(Work, StateFailure)
        case released(Set<AccountName>)
        case rang(Int)
    }

    private typealias Tasks = ThrowingTaskGroup<Happening, any Error>

    init(scheduler: Scheduler, beganAt: Date) {
        self.scheduler = scheduler
        self.beganAt = beganAt
        (lastLook, nextLook) = (beganAt, beganAt)
        applier = Applier(
            clock: scheduler.clock, state: scheduler.state, board: board, slowestRequest: scheduler.slowestRequest,
            jitter: scheduler.jitter,
            quota: scheduler.quota, report: scheduler.report)
    }

    mutating func run() async throws -> [PublicationID: FlowOutcome] {
        var shift = self
        defer { self = shift }
        try await withThrowingTaskGroup(of: Happening.self) { tasks in
            while !Task.isCancelled, try await shift.look(&tasks) {
                shift.setAlarm(&tasks)
                guard let happening = try await tasks.next() else { break }
                try await shift.take(happening)
            }
            let isCutShort = Task.isCancelled
            tasks.cancelAll()
            while let happening = try await tasks.next() { try await shift.take(happening) }
            if isCutShort { throw CancellationError() }
        }
        return shift.outcomes
    }

    // MARK: Looking

    /// Looks at state and calendar if it is time, and begins what can be begun; answers whether the run goes on.
    private mutating func look(_ tasks: inout Tasks) async throws -> Bool {
        let now = scheduler.clock.now()
        if now >= nextLook {
            if now < lastLook.addingTimeInterval(-Self.clockTolerance) {
                roster.wakeAll()
            }
            lastLook = now
            do {
                try await begin(&tasks, at: now)
                (troubles, hasLooked) = (0, true)
            } catch let failure as StateFailure where !endsRun(failure) && outlasts(now) {
                rest(after: failure, at: scheduler.clock.now())
                releaseIdle(&tasks)
            }
        }
        return !(isDone && roster.running.isEmpty && releasing.isEmpty)
    }

    /// Whether the run goes on after a moment at which it could do nothing.
    private func outlasts(_ moment: Date) -> Bool {
        switch scheduler.span {
        case .once: false
        case .until(let end): moment <= end
        case .forever: true
        }
    }

    /// A run for ever that has worked outlives what a person mends; one that never has tells at once.
    private func endsRun(_ failure: StateFailure) -> Bool {
        switch failure.kind {
        case .away, .heldByAnother: false
        case .refused: scheduler.span != .forever || !hasLooked
        case .broken: true
        }
    }

    private mutating func rest(after failure: StateFailure, at now: Date) {
        nextLook = now.addingTimeInterval(Backoff.trouble.delay(after: troubles) / .seconds(1))
        nextLook = min(nextLook, now.addingTimeInterval(scheduler.poll / .seconds(1)))
        troubles += 1
        scheduler.notice(.trouble(message: failure.message, fix: failure.fix, next: nextLook))
    }

    private mutating func begin(_ tasks: inout Tasks, at now: Date) async throws {
        var runState = try await scheduler.state.read()
        var agenda = try await scheduler.agenda(runState, now)
        let wanted = Set((roster.startable(of: agenda.work, at: now) + agenda.work.filter(\.isNote)).map(\.account))
        // What is on its way back is asked for again as soon as it has arrived.
        let isAwaited = !wanted.isDisjoint(with: releasing)
        let missing = wanted.subtracting(held).subtracting(releasing)
        if !missing.isEmpty {
            let given = try await scheduler.state.acquire(missing)
            held.formUnion(given)
            lost.subtract(given)
            if !given.isEmpty {
                // Whoever had the account until now may have done what this agenda asks for.
                runState = try await scheduler.state.read()
                agenda = try await scheduler.agenda(runState, now)
            }
        }
        board.post(agenda, runState, at: now)
        roster.forgetAll(but: agenda.work)
        try await write(agenda.work, at: now)
        let work = roster.startable(of: agenda.work, at: now)
        let others = Set(work.map(\.account)).subtracting(held).subtracting(releasing)
        for account in others.sorted() {
            scheduler.notice(.held(account, by: runState.holders[account] ?? "another runner"))
        }
        let mine = brake(work.filter { held.contains($0.account) }, by: agenda, at: now)
        for item in mine where item.goingOut != nil {
            board.lane(of: item.account).enter(item.publication, due: item.due)
        }
        for item in mine { start(item, agenda, &tasks, at: now) }
        releaseIdle(&tasks)
        heldUpCount = others.isEmpty ? 0 : heldUpCount + 1
        planNext(agenda, isHeldUp: !others.isEmpty || isAwaited, at: now)
        if isDone { leave(work.filter { others.contains($0.account) }, to: runState.holders, at: now) }
        scheduler.notice(.looked(running: roster.running.count, next: nextLook))
    }

    /// Writes what changes without the platform's part, before anything that rests on it.
    private func write(_ work: [Work], at now: Date) async throws {
        for item in work where held.contains(item.account) {
            guard case .note(let record) = item.task else { continue }
            try await scheduler.state.record(item.publication, record)
            scheduler.report(ApplyEvent(publication: item.publication, at: now, happening: .noted))
        }
    }

    /// Holds back all of what the public would see, where there is more of it at once than is usual.
    private mutating func brake(_ work: [Work], by agenda: Agenda, at now: Date) -> [Work] {
        var work = work
        for (brake, most) in [(Brake.publishes, agenda.mostPublishes), (.deletes, agenda.mostDeletes)] {
            let concerned = work.filter { brake == .publishes ? $0.isNewPublish : $0.deletes }
            guard concerned.count > most else { continue }
            scheduler.notice(.braked(brake, count: concerned.count, most: most))
            for item in concerned where scheduler.span != .forever && outcomes[item.publication] == nil {
                let stop = JournalEvent.Stop(
                    kind: .failed, reason: "\(concerned.count) at once are more than the \(most) that safety allows",
                    fix: "look at calends plan, then raise the number")
                tell(.stopped(stop), of: item, at: now)
            }
            work.removeAll { concerned.contains($0) }
        }
        return work
    }

    private mutating func planNext(_ agenda: Agenda, isHeldUp: Bool, at now: Date) {
        let longest = now.addingTimeInterval(scheduler.poll / .seconds(1))
        let moments = [agenda.next, roster.nextMoment(of: agenda.work, after: now)].compactMap { $0 }
        let next = moments.min()
        switch scheduler.span {
        case .once:
            isDone = !isHeldUp || now >= runEnd(at: now)
            // What another runner holds is asked for again; everything else of this run is in hand.
            nextLook = isDone ? .distantFuture : now.addingTimeInterval(heldRetry)
            return
        case .until(let end):
            // A holder that died is waited out, however short the run was to be.
            let patience = max(end, beganAt.addingTimeInterval(Scheduler.patience))
            isDone = isHeldUp ? now > patience : (next.map { $0 > end } ?? true) || now > end
        case .forever: break
        }
        nextLook = max(now.addingTimeInterval(1), min(longest, next ?? longest))
        if isHeldUp { nextLook = min(nextLook, now.addingTimeInterval(heldRetry)) }
    }

    /// How long to wait before an account that another runner holds is asked for again, in seconds.
    private var heldRetry: Double { Backoff.held.delay(after: heldUpCount - 1) / .seconds(1) }

    /// When what is begun now must be left to a later run.
    private func runEnd(at now: Date) -> Date {
        switch scheduler.span {
        case .once: beganAt.addingTimeInterval(Scheduler.patience)
        case .until(let end): max(end, now).addingTimeInterval(Scheduler.patience)
        case .forever: now.addingTimeInterval(Scheduler.patience)
        }
    }

    // MARK: Doing

    private mutating func start(_ work: Work, _ agenda: Agenda, _ tasks: inout Tasks, at now: Date) {
        roster.begin(work)
        let applier = applier
        let (platform, hosting, runEnd) = (agenda.platforms[work.account], agenda.hosting, runEnd(at: now))
        tasks.addTask {
            do {
                return .ended(
                    work, try await applier.perform(work, platform: platform, hosting: hosting, runEnd: runEnd))
            } catch is CancellationError {
                return .ended(work, nil)
            } catch let failure as StateFailure {
                return .gaveUp(work, failure)
            }
        }
    }

    private mutating func setAlarm(_ tasks: inout Tasks) {
        guard nextLook < .distantFuture, alarm.map({ $0.at > nextLook }) ?? true else { return }
        let number = (alarm?.number ?? 0) + 1
        alarm = (number, nextLook)
        let (clock, time) = (scheduler.clock, nextLook)
        // Also when the wall clock is set back meanwhile.
        let span = Duration.seconds(max(0, time.timeIntervalSince(clock.now())))
        tasks.addTask {
            try? await clock.sleep(until: time, atMost: span)
            return .rang(number)
        }
    }

    private mutating func take(_ happening: Happening) async throws {
        let now = scheduler.clock.now()
        switch happening {
        case .rang(let number):
            guard number == alarm?.number else { return }
            alarm = nil
            nextLook = min(nextLook, now)
        case .ended(let work, let outcome):
            roster.end(work, outcome, at: now)
            keep(outcome, of: work)
            if case .deferred(let deferral) = outcome { lookAgain(at: max(deferral.until, now.addingTimeInterval(1))) }
            // What was taken back from Facebook may be for this run to publish, and due.
            if outcome == .cancelled, !roster.running.values.contains(where: \.takesBack) {
                (isDone, nextLook) = (false, now)
            }
        case .released(let accounts): releasing.subtract(accounts)
        case .gaveUp(let work, let failure):
            guard !endsRun(failure) else { throw failure }
            if failure.kind == .heldByAnother {
                held.remove(work.account)
                lost.insert(work.account)
            }
            let retry = now.addingTimeInterval(Backoff.held.first / .seconds(1))
            let outcome = FlowOutcome.deferred(
                Deferral(until: retry, reason: failure.message, leavesOthersFree: true))
            roster.end(work, outcome, at: now)
            tell(outcome, of: work, at: now)
            lookAgain(at: retry)
        }
    }

    /// Goes on with what was deferred in this run, if it lasts that long.
    private mutating func lookAgain(at moment: Date) {
        guard outlasts(moment) else { return }
        isDone = false
        nextLook = min(nextLook, moment)
    }

    /// Remembers how something ended; a run for ever tells it once and forgets.
    private mutating func keep(_ outcome: FlowOutcome?, of work: Work) {
        guard scheduler.span != .forever, let outcome else { return }
        outcomes[work.publication] = outcome
    }

    /// Tells how something ended that no task of this run told of.
    private mutating func tell(_ outcome: FlowOutcome, of work: Work, at now: Date) {
        keep(outcome, of: work)
        scheduler.report(ApplyEvent(publication: work.publication, at: now, happening: .ended(outcome)))
    }

    /// Leaves work to whoever holds its account.
    private mutating func leave(_ work: [Work], to holders: [AccountName: String], at now: Date) {
        for item in work {
            let holder = holders[item.account] ?? "another runner"
            let outcome = FlowOutcome.deferred(
                Deferral(until: now, reason: "account \(item.account) is held by \(holder)", leavesOthersFree: true))
            tell(outcome, of: item, at: now)
        }
    }

    /// Gives back what nothing is done on now, also if something will be in minutes: holding costs signs of life, and
    /// keeps others waiting. It takes a while, for which nothing else waits.
    private mutating func releaseIdle(_ tasks: inout Tasks) {
        let idle = held.union(lost).subtracting(roster.running.values.map(\.account)).subtracting(releasing)
        guard !idle.isEmpty else { return }
        held.subtract(idle)
        lost.subtract(idle)
        releasing.formUnion(idle)
        let state = scheduler.state
        tasks.addTask {
            await state.release(idle)
            return .released(idle)
        }
    }
}

extension Work {
    /// Whether it takes something back from Facebook.
    fileprivate var takesBack: Bool { if case .page(let page) = task { page.goal == .cancelled } else { false } }
}
