import ContentModel
import Diagnostics
import FoundationEssentials
import ObjectIDs
public import Planning
public import TimeZones

/// A plan as JSON: stable names, instants in UTC, everything in the plan's own order.
public enum PlanJSON {
    /// What `plan --format json` prints.
    ///
    /// - Parameter zone: for instants that no entry gives a zone.
    public static func value(_ plan: Plan, zone: ZoneRules = .utc) -> JSON {
        let summary = plan.summary
        return [
            "version": 1,
            "commit": JSON(plan.commit?.description),
            "lockfile": .string(plan.lockfileDigest),
            "now": .string(plan.now.timestamp),
            "summary": .object(
                Action.Kind.allCases.compactMap { kind in
                    summary[kind].map { JSON.Member(kind.rawValue, .number($0)) }
                }),
            "actions": .array(plan.actions.map { value($0, in: plan, zone: zone) }),
            "renames": .array(
                plan.renames.map {
                    [
                        "from": .string($0.from.description), "to": .string($0.to.description),
                        "changed_by": $0.origin?.json ?? .null,
                    ]
                }),
            "diagnostics": .array(plan.diagnostics.map(DiagnosticJSON.value)),
        ]
    }

    private static func value(_ drift: Drift) -> JSON {
        [
            "kind": .string(drift.name),
            "media": .array(drift.media.map { ["media_id": .string($0.id), "permalink": JSON($0.permalink)] }),
        ]
    }

    private static func value(_ action: Action, in plan: Plan, zone: ZoneRules) -> JSON {
        let words = ActionWords(action, in: plan, namesProblems: true)
        let time = action.localTime(in: zone)
        return [
            "publication": .string(action.publication.description),
            "action": .string(action.kind.rawValue),
            "at": .string(action.at.timestamp),
            "due": .bool(plan.isDue(action)),
            "local": .string(time.iso8601),
            "zone": .string(time.zone),
            "kind": JSON(action.desired?.content.kindName),
            "media": .array(action.desired?.content.media.map { .string($0.path) } ?? []),
            "prepared": .array(
                (action.desired?.content.media ?? []).compactMap { file in
                    file.treatment.map { treatment in
                        [
                            "file": .string(file.path),
                            "changes": .array(treatment.changes.map { .string($0.words) }),
                        ]
                    }
                }),
            "source": JSON(action.desired?.source.path),
            "reason": JSON(words.reason),
            "fix": JSON(words.fix),
            "drift": action.drift.map(value) ?? .null,
            "choices": .array(
                words.choices.map { ["choice": .string($0.verb), "how": .string($0.how)] }),
            "waits_until": JSON(plan.waits[action.publication]?.until.timestamp),
            "waits_for": JSON(plan.waits[action.publication]?.reason),
            "scheduled_for": JSON(action.scheduledFor?.timestamp),
            "changes": .array(
                action.changes.map {
                    ["field": .string($0.field), "before": JSON($0.before), "after": JSON($0.after)]
                }),
            "changed_by": plan.origins[action.publication]?.json ?? .null,
        ]
    }
}
