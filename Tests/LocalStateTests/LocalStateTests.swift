import ContentModel
import Diagnostics
import FileStore
import Foundation
import ObjectIDs
import ScheduleLock
import TestSupport
import Testing

@testable import LocalState

@Suite struct LocalStateTests {
    let path = FileManager.default.temporaryDirectory.appending(path: "state-\(UUID())").path
    let root: FileRoot
    static let launch = PublicationID("launch@bakery")!  // both sides of an @ are there
    static let blob = BlobID.all("a")

    init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        root = try FileRoot(path)
    }

    private func event(_ step: JournalEvent.Step) -> JournalEvent {
        JournalEvent(publication: Self.launch, at: Timestamp(secondsSince1970: 1_796_112_000), step: step)
    }

    private var record: LockRecord {
        LockRecord(
            phase: .published(
                PublishedPublication(
                    mediaID: "18000000000000001", publishedAt: Timestamp(secondsSince1970: 1_796_112_000),
                    permalink: nil)),
            source: Publication.Source(path: "calendar/launch.yaml", blob: Self.blob), commit: nil, media: [])
    }

    @Test func whatWasWrittenIsThereAfterwards() async throws {
        do {
            let state = try LocalState(opening: root, at: .real)
            try await state.append(event(.containerCreated(id: "1", slide: nil)))
            try await state.record(record, of: Self.launch)
        }
        let snapshot = try StateSnapshot(in: root, at: .real)
        #expect(snapshot.journal.inFlight[Self.launch]?.container?.id == "1")
        #expect(snapshot.lockfile.records == [Self.launch: record])
        try FileManager.default.removeItem(atPath: path)
    }

    @Test("The layout changes with the next record, in both directions, and nothing is forgotten")
    func layouts() async throws {
        func keep(_ name: String, on account: String, as layout: LockfileLayout) async throws {
            let state = try LocalState(opening: root, at: .real, layout: layout)
            var record = record
            record.phase = .published(
                PublishedPublication(
                    mediaID: "18\(name)", publishedAt: Timestamp(secondsSince1970: 1_796_112_000), permalink: nil))
            let id = PublicationID(entry: EntryID(name), account: AccountName(account))
            try await state.record(record, of: id)
            #expect(await state.forgotten == [])
        }
        func names() throws -> [String] {
            try FileManager.default.subpathsOfDirectory(atPath: path)
                .filter { $0.contains("schedule") }.sorted()
        }
        try await keep("a", on: "bakery", as: .file)
        #expect(try names() == [".schedule.lock"])
        try await keep("b", on: "cafe", as: .accounts)
        #expect(try names() == [".schedule.lock", ".schedule.lock/bakery", ".schedule.lock/cafe"])
        try await keep("c", on: "cafe", as: .accounts)
        let bakery = try FileManager.default.attributesOfItem(atPath: "\(path)/.schedule.lock/bakery")
        try await keep("d", on: "cafe", as: .accounts)
        // What nothing new is said of stays the file it was.
        #expect(
            try FileManager.default.attributesOfItem(atPath: "\(path)/.schedule.lock/bakery")[.systemFileNumber]
                as? Int == bakery[.systemFileNumber] as? Int)
        #expect(try StateSnapshot(in: root, at: .real).lockfile.records.count == 4)
        try await keep("e", on: "bakery", as: .file)
        #expect(try names() == [".schedule.lock"])
        #expect(try StateSnapshot(in: root, at: .real).lockfile.records.count == 5)
        try FileManager.default.removeItem(atPath: path)
    }

    @Test func aLostLockfileIsNoticed() async throws {
        do {
            let state = try LocalState(opening: root, at: .real)
            try await state.record(record, of: Self.launch)
            #expect(await state.forgotten == [])
        }
        try FileManager.default.removeItem(atPath: "\(path)/.schedule.lock")
        #expect(await (try LocalState(opening: root, at: .real)).forgotten == [Self.launch])
        try FileManager.default.removeItem(atPath: path)
    }

    @Test func whatACrashLeftHalfWrittenIsCleared() throws {
        let leftover = "\(path)/..schedule.lock.17-abc.tmp"
        try Data("calends-lo".utf8).write(to: URL(fileURLWithPath: leftover))
        _ = try LocalState(opening: root, at: .real)
        #expect(!FileManager.default.fileExists(atPath: leftover))
        try FileManager.default.removeItem(atPath: path)
    }

    @Test func twoRunsAtOnceAreRefused() throws {
        let first = try LocalState(opening: root, at: .real)
        let error = #expect(throws: Diagnostic.self) { _ = try LocalState(opening: root, at: .real) }
        #expect(error?.message.contains(".calends/lock' is held by process \(getpid())") == true)
        withExtendedLifetime(first) {}
        try FileManager.default.removeItem(atPath: path)
    }

    @Test func aTornLineIsCutOffBeforeTheNextOneIsWritten() async throws {
        do {
            let state = try LocalState(opening: root, at: .real)
            try await state.append(event(.containerCreated(id: "1", slide: nil)))
        }
        let journal = "\(path)/.calends/journal"
        let whole = try Data(contentsOf: URL(fileURLWithPath: journal))
        try (whole + whole.prefix(20)).write(to: URL(fileURLWithPath: journal))
        do {
            let state = try LocalState(opening: root, at: .real)
            try await state.append(event(.containerCreated(id: "2", slide: nil)))
        }
        #expect(try StateSnapshot(in: root, at: .real).journal.inFlight[Self.launch]?.container?.id == "2")
        try FileManager.default.removeItem(atPath: path)
    }

    @Test func settledPublicationsLeaveTheJournal() async throws {
        do {
            let state = try LocalState(opening: root, at: .real)
            try await state.append(event(.containerCreated(id: "1", slide: nil)))
            try await state.append(event(.settled))
        }
        _ = try LocalState(opening: root, at: .real)
        #expect(try Data(contentsOf: URL(fileURLWithPath: "\(path)/.calends/journal")).isEmpty)
        try FileManager.default.removeItem(atPath: path)
    }

    @Test func damageIsNamedByItsLine() throws {
        try FileManager.default.createDirectory(atPath: "\(path)/.calends", withIntermediateDirectories: true)
        try "nonsense\nmore\n".write(toFile: "\(path)/.calends/journal", atomically: true, encoding: .utf8)
        let error = #expect(throws: Diagnostic.self) { _ = try LocalState(opening: root, at: .real) }
        #expect(error?.location == SourceLocation(file: ".calends/journal", line: 1))
        try FileManager.default.removeItem(atPath: path)
    }
}
