import ContentModel
import Foundation
import ObjectIDs
import Planning
import ScheduleLock
import TestSupport
import Testing

@testable import Publishing

@Suite("What a person decides") struct SettlementTests {
    static let id = Fixture.publication().id
    static let former = PublicationID("früher@bakery")!  // both sides of the @ are there
    static let now = Fixture.due.addingTimeInterval(3600)
    static let published = PublishedPublication(mediaID: "180", publishedAt: Timestamp(Fixture.due), permalink: nil)

    static func record(_ phase: LockRecord.Phase = .published(published), blob: Character = "9") -> LockRecord {
        LockRecord(
            phase: phase, source: Publication.Source(path: "calendar/launch.yaml", blob: .all(blob)),
            commit: nil, media: [MediaReference(path: "media/1.jpg", blob: .all("1"))])
    }

    static func stop(_ kind: JournalEvent.Stop.Kind) -> JournalEvent.Stop {
        JournalEvent.Stop(kind: kind, reason: "why", fix: "fix")
    }

    /// A publish that was asked for when the account's list showed the medium `170`, and the steps after it.
    static func journal(_ steps: JournalEvent.Step..., as id: PublicationID = id) -> Journal {
        let look = MediaLook(of: Fixture.post())
        let all: [JournalEvent.Step] =
            [.began(Fixture.version()), .publishRequested(container: "C", look: look, knownMedia: ["170"])] + steps
        return Journal(events: all.map { JournalEvent(publication: id, at: Timestamp(Fixture.due), step: $0) })
    }

    static func plan(_ step: Action.Step?, renames: [Rename] = []) -> Plan {
        Plan(
            commit: nil, lockfileDigest: "", now: now,
            actions: step.map { [Action(publication: id, at: Fixture.due, step: $0)] } ?? [], renames: renames)
    }

    static let ambiguous = Action.Step.conflict(.stopped(Fixture.publication(), stop(.ambiguous), journalID: id))
    static let edited = Action.Step.conflict(.edited(Fixture.publication(), published, changes: []))
    static let lookAlike = Action.Step.conflict(.lookAlike(Fixture.publication(), of: former, published))

