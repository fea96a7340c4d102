import ContentModel
import FoundationEssentials
import ObjectIDs
import Publishing
import ScheduleLock
import TestSupport
import Testing

@testable import CommandLineTool

@Suite struct LullTests {
    static let begin = Date(timeIntervalSince1970: 1_796_112_000)
    static let commit: CommitID = .all("1")
    static let state = RunState()
    static let started: RunState = {
        let id = PublicationID(entry: EntryID("hello"), account: AccountName("bakery"))
        let event = JournalEvent(publication: id, at: Timestamp(begin), step: .containerCreated(id: "1", slide: nil))
        return RunState(journal: Journal(events: [event]))
    }()

    static func agenda(next: Double?, work: [Work] = []) -> Agenda {
        Agenda(
            work: work, next: next.map { begin.addingTimeInterval($0) }, platforms: [:],
            hosting: HostingClient { _, _ async throws(Refusal) in "" })
    }

    static let moments: [(next: Double?, after: Double, goesOn: Bool)] = [
        (nil, 0, true), (nil, 599, true), (nil, 600, false), (nil, -1, false), (60, 59, true), (60, 60, false),
    ]
    @Test("Lasts until the next thing is due, and never for long", arguments: moments)
    func end(next: Double?, after: Double, goesOn: Bool) throws {
        let lull = try #require(Lull(after: Self.agenda(next: next), for: Self.state, at: Self.commit, Self.begin))
        let now = Self.begin.addingTimeInterval(after)
        #expect(lull.goesOn(for: Self.state, at: Self.commit, now) == goesOn)
    }

    @Test func endsWhenCalendarOrStateHaveChanged() throws {
        let lull = try #require(Lull(after: Self.agenda(next: nil), for: Self.state, at: Self.commit, Self.begin))
        #expect(lull.goesOn(for: Self.state, at: Self.commit, Self.begin))
        #expect(!lull.goesOn(for: Self.state, at: .all("2"), Self.begin))
        #expect(!lull.goesOn(for: Self.state, at: nil, Self.begin))
        #expect(!lull.goesOn(for: Self.started, at: Self.commit, Self.begin))
    }

    @Test func thereIsNoneWhileThereIsWorkOrTheCalendarIsNotCommitted() throws {
        let id = PublicationID(entry: EntryID("hello"), account: AccountName("bakery"))
        let published = PublishedPublication(mediaID: "1", publishedAt: Timestamp(Self.begin), permalink: nil)
        let record = LockRecord(
            phase: .published(published), source: Publication.Source(path: "calendar/hello.yaml", blob: .all("a")),
            commit: nil, media: [])
        let work = Work(publication: id, account: id.account, due: Self.begin, task: .note(record))
        let busy = Self.agenda(next: nil, work: [work])
        #expect(Lull(after: busy, for: Self.state, at: Self.commit, Self.begin) == nil)
        #expect(Lull(after: Self.agenda(next: nil), for: Self.state, at: nil, Self.begin) == nil)
    }
}
