public import ContentModel
public import FoundationEssentials
public import ScheduleLock

/// One difference between the calendar and what has been published, and what becomes of it.
public struct Action: Hashable, Sendable {
    /// What it concerns.
    public var publication: PublicationID
    /// When it is, or was, due; what has left the calendar keeps the instant at which it was published.
    public var at: Date
    /// What is to be done.
    public var step: Step

    /// One difference, and what becomes of it.
    public init(publication: PublicationID, at: Date, step: Step) {
        self.publication = publication
        self.at = at
        self.step = step
    }

    /// What is to be done, with all that doing it takes.
    ///
    /// Held by reference: it is large, and plans are sorted, filtered and grouped.
    public indirect enum Step: Hashable, Sendable {
        /// It goes out when it is due.
        case publish(Publication)
        /// It is handed to Facebook, which publishes it when it is due.
        case schedule(Publication)
        /// What waits at Facebook is brought to the present version of its entry: changed there where that is possible,
        /// else taken back and handed over anew.
        case amend(Publication, Handover, changes: [FieldChange])
        /// What waits at Facebook, or unpublished, is taken back before anybody sees it.
        case cancel(Handover, Cancellation, Publication?)
        /// Changes a published medium in place.
        ///
        /// Afterwards the record names this version of the entry, and ``LockRecord/revisedAt`` the moment.
        case update(Publication, PublishedPublication, changes: [FieldChange])
        /// Deletes a published medium and publishes the entry again.
        case replace(Publication, PublishedPublication, changes: [FieldChange])
        /// Deletes a published medium whose entry is gone, as the entry asked.
        case delete(PublishedPublication)
        /// Finds out what became of a step whose result was lost, and carries on from there.
        case recover(Recovery)
        /// Its time passed by more than its grace: a person decides.
        case missed(Publication)
        /// Calendar and platform disagree in a way that only a person can resolve.
        case conflict(Conflict)
        /// It would go out, but must not as things are.
        case blocked(Block)
        /// The record is dropped, as a person asked.
        case forget
        /// The platform shows something else than the lockfile says: a person decides which of them is right.
        case drift(Drift)
        /// Nothing is done, and this says why.
        case none(Note)
    }

    /// The kinds of actions, named as every plan format writes them.
    public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        case publish, schedule, reschedule, update, replace, cancel, delete, recover, missed, conflict, blocked, drift,
            forget, adopt, none

        /// Whether an apply does something about it.
        public var isChange: Bool {
            switch self {
            case .publish, .schedule, .reschedule, .update, .replace, .cancel, .delete, .recover, .forget: true
            case .missed, .conflict, .blocked, .drift, .adopt, .none: false
            }
        }

        /// Whether it waits for a person.
        public var needsPerson: Bool {
            switch self {
            case .missed, .conflict, .blocked, .drift: true
            // What was published by other means may stay as it is.
            case .publish, .schedule, .reschedule, .update, .replace, .cancel, .delete, .recover, .forget, .adopt,
                .none:
                false
            }
        }
    }

    /// What kind of action this is.
    public var kind: Kind {
        switch step {
        case .publish: .publish
        case .schedule: .schedule
        // An edit of the words alone changes nothing about when and how it goes out.
        case .amend(_, _, let changes): changes.allSatisfy(\.isOfWords) ? .update : .reschedule
        case .cancel: .cancel
        case .update: .update
        case .replace: .replace
        case .delete: .delete
        case .recover: .recover
        case .missed: .missed
        case .conflict: .conflict
        case .blocked: .blocked
        case .drift(.unknown): .adopt
        case .drift: .drift
        case .forget: .forget
        case .none: .none
        }
    }

    /// The publication as the calendar has it; `nil` where the calendar has none.
    public var desired: Publication? {
        switch step {
        case .publish(let desired), .schedule(let desired), .amend(let desired, _, _), .update(let desired, _, _),
            .replace(let desired, _, _), .missed(let desired):
            desired
        case .cancel(_, _, let desired): desired
        case .drift(let drift): drift.desired
        case .recover(let recovery): recovery.desired
        case .conflict(let conflict): conflict.desired
        case .blocked(let block): block.desired
        case .delete, .forget, .none: nil
        }
    }

    /// The name under which the journal holds it: another one if its entry was renamed in the middle of its flow.
    public var journalID: PublicationID {
        switch step {
        case .recover(let recovery): recovery.journalID
        case .amend(_, let handover, _), .cancel(let handover, _, _): handover.journalID
        case .conflict(.stopped(_, _, let journalID)): journalID
        case .conflict(.stranded(_, let handover)): handover.journalID
        case .publish, .schedule, .update, .replace, .delete, .missed, .conflict, .blocked, .drift, .forget, .none:
            publication
        }
    }

    /// When Facebook publishes it, or was to; `nil` for what does not wait there.
    public var scheduledFor: Date? {
        switch step {
        case .amend(_, let handover, _), .cancel(let handover, _, _): handover.hour
        case .recover(let recovery): recovery.inFlight.schedule?.hour.date
        case .none(.handedOver(let hour)): hour
        case .conflict(.stranded(_, let handover)): handover.hour
        case .blocked(.invalid(_, let hour)), .blocked(.ambiguous(_, let hour)): hour
        default: nil
        }
    }

    /// What differs, field by field, between the published version of the entry and the present one.
    public var changes: [FieldChange] {
        switch step {
        case .amend(_, _, let changes), .update(_, _, let changes), .replace(_, _, let changes),
            .conflict(.edited(_, _, let changes)),
            .conflict(.undeletable(_, _, let changes)), .none(.schedulingEdited(_, _, let changes)),
            .blocked(.frozen(_, text: _, replacing: let changes)), .blocked(.quiet(_, _, replacing: let changes)):
            changes
        case .drift(let drift): drift.changes
        case .publish, .schedule, .cancel, .delete, .recover, .missed, .conflict, .blocked, .forget, .none: []
        }
    }
}

