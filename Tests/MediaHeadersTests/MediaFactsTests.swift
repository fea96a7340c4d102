import Foundation
import Testing

@testable import MediaHeaders

@Suite struct MediaFactsTests {
    @Test(
        "Reads real files of every format",
        arguments: [
            ("baseline.jpg", "JPEG, 64x48, 8 bit, YCbCr"),
            ("progressive.jpg", "JPEG, 64x48, 8 bit, YCbCr, progressive"),
            ("cmyk.jpg", "JPEG, 64x48, 8 bit, YCCK"),
            ("gray.jpg", "JPEG, 64x48, 8 bit, grayscale"),
            ("turned.jpg", "JPEG, 64x48, 8 bit, YCbCr, turnedRight"),
            ("pair.mpo", "MPO, 64x48, 8 bit, YCbCr, 2 pictures"),
            ("rgb8.png", "PNG, 64x48, 8 bit, RGB"),
            ("rgba16.png", "PNG, 64x48, 16 bit, RGB, alpha, progressive"),
            ("gray.png", "PNG, 64x48, 8 bit, grayscale"),
            ("indexed.png", "PNG, 64x48, 8 bit, indexed"),
            ("animated.png", "animated PNG, 64x48, 8 bit, RGB, animated"),
            ("still.gif", "GIF, 64x48, 6 bit, indexed"),
            ("animated.gif", "GIF, 64x48, 6 bit, indexed, animated"),
            ("lossy.webp", "WebP, 64x48, 8 bit, YCbCr"),
            ("lossless.webp", "WebP, 64x48, 8 bit, RGB, alpha"),
            ("animated.webp", "WebP, 64x48, 8 bit, animated"),
            ("photo.heic", "HEIC, 64x48, 8 bit, YCbCr"),
            ("photo.avif", "AVIF, 64x48, 8 bit, YCbCr"),
            ("photo.tiff", "TIFF, 64x48, 16 bit, RGB"),
            ("photo.bmp", "BMP, 64x48, 8 bit, RGB"),
            (
                "reel.mp4",
                "MP4, 'isom', 1.022 s, index first, avc1 64x96 30.0 fps 4:2:0 8 bit progressive, "
                    + "mp4a.2 48000 Hz 2 ch"
            ),
            (
                "edits.mp4",
                "MP4, 'isom', 1.0 s, index last, avc1 64x96 30.0 fps 4:2:0 8 bit progressive encoderDelay, "
                    + "mp4a.2 48000 Hz 2 ch encoderDelay"
            ),
            (
                "turned.mp4",
                "MP4, 'isom', 1.022 s, index last, "
                    + "avc1 64x96 shown 96x64 turned 270 30.0 fps 4:2:0 8 bit progressive identity, mp4a.2 48000 Hz 2 ch identity"
            ),
            ("chroma422.mp4", "MP4, 'isom', 1.0 s, index last, avc1 64x96 30.0 fps 4:2:2 8 bit progressive"),
            ("hevc.mp4", "MP4, 'isom', 1.0 s, index last, hvc1 64x96 30.0 fps 4:2:0 10 bit progressive encoderDelay"),
            ("av1.mp4", "MP4, 'isom', 0.2 s, index last, av01 64x96 30.0 fps 4:2:0 8 bit progressive identity"),
            ("fragmented.mp4", "MP4, 'isom', index first, fragmented, avc1 64x96 4:2:0 8 bit progressive"),
            (
                "variable.mp4",
                "MP4, 'isom', 1.001 s, index last, avc1 64x48 30.293467970968763 fps variable 4:2:0 8 bit progressive edits"
            ),
            (
                "interlaced.mp4",
                "MP4, 'isom', 1.0 s, index last, avc1 64x48 30.0 fps 4:2:0 8 bit interlaced encoderDelay"
            ),
            ("sound.m4a", "MP4, 'M4A ', 1.0 s, index last, mp4a.2 48000 Hz 2 ch encoderDelay"),
            (
                "camera.mov",
                "QuickTime, 'qt  ', 1.0 s, index last, "
                    + "avc1 64x96 30.0 fps 4:2:0 8 bit progressive encoderDelay, mp4a.2 48000 Hz 1 ch encoderDelay"
            ),
            ("prores.mov", "QuickTime, 'qt  ', 0.1 s, index last, apch 64x96 30.0 fps 4:2:2 progressive identity"),
            ("clip.webm", "WebM, 1.008 s, V_VP9 64x96 30.0 fps progressive, A_OPUS 48000 Hz 2 ch"),
            ("clip.mkv", "Matroska, 1.0 s, V_MPEG4/ISO/AVC 64x96 30.0 fps 4:2:0 8 bit progressive"),
        ])
    func reads(name: String, expected: String) throws {
        let bytes = try Fixtures.bytes(name)
        let facts = try MediaFacts(of: bytes)
        #expect(facts.summary == expected)
        #expect(facts.byteCount == bytes.count)
    }

