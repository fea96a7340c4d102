public import ContentModel
public import FoundationEssentials
public import Planning
public import ScheduleLock

/// What a run does of a plan, and what it leaves for later.
public struct Workload: Hashable, Sendable {
    /// What this run does, in the order of the plan.
    public var work: [Work] = []
    /// Publications whose time has not come, and need nothing yet, by due time.
    public var later: [Action] = []
    /// The next moment at which there is more to do; `nil` when nothing is planned.
    public var next: Date?

    /// - Parameters:
    ///   - publishUntil: what is due by then goes out in this run; the plan's `now` for a run that does not wait.
    ///   - horizon: what is due later is prepared, and no more, in this run.
    ///   - earlier: publications as an in-flight version had them, for those that left the calendar since.
    public init(
        of plan: Plan, lockfile: Lockfile, journal: Journal, publishUntil: Date, horizon: Date = .distantFuture,
        earlier: [PublicationID: Publication] = [:]
    ) {
        let lockfile = lockfile.following(plan.renames)
        for rename in plan.renames {
            guard let record = lockfile.records[rename.to] else { continue }
            work.append(Work(publication: rename.to, account: rename.to.account, due: plan.now, task: .note(record)))
        }
        for action in plan.actions {
            let inFlight = journal.inFlight[action.publication] ?? InFlight()
            switch action.step {
            case .publish(let publication):
                let goal = Self.goal(of: publication, due: action.at, at: plan.now, until: publishUntil)
                if goal != .published { noteNext(publication, due: action.at, at: plan.now, horizon) }
                guard let goal else {
                    later.append(action)
                    continue
                }
                let version = version(of: publication, in: plan, isReplacement: inFlight.removal != nil)
                if case .page = publication.content {
                    add(action, .page(PageWork(publication, version, inFlight, goal)))
                } else {
                    add(action, .publish(publication, version, inFlight, goal))
                }
            case .schedule, .amend, .cancel:
                guard
                    let page = PageWork(
                        action, inFlight, earlier: earlier[action.publication], version: { version(of: $0, in: plan) })
                else { continue }
                add(action, as: action.journalID, .page(page))
            case .recover(let recovery) where recovery.inFlight.removal != nil && !recovery.inFlight.mayBeLive:
                guard let record = lockfile.records[action.publication], let published = record.publication else {
                    continue
                }
                add(
                    action, as: recovery.journalID,
                    .resolveRemoval(published, recovery.inFlight, record: record))
            case .recover(let recovery) where plan.platforms[action.publication.account] == .facebook:
                let page = PageWork(
                    recovery, earlier: earlier[action.publication], at: plan.now, until: publishUntil,
                    version: { version(of: $0, in: plan) })
                guard let page else { continue }
                add(action, as: recovery.journalID, .page(page))
            case .recover(let recovery):
                guard let publication = recovery.desired ?? earlier[action.publication] else {
                    add(action, as: recovery.journalID, .giveUp(.unreadable(action.publication)))
                    continue
                }
                // What may be live is looked for at once, also if its entry is due in months by now: lists and containers
                // forget.
                let goal =
                    recovery.mayPublish
                    ? Self.goal(of: publication, due: action.at, at: plan.now, until: publishUntil) : nil
                let version = version(of: publication, in: plan, isReplacement: recovery.inFlight.removal != nil)
                add(
                    action, as: recovery.journalID,
                    .publish(publication, version, recovery.inFlight, goal ?? .resolved))
            case .update(let publication, let published, let changes):
                let former = lockfile.records[action.publication]
                let made = Set(changes.map(\.field))
                let record = LockRecord(
                    published, agreeingWith: version(of: publication, in: plan), after: former,
                    mayShow: former?.mayShow.filter { !made.contains($0.field) }, at: plan.now)
                let change: UpdateFlow.Change =
                    if case .page(let content) = publication.content {
                        .words(content)
                    } else {
                        .comments(enabled: publication.content.feedDetails?.commentsEnabled ?? true)
                    }
                add(action, .update(published, change, record: record))
            case .delete(let published):
                guard let record = lockfile.records[action.publication] else { continue }
                add(action, .remove(published, inFlight, record: record))
            case .replace(let publication, let published, _):
                guard let record = lockfile.records[action.publication] else { continue }
                let version = version(of: publication, in: plan, isReplacement: true)
                add(action, .replace(published, inFlight, record: record, publication, version))
            case .blocked(let block):
                if let end = block.end { next = min(next ?? end, end) }
            case .none(.handedOver(let hour)):
                let look = hour.addingTimeInterval(PageWork.observationDelay)
                next = min(next ?? look, look)
            case .none(.schedulingEdited(let publication, let published, _)):
                let record = LockRecord(
                    published, agreeingWith: version(of: publication, in: plan),
                    after: lockfile.records[action.publication], at: plan.now)
                add(action, .note(record))
            case .missed, .conflict, .drift, .forget, .none: continue
            }
        }
    }

