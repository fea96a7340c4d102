public import ContentModel
import Diagnostics
import Foundation
import ObjectIDs
import ScheduleLock
import TestSupport

@testable import Planning

extension PublicationID: ExpressibleByStringLiteral {
    /// Reads the written form.
    public init(stringLiteral text: String) {
        guard let id = PublicationID(text) else { preconditionFailure("ENTRY@ACCOUNT") }
        self = id
    }
}

extension Account {
    /// `bakery` can delete what it published, `café` cannot.
    static func named(_ name: AccountName) -> Account {
        Account(
            name: name,
            platform: name.text == "page" ? .facebook : .instagram(name.text == "café" ? .instagram : .facebook),
            id: "17841405822304914",
            token: .environment("TOKEN"), api: nil, version: Account.defaultVersion,
            location: SourceLocation(file: "calendar/settings.yaml"))
    }
}

extension Publication {
    /// A picture that is due at 9 on the first of December in Paris, an hour before ``PlanningInput/sample``'s now.
    static func sample(
        _ id: PublicationID, blob: Character = "a", media: Character = "e", path: String? = nil
    ) -> Publication {
        let file = MediaFile(
            path: "media/a.jpg", blob: .all(media), location: SourceLocation(file: "calendar/a.yaml"))
        return Publication(
            id: id, account: .named(id.account),
            source: Source(path: path ?? "calendar/\(id.entry).yaml", blob: .all(blob)),
            due: .at(ZonedTime(instant: .december1at9, utcOffset: 3600, zone: "Europe/Paris")),
            grace: .seconds(6 * 3600),
            content: .post(ImagePost(image: Photo(file: file), details: FeedDetails(caption: "Hello"))))
    }

    func with(_ change: (inout Publication) -> Void) -> Publication {
        var changed = self
        change(&changed)
        return changed
    }

    func due(hoursFromNow hours: Double) -> Publication {
        with {
            $0.due = .at(
                ZonedTime(instant: .now10.addingTimeInterval(hours * 3600), utcOffset: 3600, zone: "Europe/Paris"))
        }
    }

    func details(_ change: (inout FeedDetails) -> Void) -> Publication {
        with {
            guard case .post(var post) = $0.content else { return }
            change(&post.details)
            $0.content = .post(post)
        }
    }

    /// The record of this version, published a minute after it was due.
    func record(_ mediaID: String = "180") -> LockRecord {
        LockRecord(
            phase: .published(PublishedPublication(mediaID: mediaID, publishedAt: Self.publishedAt, permalink: nil)),
            source: source, commit: nil, media: content.media.map { MediaReference(path: $0.path, blob: $0.blob) })
    }

    static let publishedAt = Timestamp(Date.december1at9.addingTimeInterval(60))

    /// A run that began with this version.
    func begun(_ steps: JournalEvent.Step...) -> [JournalEvent] {
        let version = JournalEvent.Version(
            source: source, commit: nil, media: record().media, due: Timestamp(.december1at9))
        return ([.began(version)] + steps).map { JournalEvent(publication: id, at: Self.publishedAt, step: $0) }
    }
}

extension Date {
    static let december1at9 = Date(timeIntervalSince1970: 1_796_112_000)
    /// The moment for which tests plan: 10 o'clock in Paris.
    static let now10 = december1at9.addingTimeInterval(3600)
}

extension Safety {
    /// Quiet from some hours before or after ``Foundation/Date/now10`` to others.
    static func quiet(_ hours: ClosedRange<Double>...) -> Safety {
        func time(_ hours: Double) -> ZonedTime {
            ZonedTime(instant: .now10.addingTimeInterval(hours * 3600), utcOffset: 3600, zone: "Europe/Paris")
        }
        return Safety(
            quiet: hours.enumerated().map { index, hours in
                QuietWindow(
                    from: time(hours.lowerBound), to: time(hours.upperBound),
                    location: SourceLocation(file: "calendar/settings.yaml", line: index + 1))
            })
    }
}

extension PlanningInput {
    static func sample(
        _ desired: [Publication] = [], records: [PublicationID: LockRecord] = [:], journal: [JournalEvent] = [],
        change: (inout PlanningInput) -> Void = { _ in }
    ) -> PlanningInput {
        let names = ["bakery", "café", "page"].map { AccountName($0) }
        var input = PlanningInput(
            desired: desired, accounts: Dictionary(uniqueKeysWithValues: names.map { ($0, Account.named($0)) }),
            lockfile: Lockfile(records: records), lockfileDigest: "digest", journal: Journal(events: journal),
            commit: nil, now: .now10)
        change(&input)
        return input
    }

    /// Answers what the plan would ask history with whatever is given, by id; the rest cannot be read.
    mutating func answerHistory(_ versions: [PublicationID: Publication]) {
        for query in Planning.historyNeeded(by: self) {
            history[query] = versions[query.publication].map { .found($0) } ?? .unavailable("this clone is shallow")
        }
    }
}

