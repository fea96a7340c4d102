import ContentModel
import Foundation
import ScheduleLock
import TestSupport
import Testing

@testable import Publishing

/// Which drafts of a Page a publication may take over as its own.
@Suite struct StrayTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// What else is to be done on the Page.
        var others: [Work] = []
        /// What the journal says of others.
        var journal: [JournalEvent] = []
        let expected: [String]
    }

    static func work(_ name: String, _ content: PageContent) -> Work {
        let id = PublicationID(name)!
        var publication = Fixture.publication(.page(content))
        publication.id = id
        let version = JournalEvent.Version(of: publication, commit: nil, now: Fixture.due)
        return Work(
            publication: id, account: id.account, due: Fixture.due,
            task: .page(
                PageWork(publication: publication, version: version, inFlight: InFlight(), goal: .scheduled)))
    }

    static func journal(_ steps: JournalEvent.Step...) -> [JournalEvent] {
        steps.map { JournalEvent(publication: PublicationID("other@page")!, at: Timestamp(Fixture.due), step: $0) }
    }

    static let rows = [
        Row(testDescription: "alone on its Page", expected: ["P_1"]),
        Row(
            testDescription: "beside one with other words",
            others: [
                work("other@page", .post(PagePost(details: PageDetails(message: "Rye is back"))))
            ], expected: ["P_1"]),
        Row(
            testDescription: "beside one with the same words: nobody can tell whose it is",
            others: [work("other@page", PageFixture.words)], expected: []),
        Row(
            testDescription: "beside one that was begun, and of which nobody tells what it was",
            journal: journal(.began(PageFixture.version())), expected: []),
        Row(
            testDescription: "it is another's, as the journal says",
            journal: journal(.began(PageFixture.version()), .containerCreated(id: "P_1", slide: nil)), expected: []),
        Row(
            testDescription: "the other's is another one",
            journal: journal(.began(PageFixture.version()), .containerCreated(id: "P_2", slide: nil)),
            expected: ["P_1"]),
    ]

    @Test("Takes over nothing that can be another's", arguments: rows)
    func strays(row: Row) {
        let mine = Self.work("launch@page", PageFixture.words)
        let board = Board()
        board.post(
            Agenda(
                work: [mine] + row.others, next: nil, platforms: [:],
                hosting: HostingClient { _, _ async throws(Refusal) in "" }),
            RunState(journal: Journal(events: row.journal)), at: Fixture.due)
        let drafts = [Fixture.listed("P_1", after: 0, kind: .text)]
        #expect(board.strays(in: drafts, for: mine).map(\.id) == row.expected)
    }
}
