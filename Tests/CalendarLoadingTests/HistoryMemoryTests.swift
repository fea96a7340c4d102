import ContentModel
import Git
import ObjectIDs
import Planning
import ScheduleLock
import Testing

@testable import CalendarLoading

@Suite struct HistoryMemoryTests {
    static func query(_ name: String) -> HistoryQuery {
        HistoryQuery(
            publication: PublicationID(entry: EntryID(name), account: AccountName("bakery")),
            record: LockRecord(
                phase: .dismissed(DismissedPublication(at: Timestamp(secondsSince1970: 0))),
                source: Publication.Source(path: "calendar/\(name).yaml", blob: BlobID(hashing: Array(name.utf8))),
                commit: nil, media: []),
            version: .published)
    }

    private let memory = HistoryMemory()
    private let fates = HistoryMemory.Fates(departures: Departures(from: nil), moves: EntryRenames.Answer())

    @Test("History is asked once for the same calendar and lockfile") func fatesOnce() throws {
        var asked = 0
        func look(_ names: String..., besides standing: Set<EntryID> = []) throws {
            _ = try memory.fates(of: names.map(Self.query), besides: standing) {
                asked += 1
                return fates
            }
        }
        try look("a")
        try look("a")
        #expect(asked == 1)
        try look("a", "b")
        #expect(asked == 2)
        try look("a", "b", besides: [EntryID("c")])
        try look("a", "b", besides: [EntryID("c")])
        #expect(asked == 3)
    }

    @Test("What a larger clone would tell is asked again, what nobody can tell is not") func gaps() throws {
        for (gap, times) in [
            (HistoryGap("this clone is shallow", fix: "git fetch --unshallow"), 2),
            (HistoryGap("it was published from a work tree that was not committed"), 1),
        ] {
            let memory = HistoryMemory()
            var asked = 0
            for _ in 0..<2 {
                _ = try memory.fates(of: [Self.query("a")], besides: []) {
                    asked += 1
                    var fates = fates
                    fates.moves.unknown[Self.query("a")] = gap
                    return fates
                }
            }
            #expect(asked == times)
        }
    }

    @Test("Only what was not answered is asked") func answers() async throws {
        _ = try memory.fates(of: [], besides: []) { fates }
        var asked: [HistoryQuery] = []
        func look(_ names: String...) async -> Int {
            await memory.answers(to: names.map(Self.query)) { queries in
                asked += queries
                return Dictionary(uniqueKeysWithValues: queries.map { ($0, .unavailable("this clone is shallow")) })
            }.count
        }
        #expect(await look("a") == 1)
        #expect(await look("a", "b") == 2)
        #expect(asked == ["a", "a", "b"].map(Self.query))
    }
}
