import ContentModel
import ScheduleLock

extension Action {
    /// Why this is the action, in words: what is the case and, where a person decides, what can be done.
    ///
    /// The empty text for an action that needs no reason, such as publishing what is due.
    public var reason: String {
        switch step {
        case .publish: ""
        case .update(_, let medium, let changes):
            "\(changes.fieldNames) of \(medium.mediaID) can be changed in place"
        case .replace(_, let medium, let changes):
            "\(changes.fieldNames) changed and on_change is replace: \(medium.mediaID) is deleted and published again"
        case .delete(let medium): "its entry is gone and on_remove is delete: \(medium.mediaID) is deleted"
        case .recover(let recovery): recovery.reason
        case .missed(let desired):
            "it is past its grace of \(desired.graceText): change publish_at to publish it, or forget it"
        case .conflict(let conflict): conflict.reason
        case .blocked(let block): block.reason
        case .forget: "its record is dropped"
        case .adopt(_, let medium): "\(medium.mediaID) was published by other means and becomes this publication's"
        case .none(let note): note.reason
        }
    }
}

extension Recovery {
    fileprivate var reason: String {
        let what =
            if inFlight.removal != nil {
                "a deletion was asked for and its result is unknown"
            } else if let mediaID = inFlight.mediaID {
                "\(mediaID) is live and what follows it is not finished"
            } else {
                "publishing was asked for and its result is unknown"
            }
        return mayPublish ? what : what + "; it is looked for, and not published if it is not there"
    }
}

extension Conflict {
    fileprivate var reason: String {
        switch self {
        case .edited(_, let medium, let changes):
            "\(changes.fieldNames) changed after publishing as \(medium.mediaID), and the platform cannot change that: "
                + "revert the edit, accept it, or write on_change: replace"
        case .undeletable(_, let medium, let changes):
            "\(changes.fieldNames) changed and on_change is replace, but this account's login cannot delete "
                + "\(medium.mediaID): delete it in the app, or revert the edit"
        case .incomparable(_, let medium, let why):
            "it was edited after publishing as \(medium.mediaID), and what it said then is unknown because \(why)"
        case .lookAlike(let desired, let other, let medium) where other.account != desired.id.account:
            "\(other) \(medium.map { "was published as \($0.mediaID)" } ?? "is in flight"), and the settings no longer have "
                + "\(other.account): give the account that name back, or, if it is another, the entry another id"
        case .lookAlike(_, let other, let medium):
            "it may be \(other), \(medium.map { "published as \($0.mediaID)" } ?? "which is in flight"), under a new "
                + "name: fetch the whole history, or give it the id: \(other.entry)"
        case .publishedTwice(_, let media):
            "it was published \(media.count) times, as \(media.map(\.mediaID).joined(separator: ", ")): "
                + "delete all but one in the app, then refresh"
        case .stopped(_, let stop): "\(stop.reason): \(stop.fix)"
        case .undeletableRemoval(let medium):
            "its entry is gone and on_remove is delete, but this account's login cannot delete \(medium.mediaID): "
                + "delete it in the app, then refresh"
        }
    }
}

extension Block {
    fileprivate var reason: String {
        switch self {
        case .invalid(let count): "its entry has \(count == 1 ? "an error" : "\(count) errors")"
        case .ambiguous(let paths): "\(paths.joined(separator: " and ")) claim it: give one of them another id"
        case .frozen(_, let text, _):
            text.isEmpty
                ? "calendar/FREEZE exists" : "frozen: " + text.split(whereSeparator: \.isNewline).joined(separator: " ")
        }
    }
}

extension Note {
    fileprivate var reason: String {
        switch self {
        case .entryRemoved: "its entry is gone; what was published stays"
        case .entryDrafted: "its entry is a draft now; what was published stays"
        case .accountDropped: "its entry no longer names this account; what was published stays"
        case .accountUnknown: "the settings no longer have this account; what was published stays"
        case .goneFromPlatform(let at): "it is gone from the platform since \(at); it is not published again"
        case .dismissed: "it was forgotten on purpose; it is not published"
        case .schedulingEdited(let changes):
            "\(changes.fieldNames) changed after publishing, which has no effect any more"
        }
    }
}

extension [FieldChange] {
    /// `caption`, `caption and location`, `caption, location and media[1].alt`.
    fileprivate var fieldNames: String {
        let names = map(\.field)
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }
}
