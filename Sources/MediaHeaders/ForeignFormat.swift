/// A format of pictures, videos or documents that is known by its first bytes, and not read.
///
/// It is named so that its author knows what to export anew, where "it starts with 00 00 01 00" would say nothing.
struct ForeignFormat {
    let name: String
    let isVideo: Bool

    var error: MediaError { .foreign(name, isVideo: isVideo) }

    /// What a file is that starts with `start`, up to 16 bytes; `nil` where that is nothing we know.
    init?(of reader: ByteReader, startingWith start: [UInt8]) throws(MediaError) {
        if let mark = Self.marks.first(where: { $0.isAtStart(of: start) }) {
            (name, isVideo) = (mark.name, mark.isVideo)
        } else if Self.isPortableMap(start) {
            (name, isVideo) = ("PNM (PBM, PGM, PPM or PAM)", false)
        } else if try Self.isTransportStream(reader, start) {
            (name, isVideo) = ("MPEG transport stream", true)
        } else if try Self.isTarga(reader) {
            (name, isVideo) = ("Targa (TGA)", false)
        } else if try Self.isDrawing(reader, start) {
            (name, isVideo) = ("SVG", false)
        } else {
            return nil
        }
    }

    /// Bytes at a place near the start that only one format has.
    private struct Mark {
        let name: String
        let isVideo: Bool
        /// Each with its offset.
        let pieces: [(offset: Int, bytes: [UInt8])]

        init(_ name: String, isVideo: Bool = false, _ bytes: [UInt8], then second: String? = nil, at offset: Int = 4) {
            (self.name, self.isVideo) = (name, isVideo)
            pieces = [(0, bytes)] + (second.map { [(offset, Array($0.utf8))] } ?? [])
        }

        init(
            _ name: String, isVideo: Bool = false, _ text: String, then second: String? = nil, at offset: Int = 4
        ) {
            self.init(name, isVideo: isVideo, Array(text.utf8), then: second, at: offset)
        }

        func isAtStart(of start: [UInt8]) -> Bool {
            pieces.allSatisfy { start.dropFirst($0.offset).starts(with: $0.bytes) }
        }
    }

    /// Source: the formats' own specifications, and the list of signatures of `file` (magic/Magdir/images, animation).
    private static let marks = [
        Mark("AVI", isVideo: true, "RIFF", then: "AVI ", at: 8),
        Mark("Flash Video (FLV)", isVideo: true, "FLV\u{1}"),
        Mark("MPEG program stream", isVideo: true, [0, 0, 1, 0xBA]),
        Mark("MPEG video stream", isVideo: true, [0, 0, 1, 0xB3]),
        Mark("Windows Media", isVideo: true, [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11]),
        Mark("Ogg", isVideo: true, "OggS"),
        Mark("MXF", isVideo: true, [0x06, 0x0E, 0x2B, 0x34]),
        Mark("RealMedia", isVideo: true, ".RMF"),
        Mark("YUV4MPEG2", isVideo: true, "YUV4MPEG2"),
        Mark("BigTIFF", "II+\0"), Mark("BigTIFF", "MM\0+"),
        Mark("JPEG 2000", [0, 0, 0, 12], then: "jP  "), Mark("JPEG 2000", [0xFF, 0x4F, 0xFF, 0x51]),
        Mark("JPEG XL", [0, 0, 0, 12], then: "JXL "), Mark("JPEG XL", [0xFF, 0x0A]),
        Mark("JPEG XR", [0x49, 0x49, 0xBC]),
        Mark("Photoshop", "8BPS"), Mark("GIMP (XCF)", "gimp xcf"),
        Mark("icon (ICO)", [0, 0, 1, 0]), Mark("Apple icon (ICNS)", "icns"),
        Mark("QOI", "qoif"), Mark("PCX", [0x0A, 0x05, 0x01]), Mark("DirectDraw (DDS)", "DDS "),
        Mark("OpenEXR", [0x76, 0x2F, 0x31, 0x01]), Mark("Radiance (HDR)", "#?RADIANCE"),
        Mark("Radiance (HDR)", "#?RGBE"),
        Mark("FITS", "SIMPLE  ="), Mark("farbfeld", "farbfeld"), Mark("DjVu", "AT&TFORM"),
        Mark("FLIF", "FLIF"), Mark("MNG", [0x8A, 0x4D, 0x4E, 0x47]), Mark("ILBM (IFF)", "FORM", then: "ILBM", at: 8),
        Mark("Fujifilm raw (RAF)", "FUJIFILMCCD-RAW"), Mark("Olympus raw (ORF)", "IIRO"),
        Mark("Panasonic raw (RW2)", "IIU\0"),
        Mark("PDF", "%PDF-"), Mark("PostScript", "%!PS"), Mark("PostScript (EPS)", [0xC5, 0xD0, 0xD3, 0xC6]),
        Mark("Windows metafile (WMF)", [0xD7, 0xCD, 0xC6, 0x9A]),
        Mark("XPM", "/* XPM */"),
    ]

    /// Netpbm's: `P1` to `P7`, then white space.
    private static func isPortableMap(_ start: [UInt8]) -> Bool {
        start.count > 2 && start[0] == UInt8(ascii: "P") && UInt8(ascii: "1")...UInt8(ascii: "7") ~= start[1]
            && [0x20, 0x09, 0x0A, 0x0D].contains(start[2])
    }

    /// Packets of 188 bytes, each of which starts with the same byte.
    private static func isTransportStream(_ reader: ByteReader, _ start: [UInt8]) throws(MediaError) -> Bool {
        guard start.first == 0x47, reader.size > 376 else { return false }
        let (second, third) = (try reader.big(at: 188, count: 1), try reader.big(at: 376, count: 1))
        return second == 0x47 && third == 0x47
    }

    /// Targa files say so at their end, in a footer of 26 bytes. Older ones say it nowhere, and are known by a header in
    /// which every field makes sense: kind of palette, kind of picture, no palette's place without a palette, some size,
    /// bits a pixel.
    private static func isTarga(_ reader: ByteReader) throws(MediaError) -> Bool {
        guard reader.size > 18 else { return false }
        let head = Array(try reader.bytes(at: 0, count: 18))
        let hasPalette = head[1] == 1
        if hasPalette || head[1] == 0, [1, 2, 3, 9, 10, 11].contains(head[2]),
            hasPalette || head[3...7].allSatisfy({ $0 == 0 }), head[12] | head[13] > 0, head[14] | head[15] > 0,
            [8, 15, 16, 24, 32].contains(head[16]), head[17] & 0xC0 == 0
        {
            return true
        }
        let mark = Array("TRUEVISION-XFILE.\0".utf8)
        return try reader.bytes(at: reader.size - mark.count, count: mark.count).elementsEqual(mark)
    }

    /// XML whose first element is `svg`, as far as the start of the file tells.
    private static func isDrawing(_ reader: ByteReader, _ start: [UInt8]) throws(MediaError) -> Bool {
        let text = start.drop { [0xEF, 0xBB, 0xBF, 0x20, 0x09, 0x0A, 0x0D].contains($0) }
        guard text.first == UInt8(ascii: "<") else { return false }
        let head = Array(try reader.bytes(at: 0, count: min(reader.size, 1024)))
        let mark = Array("<svg".utf8)
        return head.indices.contains { head[$0...].starts(with: mark) }
    }
}