    @Test("Display size follows the orientation")
    func displaySize() throws {
        #expect(try MediaFacts(of: Fixtures.bytes("turned.jpg")).displaySize == PixelSize(width: 48, height: 64))
        #expect(try MediaFacts(of: Fixtures.bytes("turned.mp4")).displaySize == PixelSize(width: 96, height: 64))
        #expect(try MediaFacts(of: Fixtures.bytes("sound.m4a")).displaySize == nil)
    }

    @Test("An edit that trims is told from one that skips an encoder's delay")
    func trimmed() throws {
        var bytes = try Fixtures.bytes("edits.mp4")
        let list = try #require(bytes.indices.first { bytes[$0...].starts(with: "elst".utf8) })
        #expect(try MediaFacts(of: bytes).video?.editList == .encoderDelay)
        bytes[list + 12...list + 15] = [0, 0, 1, 0xF4]  // plays half of the second
        #expect(try MediaFacts(of: bytes).video?.tracks.first?.editList == .edits)
        #expect(try MediaFacts(of: bytes).video?.editList == .edits)
    }

    @Test("A single picture that a program calls repeated does not move")
    func repeatedGIF() throws {
        var bytes = try Fixtures.bytes("still.gif")
        let palette = 3 << (Int(bytes[10]) & 0b111 + 1)
        let block = [0x21, 0xFF, 11] + Array("NETSCAPE2.0".utf8) + [3, 1, 0, 0, 0]
        bytes.insert(contentsOf: block, at: 13 + palette)
        #expect(try MediaFacts(of: bytes).summary == "GIF, 64x48, 6 bit, indexed")
        // Past what a header is read for: four megabytes of one picture.
        let end = bytes.count - 2
        let long = Array(repeatElement([255] + [UInt8](repeating: 1, count: 255), count: 30_000).joined())
        bytes.insert(contentsOf: long, at: end)
        #expect(try MediaFacts(of: bytes).image?.isAnimated == true)
    }

    static let foreignKinds: [([UInt8], String)] = [
        (Array("RIFF\0\0\0\0AVI LIST".utf8), "a video of the kind AVI — export it as MP4"),
        (Array("FLV\u{1}\u{5}".utf8), "a video of the kind Flash Video (FLV) — export it as MP4"),
        ([0, 0, 1, 0xBA, 0x44], "a video of the kind MPEG program stream — export it as MP4"),
        (
            Array(repeatElement([0x47] + [UInt8](repeating: 0, count: 187), count: 3).joined()),
            "a video of the kind MPEG transport stream — export it as MP4"
        ),
        (Array("II+\0\u{8}\0\0\0".utf8), "a picture of the kind BigTIFF — export it as JPEG"),
        ([0, 0, 0, 12] + Array("jP  \r\n".utf8), "a picture of the kind JPEG 2000 — export it as JPEG"),
        (Array("8BPS\0\u{1}".utf8), "a picture of the kind Photoshop — export it as JPEG"),
        ([0, 0, 1, 0, 1, 0, 16, 16], "a picture of the kind icon (ICO) — export it as JPEG"),
        (Array("P6\n1 1\n255\nabc".utf8), "a picture of the kind PNM (PBM, PGM, PPM or PAM) — export it as JPEG"),
        (
            [9, 9, 9] + [UInt8](repeating: 0, count: 30) + Array("TRUEVISION-XFILE.\0".utf8),
            "a picture of the kind Targa (TGA) — export it as JPEG"
        ),
        (
            [0, 0, 2] + [UInt8](repeating: 0, count: 9) + [64, 0, 48, 0, 24, 32, 1, 2, 3],
            "a picture of the kind Targa (TGA) — export it as JPEG"
        ),
        (
            Array("<?xml version=\"1.0\"?>\n<svg/>".utf8), "a picture of the kind SVG — export it as JPEG"
        ),
        (Array("II*\0\u{10}\0\0\0CR\u{2}\0".utf8), "a picture of the kind Canon raw (CR2) — export it as JPEG"),
        (
            Array("II*\0\u{8}\0\0\0\u{3}\0".utf8)
                + [[254, 0, 4, 0, 1, 0, 0, 0, 1, 0, 0, 0], [0, 1, 4, 0, 1, 0, 0, 0, 160, 0, 0, 0]].joined()
                + [1, 1, 4, 0, 1, 0, 0, 0, 120, 0, 0, 0, 0, 0, 0, 0],
            "a picture of the kind camera raw (DNG, NEF, ARW) — export it as JPEG"
        ),
        (
            Array("\0\0\0\u{18}ftypcrx \0\0\0\u{1}crx isom".utf8),
            "a picture of the kind Canon raw (CR3) — export it as JPEG"
        ),
        (Array("%PDF-1.7".utf8), "a picture of the kind PDF — export it as JPEG"),
        (Array("OggS\0".utf8), "a video of the kind Ogg — export it as MP4"),
    ]

