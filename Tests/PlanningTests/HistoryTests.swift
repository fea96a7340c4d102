import ContentModel
import ScheduleLock
import Testing

@testable import Planning

@Suite struct HistoryTests {
    static let a = Publication.sample("a@bakery")

    @Test func whatIsUnchangedNeedsNoHistory() {
        let input = PlanningInput.sample([Self.a, .sample("b@bakery")], records: [Self.a.id: Self.a.record()])
        #expect(Planning.vanished(from: input) == [])
        #expect(Planning.historyNeeded(by: input) == [])
    }

    @Test func anEditNeedsThePublishedVersion() {
        let input = PlanningInput.sample([.sample("a@bakery", blob: "b")], records: [Self.a.id: Self.a.record()])
        // It may be another entry, that took the name of this one.
        #expect(Planning.vanished(from: input).map(\.publication) == [Self.a.id])
        #expect(
            Planning.historyNeeded(by: input)
                == [HistoryQuery(publication: "a@bakery", record: Self.a.record(), version: .published)])
    }

    @Test func aMissingEntryNeedsItsLastVersionUnlessItWasRenamed() {
        let query = HistoryQuery(publication: "a@bakery", record: Self.a.record(), version: .last)
        var input = PlanningInput.sample([.sample("b@bakery", blob: "b")], records: [Self.a.id: Self.a.record()])
        #expect(Planning.vanished(from: input) == [query])
        #expect(Planning.historyNeeded(by: input) == [query])
        input.renames = [EntryID("a"): EntryID("b")]
        #expect(
            Planning.historyNeeded(by: input)
                == [HistoryQuery(publication: "a@bakery", record: Self.a.record(), version: .published)])
    }

    @Test func draftsAndInvalidEntriesHaveNotVanished() {
        var input = PlanningInput.sample(records: [Self.a.id: Self.a.record(), "b@bakery": Self.a.record("181")])
        input.drafts = [EntryID("b")]
        input.invalid = [
            InvalidEntry(entry: EntryID("a"), path: "calendar/x.yaml", accounts: [], errorCount: 1)
        ]
        #expect(Planning.vanished(from: input) == [])
        #expect(Planning.historyNeeded(by: input) == [])
    }

    @Test func whatIsInFlightMayHaveVanishedToo() {
        let input = PlanningInput.sample(journal: Self.a.begun())
        #expect(Planning.vanished(from: input).map(\.publication) == ["a@bakery"])
        #expect(Planning.historyNeeded(by: input) == [])
    }
}
