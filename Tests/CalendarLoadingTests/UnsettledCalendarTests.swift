import ContentModel
import Foundation
import Git
import ObjectIDs
import Planning
import ScheduleLock
import TestSupport
import Testing

@testable import CalendarLoading

/// A plan of what is not settled is the plan of everything, whatever happened to the calendar meanwhile.
@Suite struct UnsettledCalendarTests {
    private static let settings = Fixture.settings + "\nsafety: {min_gap: 10m, repeat_within: 30d}\n"

    /// A repository in which things happen by chance.
    private final class World {
        let repository: TemporaryGitRepository
        var generator: SeededGenerator
        var lockfile = Lockfile()
        var memory: [UInt8] = []
        private var layout = LockfileLayout.file
        private var number = 0

        init(seed: Int) throws {
            generator = SeededGenerator(seed: UInt64(seed))
            repository = try TemporaryGitRepository()
            try repository.write(UnsettledCalendarTests.settings, to: "calendar/settings.yaml")
            for index in 0..<3 { try repository.write(Fixture.jpeg(seed: UInt8(index)), to: "media/\(index).jpg") }
            for _ in 0..<12 { try add() }
            try repository.commit()
        }

        func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }

        var entries: [String] {
            get throws {
                try repository.git("ls-files", "--cached", "--others", "calendar").split(separator: "\n")
                    .map(String.init).filter {
                        !$0.hasSuffix("settings.yaml")
                            && FileManager.default.fileExists(atPath: "\(repository.path)/\($0)")
                    }.sorted()
            }
        }

        var anEntry: String { get throws { try entries.randomElement(using: &generator) ?? "calendar/none.yaml" } }

        func add() throws {
            number += 1
            let accounts = ["[bakery]", "[cafe]", "[bakery, cafe]"][pick(3)]
            let extra = [
                "", "", "", "grace: 2h\n", "draft: true\n", "id: own-\(number)\n", "caption: |\n  Nº \(number)\n",
            ][pick(7)]
            try repository.write(
                "kind: post\naccounts: \(accounts)\npublish_at: 2026-\(10 + pick(3))-1\(pick(9)) 09:0\(pick(9))\n\(extra)"
                    + "media: [media/\(pick(4)).jpg]\n",
                to: "calendar/\(["", "a/", "b/"][pick(3)])\(number).yaml")
        }

        /// Something that people or runs do.
        func happen() async throws {
            switch pick(14) {
            case 0, 1: try add()
            case 2: try repository.write("# again\n" + repository.read(anEntry), to: anEntry)
            case 3: try FileManager.default.removeItem(atPath: "\(repository.path)/\(anEntry)")
            case 4: try repository.git("mv", "-k", anEntry, "calendar/moved-\(pick(99)).yaml")
            case 5: try repository.write(Fixture.jpeg(seed: UInt8(pick(200))), to: "media/\(pick(4)).jpg")
            case 6:
                let copy = try anEntry
                try repository.write(repository.read(copy), to: "calendar/copy-\(pick(3)).yaml")
            case 7: try repository.write(repository.read("calendar/settings.yaml") + " ", to: "calendar/settings.yaml")
            case 8: try repository.write("kind: postt\n", to: anEntry)
            case 9: if !memory.isEmpty { memory[pick(memory.count)] ^= 1 }
            case 10: try repository.commit()
            case 11:
                layout = layout == .file ? .accounts : .file
                try writeLockfile()
            default: try await publish()
            }
        }

        /// Records some of what is due as published.
        func publish() async throws {
            let loaded = try await Fixture.loader.load(.workTree(ofRepositoryAt: repository.path))
            let open = loaded.publications.filter { lockfile.records[$0.id] == nil }
            for publication in open where pick(3) > 0 {
                number += 1
                lockfile.records[publication.id] = LockRecord(
                    phase: .published(
                        PublishedPublication(
                            mediaID: "18\(number)",
                            publishedAt: Timestamp(now.addingTimeInterval(-Double(pick(60)) * 86_400)), permalink: nil)),
                    source: publication.source, commit: loaded.isDirty ? nil : loaded.commit,
                    media: publication.content.media.map { MediaReference(path: $0.path, blob: $0.blob) })
            }
            try writeLockfile()
            if pick(2) == 0 { try repository.commit() }
        }

        /// As a run would leave it.
        private func writeLockfile() throws {
            guard !lockfile.records.isEmpty else { return }
            try? FileManager.default.removeItem(atPath: "\(repository.path)/.schedule.lock")
            for (name, bytes) in LockfileParts(cutting: lockfile.bytes, into: layout).contents {
                try repository.write(
                    String(decoding: bytes, as: UTF8.self), to: ".schedule.lock" + (name.isEmpty ? "" : "/\(name)"))
            }
        }

