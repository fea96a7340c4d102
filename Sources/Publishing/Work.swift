public import ContentModel
public import FoundationEssentials
public import ObjectIDs
public import ScheduleLock

/// One publication's part in a run: what the plan asks for, with all that doing it needs.
public struct Work: Hashable, Sendable {
    /// What it is done for.
    public var publication: PublicationID
    /// The id under which the journal knows it: another one if its entry was renamed in the middle of its flow.
    public var journalID: PublicationID
    /// The account it is done on.
    public var account: AccountName
    /// When it is due: within an account, work is done in this order.
    public var due: Date
    /// What is done.
    public var task: Task

    /// What is to be done.
    public enum Task: Hashable, Sendable {
        case publish(Publication, JournalEvent.Version, InFlight, PublicationFlow.Goal)
        /// Take it to a Page, or back.
        case page(PageWork)
        /// Change something published in place; `record` becomes its lockfile record.
        case update(PublishedPublication, UpdateFlow.Change, record: LockRecord)
        /// Take something published from the platform.
        case remove(PublishedPublication, InFlight, record: LockRecord)
        /// Find out whether a deletion that is wanted no more has happened.
        case resolveRemoval(PublishedPublication, InFlight, record: LockRecord)
        /// Take the old from the platform and, once it is gone, publish the new.
        case replace(PublishedPublication, InFlight, record: LockRecord, Publication, JournalEvent.Version)
        /// Write what changed without the platform's part, such as a rename.
        case note(LockRecord)
        /// Leave something begun to a person: nothing tells any more what it was.
        case giveUp(JournalEvent.Stop)
    }

    /// Work on one publication; the journal knows it by the same id unless told otherwise.
    public init(
        publication: PublicationID, journalID: PublicationID? = nil, account: AccountName, due: Date, task: Task
    ) {
        self.publication = publication
        self.journalID = journalID ?? publication
        self.account = account
        self.due = due
        self.task = task
    }
}

extension Work {
    /// Whether it is written without the platform's part.
    var isNote: Bool { if case .note = task { true } else { false } }

    /// Whether it sends out what nothing was sent of yet.
    public var isNewPublish: Bool {
        switch task {
        case .publish(_, _, let inFlight, .published): inFlight.publishRequest == nil
        case .page(let page): page.isNewPublish
        case .replace: true
        case .publish, .update, .remove, .resolveRemoval, .note, .giveUp: false
        }
    }

    /// Why an earlier run left it, as the journal says.
    var notedReason: String? {
        switch task {
        case .publish(_, _, let inFlight, _): inFlight.waiting?.reason
        case .page, .replace, .update, .remove, .resolveRemoval, .note, .giveUp: nil
        }
    }

    /// Whether it takes something from the platform.
    public var deletes: Bool {
        switch task {
        case .remove, .replace: true
        case .publish, .page, .update, .resolveRemoval, .note, .giveUp: false
        }
    }
}

extension JournalEvent.Version {
    /// The version that publishing `publication` from `commit` now would put on the platform.
    ///
    /// - Parameter now: the due time of an entry that goes out on merge.
    public init(of publication: Publication, commit: CommitID?, now: Date) {
        let due: Date
        switch publication.due {
        case .at(let time): due = time.instant
        case .onMerge: due = now
        }
        self.init(
            source: publication.source, commit: commit,
            media: publication.content.media.map { MediaReference(path: $0.path, blob: $0.blob) },
            due: Timestamp(due))
    }
}