    @Test("What is known and not read is named", arguments: foreignKinds)
    func foreign(bytes: [UInt8], expected: String) {
        let error = #expect(throws: MediaError.self) { try MediaFacts(of: bytes) }
        #expect(error.map { "\($0.what) — \($0.fix)" } == "the file is \(expected)")
    }

    static let places: [(String, Bool)] = [
        ("fine.mp4", false), ("place.mp4", true), ("phone.mov", true), ("delay.mp4", false), ("pcm.mov", false),
    ]

    @Test("A place among the metadata is noticed", arguments: places)
    func place(name: String, isNamed: Bool) throws {
        let path = Fixtures.folder.appending(path: "../../VideoKitTests/Fixtures/\(name)")
        #expect(try MediaFacts(of: Array(Data(contentsOf: path))).video?.namesPlace == isNamed)
    }

    /// A box, where it stands (at the end of the file or of its index), and what it says: nothing, something, a place.
    static let notes: [([UInt8], inIndex: Bool, hasNotes: Bool, namesPlace: Bool)] = [
        (box("free", [UInt8](repeating: 0, count: 90)), false, false, false),
        (box("free", Array("\0\0GPS +51.34".utf8)), false, true, false),
        (box("uuid", [UInt8](repeating: 0xBE, count: 16)), false, true, true),
        (box("gps ", [0]), false, true, true), (box("sefd", Array("Samsung".utf8)), false, true, false),
        ([0xFF, 0xD8, 0xFF, 0xE1, 0, 9, 0x45, 0x78, 0x69, 0x66], false, true, false), ([0], false, true, false),
        (box("mfra", [0]), false, false, false), (box("udta", []), true, false, false),
        (box("udta", box("\u{A9}too", [0])), true, false, false), (box("udta", box("name", [0x4A])), true, true, false),
        (box("udta", box("loci", [0])), true, true, true), (box("gps ", [0]), true, true, true),
        (box("udta", box("meta", items("\u{A9}too"))), true, false, false),
        (box("udta", box("meta", items("\u{A9}nam"))), true, true, false),
        (box("udta", box("meta", items("\u{A9}xyz"))), true, true, true),
    ]

    private static func box(_ type: String, _ content: [UInt8]) -> [UInt8] {
        let size = content.count + 8
        return [0, 0, UInt8(size >> 8), UInt8(size & 0xFF)] + type.unicodeScalars.map { UInt8($0.value) } + content
    }

    private static func items(_ name: String) -> [UInt8] { [0, 0, 0, 0] + box("ilst", box(name, [0])) }

    @Test("Notes beside the streams are noticed, wherever they stand", arguments: notes.indices)
    func saysMore(row: Int) throws {
        let (note, inIndex, hasNotes, namesPlace) = Self.notes[row]
        let path = Fixtures.folder.appending(path: "../../VideoKitTests/Fixtures/last.mp4")
        var bytes = try Array(Data(contentsOf: path))
        if inIndex {
            // Its index comes last, so nothing moves.
            let index = try #require(bytes.indices.last { bytes[$0...].starts(with: "moov".utf8) }) - 4
            let size = bytes.count - index + note.count
            bytes.replaceSubrange(index..<(index + 4), with: [0, 0, UInt8(size >> 8), UInt8(size & 0xFF)])
        }
        let video = try #require(try MediaFacts(of: bytes + note).video)
        #expect((video.hasNotes, video.namesPlace) == (hasNotes, namesPlace))
    }

    @Test("Average bit rate is the file's size over its duration")
    func averageBitRate() throws {
        let facts = try MediaFacts(of: Fixtures.bytes("edits.mp4"))
        #expect(facts.averageBitRate == facts.byteCount * 8)  // one second
        #expect(try MediaFacts(of: Fixtures.bytes("photo.bmp")).averageBitRate == nil)
    }