        func unsettled() async throws -> UnsettledCalendar? {
            let known = memory
            let given = CalendarLoader.Settled(
                memory: { known }, lockfilePath: ".schedule.lock", inFlight: [],
                recent: { settings in now.addingTimeInterval(-(settings.safety.repeatWithin / .seconds(1))) })
            return try await Fixture.loader.loadUnsettled(workTreeAt: repository.path, given: given)
        }

        func plan(_ calendar: LoadedCalendar, _ lockfile: Lockfile, settledCount: Int) async throws -> Plan? {
            guard let settings = calendar.settings else { return nil }
            return try await PlanAssembly(
                of: calendar, settings: settings, inRepositoryAt: repository.path, zones: .system()
            ).plan(
                lockfile: lockfile, lockfileDigest: BlobID(hashing: self.lockfile.bytes), settledCount: settledCount,
                journal: Journal(), at: now)
        }
    }

    @Test("The plan is the same with what an earlier one remembers and without", arguments: 0..<5)
    func samePlan(seed: Int) async throws {
        let world = try World(seed: seed)
        var (settledCount, looks) = (0, 0)
        for _ in 0..<14 {
            try await world.happen()
            let calendar = try await Fixture.loader.load(.workTree(ofRepositoryAt: world.repository.path))
            let whole = try await world.plan(calendar, world.lockfile, settledCount: 0)
            // The second look is at what the first one remembers.
            for isSecond in [false, true] {
                guard let left = try await world.unsettled() else { continue }
                looks += 1
                settledCount += left.settledCount
                let plan = try await world.plan(left.calendar, left.lockfile, settledCount: left.settledCount)
                #expect(plan == whole)
                #expect(left.lockfileDigest == BlobID(hashing: world.lockfile.bytes))
                #expect(!isSecond || left.memory == nil)
                if let news = left.memory { world.memory = news.kept }
            }
        }
        #expect(looks > 6 && settledCount > 0)
    }

    @Test("What was remembered under other settings, by another program or in part is forgotten")
    func damage() async throws {
        let world = try World(seed: 1)
        try await world.publish()
        let table = try #require(try await world.unsettled()?.memory)
        #expect(table.count > 0 && table.lockfile != nil)
        let kept = table.kept
        #expect(EntryTable(kept: kept) == table)
        for cut in [0, 10, kept.count / 2, kept.count - 1] {
            #expect(EntryTable(kept: Array(kept.prefix(cut))) == nil)
        }
        for place in stride(from: 0, to: kept.count, by: 7) {
            var damaged = kept
            damaged[place] ^= 0x10
            #expect(EntryTable(kept: damaged) == nil)
        }
    }

    @Test("An entry that cannot be read is not taken for one that was removed")
    func unreadable() async throws {
        let repository = try TemporaryGitRepository()
        try repository.write(Self.settings, to: "calendar/settings.yaml")
        try repository.write(Fixture.entry("media/0.jpg"), to: "calendar/a.yaml")
        try repository.commit()
        let pool = RepositoryPool(path: repository.path)
        #expect(try await ScannedTree(in: pool)?.files.count == 2)
        try repository.write(
            String(repeating: "#", count: CalendarSource.largestCalendarFile + 1), to: "calendar/a.yaml")
        #expect(try await ScannedTree(in: pool) == nil)
        try FileManager.default.removeItem(atPath: "\(repository.path)/calendar/a.yaml")
        #expect(try await ScannedTree(in: pool)?.files.count == 1)
    }

    @Test("Two entries whose paths only look alike stay two")
    func lookAlikes() async throws {
        let world = try World(seed: 3)
        try await world.publish()
        for (id, name) in [("one", "\u{E9}"), ("two", "e\u{301}")] {
            let entry =
                "id: \(id)\nkind: post\naccounts: [bakery]\npublish_at: 2026-12-11 09:00\nmedia: [media/0.jpg]\n"
            try world.repository.write(entry, to: "calendar/\(name).yaml")
        }
        try world.repository.commit()
        let unsettled = try #require(try await world.unsettled())
        #expect(
            unsettled.calendar.publications.map(\.id.entry.text).filter { ["one", "two"].contains($0) } == [
                "one", "two",
            ])
    }

    @Test("What comes with a pull request is not taken for what this machine remembers")
    func committedMemory() async throws {
        let world = try World(seed: 2)
        try await world.publish()
        _ = try #require(try await world.unsettled())
        try world.repository.write("planted", to: ".calends/cache/entries")
        try world.repository.git("add", "--force", ".calends")
        #expect(try await world.unsettled() == nil)
    }
}

private let now = Date(timeIntervalSince1970: 1_796_000_000)
