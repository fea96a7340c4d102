import ContentModel
import Foundation
import Planning
import ScheduleLock
import TestSupport
import Testing

@testable import Views

@Suite struct StatusTests {
    static let all: [PublicationStatus] = {
        let lockfile = Lockfile(records: [
            Fixture.id("2026-11/opening@bakery"): Fixture.record("2026-11/opening@bakery"),
            Fixture.id("2026-11/hours@bakery-page"): Fixture.record("2026-11/hours@bakery-page"),
            Fixture.id("2026-10/gone@bakery"): Fixture.record(
                "2026-10/gone@bakery",
                .removed(Fixture.published("18000000000000009"), removedAt: Timestamp(Fixture.now))),
            Fixture.id("2026-11/never@bakery"): Fixture.record(
                "2026-11/never@bakery", .dismissed(DismissedPublication(at: Timestamp(Fixture.now)))),
            Fixture.id("2026-11/menue@bakery-page"): Fixture.record("2026-11/menue@bakery-page"),
        ])
        let began = JournalEvent.Step.began(
            JournalEvent.Version(
                source: Publication.Source(path: "calendar/x.yaml", blob: Fixture.blob("a")), commit: nil, media: [],
                due: Timestamp(Fixture.now)))
        let journal = Journal(
            events: [began, .containerCreated(id: "17900000000000002", slide: nil)].map {
                JournalEvent(
                    publication: Fixture.id("2026-12/launch@bakery"), at: Timestamp(Fixture.now), step: $0)
            })
        return PublicationStatus.all(of: Fixture.everything, desired: [], lockfile: lockfile, journal: journal)
    }()

    @Test("Shows every state") func text() throws {
        try expectSnapshot(StatusText(Self.all).text, named: "status.txt")
        try expectSnapshot(StatusJSON.report(Self.all).text, named: "status.json")
        #expect(StatusText([]).text == "Nothing is planned, and nothing has been published.\n")
    }

    @Test(
        "Says why the last run stopped, and what to do",
        arguments: [
            (JournalEvent.Stop.Kind.failed, false, "failed: the token has expired; log in"),
            (.failed, true, "in-flight: the last run stopped: the token has expired; apply looks again; log in"),
            (.missed, false, "due: nil; nil"),
        ])
    func stopped(kind: JournalEvent.Stop.Kind, isInDoubt: Bool, shown: String) throws {
        let publication = Fixture.publication("launch@bakery")
        let stop = JournalEvent.Stop(kind: kind, reason: "the token has expired", fix: "log in")
        let journal = Journal(events: [
            JournalEvent(publication: publication.id, at: Timestamp(Fixture.now), step: .stopped(stop))
        ])
        let inFlight = try #require(journal.inFlight[publication.id])
        let recovery = Recovery(
            journalID: publication.id, inFlight: inFlight, desired: publication, mayPublish: true)
        let plan = Fixture.plan([Fixture.action(publication, isInDoubt ? .recover(recovery) : .publish(publication))])
        let status = try #require(
            PublicationStatus.all(of: plan, desired: [publication], lockfile: Lockfile(), journal: journal).first)
        #expect("\(status.state.rawValue): \(status.reason ?? "nil"); \(status.fix ?? "nil")" == shown)
        let text = StatusText([status]).text
        #expect(text.contains("why: ") == (status.reason != nil) && text.contains("fix: log in") == (status.fix != nil))
        #expect(StatusJSON.report([status]).text.contains(#""fix": "log in""#) == (status.fix != nil))
    }

    @Test(
        "What went out stands where it did, whatever time its entry was given since",
        arguments: [(60.0, false), (-86_400.0, true), (21_600.0, false), (21_601.0, true)])
    func changedTime(late seconds: Double, isMoved: Bool) throws {
        let desired = Fixture.publication("launch@bakery")
        guard case .at(let due) = desired.due else { throw CancellationError() }
        let at = Timestamp(due.instant.addingTimeInterval(seconds))
        let record = Fixture.record(
            "launch@bakery", .published(PublishedPublication(mediaID: "1", publishedAt: at, permalink: nil)))
        let moved = Action(publication: desired.id, at: due.instant, step: .none(.entryDrafted))
        for actions in [[], [moved]] {
            let status = try #require(
                PublicationStatus.all(
                    of: Fixture.plan(actions), desired: [desired], lockfile: Lockfile(records: [desired.id: record]),
                    journal: Journal()
                ).first)
            #expect(status.state == .published)
            #expect(status.at == (isMoved ? at.date : due.instant))
            #expect(status.entryTime == (isMoved ? due : nil))
            let line = "its entry says \(LocalTime(due).text) now\n"
            #expect(StatusText([status]).text.contains(line) == isMoved)
            let member = isMoved ? "\"\(due.instant.timestamp)\"" : "null"
            #expect(StatusJSON.report([status]).text.contains("\"entry_at\": \(member)"))
        }
    }

    @Test("Names a publication once, under its present id") func once() {
        let ids = Self.all.map(\.publication.description)
        #expect(Set(ids).count == ids.count)
        #expect(ids.contains("2026-11/menu@bakery-page"))
        #expect(!ids.contains("2026-11/menue@bakery-page"))
    }

    @Test("Shows all that is known of one", arguments: ["2026-11/opening@bakery", "2026-12/launch@bakery"])
    func detail(id: String) throws {
        let status = try #require(Self.all.first { $0.publication.description == id })
        let name = id.replacing("/", with: "-").prefix { $0 != "@" }
        try expectSnapshot(ShowText(status).text, named: "show-\(name).txt")
        try expectSnapshot(StatusJSON.detail(status).text, named: "show-\(name).json")
    }
}
