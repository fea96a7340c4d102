/// A JPEG file without anything but its picture: every bit of the picture stays as it is.
///
/// Taken out are EXIF with its place and its thumbnail, XMP, IPTC, comments, the notes of makers, and whatever stands
/// behind the picture: other pictures, films, archives. Its colour profile stays.
public struct StrippedJPEG: Sendable {
    /// The bytes of the file.
    public let bytes: [UInt8]

    /// Takes the metadata out of a whole JPEG file.
    ///
    /// - Parameter keepsCopyright: whether its EXIF may still name its artist and copyright.
    public init(_ file: [UInt8], keepsCopyright: Bool = false) throws(MediaError) {
        guard file.starts(with: [0xFF, 0xD8]) else { throw .malformed(.jpeg, "it does not start as one") }
        var kept: [UInt8] = [0xFF, 0xD8]
        var rights: Rights?
        var position = 2
        func fail(_ detail: String) -> MediaError { .malformed(.jpeg, detail) }
        while true {
            guard position + 1 < file.count else { throw fail("its picture has no end, so it was cut short") }
            guard file[position] == 0xFF else { throw fail("no marker at byte \(position)") }
            let marker = file[position + 1]
            if marker == 0xFF {  // fill byte before a marker
                position += 1
                continue
            }
            if marker == 0xD9 { break }
            guard position + 3 < file.count else { throw fail("its picture has no end, so it was cut short") }
            guard !(0xD0...0xD8 ~= marker), marker > 0x01 else {
                throw fail("a marker out of place at byte \(position)")
            }
            let end = position + 2 + Int(file[position + 2]) << 8 + Int(file[position + 3])
            guard end >= position + 4, end <= file.count else { throw fail("a segment is cut short") }
            let segment = file[position..<end]
            if Self.isPicture(marker, segment.dropFirst(4)) {
                kept += segment
            } else if marker == 0xE1, keepsCopyright, rights == nil {
                rights = Rights(exif: Array(segment.dropFirst(4)))
            }
            position = end
            if marker == 0xDA {
                let start = position
                position = try Self.endOfScan(in: file, from: start)
                kept += file[start..<position]
            }
        }
        kept += [0xFF, 0xD9]
        bytes = rights.map { kept.naming($0) } ?? kept
    }

    /// Whether decoders need the segment to show the picture.
    private static func isPicture(_ marker: UInt8, _ content: ArraySlice<UInt8>) -> Bool {
        func starts(_ name: String) -> Bool { content.starts(with: name.utf8) }
        return switch marker {
        // With more than fourteen bytes it has a thumbnail.
        case 0xE0: starts("JFIF\0") && content.count == 14
        case 0xE2: starts("ICC_PROFILE\0")
        case 0xEE: starts("Adobe") && content.count >= 12
        case 0xE0...0xEF, 0xFE: false
        default: true
        }
    }

    /// Where the next marker stands that is neither a restart nor a byte 0xFF of the scan.
    private static func endOfScan(in file: [UInt8], from start: Int) throws(MediaError) -> Int {
        var position = start
        while position + 1 < file.count {
            if file[position] == 0xFF, file[position + 1] != 0, !(0xD0...0xD7 ~= file[position + 1]) {
                // Fill bytes before a marker belong to it.
                return position
            }
            position += file[position] == 0xFF ? 2 : 1
        }
        throw .malformed(.jpeg, "its picture has no end, so it was cut short")
    }
}

/// Who made a picture and who may use it, as its EXIF says.
public struct Rights: Hashable, Sendable {
    /// The tag `Artist`.
    public var artist: String?
    /// The tag `Copyright`.
    public var copyright: String?

    /// Nothing where neither is said.
    public init?(artist: String?, copyright: String?) {
        guard artist != nil || copyright != nil else { return nil }
        (self.artist, self.copyright) = (artist, copyright)
    }

    /// Those in EXIF, with or without the mark that stands before it in JPEG files.
    public init?(exif: [UInt8]) {
        let reader = ByteReader(size: exif.count) { offset, count in Array(exif[offset..<(offset + count)]) }
        self.init(TIFFReader(reader, start: exif.starts(with: "Exif\0\0".utf8) ? 6 : 0, end: exif.count))
    }

    /// Those in a TIFF file of `size` bytes, read through `read`, which is given an offset and a count.
    public init?(inTIFFOf size: Int, read: @escaping (_ offset: Int, _ count: Int) throws -> [UInt8]) {
        self.init(TIFFReader(ByteReader(size: size, read: read), start: 0, end: size))
    }

    private init?(_ directory: TIFFReader) {
        self.init(
            artist: (try? directory.text(of: TIFFReader.artist)) ?? nil,
            copyright: (try? directory.text(of: TIFFReader.copyright)) ?? nil)
    }

    /// An EXIF segment that says this and nothing else.
    var segment: [UInt8] {
        let entries = [(TIFFReader.artist, artist), (TIFFReader.copyright, copyright)].compactMap { tag, text in
            text.map { (tag, Array($0.utf8.prefix(1_000)) + [0]) }
        }
        func big(_ number: Int, _ count: Int) -> [UInt8] {
            (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }
        var directory = big(entries.count, 2)
        var texts: [UInt8] = []
        let textStart = 8 + 2 + 12 * entries.count + 4
        for (tag, text) in entries {
            directory += big(tag, 2) + big(2, 2) + big(text.count, 4)
            if text.count <= 4 {
                directory += text + [UInt8](repeating: 0, count: 4 - text.count)
            } else {
                directory += big(textStart + texts.count, 4)
                texts += text
            }
        }
        let content = Array("Exif\0\0MM\0*".utf8) + big(8, 4) + directory + big(0, 4) + texts
        return [0xFF, 0xE1] + big(content.count + 2, 2) + content
    }
}

extension [UInt8] {
    /// This JPEG file, which has no EXIF, with one that says `rights`.
    public func naming(_ rights: Rights) -> [UInt8] {
        // JFIF wants to stand first.
        let hasJFIF = count > 6 && self[2] == 0xFF && self[3] == 0xE0
        let place = hasJFIF ? 4 + Int(self[4]) << 8 + Int(self[5]) : 2
        guard place <= count else { return self }
        return Array(self[..<place]) + rights.segment + Array(self[place...])
    }
}
