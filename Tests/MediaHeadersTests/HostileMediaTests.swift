import TestSupport
import Testing

@testable import MediaHeaders

@Suite struct HostileMediaTests {
    @Test("A file cut short anywhere is refused or read, and nothing traps", arguments: try Fixtures.mediaNames())
    func truncation(name: String) throws {
        let whole = try Fixtures.bytes(name)
        for length in 0..<min(whole.count, 4096) {
            _ = try? MediaFacts(of: Array(whole.prefix(length)))
        }
    }

    @Test("Changed bytes are refused or read, and nothing traps", arguments: try Fixtures.mediaNames())
    func mutation(name: String) throws {
        let whole = try Fixtures.bytes(name)
        var generator = SeededGenerator(seed: 64)
        let edges: [UInt8] = [0, 1, 2, 0x7F, 0x80, 0xFE, 0xFF]
        for round in 0..<600 {
            var bytes = whole
            for _ in 0...Int.random(in: 0..<8, using: &generator) {
                // Headers lie at the start or, in videos, at the end.
                let place = Int.random(in: 0..<min(bytes.count, 1200), using: &generator)
                let index = round % 3 == 0 ? bytes.count - 1 - place : place
                bytes[index] = edges.randomElement(using: &generator) ?? 0
            }
            _ = try? MediaFacts(of: bytes)
        }
    }

    @Test("Boxes without end are given up")
    func endlessBoxes() {
        // Empty boxes, as many as fit: each costs a look of its own.
        let box: [UInt8] = [0, 0, 0, 8] + Array("free".utf8)
        let bytes = Array(repeatElement(box, count: 50_000).joined())
        #expect(throws: MediaError.excessive(.quickTime)) { try MediaFacts(of: bytes) }
    }

    @Test("A property named over and over is given up: each time it would be read anew")
    func repeatedProperty() {
        func box(_ type: String, _ content: [UInt8]) -> [UInt8] {
            let size = content.count + 8
            return [0, UInt8(size >> 16), UInt8(size >> 8 & 0xFF), UInt8(size & 0xFF)] + Array(type.utf8) + content
        }
        let size = box("ispe", [0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 9])
        // A hundred times item 1, each with property 1 two hundred and fifty-five times.
        let association = [0, 1, 255] + [UInt8](repeating: 1, count: 255)
        let associations = box(
            "ipma", [0, 0, 0, 0, 0, 0, 0, 100] + Array(repeatElement(association, count: 100).joined()))
        let properties = box("iprp", box("ipco", size) + associations)
        let metadata = box("meta", [0, 0, 0, 0] + box("pitm", [0, 0, 0, 0, 0, 1]) + properties)
        let bytes = box("ftyp", Array("heic\0\0\0\0".utf8)) + metadata
        #expect(throws: MediaError.excessive(.heic)) { try MediaFacts(of: bytes) }
    }

    @Test("Boxes far apart are given up: each would be a read of its own")
    func sparseBoxes() {
        var reads = 0
        #expect(throws: MediaError.excessive(.quickTime)) {
            try MediaFacts(size: 1 << 40) { _, count in
                reads += 1
                return Array([0, 1, 0, 0] + Array("free".utf8) + [UInt8](repeating: 0, count: 8192)).prefix(count) + []
            }
        }
        #expect(reads <= 1000)
    }

    @Test("Nested boxes are not followed deeper than the format goes")
    func nesting() {
        var box: [UInt8] = []
        for _ in 0..<2000 {
            let size = box.count + 8
            box = [0, 0, UInt8(size >> 8 & 0xFF), UInt8(size & 0xFF)] + Array("trak".utf8) + box
        }
        let size = box.count + 8
        let bytes = [0, 0, UInt8(size >> 8 & 0xFF), UInt8(size & 0xFF)] + Array("moov".utf8) + box
        #expect((try? MediaFacts(of: bytes))?.video == VideoFacts.indexOnly)
    }
}

extension VideoFacts {
    /// What remains of an index that names no tracks.
    fileprivate static var indexOnly: VideoFacts {
        var facts = VideoFacts()
        facts.isIndexFirst = true
        return facts
    }
}