extension FieldChange {
    /// Whether the platform changes it in place, also while it waits there.
    public var isOfWords: Bool { PublicationField.effect(of: field, on: .facebook) == .inPlace }
}

/// A publication whose last step was begun, and whose result nobody recorded.
public struct Recovery: Hashable, Sendable {
    /// The id under which the journal holds it: the one it had when it began, should its entry be renamed since.
    public var journalID: PublicationID
    /// What the journal says.
    public var inFlight: InFlight
    /// The publication as the calendar has it now, if it does.
    public var desired: Publication?
    /// Whether it may still be published, should it turn out that it was not: it is in the calendar, within its grace,
    /// nothing is frozen, and it is not quiet.
    public var mayPublish: Bool

    /// A step to be looked into.
    public init(journalID: PublicationID, inFlight: InFlight, desired: Publication?, mayPublish: Bool) {
        self.journalID = journalID
        self.inFlight = inFlight
        self.desired = desired
        self.mayPublish = mayPublish
    }
}

/// What only a person can resolve.
public enum Conflict: Hashable, Sendable {
    /// Content that the platform cannot change was edited after it was published.
    case edited(Publication, PublishedPublication, changes: [FieldChange])
    /// As ``edited(_:_:changes:)``, and it cannot be replaced, because this account's login cannot delete.
    case undeletable(Publication, PublishedPublication, changes: [FieldChange])
    /// The entry was edited after it was published; what it said then cannot be read.
    case incomparable(Publication, PublishedPublication, why: String)
    /// It looks like a publication whose entry is gone, and history cannot tell whether it is that one, renamed.
    ///
    /// The medium is `nil` while the other one is in flight.
    case lookAlike(Publication, of: PublicationID, PublishedPublication?)
    /// It was published more than once.
    case publishedTwice(Publication?, [PublishedPublication])
    /// A run gave up on it; the journal holds it under `journalID`, the name it had then.
    case stopped(Publication?, JournalEvent.Stop, journalID: PublicationID)
    /// The entry is gone and asked for its medium to be deleted, which this account's login cannot do.
    case undeletableRemoval(PublishedPublication)
    /// It waits at Facebook, or may, for an account that the settings no longer have: nobody can take it back, or learn
    /// what became of it.
    case stranded(Publication?, Handover)

    /// The publication as the calendar has it, if it does.
    public var desired: Publication? {
        switch self {
        case .edited(let desired, _, _), .undeletable(let desired, _, _), .incomparable(let desired, _, _),
            .lookAlike(let desired, _, _):
            desired
        case .publishedTwice(let desired, _), .stopped(let desired, _, _), .stranded(let desired, _): desired
        case .undeletableRemoval: nil
        }
    }
}

/// Why something that would go out must not.
public enum Block: Hashable, Sendable {
    /// The entry has errors; the plan's diagnostics name all of them. What Facebook has of it goes out all the same, at
    /// the hour that is named.
    case invalid(errorCount: Int, scheduledFor: Date? = nil)
    /// Several entries claim this publication; the hour as in ``invalid(errorCount:scheduledFor:)``.
    case ambiguous(paths: [String], scheduledFor: Date? = nil)
    /// `calendar/FREEZE` exists; `text` is what it says. Changes are those a replacement would bring.
    case frozen(Publication, text: String, replacing: [FieldChange])
    /// It is due inside a quiet window of the settings, before or after which it would have to be due.
    case dueInQuiet(Publication, QuietWindow)
    /// It would go out now, and now is quiet; when the window has passed, it goes out if its grace lasts. Changes are
    /// those a replacement would bring.
    case quiet(Publication, QuietWindow, replacing: [FieldChange])

    /// The publication as the calendar has it, if it is legal.
    public var desired: Publication? {
        switch self {
        case .frozen(let desired, text: _, replacing: _), .dueInQuiet(let desired, _),
            .quiet(let desired, _, replacing: _):
            desired
        case .invalid, .ambiguous: nil
        }
    }

    /// When it ends by itself.
    public var end: Date? {
        if case .quiet(_, let window, replacing: _) = self { window.to.instant } else { nil }
    }
}

/// Why nothing is done where a reader might expect something.
public enum Note: Hashable, Sendable {
    /// The entry left the calendar; what was published stays.
    case entryRemoved
    /// The entry is a draft now; what was published stays.
    case entryDrafted
    /// The entry no longer names this account; what was published stays.
    case accountDropped
    /// The settings no longer have this account.
    case accountUnknown
    /// The entry was published, and is gone from the platform since.
    case goneFromPlatform(Timestamp)
    /// A person decided that it shall not go out.
    case dismissed
    /// It waits at Facebook, which publishes it then.
    case handedOver(Date)
    /// Only what concerns scheduling or policy was edited after it was published: the record has to name this version,
    /// and nothing changes on the platform.
    case schedulingEdited(Publication, PublishedPublication, changes: [FieldChange])
}
