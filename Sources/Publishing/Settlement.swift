public import ContentModel
import FoundationEssentials
public import Planning
public import ScheduleLock

/// What a person decided about one publication that no run can decide, as lockfile and journal will say it.
///
/// Nothing of it touches the platform: a person says what is the case there, and what shall become of it.
public struct Settlement: Hashable, Sendable {
    /// What was decided about.
    public var publication: PublicationID
    /// What was decided.
    public var decision: Decision
    /// The record to be written for ``publication``; nil when only the journal has something to say.
    public var record: LockRecord?
    /// The name under which the journal holds what is decided by this, if it does.
    public var journalID: PublicationID?
    /// Whether ``record`` names the entry as the calendar has it, and not a version that was known before.
    public var namesPresentVersion: Bool

    /// A decision with what is to be written for it.
    public init(
        publication: PublicationID, decision: Decision, record: LockRecord?, journalID: PublicationID?,
        namesPresentVersion: Bool
    ) {
        self.publication = publication
        self.decision = decision
        self.record = record
        self.journalID = journalID
        self.namesPresentVersion = namesPresentVersion
    }

    /// What a person can decide.
    public enum Decision: Hashable, Sendable {
        /// This medium is the one whose publishing was in doubt.
        case isMedium(String)
        /// What was published may differ from the entry as it is now.
        case differenceStands(mediaID: String)
        /// It is an earlier publication under a new name.
        case isRenamed(from: PublicationID)
        /// Nothing that the account shows is the publication: work on it goes on.
        case isNotLive
        /// It shall never go out.
        case neverGoesOut
        /// This medium of it is gone from the platform.
        case isGone(mediaID: String)
    }
}

/// Why a decision cannot be recorded.
public enum SettlementError: Error, Hashable, Sendable {
    /// Nothing about it is open that accepting would close.
    case nothingToAccept(PublicationID)
    /// It is in doubt which medium it is, and none was named.
    case mediumNotNamed(PublicationID)
    /// A medium was named where none is in doubt.
    case mediumNotAsked(PublicationID)
    /// What was named is no id of a medium.
    case notAMediaID(String)
    /// The medium was on the account before publishing was asked for.
    case mediumIsOlder(String)
    /// The medium is the record of another publication.
    case mediumTaken(String, by: PublicationID)
    /// The publication it looks like is in flight itself.
    case otherInFlight(PublicationID, other: PublicationID)
    /// It is on the platform, and forgetting takes nothing from there.
    case isPublished(PublicationID, mediaID: String)
    /// No record says that this medium is, or was, the publication.
    case notItsMedium(PublicationID, mediaID: String)
    /// What became of an earlier request is not known yet.
    case inDoubt(PublicationID)
    /// Facebook has it and would publish it all the same.
    case waitsAtFacebook(PublicationID)
    /// Facebook has it and would publish it, and no account is left by which it could be taken back.
    case stranded(PublicationID)
    /// It is forgotten, or gone from the platform, already.
    case alreadyForgotten(PublicationID)
    /// The calendar has no version of it that could be named.
    case hasNoVersion(PublicationID)
}

extension Settlement {
    /// What the journal says from now on of ``journalID``.
    public var step: JournalEvent.Step { decision == .isNotLive ? .notLive : .settled }

    /// How a person names no medium at all.
    public static let noMedium = "none"

    /// Accepts what a plan shows as a conflict.
    ///
    /// - Parameters:
    ///   - mediaID: the medium that the publication is, where a run could not tell; ``noMedium`` when it is none.
    ///   - lockfile: that of `plan`.
    ///   - journal: that of `plan`.
    public static func accepting(
        _ publication: PublicationID, as mediaID: String?, in plan: Plan, lockfile: Lockfile, journal: Journal
    ) throws(SettlementError) -> Settlement {
        let lockfile = lockfile.following(plan.renames)
        let action = plan.action(on: publication)
        if let action, let desired = action.desired, action.isOfUnpublished, let mediaID {
            return try recording(mediaID, as: desired, of: action, in: plan, lockfile, journal)
        }
        guard case .conflict(let conflict)? = action?.step else { throw .nothingToAccept(publication) }
        if mediaID != nil, !conflict.isAmbiguous { throw .mediumNotAsked(publication) }
        switch conflict {
        case .stopped(_, let stop, let journalID) where stop.kind == .ambiguous:
            guard let mediaID else { throw .mediumNotNamed(publication) }
            if mediaID == noMedium {
                return Settlement(
                    publication: publication, decision: .isNotLive, record: nil, journalID: journalID,
                    namesPresentVersion: false)
            }
            return try adopting(mediaID, as: publication, lockfile, journal.inFlight[journalID], journalID, plan.now)
        case .edited(let desired, let published, _), .undeletable(let desired, let published, _),
            .incomparable(let desired, let published, _):
            let former = lockfile.records[publication]
            return Settlement(
                publication: publication, decision: .differenceStands(mediaID: published.mediaID),
                record: LockRecord(
                    published, agreeingWith: .init(of: desired, commit: plan.commit, now: plan.now),
                    after: former, mayShow: conflict.mayBeShown(since: former), at: plan.now),
                journalID: nil, namesPresentVersion: true)
        case .lookAlike(_, let other, _):
            var renamed = lockfile
            // What git took for its new name is another entry, then.
            let former = plan.renames.first { $0.from == other }?.to ?? other
            renamed.rename(former, to: publication)
            guard journal.inFlight[other] == nil, let record = renamed.records[publication] else {
                throw .otherInFlight(publication, other: other)
            }
            return Settlement(
                publication: publication, decision: .isRenamed(from: former), record: record, journalID: nil,
                namesPresentVersion: false)
        case .stopped, .publishedTwice, .undeletableRemoval, .stranded: throw .nothingToAccept(publication)
        }
    }

