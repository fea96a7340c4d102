public import ContentModel
public import Diagnostics
public import FoundationEssentials
public import ObjectIDs
public import ScheduleLock

/// All that a plan is made of.
public struct PlanningInput: Hashable, Sendable {
    /// Every legal publication of the calendar; drafts are not among them.
    public var desired: [Publication]
    /// Entries that have errors: nothing of them is published, and nothing of them counts as removed.
    public var invalid: [InvalidEntry]
    /// Entries that are drafts: they are in the calendar, and are never planned.
    public var drafts: Set<EntryID>
    /// The accounts of the settings.
    public var accounts: [AccountName: Account]
    /// What has been published.
    public var lockfile: Lockfile
    /// Names the bytes of the lockfile.
    public var lockfileDigest: String
    /// What is in flight.
    public var journal: Journal
    /// What git says of entries that left the calendar: the old name and the new one.
    public var renames: [EntryID: EntryID]
    /// Entries that the very commit changed that took an old one away, wherever they are now, by the old one: what is new to
    /// the lockfile and shows the same media may be that one, written anew.
    public var arrivals: [EntryID: Set<EntryID>]
    /// Under which name git says each publication goes on, of those that were asked about; it counts for more than
    /// ``renames``, which another account's may have led to.
    public var places: [PublicationID: EntryID] = [:]
    /// Those asked about that git could not follow from commit to commit: what came in their place is unknown.
    public var unfollowed: Set<PublicationID> = []
    /// The answers to ``Planning/historyNeeded(by:)``; a question without an answer counts as unavailable.
    public var history: [HistoryQuery: HistoryAnswer]
    /// The commit whose calendar this is; `nil` for the work tree.
    public var commit: CommitID?
    /// The moment to plan for.
    public var now: Date
    /// What `calendar/FREEZE` says, if it exists.
    public var freeze: String?
    /// The brakes of the settings; of them a plan keeps the quiet windows and warns of what is too close.
    public var safety: Safety
    /// Who publishes a Page's posts at their hour.
    public var facebookScheduling: FacebookScheduling
    /// What accounts show, where the platform was asked.
    public var observed: [ObservedAccount]
    /// What the platform last said of accounts' quotas; an account that is not named may have any.
    public var quotas: [AccountName: AccountQuota]
    /// When tokens end, as far as that is known.
    public var tokenEnds: [TokenEnd]
    /// When the keys of the hosting end, where they were lent and that is known.
    public var hostingEnd: Date?
    /// What loading found.
    public var diagnostics: [Diagnostic]

    /// An input in which whatever is not given is absent.
    public init(
        desired: [Publication], invalid: [InvalidEntry] = [], drafts: Set<EntryID> = [],
        accounts: [AccountName: Account], lockfile: Lockfile, lockfileDigest: String, journal: Journal = Journal(),
        renames: [EntryID: EntryID] = [:], arrivals: [EntryID: Set<EntryID>] = [:],
        history: [HistoryQuery: HistoryAnswer] = [:], commit: CommitID?, now: Date, freeze: String? = nil,
        safety: Safety = Safety(), facebookScheduling: FacebookScheduling = .native,
        observed: [ObservedAccount] = [], quotas: [AccountName: AccountQuota] = [:], tokenEnds: [TokenEnd] = [],
        hostingEnd: Date? = nil, diagnostics: [Diagnostic] = []
    ) {
        self.desired = desired
        self.invalid = invalid
        self.drafts = drafts
        self.accounts = accounts
        self.lockfile = lockfile
        self.lockfileDigest = lockfileDigest
        self.journal = journal
        self.renames = renames
        self.arrivals = arrivals
        self.history = history
        self.commit = commit
        self.now = now
        self.freeze = freeze
        self.safety = safety
        self.facebookScheduling = facebookScheduling
        self.observed = observed
        self.quotas = quotas
        self.tokenEnds = tokenEnds
        self.hostingEnd = hostingEnd
        self.diagnostics = diagnostics
    }
}

/// An entry with errors, as far as it is known.
public struct InvalidEntry: Hashable, Sendable {
    /// The id of its path, should its own `id:` be unreadable.
    public var entry: EntryID
    /// From the repository's root.
    public var path: String
    /// The accounts it is for; empty when even that cannot be told.
    public var accounts: [AccountName]
    /// At least 1.
    public var errorCount: Int

    /// An entry that cannot be planned.
    public init(entry: EntryID, path: String, accounts: [AccountName], errorCount: Int) {
        self.entry = entry
        self.path = path
        self.accounts = accounts
        self.errorCount = errorCount
    }
}

/// A question that only history can answer.
public struct HistoryQuery: Hashable, Sendable {
    /// Which version of an entry is asked for.
    public enum Version: Hashable, Sendable {
        /// The one that was published: the record's blob, with the media as they were at the record's commit.
        case published
        /// The newest before the entry left the calendar: its policy decides what becomes of what was published.
        case last
    }

    /// The id under which the lockfile holds it.
    public var publication: PublicationID
    /// The entry as published.
    public var source: Publication.Source
    /// The commit it was published from, if it was committed.
    public var commit: CommitID?
    /// Every medium as published.
    public var media: [MediaReference]
    /// The ids it had before: its account had another name then, if only the account differs.
    public var formerIDs: [PublicationID] = []
    /// Which version is asked for.
    public var version: Version

    /// A question about what a record says.
    public init(publication: PublicationID, record: LockRecord, version: Version) {
        self.publication = publication
        source = record.source
        commit = record.commit
        media = record.media
        formerIDs = record.formerIDs
        self.version = version
    }

    /// A question about what is in flight.
    init(publication: PublicationID, begun: JournalEvent.Version, version: Version) {
        self.publication = publication
        source = begun.source
        commit = begun.commit
        media = begun.media
        self.version = version
    }
}

/// What history says.
public enum HistoryAnswer: Hashable, Sendable {
    /// The publication as that version of the entry had it.
    case found(Publication)
    /// History has no answer; the text says why, and completes "… because": "this clone is shallow".
    case unavailable(String)
}