    static let firstAndSecond = ["First", "Second"].map { MediaLook.digest(ofCaption: $0) }.sorted()

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var isForgotten = false
        var step: Action.Step?
        var media: String?
        var records: [PublicationID: LockRecord] = [:]
        var journal = Journal()
        var renames: [Rename] = []
        let expected: String
    }

    static let accepting: [Row] = [
        Row(
            testDescription: "in doubt: the medium that is named, as if it had been told at once",
            step: ambiguous, media: "181", journal: journal(.stopped(stop(.ambiguous))),
            expected: "isMedium(\"181\"): published 181 2026-12-01T08:00:00Z of aaaaaaa, settles launch@bakery"),
        Row(
            testDescription: "in doubt and renamed since: both names are kept",
            step: .conflict(.stopped(Fixture.publication(), stop(.ambiguous), journalID: former)), media: "181",
            journal: journal(.stopped(stop(.ambiguous)), as: former),
            expected: "isMedium(\"181\"): published 181 2026-12-01T08:00:00Z of aaaaaaa, was früher@bakery, "
                + "settles früher@bakery"),
        Row(
            testDescription: "in doubt, and none of those shown", step: ambiguous, media: "none",
            journal: journal(.stopped(stop(.ambiguous))), expected: "isNotLive: notLive of launch@bakery"),
        Row(
            testDescription: "found on the account before anything was asked for", step: ambiguous, media: "181",
            journal: Journal(events: [
                JournalEvent(publication: id, at: Timestamp(Fixture.due), step: .began(Fixture.version())),
                JournalEvent(publication: id, at: Timestamp(Fixture.due), step: .stopped(stop(.ambiguous))),
            ]),
            expected: "isMedium(\"181\"): published 181 2026-12-01T08:00:00Z of aaaaaaa, settles launch@bakery"),
        Row(testDescription: "in doubt, no medium named", step: ambiguous, expected: "mediumNotNamed(launch@bakery)"),
        Row(
            testDescription: "in doubt, named by the code of a link", step: ambiguous, media: "DAbc",
            journal: journal(), expected: "notAMediaID(\"DAbc\")"),
        Row(
            testDescription: "in doubt, a medium from before named", step: ambiguous, media: "170",
            journal: journal(), expected: "mediumIsOlder(\"170\")"),
        Row(
            testDescription: "in doubt, another publication's medium named", step: ambiguous, media: "180",
            records: [former: record()], journal: journal(), expected: "mediumTaken(\"180\", by: früher@bakery)"),
        Row(
            testDescription: "edited: the record names the present version", step: edited, records: [id: record()],
            expected: "differenceStands(mediaID: \"180\"): published 180 2026-12-01T08:00:00Z of aaaaaaa, "
                + "revised 2026-12-01T09:00:00Z, of the present"),
        Row(
            testDescription: "edited, renamed and accepted before, by a clock that was fast",
            step: edited,
            records: {
                var revised = record()
                revised.revisedAt = Timestamp(now.addingTimeInterval(60))
                return [former: revised]
            }(), renames: [Rename(from: former, to: id)],
            expected: "differenceStands(mediaID: \"180\"): published 180 2026-12-01T08:00:00Z of aaaaaaa, "
                + "revised 2026-12-01T09:01:01Z, was früher@bakery, of the present"),
        Row(
            testDescription: "edited and accepted before: any version since it was published may be shown",
            step: .conflict(
                .edited(
                    Fixture.publication(), published,
                    changes: [
                        FieldChange(field: "caption", before: "Second", after: "Stollen is back"),
                        FieldChange(field: "media[1].alt", before: nil, after: "A loaf"),
                        FieldChange(field: "media[1].file", before: "a.jpg", after: "b.jpg"),
                        FieldChange(field: "comments", before: "off", after: "on"),
                    ])),
            records: {
                var accepted = record()
                accepted.mayShow = [ShownField("caption", "First")]
                return [id: accepted]
            }(),
            expected: "differenceStands(mediaID: \"180\"): published 180 2026-12-01T08:00:00Z of aaaaaaa, "
                + "revised 2026-12-01T09:00:00Z, may show caption \(firstAndSecond[0]), "
                + "may show caption \(firstAndSecond[1]), "
                + "may show comments \(MediaLook.digest(ofCaption: "off")), "
                + "may show media[1].alt \(MediaLook.digest(ofCaption: nil)), of the present"),
        Row(
            testDescription: "edited to a carousel of another length",
            step: .conflict(.undeletable(Fixture.publication(Fixture.carousel), published, changes: [])),
            records: [id: record()],
            expected: "differenceStands(mediaID: \"180\"): published 180 2026-12-01T08:00:00Z of aaaaaaa, "
                + "revised 2026-12-01T09:00:00Z, may show media \(MediaLook.digest(ofCaption: "1")), of the present"),
        Row(
            testDescription: "edited, and what it said is unknown: it may show anything",
            step: .conflict(.incomparable(Fixture.publication(), published, why: "why")), records: [id: record()],
            expected: "differenceStands(mediaID: \"180\"): published 180 2026-12-01T08:00:00Z of aaaaaaa, "
                + "revised 2026-12-01T09:00:00Z, may show caption any, may show media[1].alt any, of the present"),
        Row(
            testDescription: "edited, and a medium named", step: edited, media: "180", records: [id: record()],
            expected: "mediumNotAsked(launch@bakery)"),
        Row(
            testDescription: "a look-alike: the earlier record carries on", step: lookAlike,
            records: [former: record()],
            expected: "isRenamed(from: früher@bakery): published 180 2026-12-01T08:00:00Z of 9999999, was früher@bakery"
        ),
        Row(
            testDescription: "a look-alike of what is in flight", step: lookAlike, journal: journal(as: former),
            expected: "otherInFlight(launch@bakery, other: früher@bakery)"),
        Row(
            testDescription: "refused by the platform",
            step: .conflict(.stopped(Fixture.publication(), stop(.refused), journalID: id)), journal: journal(),
            expected: "nothingToAccept(launch@bakery)"),
        Row(
            testDescription: "scheduled", step: .publish(Fixture.publication()),
            expected: "nothingToAccept(launch@bakery)"),
        Row(
            testDescription: "scheduled, and out already without a record", step: .publish(Fixture.publication()),
            media: "181",
            expected: "isMedium(\"181\"): published 181 2026-12-01T08:00:00Z of aaaaaaa, of the present"),
        Row(
            testDescription: "missed, with a container of a run, and out already", step: .missed(Fixture.publication()),
            media: "181",
            journal: Journal(events: [
                JournalEvent(
                    publication: id, at: Timestamp(Fixture.due), step: .containerCreated(id: "C", slide: nil))
            ]),
            expected: "isMedium(\"181\"): published 181 2026-12-01T08:00:00Z of aaaaaaa, settles launch@bakery, "
                + "of the present"),
        Row(
            testDescription: "scheduled, and another publication's medium named", step: .publish(Fixture.publication()),
            media: "180", records: [former: record()], expected: "mediumTaken(\"180\", by: früher@bakery)"),
        Row(testDescription: "unchanged", records: [id: record()], expected: "nothingToAccept(launch@bakery)"),
    ]

    static let forgetting: [Row] = [
        Row(
            testDescription: "scheduled", isForgotten: true, step: .publish(Fixture.publication()),
            expected: "neverGoesOut: dismissed 2026-12-01T09:00:00Z of aaaaaaa, of the present"),
        Row(
            testDescription: "missed, with a container of a run", isForgotten: true,
            step: .missed(Fixture.publication()),
            journal: Journal(events: [
                JournalEvent(
                    publication: id, at: Timestamp(Fixture.due), step: .containerCreated(id: "C", slide: nil))
            ]),
            expected: "neverGoesOut: dismissed 2026-12-01T09:00:00Z of aaaaaaa, settles launch@bakery, of the present"),
        Row(
            testDescription: "in doubt, and not on the platform", isForgotten: true, step: ambiguous,
            journal: journal(.stopped(stop(.ambiguous))),
            expected: "neverGoesOut: dismissed 2026-12-01T09:00:00Z of aaaaaaa, settles launch@bakery, of the present"),
        Row(
            testDescription: "in doubt, and its entry is gone", isForgotten: true,
            step: .conflict(.stopped(nil, stop(.ambiguous), journalID: id)),
            journal: journal(.stopped(stop(.ambiguous))),
            expected: "neverGoesOut: dismissed 2026-12-01T09:00:00Z of aaaaaaa, settles launch@bakery"),
        Row(
            testDescription: "looked for by a run, and not found", isForgotten: true,
            step: .recover(
                Recovery(
                    journalID: id, inFlight: InFlight(), desired: Fixture.publication(), mayPublish: true)),
            journal: journal(.stopped(stop(.failed))),
            expected: "neverGoesOut: dismissed 2026-12-01T09:00:00Z of aaaaaaa, settles launch@bakery, of the present"),
        Row(
            testDescription: "cut short by a crash", isForgotten: true,
            step: .recover(
                Recovery(
                    journalID: id, inFlight: InFlight(), desired: Fixture.publication(), mayPublish: true)),
            journal: journal(), expected: "inDoubt(launch@bakery)"),
        Row(
            testDescription: "waits at Facebook: only an apply takes it back from there", isForgotten: true,
            step: .none(.handedOver(now)),
            journal: Journal(
                events: [
                    .began(Fixture.version()), .scheduleRequested(container: "1_2", for: Timestamp(now)),
                    .scheduled(for: Timestamp(now)),
                ].map { JournalEvent(publication: id, at: Timestamp(Fixture.due), step: $0) }),
            expected: "waitsAtFacebook(launch@bakery)"),
        Row(
            testDescription: "waits at Facebook, and no account is left to take it back with", isForgotten: true,
            step: .conflict(.stranded(nil, Handover(journalID: id, inFlight: InFlight()))),
            journal: Journal(
                events: [
                    .began(Fixture.version()), .scheduleRequested(container: "1_2", for: Timestamp(now)),
                    .scheduled(for: Timestamp(now)),
                ].map { JournalEvent(publication: id, at: Timestamp(Fixture.due), step: $0) }),
            expected: "stranded(launch@bakery)"),
        Row(
            testDescription: "live, and not recorded yet", isForgotten: true,
            step: .recover(
                Recovery(
                    journalID: id, inFlight: InFlight(), desired: Fixture.publication(), mayPublish: true)),
            journal: journal(.published(mediaID: "181"), .stopped(stop(.failed))), expected: "inDoubt(launch@bakery)"),
        Row(
            testDescription: "published", isForgotten: true, records: [id: record()],
            expected: "isPublished(launch@bakery, mediaID: \"180\")"),
        Row(
            testDescription: "published, and deleted by hand", isForgotten: true, media: "180", records: [id: record()],
            expected: "isGone(mediaID: \"180\"): removed 180 2026-12-01T09:00:00Z of 9999999"),
        Row(
            testDescription: "a deletion that the platform refused, done by hand", isForgotten: true,
            step: .recover(Recovery(journalID: id, inFlight: InFlight(), desired: nil, mayPublish: false)),
            media: "180", records: [id: record()],
            journal: journal(.removalRequested(mediaID: "180"), .stopped(stop(.failed))),
            expected: "isGone(mediaID: \"180\"): removed 180 2026-12-01T09:00:00Z of 9999999, settles launch@bakery"),
        Row(
            testDescription: "published, and another medium named", isForgotten: true, media: "181",
            records: [id: record()], expected: "notItsMedium(launch@bakery, mediaID: \"181\")"),
        Row(
            testDescription: "gone already", isForgotten: true, media: "180",
            records: [id: record(.removed(published, removedAt: Timestamp(now)))],
            expected: "alreadyForgotten(launch@bakery)"),
        Row(
            testDescription: "let go already", isForgotten: true, step: .none(.dismissed),
            records: [id: record(.dismissed(DismissedPublication(at: Timestamp(now))))],
            expected: "alreadyForgotten(launch@bakery)"),
        Row(
            testDescription: "its entry has errors", isForgotten: true, step: .blocked(.invalid(errorCount: 1)),
            expected: "hasNoVersion(launch@bakery)"),
    ]

    @Test("Is recorded, or refused", arguments: accepting + forgetting)
    func decisions(row: Row) {
        let lockfile = Lockfile(records: row.records)
        let plan = Self.plan(row.step, renames: row.renames)
        let text: String
        do throws(SettlementError) {
            let settlement =
                row.isForgotten
                ? try Settlement.forgetting(
                    Self.id, deleted: row.media, in: plan, lockfile: lockfile, journal: row.journal)
                : try Settlement.accepting(Self.id, as: row.media, in: plan, lockfile: lockfile, journal: row.journal)
            text = settlement.facts
            let records = settlement.record.map { [Self.id: $0] } ?? [:]
            let merged = Lockfile.merged(lockfile, Lockfile(records: records))
            #expect(merged.records == LockRecords(records), "a merge with what was there keeps the decision")
        } catch {
            text = "\(error)"
        }
        #expect(text.replacing("ContentModel.", with: "").replacing("Publishing.", with: "") == row.expected)
    }

    @Test("Of two media published for one, that which was deleted goes, whichever it is", arguments: ["180", "181"])
    func publishedTwice(deleted: String) throws {
        var other = Self.published
        other.mediaID = "181"
        let twice = Lockfile.merged(
            Lockfile(records: [Self.id: Self.record()]), Lockfile(records: [Self.id: Self.record(.published(other))]))
        let plan = Self.plan(.conflict(.publishedTwice(nil, [Self.published, other])))
        let settlement = try Settlement.forgetting(
            Self.id, deleted: deleted, in: plan, lockfile: twice, journal: Journal())
        let record = try #require(settlement.record)
        let merged = Lockfile.merged(twice, Lockfile(records: [Self.id: record]))
        #expect(merged.liveRecords(of: Self.id).map(\.publication?.mediaID) == [deleted == "180" ? "181" : "180"])
    }
}