    /// What is to be recorded before a decision, so that it is not taken to be about something else: what stands in the
    /// lockfile under the publication's name and goes on under another, and what that takes the name of in its turn; the
    /// last first.
    ///
    /// - Parameter lockfile: that of `plan`.
    public static func renamesMakingRoom(
        for publication: PublicationID, in plan: Plan, lockfile: Lockfile
    ) -> [(PublicationID, LockRecord)] {
        let following = lockfile.following(plan.renames)
        var renames = Dictionary(plan.renames.map { ($0.from, $0.to) }, uniquingKeysWith: { first, _ in first })
        var (name, records) = (publication, [(PublicationID, LockRecord)]())
        while let next = renames.removeValue(forKey: name) {
            if let record = following.records[next] { records.append((next, record)) }
            name = next
        }
        return records.reversed()
    }

    /// Whether a text can be an id: digits, in two parts for a Page's post.
    private static func isMediaID(_ text: String) -> Bool {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        return parts.count <= 2 && parts.allSatisfy { DecimalID.isValid(String($0)) }
    }

    /// What was to go out is out already, past this state: its record was lost, or somebody published it by hand.
    private static func recording(
        _ mediaID: String, as desired: Publication, of action: Action, in plan: Plan, _ lockfile: Lockfile,
        _ journal: Journal
    ) throws(SettlementError) -> Settlement {
        try check(mediaID, isFreeFor: desired.id, lockfile)
        let version = JournalEvent.Version(of: desired, commit: plan.commit, now: plan.now)
        // When it went out is not said; it was not later than now.
        let published = PublishedPublication(
            mediaID: mediaID, publishedAt: Timestamp(min(action.at, plan.now)), permalink: nil)
        return Settlement(
            publication: desired.id, decision: .isMedium(mediaID),
            record: LockRecord(
                phase: .published(published), source: version.source, commit: version.commit, media: version.media),
            journalID: journal.inFlight[action.journalID] == nil ? nil : action.journalID, namesPresentVersion: true)
    }

    private static func check(
        _ mediaID: String, isFreeFor publication: PublicationID, _ lockfile: Lockfile
    ) throws(SettlementError) {
        guard isMediaID(mediaID) else { throw .notAMediaID(mediaID) }
        let holders = lockfile.records.keys.sorted().filter { $0 != publication }
        if let holder = holders.first(where: { lockfile.media(of: $0).contains(mediaID) }) {
            throw .mediumTaken(mediaID, by: holder)
        }
    }

    private static func adopting(
        _ mediaID: String, as publication: PublicationID, _ lockfile: Lockfile, _ inFlight: InFlight?,
        _ journalID: PublicationID, _ now: Date
    ) throws(SettlementError) -> Settlement {
        guard var state = inFlight else { throw .nothingToAccept(publication) }
        if state.publishRequest?.knownMedia.contains(mediaID) == true { throw .mediumIsOlder(mediaID) }
        try check(mediaID, isFreeFor: publication, lockfile)
        // It went out right after it was asked for, or at its hour by other means; when the person saw it there does not
        // matter.
        let due = state.version?.due.date ?? now
        state.apply(.published(mediaID: mediaID), at: state.publishRequest?.at ?? Timestamp(min(due, now)))
        let formerIDs = journalID == publication ? [] : [journalID]
        guard let record = LockRecord(finished: state, permalink: nil, formerIDs: formerIDs) else {
            throw .hasNoVersion(publication)
        }
        return Settlement(
            publication: publication, decision: .isMedium(mediaID), record: record, journalID: journalID,
            namesPresentVersion: false)
    }

