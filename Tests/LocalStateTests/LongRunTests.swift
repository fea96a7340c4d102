import ContentModel
import Diagnostics
import Foundation
import Publishing
import ScheduleLock
import Synchronization
import Testing

@testable import LocalState

/// State that is open for so long that others write, and files grow.
@Suite struct LongRunTests {
    /// A disk that keeps what it is given.
    final class Drawer: Sendable {
        private let files = Mutex<[StateDisk.File: [UInt8]]>([:])
        func bytes(of file: StateDisk.File) -> [UInt8] { files.withLock { $0[file] ?? [] } }
        func write(_ bytes: [UInt8], to file: StateDisk.File) { files.withLock { $0[file] = bytes } }

        var disk: StateDisk {
            StateDisk(
                read: { file async throws(Diagnostic) in self.bytes(of: file) },
                append: { file, bytes, sound async throws(StateFailure) in
                    self.files.withLock { $0[file] = ($0[file] ?? []).prefix(sound) + bytes }
                },
                replace: { file, bytes async throws(StateFailure) in self.write(bytes, to: file) })
        }
    }

    @Test("What git pulls into the lockfile meanwhile is kept") func pulls() async throws {
        let drawer = Drawer()
        let state = try await LocalState(opening: drawer.disk)
        try await state.record(GroupCommitTests.record(1), of: GroupCommitTests.id(1))
        let pulled = Lockfile(records: [GroupCommitTests.id(2): GroupCommitTests.record(2)])
        drawer.write(Lockfile.merged(await state.lockfile, pulled).bytes, to: .lockfile)
        try await state.record(GroupCommitTests.record(3), of: GroupCommitTests.id(3))
        let written = try Lockfile(bytes: drawer.bytes(of: .lockfile))
        #expect(written.records.keys.sorted() == [1, 2, 3].map { GroupCommitTests.id($0) }.sorted())
        #expect(try await state.client.read().lockfile == written)
    }

    @Test("The journal of a long run stays small, and loses nothing") func compacts() async throws {
        let drawer = Drawer()
        let state = try await LocalState(opening: drawer.disk)
        func append(_ number: Int, _ step: JournalEvent.Step) async throws {
            try await state.append(
                JournalEvent(publication: GroupCommitTests.id(number), at: GroupCommitTests.time, step: step))
        }
        try await append(0, .published(mediaID: "7"))
        var largest = 0
        for number in 1...15_000 {
            try await append(number, .published(mediaID: "8"))
            try await append(number, .settled)
            if number % 500 == 0 { largest = max(largest, drawer.bytes(of: .journal).count) }
        }
        #expect(largest < 1_200_000)
        let again = try await LocalState(opening: drawer.disk)
        #expect(await again.journal.inFlight.keys.map(\.self) == [GroupCommitTests.id(0)])
    }
}