extension SettlementTests {
    @Test("What stands under its name and goes on under another makes room first") func room() {
        let third = PublicationID("third@bakery")!  // both sides of the @ are there
        let other = Self.record(
            .published(PublishedPublication(mediaID: "181", publishedAt: Timestamp(Fixture.due), permalink: nil)))
        let lockfile = Lockfile(records: [Self.id: Self.record(), Self.former: other])
        let plan = Self.plan(
            nil, renames: [Rename(from: Self.id, to: Self.former), Rename(from: Self.former, to: third)])
        let renames = Settlement.renamesMakingRoom(for: Self.id, in: plan, lockfile: lockfile)
        #expect(renames.map(\.0) == [third, Self.former])
        #expect(renames.map { $0.1.publication?.mediaID } == ["181", "180"])
        #expect(Settlement.renamesMakingRoom(for: third, in: plan, lockfile: lockfile).isEmpty)
    }
}

extension Settlement {
    /// All that it says, in one line.
    fileprivate var facts: String {
        guard let record else { return "\(decision)" + (journalID.map { ": \(step) of \($0)" } ?? "") }
        let phase =
            switch record.phase {
            case .published(let published): "published \(published.mediaID) \(published.publishedAt)"
            case .removed(let published, let at): "removed \(published.mediaID) \(at)"
            case .dismissed(let dismissal): "dismissed \(dismissal.at)"
            }
        var parts = ["\(decision): \(phase) of \(record.source.blob.description.prefix(7))"]
        if let revised = record.revisedAt { parts.append("revised \(revised)") }
        parts += record.mayShow.map { "may show \($0.field) \($0.digest ?? "any")" }
        parts += record.formerIDs.map { "was \($0)" }
        if let journalID { parts.append("settles \(journalID)") }
        if namesPresentVersion { parts.append("of the present") }
        return parts.joined(separator: ", ")
    }
}