    /// Lets a publication go: what is not on the platform never goes there, what was deleted by hand counts as gone.
    ///
    /// - Parameters:
    ///   - mediaID: the medium that a person took from the platform; `nil` for what is not there.
    ///   - lockfile: that of `plan`.
    ///   - journal: that of `plan`.
    public static func forgetting(
        _ publication: PublicationID, deleted mediaID: String?, in plan: Plan, lockfile: Lockfile, journal: Journal
    ) throws(SettlementError) -> Settlement {
        let lockfile = lockfile.following(plan.renames)
        let action = plan.action(on: publication)
        let named = action?.journalID ?? publication
        let journalID = journal.inFlight[named] == nil ? nil : named
        if let mediaID { return try removing(mediaID, of: publication, lockfile, plan, journalID) }
        if let live = lockfile.liveRecords(of: publication).first?.publication {
            throw .isPublished(publication, mediaID: live.mediaID)
        }
        let inFlight = journalID.flatMap { journal.inFlight[$0] }
        // A run that stopped has looked, and a person has read why; one that was cut short has not.
        if case .recover? = action?.step, inFlight?.stop == nil || inFlight?.mediaID != nil {
            throw .inDoubt(publication)
        }
        if case .conflict(.stranded)? = action?.step { throw .stranded(publication) }
        if inFlight?.schedule != nil, inFlight?.stop == nil { throw .waitsAtFacebook(publication) }
        guard lockfile.records[publication] == nil else { throw .alreadyForgotten(publication) }
        let present = action?.desired.map { JournalEvent.Version(of: $0, commit: plan.commit, now: plan.now) }
        guard let version = inFlight?.requestedVersion ?? present ?? inFlight?.version else {
            throw .hasNoVersion(publication)
        }
        return Settlement(
            publication: publication, decision: .neverGoesOut,
            record: LockRecord(
                phase: .dismissed(DismissedPublication(at: Timestamp(plan.now))), source: version.source,
                commit: version.commit, media: []),
            journalID: journalID, namesPresentVersion: version == present)
    }

    private static func removing(
        _ mediaID: String, of publication: PublicationID, _ lockfile: Lockfile, _ plan: Plan,
        _ journalID: PublicationID?
    ) throws(SettlementError) -> Settlement {
        guard lockfile.media(of: publication).contains(mediaID) else {
            throw .notItsMedium(publication, mediaID: mediaID)
        }
        let live = lockfile.liveRecords(of: publication).first { $0.publication?.mediaID == mediaID }
        guard var record = live, let published = record.publication else { throw .alreadyForgotten(publication) }
        record.phase = .removed(published, removedAt: Timestamp(plan.now))
        return Settlement(
            publication: publication, decision: .isGone(mediaID: mediaID), record: record, journalID: journalID,
            namesPresentVersion: false)
    }
}

extension Plan {
    fileprivate func action(on publication: PublicationID) -> Action? {
        actions.first { $0.publication == publication }
    }
}

extension Conflict {
    /// Whether a run could not tell which medium it is.
    fileprivate var isAmbiguous: Bool {
        if case .stopped(_, let stop, _) = self { stop.kind == .ambiguous } else { false }
    }
}

extension Conflict {
    /// What the platform may show once a difference stands: by what an edit said, nothing has changed there, and what was
    /// accepted before may have been written after what was seen there.
    fileprivate func mayBeShown(since former: LockRecord?) -> [ShownField] {
        var shown = former?.mayShow ?? []
        switch self {
        case .edited(_, _, let changes), .undeletable(_, _, let changes):
            shown += changes.filter { ObservedMedium.comparedFields.contains($0.field) }
                .map { ShownField($0.field, $0.before) }
        case .incomparable: shown += ObservedMedium.fixedFields.sorted().map { ShownField(anyOf: $0) }
        case .lookAlike, .publishedTwice, .stopped, .undeletableRemoval, .stranded: return shown
        }
        if case .carousel(let carousel)? = desired?.content, let former, former.media.count != carousel.items.count {
            shown.append(ShownField(ObservedMedium.countField, "\(former.media.count)"))
        }
        return shown
    }
}

extension Lockfile {
    /// Every medium that a publication is, or was.
    fileprivate func media(of publication: PublicationID) -> [String] {
        let records = (records[publication].map { [$0] } ?? []) + (duplicates[publication] ?? [])
        return records.compactMap { $0.publication?.mediaID }
    }
}
