public import ContentModel
import FoundationEssentials
public import ScheduleLock

/// A difference between what the platform shows and what the lockfile says.
///
/// An apply does nothing about it: whether the platform or the repository is right is for a person to say.
public enum Drift: Hashable, Sendable {
    /// Somebody deleted it there; the publication as the calendar has it, if it does.
    case deleted(Publication?, PublishedPublication)
    /// Somebody changed it there: before is what was published, after is what is shown.
    case changed(Publication, PublishedPublication, changes: [FieldChange])
    /// What is to go out is very likely there already, and its record was lost: the media that look like it, newest
    /// first.
    case unrecorded(Publication, [ObservedMedium])
    /// Published there, and no record knows it.
    case unknown(ObservedMedium)

    /// The publication as the calendar has it, if it does.
    public var desired: Publication? {
        switch self {
        case .deleted(let desired, _): desired
        case .changed(let desired, _, _), .unrecorded(let desired, _): desired
        case .unknown: nil
        }
    }

    /// What differs, field by field.
    public var changes: [FieldChange] {
        if case .changed(_, _, let changes) = self { changes } else { [] }
    }
}

extension ObservedMedium {
    /// The fields in which it is compared with an entry that was edited, as the YAML names them.
    public static let comparedFields = fixedFields.union([commentsField])
    /// Those of them that Instagram cannot change.
    public static let fixedFields: Set = [captionField, altField]
    /// How many media it has is compared under this name.
    public static let countField = "media"
    fileprivate static let altField = "media[1].alt"
    private static let captionField = "caption"
    private static let commentsField = "comments"

    /// What it shows other than `published` says, as far as the platform tells, and other than it may show by `record`.
    func changes(since published: Publication, recordedAs record: LockRecord) -> [FieldChange] {
        let accepted = record.mayShow
        return changes(since: published).filter { change in
            !accepted.contains { $0.covers(change.field, change.after) }
        }
    }

    private func changes(since published: Publication) -> [FieldChange] {
        if case .page(let content) = published.content {
            guard let sight, content.details != nil, !Self.areAlike(content.text, sight.caption) else { return [] }
            return [FieldChange(field: Self.captionField, before: content.text, after: sight.caption)]
        }
        guard let details = published.content.feedDetails else { return [] }
        var changes: [FieldChange] = []
        if let sight {
            if !Self.areAlike(details.caption, sight.caption) {
                changes.append(FieldChange(field: Self.captionField, before: details.caption, after: sight.caption))
            }
            changes += sight.mediaChanges(since: published.content)
        }
        let wanted = details.commentsEnabled ?? true
        if let commentsEnabled, commentsEnabled != wanted {
            changes.append(
                FieldChange(
                    field: Self.commentsField, before: wanted ? "on" : "off", after: commentsEnabled ? "on" : "off"))
        }
        return changes
    }

    /// Whether it is what `desired` would become: the same form and caption, by the rule by which an apply stops before
    /// something that was published past it.
    ///
    /// What repeats itself showed the same last time, and goes out about when it is due; an entry of one day may have
    /// been moved since it went out.
    public func looksLike(_ desired: Publication) -> Bool {
        guard let sight, let caption = desired.content.caption, !caption.allSatisfy(\.isWhitespace) else {
            return false
        }
        let look = MediaLook(of: desired.content)
        guard sight.kind == look.kind, Self.areAlike(caption, sight.caption) else { return false }
        if let expected = look.childCount, let count = sight.childCount, expected != count { return false }
        guard case .at(let due) = desired.due else { return true }
        guard let publishedAt else { return desired.id.occurrence == nil }
        guard publishedAt >= Sighting.start(of: desired.id, dueAt: due.instant) else { return false }
        let delay = publishedAt.timeIntervalSince(due.instant)
        return desired.id.occurrence == nil || delay <= Sighting.earliest + desired.grace / .seconds(1)
    }

    /// Two captions, apart from what the platform may change as it reads back; see ``MediaLook/digest(ofCaption:)``.
    private static func areAlike(_ first: String?, _ second: String?) -> Bool {
        // Strings compare by what is read, and not by how it is composed.
        bare(first) == bare(second)
    }

    private static func bare(_ caption: String?) -> String {
        var bare = String.UnicodeScalarView()
        for scalar in (caption ?? "").unicodeScalars where !scalar.properties.isWhitespace && scalar != "@" {
            bare.append(scalar)
        }
        return String(bare)
    }
}

extension ObservedMedium.Sight {
    fileprivate func mediaChanges(since published: Content) -> [FieldChange] {
        switch published {
        case .post(let post):
            guard let altText, altText != post.image.altText ?? "" else { return [] }
            return [FieldChange(field: ObservedMedium.altField, before: post.image.altText, after: altText)]
        case .carousel(let carousel):
            guard let childCount, childCount != carousel.items.count else { return [] }
            return [
                FieldChange(field: ObservedMedium.countField, before: "\(carousel.items.count)", after: "\(childCount)")
            ]
        case .reel, .story, .page: return []
        }
    }
}
