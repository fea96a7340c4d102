import ContentModel
import FoundationEssentials
import Planning
import ScheduleLock

extension ActionWords {
    static func reason(of drift: Drift) -> String {
        switch drift {
        case .deleted(let desired, let published):
            "deleted on the platform: \(place(published))"
                + (desired == nil ? "; its entry is gone, too" : "; it is not published again by itself")
        case .changed(_, let published, let changes):
            "changed on the platform (\(listed(changes.map(\.field)))): \(place(published))"
        case .unrecorded(_, let media):
            "the account shows \(listed(media.map(place))) with this kind and caption, and no record knows "
                + "\(media.count == 1 ? "it" : "them"): it may be out already"
        case .unknown(let medium): "published by other means, and no record knows it: \(place(medium))"
        }
    }

    static func choices(of drift: Drift, about publication: PublicationID) -> [Choice] {
        switch drift {
        case .deleted(let desired, let published):
            let accept = Choice(verb: "accept", how: "calends forget \(publication) --media \(published.mediaID)")
            guard desired != nil else { return [accept] }
            return [
                accept,
                Choice(
                    verb: "publish again", how: "accept it, then copy the entry under a new name with a new publish_at"),
            ]
        case .changed(let desired, _, let changes):
            // What is changed in place needs nobody's word: the next apply finds there what the entry says.
            let isChangedInPlace = changes.allSatisfy {
                PublicationField.effect(of: $0.field, on: desired.account.platform) == .inPlace
            }
            let onlyComments = changes.allSatisfy { $0.field == "comments" }
            let what =
                onlyComments
                ? changes.map { "\($0.field): \($0.after ?? "")" }.joined(separator: ", ") : "it as it is there"
            return [
                Choice(
                    verb: "accept",
                    how: "write \(what) in \(desired.source.path), commit"
                        + (isChangedInPlace ? "" : ", then calends accept \(publication)")),
                Choice(verb: "put back", how: "change it back in the app"),
            ]
        case .unrecorded(_, let media):
            return media.map { medium in
                Choice(
                    verb: media.count == 1 ? "it is that" : "it is \(medium.id)",
                    how: "calends accept \(publication) --media \(medium.id)")
            } + [
                Choice(verb: "it is another", how: "let it be: apply publishes the entry when it is due"),
                Choice(verb: "never", how: "calends forget \(publication)"),
            ]
        case .unknown:
            return [Choice(verb: "adopt", how: "calends import --account \(publication.account)")]
        }
    }

    private static func place(_ published: PublishedPublication) -> String {
        published.permalink ?? "medium \(published.mediaID)"
    }

    private static func place(_ medium: ObservedMedium) -> String {
        (medium.permalink ?? "medium \(medium.id)")
            + (medium.publishedAt.map { ", published \($0.timestamp)" } ?? "")
    }
}

extension Drift {
    /// The kind as every format writes it.
    var name: String {
        switch self {
        case .deleted: "deleted"
        case .changed: "changed"
        case .unrecorded: "unrecorded"
        case .unknown: "unknown"
        }
    }

    /// What is there, or was; newest first.
    var media: [(id: String, permalink: String?)] {
        switch self {
        case .deleted(_, let published), .changed(_, let published, _): [(published.mediaID, published.permalink)]
        case .unrecorded(_, let media): media.map { ($0.id, $0.permalink) }
        case .unknown(let medium): [(medium.id, medium.permalink)]
        }
    }
}

extension Action {
    /// What the platform shows to be otherwise, if that is what it is about.
    var drift: Drift? { if case .drift(let drift) = step { drift } else { nil } }
}
