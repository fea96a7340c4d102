import ContentModel
import Diagnostics
import FoundationEssentials
import Planning
public import Publishing
import ScheduleLock

/// What a run tells, as JSON: one object a line.
public enum ApplyJSON {
    /// `{"event":"published","publication","at","media_id",…}` and the like.
    public static func value(_ event: ApplyEvent) -> JSON {
        let (name, facts) = description(of: event.happening)
        return .object(
            [
                JSON.Member("event", .string(name)),
                JSON.Member("publication", .string(event.publication.description)),
                JSON.Member("at", .string(event.at.timestamp)),
            ] + facts)
    }

    /// The last line: `{"event":"summary",…}`.
    public static func value(_ summary: ApplySummary) -> JSON {
        .object(
            [JSON.Member("event", "summary")]
                + FlowOutcome.Kind.allCases.map { kind in
                    JSON.Member(kind.rawValue, .number(summary.counts.first { $0.kind == kind }?.count ?? 0))
                } + [
                    JSON.Member("later", .number(summary.later.count)),
                    JSON.Member("next", JSON(summary.later.first?.at.timestamp)),
                    JSON.Member("needs_person", .array(summary.unresolved.map { .string($0.publication.description) })),
                    JSON.Member("exit_status", .number(Int(summary.exitStatus.rawValue))),
                ])
    }

    private static func description(of happening: ApplyEvent.Happening) -> (String, [JSON.Member]) {
        switch happening {
        case .started: ("started", [])
        case .hosting(let files): ("hosting", [JSON.Member("files", .number(files))])
        case .uploading(let progress):
            (
                "uploading",
                [
                    JSON.Member("file", .string(progress.path)), JSON.Member("sent", .number(progress.sent)),
                    JSON.Member("size", .number(progress.size)),
                ]
            )
        case .containerCreated(let made, let count):
            ("container_created", [JSON.Member("made", .number(made)), JSON.Member("of", .number(count))])
        case .sending(let file, let offset):
            ("sending", [JSON.Member("file", .string(file)), JSON.Member("offset", .number(Int(clamping: offset)))])
        case .waiting(let until, let reason):
            ("waiting", [JSON.Member("until", .string(until.timestamp)), JSON.Member("reason", .string(reason))])
        case .requested(let due): ("publishing", [JSON.Member("due", .string(due.timestamp))])
        case .noted: ("recorded", [])
        case .ended(let outcome): (outcome.kind.rawValue, facts(of: outcome))
        }
    }

    private static func facts(of outcome: FlowOutcome) -> [JSON.Member] {
        switch outcome {
        case .published(let published, let followUp):
            [
                JSON.Member("media_id", .string(published.mediaID)),
                JSON.Member("permalink", JSON(published.permalink)),
                JSON.Member("published_at", .string(published.publishedAt.description)),
                JSON.Member("warnings", .array(followUp.warnings.map { .string($0) })),
            ]
        case .stopped(let stop):
            [
                JSON.Member("cause", .string(stop.kind.rawValue)),
                JSON.Member("reason", .string(stop.reason)),
                JSON.Member("fix", .string(stop.fix)),
            ]
        case .deferred(let deferral):
            [
                JSON.Member("until", .string(deferral.until.timestamp)),
                JSON.Member("reason", .string(deferral.reason)),
            ]
        case .scheduled(let hour): [JSON.Member("scheduled_for", .string(hour.timestamp))]
        case .prepared, .notLive, .cancelled, .deleted, .kept, .updated: []
        }
    }
}

extension JSON: ExpressibleByStringLiteral {
    /// A string.
    public init(stringLiteral value: String) { self = .string(value) }
}
