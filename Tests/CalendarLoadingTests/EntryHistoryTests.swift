import ContentModel
import Foundation
import ObjectIDs
import Planning
import ScheduleLock
import TestSupport
import Testing

@testable import CalendarLoading

@Suite struct EntryHistoryTests {
    private static func record(_ publication: Publication, commit: CommitID?) -> LockRecord {
        LockRecord(
            phase: .published(
                PublishedPublication(mediaID: "1", publishedAt: Timestamp(secondsSince1970: 0), permalink: nil)),
            source: publication.source, commit: commit,
            media: publication.content.media.map { MediaReference(path: $0.path, blob: $0.blob) })
    }

    /// A repository with one entry, and its publication and lock record as published from the first commit.
    private static func published() async throws -> (TemporaryGitRepository, Publication, LockRecord, Settings) {
        let repository = try TemporaryGitRepository()
        try repository.write(Fixture.settings, to: "calendar/settings.yaml")
        try repository.write(Fixture.jpeg(), to: "media/bread.jpg")
        try repository.write(Fixture.entry("media/bread.jpg"), to: "calendar/bread.yaml")
        try repository.commit()
        let loaded = try await Fixture.loader.load(.commit(repository.head(), ofRepositoryAt: repository.path))
        let publication = try #require(loaded.publications.first)
        return (
            repository, publication, Self.record(publication, commit: loaded.commit), try #require(loaded.settings)
        )
    }

    private static func answer(
        _ query: HistoryQuery, in repository: TemporaryGitRepository, _ settings: Settings
    ) async throws -> HistoryAnswer? {
        let history = EntryHistory(ofRepositoryAt: repository.path, settings: settings, zones: .system())
        return await history.answers(to: [query], head: try repository.head())[query]
    }

    @Test func publishedVersionIsAsItWas() async throws {
        let (repository, publication, record, settings) = try await Self.published()
        try repository.write(Fixture.jpeg(seed: 9), to: "media/bread.jpg")
        try repository.write(Fixture.entry("media/bread.jpg", caption: "Cake"), to: "calendar/bread.yaml")
        try repository.commit()
        let query = HistoryQuery(publication: publication.id, record: record, version: .published)
        #expect(try await Self.answer(query, in: repository, settings) == .found(publication))
    }

    @Test func versionThatLaterRulesRefuseIsStillRead() async throws {
        let (repository, publication, record, settings) = try await Self.published()
        var old = record
        let text = Fixture.entry("media/bread.jpg", caption: "x") + "collaborators: [a, b, c, d]\nnew_key: 1\n"
        try repository.write(text, to: "calendar/bread.yaml")
        try repository.commit()
        old.source.blob = BlobID(try #require(.init(hex: repository.git("rev-parse", "HEAD:calendar/bread.yaml"))))
        old.commit = try repository.head()
        let query = HistoryQuery(publication: publication.id, record: old, version: .published)
        guard case .found(let found)? = try await Self.answer(query, in: repository, settings),
            case .post(let post) = found.content
        else {
            Issue.record("nothing was found")
            return
        }
        #expect(post.details.collaborators.map(\.text) == ["a", "b", "c", "d"])
    }

    @Test func removedEntryIsFoundAsItLastWas() async throws {
        let (repository, publication, record, settings) = try await Self.published()
        try repository.write(Fixture.entry("media/bread.jpg") + "on_remove: delete\n", to: "calendar/bread.yaml")
        try repository.commit()
        try repository.directory.remove("\(repository.folder)/calendar/bread.yaml")
        try repository.commit()
        try repository.commit("Another")
        let query = HistoryQuery(publication: publication.id, record: record, version: .last)
        guard case .found(let found)? = try await Self.answer(query, in: repository, settings) else {
            Issue.record("nothing was found")
            return
        }
        #expect(found.onRemove == .delete)
    }

    @Test func whatCannotBeToldSaysWhy() async throws {
        let (repository, publication, record, settings) = try await Self.published()
        var foreign = record
        foreign.source.blob = MemoryCalendar.blob(Array("never committed".utf8))
        let lost = HistoryQuery(publication: publication.id, record: foreign, version: .published)
        #expect(
            try await Self.answer(lost, in: repository, settings)
                == .unavailable(
                    "no commit here has that version any more (git object \(foreign.source.blob)), as after history was "
                        + "rewritten"))

        let other = PublicationID(entry: publication.id.entry, account: AccountName("cafe"))
        let elsewhere = HistoryQuery(publication: other, record: record, version: .published)
        #expect(
            try await Self.answer(elsewhere, in: repository, settings)
                == .unavailable("that version of 'calendar/bread.yaml' has no bread@cafe"))
        // The account had another name then.
        var renamed = record
        renamed.formerIDs = [publication.id]
        let present = HistoryQuery(publication: other, record: renamed, version: .published)
        guard case .found = try await Self.answer(present, in: repository, settings) else {
            Issue.record("not found under the name that its account had")
            return
        }

        var never = record
        never.source.path = "calendar/never.yaml"
        let query = HistoryQuery(publication: publication.id, record: never, version: .last)
        #expect(
            try await Self.answer(query, in: repository, settings)
                == .unavailable("history does not show the entry"))
    }

    /// How an entry moves after it was published, and the id it must be found under.
    static let moves: [(String, isCommitted: Bool, isEdited: Bool, hasTwin: Bool, expected: String?)] = [
        ("calendar/new/bread.yaml", true, false, false, "new/bread"),
        ("calendar/new/bread.yaml", true, true, false, "new/bread"),
        ("calendar/new/bread.yaml", false, false, false, "new/bread"),
        ("calendar/new/bread.yaml", false, false, true, nil),
        ("elsewhere/bread.yaml", true, false, false, nil),
    ]

    @Test("A renamed entry is found again", arguments: moves)
    func renames(path: String, isCommitted: Bool, isEdited: Bool, hasTwin: Bool, expected: String?) async throws {
        let (repository, publication, record, _) = try await Self.published()
        try repository.commit("Another", writing: ["notes.txt": "x"])
        let text = try repository.read("calendar/bread.yaml")
        try repository.directory.remove("\(repository.folder)/calendar/bread.yaml")
        try repository.write(isEdited ? text + "grace: 3h\n" : text, to: path)
        if hasTwin { try repository.write(text, to: "calendar/twin.yaml") }
        if isCommitted { try repository.commit() }
        let loaded = try await Fixture.loader.load(.workTree(ofRepositoryAt: repository.path))
        let query = HistoryQuery(publication: publication.id, record: record, version: .last)
        let pool = RepositoryPool(path: repository.path)
        var departures = Departures(from: loaded.commit)
        try departures.find([query], in: pool)
        let renames = try EntryRenames(in: pool).find([query], in: loaded, &departures).renames
        #expect(renames == (expected.map { [publication.id.entry: EntryID($0)] } ?? [:]))
    }
}
