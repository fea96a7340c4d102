import ContentModel
import Foundation
import ObjectIDs
import ScheduleLock
import TestSupport
import Testing

@testable import CalendarLoading

/// What a lockfile had before is looked for in what it has now.
@Suite struct LockfileHistoryTests {
    struct Row: CustomTestStringConvertible {
        let before, after: LockfileLayout
        /// The entries that the lockfile has records of now; it had those of `a` and `b`.
        let recorded: [String]
        let isWhole: Bool
        var testDescription: String { "\(before) to \(after), \(recorded)" }
    }

    static let rows = LockfileLayout.allCases.flatMap { before in
        LockfileLayout.allCases.flatMap { after in
            [
                Row(before: before, after: after, recorded: ["a", "b"], isWhole: true),
                Row(before: before, after: after, recorded: ["a", "b", "c"], isWhole: true),
                Row(before: before, after: after, recorded: ["a", "c"], isWhole: false),
                Row(before: before, after: after, recorded: ["b"], isWhole: false),
            ]
        }
    }

    @Test("Every name that it had is there, whichever files it lies in", arguments: rows)
    func names(row: Row) async throws {
        let repository = try TemporaryGitRepository()
        try repository.write(Fixture.settings, to: "calendar/settings.yaml")
        try repository.write(Fixture.jpeg(seed: 1), to: "media/1.jpg")
        let accounts = ["a": "bakery", "b": "cafe", "c": "bakery"]
        for (name, account) in accounts {
            try repository.write(
                "kind: post\naccounts: [\(account)]\npublish_at: 2026-10-01 09:00\nmedia: [media/1.jpg]\n",
                to: "calendar/\(name).yaml")
        }
        func write(_ names: [String], as layout: LockfileLayout) throws {
            try? FileManager.default.removeItem(atPath: "\(repository.path)/.schedule.lock")
            let records = names.map { name in
                (
                    PublicationID(entry: EntryID(name), account: AccountName(accounts[name] ?? "")),
                    LockRecord(
                        phase: .published(
                            PublishedPublication(
                                mediaID: "18\(name)", publishedAt: Timestamp(secondsSince1970: 0), permalink: nil)),
                        source: Publication.Source(path: "calendar/\(name).yaml", blob: .all("a")), commit: nil,
                        media: [])
                )
            }
            for (name, bytes) in LockfileParts(cutting: Lockfile(joining: records).bytes, into: layout).contents {
                let path = name.isEmpty ? ".schedule.lock" : ".schedule.lock/\(name)"
                try repository.write(String(decoding: bytes, as: UTF8.self), to: path)
            }
        }
        try write(["a", "b"], as: row.before)
        try repository.commit()
        try write(row.recorded, as: row.after)
        let given = CalendarLoader.Settled(
            memory: { [] }, lockfilePath: ".schedule.lock", inFlight: [], recent: { _ in .distantPast })
        let calendar = try #require(
            try await Fixture.loader.loadUnsettled(workTreeAt: repository.path, given: given))
        let history = LockfileHistory(ofRepositoryAt: repository.path, path: ".schedule.lock")
        #expect(try history.hasAllNames(ofVersions: history.versions(), in: calendar) == row.isWhole)
    }
}
