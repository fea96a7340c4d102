import ContentModel
import Diagnostics
import Foundation
import Planning
import TestSupport
import Testing

@testable import CalendarLoading

/// Files a stranger might send: every scenario with bytes changed, cut or repeated. Whatever comes of it, it is either
/// legal or explained, on a line of the file, and the program is still there.
@Suite struct HostileFilesTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Scenarios/entries")

    @Test("Damaged files are explained, never a crash", arguments: 1...8)
    func damaged(seed: Int) async throws {
        var dice = SeededGenerator(seed: UInt64(seed))
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter {
            $0.hasSuffix(".yaml")
        }
        var files = ["calendar/settings.yaml": Data(Fixture.settings.utf8)]
        for name in names.sorted() {
            let original = [UInt8](try Data(contentsOf: Self.folder.appending(path: name)))
            files["calendar/\(name)"] = Data(Self.damage(original, with: &dice))
        }
        let loaded = try await Fixture.loader.load(MemoryCalendar(files: files).source)
        let invalid = Set(loaded.invalidEntries.map(\.path))
        let legal = Set(loaded.publications.map(\.source.path))
        #expect(invalid.isDisjoint(with: legal))
        for path in files.keys where path != "calendar/settings.yaml" && !invalid.contains(path) {
            let isDraft = loaded.entries[path].map { loaded.drafts.contains($0.id) } ?? false
            #expect(legal.contains(path) || isDraft, "\(path) is neither published nor explained")
        }
    }

    private static func damage(_ bytes: [UInt8], with dice: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &dice) {
            let place = Int.random(in: 0...bytes.count, using: &dice)
            switch Int.random(in: 0..<5, using: &dice) {
            case 0: bytes.insert(UInt8.random(in: 0...255, using: &dice), at: place)
            case 1: bytes.removeSubrange(place..<min(place + 3, bytes.count))
            case 2: bytes.insert(contentsOf: bytes.prefix(20), at: place)
            case 3: bytes.insert(contentsOf: Array("99999999999999999999".utf8), at: place)
            default: if place < bytes.count { bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &dice) }
            }
        }
        return bytes
    }
}
