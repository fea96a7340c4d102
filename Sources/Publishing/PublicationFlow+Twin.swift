import ContentModel
import FoundationEssentials
import Planning
import ScheduleLock

/// What was published past this state: by hand, or by a clone that does not share it.
extension PublicationFlow {
    /// A medium that is very likely this publication, although nothing was asked of the platform for it.
    ///
    /// Media that any record or journal entry owns are not in the list. A story shows nothing to tell it by, and neither
    /// does a post without a caption: of those an account may well show two.
    func twin(in list: [ListedMedium], like look: MediaLook) -> ListedMedium? {
        guard look.captionDigest != nil, look.captionDigest != MediaLook.digest(ofCaption: nil) else { return nil }
        // What this one replaces may be listed for a while after it was deleted.
        let former = Set(state.removal.map { [$0] } ?? [])
        return look.matches(in: list, unknownTo: former, since: Sighting.start(of: publication.id, dueAt: due))
            .first { $0.timestamp != nil && !isDisowned($0) }
    }

    /// Whether a person has looked since the medium was made, and said that it is not this publication.
    func isDisowned(_ medium: ListedMedium) -> Bool {
        guard let absentAt = state.absentAt, let made = medium.timestamp else { return false }
        return made <= absentAt.date
    }

    /// Leaves it to a person whether the publication is out already.
    func stopBefore(_ twin: ListedMedium) -> FlowStep {
        let made = twin.timestamp.map { ", made \(Timestamp($0))," } ?? ""
        return stop(
            .ambiguous,
            "the account already shows medium \(twin.id)\(made) with this kind and caption, and no record knows it: it was "
                + "very likely published by hand, or by a clone that does not share this state",
            fix:
                "look at the account: if it is this one, `calends accept \(publication.id) --media \(twin.id)`; if not, "
                + "`calends accept \(publication.id) --media none` and apply again, edit the entry, or let it go with "
                + "`calends forget \(publication.id)`")
    }
}
