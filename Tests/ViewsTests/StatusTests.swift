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
