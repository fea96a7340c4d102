import ContentModel
import FoundationEssentials
import ObjectIDs
import Planning
import ScheduleLock

/// Where publications stand, as JSON.
public enum StatusJSON {
    /// What `status --format json` prints.
    public static func report(_ statuses: [PublicationStatus]) -> JSON {
        ["version": 1, "publications": .array(statuses.map { .object(members(of: $0)) })]
    }

    /// What `show --format json` prints: the same facts, and all that is known besides.
    public static func detail(_ status: PublicationStatus) -> JSON {
        .object(
            members(of: status) + [
                JSON.Member("desired", status.desired.map(fields) ?? .null),
                JSON.Member(
                    "changes",
                    .array(
                        (status.action?.changes ?? []).map {
                            ["field": .string($0.field), "before": JSON($0.before), "after": JSON($0.after)]
                        })),
                JSON.Member("former_ids", .array((status.record?.formerIDs ?? []).map { .string($0.description) })),
                JSON.Member(
                    "published_media",
                    .array(
                        (status.record?.media ?? []).map {
                            ["file": .string($0.path), "blob": .string($0.blob.description)]
                        })),
                JSON.Member("container", JSON(status.inFlight?.container?.id)),
            ])
    }

    private static func members(of status: PublicationStatus) -> [JSON.Member] {
        [
            JSON.Member("publication", .string(status.publication.description)),
            JSON.Member("state", .string(status.state.rawValue)),
            JSON.Member("at", .string(status.at.timestamp)),
            JSON.Member("published_at", JSON(status.published?.publishedAt.description)),
            JSON.Member("media_id", JSON(status.published?.mediaID)),
            JSON.Member("permalink", JSON(status.published?.permalink)),
            JSON.Member("source", JSON(status.source)),
            JSON.Member("commit", JSON(status.commit?.description)),
            JSON.Member("reason", JSON(status.reason)),
            JSON.Member("fix", JSON(status.fix)),
            JSON.Member("waits_until", JSON(status.wait?.until.timestamp)),
            JSON.Member("entry_at", JSON(status.entryTime?.instant.timestamp)),
            JSON.Member("scheduled_for", JSON(status.action?.scheduledFor?.timestamp)),
        ]
    }

    private static func fields(of publication: Publication) -> JSON {
        .object(publication.fields.map { JSON.Member($0.name, .string($0.value)) })
    }
}
