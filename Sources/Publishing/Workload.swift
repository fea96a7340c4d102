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

    /// - Parameters:
    ///   - publishUntil: what is due by then goes out in this run; the plan's `now` for a run that does not wait.
    ///   - earlier: publications as an in-flight version had them, for those that left the calendar since.
    public init(
        of plan: Plan, lockfile: Lockfile, journal: Journal, publishUntil: Date,
        earlier: [PublicationID: Publication] = [:]
    ) {
        // What follows finds records under the names they have from now on.
        var lockfile = lockfile
        lockfile.rename(Dictionary(plan.renames.map { ($0.from, $0.to) }, uniquingKeysWith: { first, _ in first }))
        for rename in plan.renames {
            guard let record = lockfile.records[rename.to] else { continue }
            work.append(Work(publication: rename.to, account: rename.to.account, due: plan.now, task: .note(record)))
        }
        for action in plan.actions {
            let inFlight = journal.inFlight[action.publication] ?? InFlight()
            switch action.step {
            case .publish(let publication):
                guard let goal = Self.goal(of: publication, due: action.at, at: plan.now, until: publishUntil) else {
                    later.append(action)
                    continue
                }
                add(action, .publish(publication, version(of: publication, in: plan), inFlight, goal))
            case .recover(let recovery):
                guard let publication = recovery.desired ?? earlier[action.publication] else { continue }
                let goal =
                    recovery.mayPublish
                    ? Self.goal(of: publication, due: action.at, at: plan.now, until: publishUntil) : .resolved
                guard let goal else {
                    later.append(action)
                    continue
                }
                add(
                    action, as: recovery.journalID,
                    .publish(publication, version(of: publication, in: plan), recovery.inFlight, goal))
            case .update(let publication, let published, _):
                let record = Self.record(
                    published, as: version(of: publication, in: plan), in: lockfile, action, at: plan.now)
                let enabled = publication.content.feedDetails?.commentsEnabled ?? true
                add(action, .update(published, commentsEnabled: enabled, record: record))
            case .delete(let published):
                guard let record = lockfile.records[action.publication] else { continue }
                add(action, .remove(published, inFlight, record: record))
            case .replace(let publication, let published, _):
                guard let record = lockfile.records[action.publication] else { continue }
                add(
                    action,
                    .replace(published, inFlight, record: record, publication, version(of: publication, in: plan)))
            case .missed, .conflict, .blocked, .forget, .adopt, .none: continue
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
        }
    }

    private static func goal(
        of publication: Publication, due: Date, at now: Date, until: Date
    ) -> PublicationFlow.Goal? {
        if due <= max(now, until) { return .published }
        return due.timeIntervalSince(now) <= lead(for: publication.content).seconds ? .prepared : nil
    }

    private func version(of publication: Publication, in plan: Plan) -> JournalEvent.Version {
        JournalEvent.Version(of: publication, commit: plan.commit, now: plan.now)
    }

    /// The record of something published, naming the version of the entry it now agrees with.
    private static func record(
        _ published: PublishedPublication, as version: JournalEvent.Version, in lockfile: Lockfile, _ action: Action,
        at now: Date
    ) -> LockRecord {
        LockRecord(
            phase: .published(published), source: version.source, commit: version.commit, media: version.media,
            revisedAt: Timestamp(now), formerIDs: lockfile.records[action.publication]?.formerIDs ?? [])
    }

    private mutating func add(_ action: Action, as journalID: PublicationID? = nil, _ task: Work.Task) {
        work.append(
            Work(
                publication: action.publication, journalID: journalID, account: action.publication.account,
                due: action.at, task: task))
    }
}
