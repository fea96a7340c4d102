import ContentModel
import ObjectIDs
public import Publishing
import ScheduleLock

/// What a person decided, as JSON.
public enum SettlementJSON {
    /// `{"version":1,"publication","decision","media_id","former_id","source","commit"}`.
    public static func value(_ settlement: Settlement) -> JSON {
        let (decision, media, former): (JSON, String?, PublicationID?) =
            switch settlement.decision {
            case .isMedium(let media): ("published", media, nil)
            case .differenceStands(let media): ("accepted", media, nil)
            case .isRenamed(let former): ("renamed", settlement.record?.publication?.mediaID, former)
            case .isNotLive: ("not-live", nil, nil)
            case .neverGoesOut: ("dismissed", nil, nil)
            case .isGone(let media): ("removed", media, nil)
            }
        return [
            "version": 1,
            "publication": .string(settlement.publication.description),
            "decision": decision,
            "media_id": JSON(media),
            "former_id": JSON(former?.description),
            "source": JSON(settlement.record?.source.path),
            "commit": JSON(settlement.record?.commit?.description),
        ]
    }
}
