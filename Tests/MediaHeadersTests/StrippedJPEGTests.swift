import Foundation
import Testing

@testable import MediaHeaders

@Suite struct StrippedJPEGTests {
    /// Segments that are put behind the first two bytes of a JPEG file, and what is known of it then.
    static let notes: [(String, [UInt8], location: Bool)] = [
        ("EXIF", segment(0xE1, "Exif\0\0MM\0*\0\0\0\u{8}\0\0\0\0\0\0"), false),
        ("EXIF with a place", segment(0xE1, Array("Exif\0\0".utf8) + tiff(tag: 0x8825)), true),
        ("XMP", segment(0xE1, "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>"), false),
        ("XMP with a place", segment(0xE1, "http://ns.adobe.com/xap/1.0/\0<a exif:GPSLatitude=\"51\"/>"), true),
        ("IPTC", segment(0xED, "Photoshop 3.0\08BIM"), false),
        ("a comment", segment(0xFE, "Made with love"), false),
        ("a maker's note", segment(0xE3, "Meta"), false),
        ("a thumbnail", segment(0xE0, "JFXX\0"), false),
        ("a note where Adobe's stands", segment(0xEE, "Ducky 0123456789"), false),
        ("a note of Adobe's that is cut short", segment(0xEE, "Adobe\0d"), false),
    ]

    @Test("Metadata are seen, and taken out without touching the picture", arguments: notes)
    func strips(name: String, note: [UInt8], location: Bool) throws {
        let plain = try Fixtures.bytes("baseline.jpg")
        let noted = Array(plain[..<2]) + note + plain[2...]
        let image = try #require(try MediaFacts(of: noted).image)
        #expect(image.hasMetadata)
        #expect(image.hasLocation == location)
        #expect(try StrippedJPEG(noted).bytes == plain)
    }

    @Test("What stands behind a picture is taken out") func tails() throws {
        let plain = try Fixtures.bytes("baseline.jpg")
        for tail in [Array("PK\u{3}\u{4}".utf8), plain, [0]] {
            #expect(try StrippedJPEG(plain + tail).bytes == plain)
        }
        #expect(try MediaFacts(of: plain + Array("PK\u{3}\u{4}".utf8)).image?.hasMetadata == true)
    }

    /// What is seen of a picture with another one behind it, which ends as pictures do.
    static let second: [(String, [UInt8], location: Bool)] = notes + [("nothing", [], false)]

    @Test("A second picture is noticed, and a place in its headers", arguments: second)
    func secondPicture(name: String, note: [UInt8], location: Bool) throws {
        let plain = try Fixtures.bytes("baseline.jpg")
        let image = try #require(try MediaFacts(of: plain + plain[..<2] + note + plain[2...]).image)
        #expect(image.hasMetadata)
        #expect(image.hasLocation == location)
    }

    @Test("Notes between the scans of a picture and at its end are noticed and taken out", arguments: notes)
    func lateNotes(name: String, note: [UInt8], location: Bool) throws {
        let plain = try Fixtures.bytes("progressive.jpg")
        let scans = plain.indices.dropLast().filter { plain[$0] == 0xFF && plain[$0 + 1] == 0xDA }
        for place in [try #require(scans.last), plain.count - 2] {
            let noted = Array(plain[..<place]) + note + plain[place...]
            let image = try #require(try MediaFacts(of: noted).image)
            #expect(image.hasMetadata)
            #expect(image.hasLocation == location)
            #expect(try StrippedJPEG(noted).bytes == plain)
        }
    }

    @Test("Bytes that only fill are taken for none", arguments: [1, 2, 5]) func fill(count: Int) throws {
        let plain = try Fixtures.bytes("baseline.jpg")
        let filled = plain.dropLast(2) + [UInt8](repeating: 0xFF, count: count) + plain.suffix(2)
        #expect(try StrippedJPEG(Array(filled)).bytes == plain)
    }

    @Test("What a decoder needs stays, in every kind of JPEG", arguments: ["progressive.jpg", "cmyk.jpg", "gray.jpg"])
    func keeps(name: String) throws {
        let file = try Fixtures.bytes(name)
        #expect(try MediaFacts(of: file).image?.hasMetadata == false)
        #expect(try StrippedJPEG(file).bytes == file)
    }

    @Test("The first of several pictures is left alone") func firstOfSeveral() throws {
        let stripped = try StrippedJPEG(Fixtures.bytes("pair.mpo")).bytes
        let facts = try MediaFacts(of: stripped)
        #expect(facts.format == .jpeg)
        #expect(facts.image?.hasMetadata == false)
    }

    @Test("Artist and copyright stay where they are wanted") func rights() throws {
        let plain = try Fixtures.bytes("baseline.jpg")
        let rights = try #require(Rights(artist: "Jo", copyright: "© Rosemarie, all rights reserved"))
        let named = plain.naming(rights)
        let kept = try StrippedJPEG(named, keepsCopyright: true).bytes
        #expect(kept == named)
        #expect(Rights(exif: Array(rights.segment.dropFirst(4))) == rights)
        #expect(try StrippedJPEG(named).bytes == plain)
        #expect(try MediaFacts(of: kept).image?.hasLocation == false)
    }

    @Test("A file that is cut anywhere is refused or whole") func cuts() throws {
        let file = try Fixtures.bytes("progressive.jpg")
        for length in stride(from: 0, to: file.count, by: 7) {
            #expect(throws: MediaError.self) { try StrippedJPEG(Array(file[..<length])) }
        }
    }

    private static func segment(_ marker: UInt8, _ content: String) -> [UInt8] { segment(marker, Array(content.utf8)) }

    private static func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
        [0xFF, marker, UInt8((content.count + 2) >> 8), UInt8((content.count + 2) & 0xFF)] + content
    }

    /// A directory with one number under `tag`.
    private static func tiff(tag: Int) -> [UInt8] {
        Array("MM\0*".utf8) + [0, 0, 0, 8, 0, 1, UInt8(tag >> 8), UInt8(tag & 0xFF), 0, 4, 0, 0, 0, 1, 0, 0, 0, 26]
            + [0, 0, 0, 0, 0, 0]
    }
}
