public import ContentModel
public import Diagnostics
public import FoundationEssentials
public import ObjectIDs

/// What lies between the calendar and what has been published: the differences, as data.
///
/// One input gives one plan, in one order, so plans can be printed, compared, saved, and refused when stale.
public struct Plan: Hashable, Sendable {
    /// The commit whose calendar was planned; `nil` for the work tree.
    public var commit: CommitID?
    /// Names the lockfile's bytes the plan was made from.
    public var lockfileDigest: String
    /// The moment the plan was made for: it decides what is due and what was missed.
    public var now: Date
    /// By the instant they concern, then by publication.
    public var actions: [Action]
    /// Records that carry on under a new id; they are moved before anything else is written.
    public var renames: [Rename]
    /// How many publications are as they should be; they have no action.
    public var unchangedCount: Int
    /// What the accounts of the settings are accounts of.
    public var platforms: [AccountName: Platform]
    /// Publications that wait: for what the last run waited for, or for their account's quota.
    public var waits: [PublicationID: Wait]
    /// Publications of Pages that Facebook has refused to schedule: a runner publishes them.
    public var unscheduled: Set<PublicationID>
    /// Who made the edits and removals that actions are about, and the entries that are in the way, as far as history
    /// tells.
    public var origins: [PublicationID: ChangeOrigin] = [:]
    /// What would stop an apply before it does anything, in the order in which it comes upon it, as far as the maker of
    /// the plan has looked.
    public var obstacles: [Obstacle] = []
    /// In the order of ``Diagnostics/Diagnostic``.
    public var diagnostics: [Diagnostic]

    /// A plan of the given differences, in the order in which they are given.
    public init(
        commit: CommitID?, lockfileDigest: String, now: Date, actions: [Action], renames: [Rename] = [],
        unchangedCount: Int = 0, platforms: [AccountName: Platform] = [:],
        waits: [PublicationID: Wait] = [:], unscheduled: Set<PublicationID> = [], diagnostics: [Diagnostic] = []
    ) {
        self.commit = commit
        self.lockfileDigest = lockfileDigest
        self.now = now
        self.actions = actions
        self.renames = renames
        self.unchangedCount = unchangedCount
        self.platforms = platforms
        self.waits = waits
        self.unscheduled = unscheduled
        self.diagnostics = diagnostics
    }

    /// How many actions there are of each kind; ``Action/Kind/none`` includes ``unchangedCount``. Kinds without any
    /// are left out.
    public var summary: [Action.Kind: Int] {
        var counts = Dictionary(actions.map { ($0.kind, 1) }, uniquingKeysWith: +)
        if unchangedCount > 0 { counts[.none, default: 0] += unchangedCount }
        return counts
    }

    /// Whether the time of an action has come.
    public func isDue(_ action: Action) -> Bool { action.at <= now }

    /// Whether an apply would change anything, on the platform or in the lockfile.
    public var hasChanges: Bool { !renames.isEmpty || actions.contains { $0.kind.isChange } }

    /// Whether something waits for a person: missed, in conflict, blocked or drifted.
    public var needsPerson: Bool { actions.contains { $0.kind.needsPerson } }
}

/// A publication whose entry has a new name: it carries on, and is not published again.
public struct Rename: Hashable, Sendable {
    /// The id in the lockfile.
    public var from: PublicationID
    /// The id in the calendar.
    public var to: PublicationID
    /// Who renamed it, as far as history tells.
    public var origin: ChangeOrigin?

    /// A record that moves from one id to another.
    public init(from: PublicationID, to: PublicationID) {
        self.from = from
        self.to = to
    }
}

/// Why an apply would stop before it does anything of what a plan asks for.
public enum Obstacle: Hashable, Sendable {
    /// The calendar has so many errors.
    case errors(Int)
    /// Files of the calendar, and media, that are not as in the commit; at least one, sorted.
    case uncommitted([String])
    /// More would be published at once than the settings allow.
    case publishes(Int, most: Int)
    /// More published media would be deleted at once than the settings allow.
    case deletes(Int, most: Int)
}
