/// Reads a GIF file's screen and learns whether it moves (GIF89a specification).
struct GIFReader {
    private let reader: ByteReader

    init(_ reader: ByteReader) { self.reader = reader }

    func facts() throws(MediaError) -> ImageFacts {
        let size = PixelSize(width: try reader.little(at: 6, count: 2), height: try reader.little(at: 8, count: 2))
        guard size.width > 0, size.height > 0 else { throw reader.malformed("its size is \(size)") }
        var image = ImageFacts(size: size)
        image.colour = .indexed
        let flags = try reader.big(at: 10, count: 1)
        image.bitDepth = flags & 0b111 + 1
        var position = 13 + Self.paletteSize(flags)
        var (frames, repeats, isWalked) = (0, false, false)
        while frames < 2, !isWalked {
            switch try reader.big(at: position, count: 1) {
            case 0x2C:
                frames += 1
                let flags = try reader.big(at: position + 9, count: 1)
                if frames == 1 { image.isProgressive = flags & 0x40 != 0 }
                position += 11 + Self.paletteSize(flags)
            case 0x21:
                let label = try reader.big(at: position + 1, count: 1)
                if label == 0xF9, try reader.big(at: position + 3, count: 1) & 1 != 0 { image.hasAlpha = true }
                if label == 0xFF, try reader.starts(with: "NETSCAPE2.0", at: position + 3) { repeats = true }
                position += 2
            default:  // the end of the file, or what follows it
                isWalked = true
                continue
            }
            guard let end = try endOfSubblocks(from: position) else { break }
            position = end
            isWalked = position >= reader.size
        }
        guard frames > 0 else { throw reader.malformed("it has no picture") }
        // Programs write that a single picture is repeated, too; what was too large to walk through is believed.
        image.isAnimated = frames > 1 || (repeats && !isWalked)
        return image
    }

    /// `nil` where that is further away than a header is read.
    private func endOfSubblocks(from start: Int) throws(MediaError) -> Int? {
        var position = start
        do throws(MediaError) {
            while true {
                try reader.step()
                let length = try reader.big(at: position, count: 1)
                position += 1 + length
                if length == 0 { return position }
            }
        } catch .excessive {
            return nil
        }
    }

    private static func paletteSize(_ flags: Int) -> Int {
        flags & 0x80 == 0 ? 0 : 3 << (flags & 0b111 + 1)
    }
}

/// Reads a Windows bitmap's header.
struct BMPReader {
    private let reader: ByteReader

    init(_ reader: ByteReader) { self.reader = reader }

    func facts() throws(MediaError) -> ImageFacts {
        let headerSize = try reader.little(at: 14, count: 4)
        // OS/2 1.x keeps 16-bit sizes in a header of 12 bytes; in all others a negative height means rows from the top.
        let isOld = headerSize == 12
        guard isOld || headerSize >= 40 else { throw reader.malformed("its header has \(headerSize) bytes") }
        let width = try reader.little(at: 18, count: isOld ? 2 : 4)
        let height = try reader.little(at: isOld ? 20 : 22, count: isOld ? 2 : 4)
        let rows = isOld || height < 1 << 31 ? height : 1 << 32 - height
        let size = PixelSize(width: width, height: rows)
        guard 1..<(1 << 31) ~= width, rows > 0 else { throw reader.malformed("its size is \(size)") }
        var image = ImageFacts(size: size)
        let bitsPerPixel = try reader.little(at: isOld ? 24 : 28, count: 2)
        image.colour = bitsPerPixel <= 8 ? .indexed : .rgb
        image.bitDepth = bitsPerPixel <= 8 ? bitsPerPixel : bitsPerPixel == 16 ? 5 : 8
        return image
    }
}

/// Reads a WebP file's chunks (RFC 9649).
struct WebPReader {
    private let reader: ByteReader

    init(_ reader: ByteReader) { self.reader = reader }

    func facts() throws(MediaError) -> ImageFacts {
        let chunk = try reader.text(at: 12, count: 4)
        var image: ImageFacts
        switch chunk {
        case "VP8 ":
            guard try reader.bytes(at: 23, count: 3).elementsEqual([0x9D, 0x01, 0x2A]) else {
                throw reader.malformed("its first frame is no key frame")
            }
            let (width, height) = (try reader.little(at: 26, count: 2), try reader.little(at: 28, count: 2))
            image = ImageFacts(size: PixelSize(width: width & 0x3FFF, height: height & 0x3FFF))
            image.colour = .yCbCr
        case "VP8L":
            guard try reader.big(at: 20, count: 1) == 0x2F else {
                throw reader.malformed("it has no lossless signature")
            }
            let bits = try reader.little(at: 21, count: 4)
            image = ImageFacts(size: PixelSize(width: bits & 0x3FFF + 1, height: bits >> 14 & 0x3FFF + 1))
            image.colour = .rgb
            image.hasAlpha = bits >> 28 & 1 != 0
        case "VP8X":
            let flags = try reader.big(at: 20, count: 1)
            image = ImageFacts(
                size: PixelSize(
                    width: try reader.little(at: 24, count: 3) + 1, height: try reader.little(at: 27, count: 3) + 1))
            image.hasAlpha = flags & 0x10 != 0
            image.isAnimated = flags & 0x02 != 0
            if flags & 0x08 != 0 { image.orientation = try orientation() }
        default: throw reader.malformed("it starts with the chunk '\(chunk)'")
        }
        guard image.size.width > 0, image.size.height > 0 else { throw reader.malformed("its size is \(image.size)") }
        image.bitDepth = 8
        return image
    }

    /// What the EXIF chunk, usually the last but one, says.
    private func orientation() throws(MediaError) -> Orientation {
        var position = 12
        while position <= reader.size - 8, (try? reader.step()) != nil {
            let length = try reader.little(at: position + 4, count: 4)
            if try reader.starts(with: "EXIF", at: position) {
                // Some writers put JPEG's own introduction before the notes.
                let start = position + 8 + (try reader.starts(with: "Exif\0\0", at: position + 8) ? 6 : 0)
                return (try? TIFFReader(reader, start: start, end: position + 8 + length).orientation()) ?? .upright
            }
            position += 8 + length + length & 1
        }
        return .upright
    }
}
