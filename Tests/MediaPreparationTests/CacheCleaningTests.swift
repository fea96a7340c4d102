import FileStore
import Foundation
import TestSupport
import Testing

@testable import MediaPreparation

@Suite struct CacheCleaningTests {
    /// The bound in bytes, what is kept (its size and for how many days nobody asked for it), and what stays of it.
    static let cases: [(most: Int, kept: [(String, Int, Double)], left: [String])] = [
        (1_000, [("a", 10, 29), ("b", 10, 31), ("c", 10, 0)], ["a", "c"]),
        (25, [("a", 10, 3), ("b", 10, 5), ("c", 10, 2)], ["a", "c"]),
        (5, [("a", 10, 3), ("b", 10, 5), ("c", 10, 0.5)], ["c"]),
        (5, [("a", 10, 0.9), ("b", 10, 0.1)], ["a", "b"]),
    ]

    @Test("Nobody's and too much goes, the longest unused first; what may be on its way stays", arguments: cases)
    func clean(most: Int, kept: [(String, Int, Double)], left: [String]) throws {
        let folder = try TemporaryDirectory()
        let cache = try MediaCache(in: FileRoot(folder.path))
        let now = Date()
        for (name, size, days) in kept {
            let path = "\(MediaCache.folder)/prepared/\(name)"
            try folder.write(Data(count: size), to: path)
            try FileManager.default.setAttributes(
                [.modificationDate: now.addingTimeInterval(-days * 86_400)], ofItemAtPath: folder.path(of: path))
        }
        let prepared = folder.path(of: "\(MediaCache.folder)/prepared")
        let gone = kept.count - left.count
        for isDry in [true, false] {
            let cleaning = cache.clean(at: now, isDry: isDry, keeping: most)
            #expect((cleaning.files, cleaning.bytes) == (gone, gone * 10))
            let names = try FileManager.default.contentsOfDirectory(atPath: prepared).sorted()
            #expect(names == (isDry ? kept.map(\.0) : left))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(prepared)/..").contains(".gitignore"))
    }

    @Test("What is asked for counts as used") func use() throws {
        let folder = try TemporaryDirectory()
        let cache = try MediaCache(in: FileRoot(folder.path))
        for name in ["asked", "forgotten"] {
            _ = try cache.keepResult([1], name)
            try FileManager.default.setAttributes(
                [.modificationDate: Date().addingTimeInterval(-40 * 86_400)],
                ofItemAtPath: folder.path(of: "\(MediaCache.folder)/prepared/\(name)"))
        }
        let path = try #require(cache.result("asked"))
        #expect(cache.clean().files == 1)
        #expect(cache.isThere(path) && cache.result("forgotten") == nil)
    }

    /// What becomes of the folder, or of the result or its digest in it.
    static let damages: [@Sendable (String) throws -> Void] = [
        { try Data().write(to: URL(fileURLWithPath: "\($0)/prepared/a.jpg")) },
        { try Data([9, 9]).write(to: URL(fileURLWithPath: "\($0)/prepared/a.jpg")) },
        { try FileManager.default.removeItem(atPath: "\($0)/prepared/a.jpg") },
        { try Data().write(to: URL(fileURLWithPath: "\($0)/digests/a.jpg")) },
        { try FileManager.default.removeItem(atPath: $0) },
    ]

    @Test("A result that is not what was kept is none, and can be kept again", arguments: damages.indices)
    func damage(row: Int) throws {
        let folder = try TemporaryDirectory()
        let cache = try MediaCache(in: FileRoot(folder.path))
        let path = try cache.keepResult([1, 2], "a.jpg")
        #expect(cache.hasResult("a.jpg") && cache.result("a.jpg") == path)
        try Self.damages[row](folder.path(of: MediaCache.folder))
        #expect(cache.result("a.jpg") == nil)
        #expect(try cache.keepResult([1, 2], "a.jpg") == path)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data([1, 2]))
        #expect(cache.result("a.jpg") == path)
    }
}