extension Plan {
    /// All that a plan says, one line a fact.
    var text: String {
        var lines: [String] = []
        for rename in renames { lines.append("rename \(rename.from) -> \(rename.to)") }
        for action in actions {
            let due = action.kind == .publish && isDue(action) ? " (due)" : ""
            let facts = action.step.facts.isEmpty ? "" : ": \(action.step.facts)"
            lines.append("\(action.kind) \(action.publication) \(Timestamp(action.at))\(due)\(facts)")
            for change in action.changes {
                lines.append("  \(change.field): \(change.before ?? "-") -> \(change.after ?? "-")")
            }
        }
        if unchangedCount > 0 { lines.append("unchanged \(unchangedCount)") }
        // What actions say already, TimeWarningTests hold.
        lines += diagnostics.filter { !$0.message.contains("nothing goes out") }.map(\.description)
        return lines.joined(separator: "\n")
    }
}

extension Action.Step {
    /// The case and what it carries; the words for people are the views'.
    fileprivate var facts: String {
        switch self {
        case .publish, .schedule, .forget: ""
        case .amend(_, let handover, _): handover.facts
        case .cancel(let handover, let cancellation, _): "\(handover.facts), \(cancellation.facts)"
        case .none(.handedOver(let hour)): "handedOver, \(Timestamp(hour))"
        case .update(_, let medium, _), .replace(_, let medium, _), .delete(let medium): medium.mediaID
        case .drift(.deleted(_, let medium)): "deleted, \(medium.mediaID)"
        case .drift(.changed(_, let medium, _)): "changed, \(medium.mediaID)"
        case .drift(.unrecorded(_, let media)): "unrecorded, \(media.map(\.id).joined(separator: ", "))"
        case .drift(.unknown(let medium)): "unknown, \(medium.id)"
        case .recover(let recovery): recovery.facts
        case .missed(let desired): "grace \(desired.graceText)"
        case .conflict(let conflict): conflict.facts
        case .blocked(.invalid(let count, let hour)):
            "invalid, \(count)" + (hour.map { ", for \(Timestamp($0))" } ?? "")
        case .blocked(.ambiguous(let paths, _)): "ambiguous, \(paths.joined(separator: ", "))"
        case .blocked(.frozen(_, let text, replacing: _)): "frozen, " + text.replacing("\n", with: "|")
        case .blocked(.dueInQuiet(_, let window)): "due in quiet, \(window.location)"
        case .blocked(.quiet(_, let window, replacing: _)): "quiet until \(Timestamp(window.to.instant))"
        case .none(.goneFromPlatform(let at)): "goneFromPlatform, \(at)"
        case .none(.schedulingEdited): "schedulingEdited"
        case .none(let note): "\(note)"
        }
    }
}

extension Handover {
    fileprivate var facts: String { hour.map { "for \(Timestamp($0))" } ?? "unpublished" }
}

extension Cancellation {
    fileprivate var facts: String {
        switch self {
        case .blocked(let block): "blocked, " + Action.Step.blocked(block).facts
        case .entryGone, .drafted, .staysWithRunner: "\(self)"
        }
    }
}

extension Recovery {
    fileprivate var facts: String {
        let what =
            if let removal = inFlight.removal {
                "removing \(removal)"
            } else if let mediaID = inFlight.mediaID {
                "live as \(mediaID)"
            } else if let schedule = inFlight.schedule {
                "at Facebook for \(schedule.hour)\(schedule.isConfirmed ? "" : ", in doubt")"
            } else {
                "publishing"
            }
        return what + (mayPublish ? ", may publish" : "")
    }
}

extension Conflict {
    fileprivate var facts: String {
        switch self {
        case .edited(_, let medium, _): "edited, \(medium.mediaID)"
        case .undeletable(_, let medium, _): "undeletable, \(medium.mediaID)"
        case .incomparable(_, let medium, let why): "incomparable, \(medium.mediaID), \(why)"
        case .lookAlike(_, let other, let medium): "lookAlike of \(other), \(medium?.mediaID ?? "in flight")"
        case .publishedTwice(_, let media): "publishedTwice, \(media.map(\.mediaID).joined(separator: ", "))"
        case .stopped(_, let stop, let journalID): "stopped, \(stop.kind), \(journalID)"
        case .undeletableRemoval(let medium): "undeletableRemoval, \(medium.mediaID)"
        case .stranded(_, let handover): "stranded, \(handover.facts)"
        }
    }
}

/// One row of a table of plans.
struct Scenario: CustomStringConvertible, Sendable {
    let description: String
    let input: PlanningInput
    let plan: String

    init(_ description: String, _ input: PlanningInput, _ plan: String) {
        self.description = description
        self.input = input
        self.plan = plan
    }
}

extension MediaLook {
    static let sample = MediaLook(surface: .feed, kind: .image, captionDigest: digest(ofCaption: "A"), childCount: nil)
}

extension LockRecord {
    /// The record of what had another name before.
    func known(as former: PublicationID) -> LockRecord {
        var record = self
        record.formerIDs.append(former)
        return record
    }
}