    /// How long before its hour a publication is prepared: a video is fetched and transcoded by then.
    public static func lead(for content: Content) -> Duration {
        switch content {
        case .reel: .seconds(3600)
        case .story(let story):
            if case .video = story.medium { .seconds(3600) } else { .seconds(600) }
        case .carousel(let carousel):
            carousel.items.contains { if case .video = $0 { true } else { false } } ? .seconds(3600) : .seconds(600)
        case .post: .seconds(600)
        case .page(let page): page.video != nil ? .seconds(3600) : .seconds(600)
        }
    }

    private static func goal(
        of publication: Publication, due: Date, at now: Date, until: Date
    ) -> PublicationFlow.Goal? {
        if due <= max(now, until) { return .published }
        return due.timeIntervalSince(now) <= lead(for: publication.content) / .seconds(1) ? .prepared : nil
    }

    /// Takes note of when something that is not to go out yet is prepared, or else begun.
    private mutating func noteNext(_ publication: Publication, due: Date, at now: Date, _ horizon: Date) {
        let preparation = due.addingTimeInterval(-(Self.lead(for: publication.content) / .seconds(1)))
        guard preparation > now || due <= horizon else { return }
        var moment = preparation > now ? preparation : due.addingTimeInterval(-Scheduler.approach)
        if case .page = publication.content {
            // From then on Facebook may take it.
            let handover = due.addingTimeInterval(-FacebookScheduling.lead.upperBound)
            if handover > now { moment = handover }
        }
        next = min(next ?? moment, moment)
    }

    /// - Parameter isReplacement: whether it takes the place of something removed, and so is due now.
    private func version(
        of publication: Publication, in plan: Plan, isReplacement: Bool = false
    ) -> JournalEvent.Version {
        var version = JournalEvent.Version(of: publication, commit: plan.commit, now: plan.now)
        if isReplacement { version.due = Timestamp(plan.now) }
        return version
    }

    private mutating func add(_ action: Action, as journalID: PublicationID? = nil, _ task: Work.Task) {
        work.append(
            Work(
                publication: action.publication, journalID: journalID, account: action.publication.account,
                due: action.at, task: task))
    }
}

extension JournalEvent.Stop {
    /// Of a publication that may be live, and of which nothing tells any more how it would look.
    fileprivate static func unreadable(_ publication: PublicationID) -> JournalEvent.Stop {
        JournalEvent.Stop(
            kind: .ambiguous,
            reason: "a publish was asked for, and the entry as it was then cannot be read from git's history any more",
            fix: "look at the account: if it is there, `calends accept \(publication) --media ID`, "
                + "else `calends forget \(publication)`")
    }
}

extension Lockfile {
    /// What it says under the names that its publications have from now on.
    func following(_ renames: [Rename]) -> Lockfile {
        guard !renames.isEmpty else { return self }
        var lockfile = self
        lockfile.rename(Dictionary(renames.map { ($0.from, $0.to) }, uniquingKeysWith: { first, _ in first }))
        return lockfile
    }
}

extension LockRecord {
    /// The record of something published, naming the version of the entry it now agrees with.
    ///
    /// - Parameters:
    ///   - former: the record it follows. It wins a merge with that one, however wrong a clock was.
    ///   - mayShow: what the platform may show still of earlier versions; `nil` for what `former` says.
    init(
        _ published: PublishedPublication, agreeingWith version: JournalEvent.Version, after former: LockRecord?,
        mayShow: [ShownField]? = nil, at now: Date
    ) {
        let later = former?.revisedAt.map { Timestamp($0.date.addingTimeInterval(1)) } ?? Timestamp(now)
        self.init(
            phase: .published(published), source: version.source, commit: version.commit, media: version.media,
            revisedAt: max(Timestamp(now), later), mayShow: mayShow ?? former?.mayShow ?? [],
            formerIDs: former?.formerIDs ?? [])
    }
}