    @Test(
        "Says what is wrong, why, and what to do",
        arguments: [
            ([], "the file is empty", "export or copy the file again"),
            (
                Array("<html>\n<body>".utf8),
                "not an image or a video: it starts with 3C 68 74 6D 6C 3E 0A 3C 62 6F 64 79 \"<html>.<body\"",
                "name an image or a video"
            ),
            ([0xFF], "not an image or a video: it starts with FF \".\"", "name an image or a video"),
            (
                [0xFF, 0xD8, 0xFF, 0xE0, 0x00],
                "the JPEG file is cut short: it ends after 5 bytes, its headers reach to 6",
                "export or copy the file again"
            ),
            (
                [0xFF, 0xD8, 0xFF, 0xD9], "the JPEG file is damaged: it ends before its picture starts",
                "export or copy the file again"
            ),
            (
                Array("\0\0\0\u{10}ftypisom\0\0\0\0\0\0\0\u{4}moov".utf8),
                "the MP4 file is damaged: the box 'moov' at byte 16 has 4 bytes", "export or copy the file again"
            ),
            (
                Array("\0\0\0\u{10}ftypisom\0\0\0\0\0\0\u{10}\0mdat".utf8),
                "the MP4 file is cut short: it ends after 24 bytes, its headers reach to 4112",
                "export or copy the file again"
            ),
            (
                Array("\0\0\0\u{10}ftypisom\0\0\0\0\0\0\0\u{8}mdat".utf8),
                "the MP4 file is damaged: it has no index ('moov')", "export or copy the file again"
            ),
            (
                Array("\0\0\0\u{10}ftypisom\0\0\0\0\0\0\0\u{1}mdat".utf8) + [UInt8](repeating: 0x7F, count: 8),
                "the MP4 file is cut short: it ends after 32 bytes, its headers reach to 9187201950435737487",
                "export or copy the file again"
            ),
        ] as [([UInt8], String, String)])
    func refuses(bytes: [UInt8], what: String, fix: String) {
        let error = #expect(throws: MediaError.self) { try MediaFacts(of: bytes) }
        #expect(error?.what == what)
        #expect(error?.fix == fix)
    }

    @Test("Recognises a Git LFS pointer for what it is")
    func pointer() throws {
        let oid = "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393"
        let error = #expect(throws: MediaError.self) { try MediaFacts(of: Fixtures.bytes("pointer.jpg")) }
        #expect(error == .lfsPointer(LFSPointer(oid: oid, size: 12345)))
        #expect(error?.what == "the file is a Git LFS pointer to 12345 bytes that are not here")
        #expect(error?.fix == "run 'git lfs pull'")
    }

    @Test("A damaged Git LFS pointer is named as one")
    func damagedPointer() throws {
        let text = "version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 3\n"
        let error = #expect(throws: MediaError.self) { try MediaFacts(of: Array(text.utf8)) }
        #expect(error?.what == "the file is a Git LFS pointer, and a damaged one")
    }

    @Test(
        "Texts that are no LFS pointers",
        arguments: [
            "version https://git-lfs.github.com/spec/v1\n",
            "version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 3\n",
            "version https://git-lfs.github.com/spec/v1\noid sha256:\(String(repeating: "0", count: 64))\nsize -3\n",
            "version 2\noid sha256:\(String(repeating: "0", count: 64))\nsize 3\n",
            String(repeating: "version https://git-lfs.github.com/spec/v1\n", count: 30),
        ])
    func noPointer(text: String) {
        #expect(LFSPointer(parsing: Array(text.utf8)) == nil)
    }

    @Test("A video of hundreds of megabytes takes a handful of small reads")
    func fewReads() throws {
        // The index of a real file behind 300 MB of media data that nobody ought to look at.
        let real = try Fixtures.bytes("edits.mp4")
        let index = try #require(real.indices.first { real[$0...].starts(with: "moov".utf8) }) - 4
        let start = Array(real[..<32])
        let mediaSize = 300_000_000
        let media = withUnsafeBytes(of: UInt32(mediaSize).bigEndian) { Array($0) } + Array("mdat".utf8)
        let size = start.count + mediaSize + real.count - index
        var reads: [Int] = []
        let facts = try MediaFacts(size: size) { offset, count in
            reads.append(count)
            return (offset..<(offset + count)).map { position in
                if position < start.count { return start[position] }
                if position < start.count + 8 { return media[position - start.count] }
                let inIndex = position - start.count - mediaSize
                return inIndex < 0 ? 0 : real[index + inIndex]
            }
        }
        #expect(facts.video?.tracks.first?.codec == "avc1")
        #expect(facts.video?.isIndexFirst == false)
        #expect(reads.count <= 2)
        #expect(reads.reduce(0, +) < 10_000)
    }

    @Test("What the reading closure throws comes back in words")
    func unreadable() {
        struct Refusal: Error, CustomStringConvertible { var description: String { "input/output error" } }
        let error = #expect(throws: MediaError.self) { try MediaFacts(size: 100) { _, _ in throw Refusal() } }
        #expect(error?.what == "the file cannot be read: input/output error")
        #expect(throws: MediaError.truncated(.mp4, needed: 16, size: 3)) {
            try MediaFacts(size: 100) { _, _ in [0xFF, 0xD8, 0xFF] }
        }
    }
}
