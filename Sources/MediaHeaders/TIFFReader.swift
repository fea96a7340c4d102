/// Reads the first directory of a TIFF structure: a TIFF file, or the EXIF and MPF notes inside others (TIFF 6.0).
struct TIFFReader {
    private let reader: ByteReader
    private let start: Int
    private let end: Int

    static let numberOfImages = 0xB001
    /// Points to the directory that says where a picture was taken.
    static let location = 0x8825
    static let artist = 0x013B
    static let copyright = 0x8298
    private static let kindOfPicture = 254
    private static let negativeVersion = 50706
    private static let width = 256
    private static let height = 257
    private static let bitsPerSample = 258
    private static let compression = 259
    private static let photometric = 262
    private static let orientation = 274
    private static let samplesPerPixel = 277

    /// The structure between two offsets of the file.
    init(_ reader: ByteReader, start: Int, end: Int) {
        (self.reader, self.start, self.end) = (reader, start, end)
    }

    func facts() throws(MediaError) -> ImageFacts {
        guard let width = try value(of: Self.width), let height = try value(of: Self.height), width > 0, height > 0
        else { throw reader.malformed("its first directory names no size") }
        var image = ImageFacts(size: PixelSize(width: width, height: height))
        image.orientation = try orientation()
        image.bitDepth = try value(of: Self.bitsPerSample) ?? 1
        switch try value(of: Self.photometric) {
        case 0, 1: image.colour = .gray
        case 2: image.colour = .rgb
        case 3: image.colour = .indexed
        case 5: image.colour = .cmyk
        case 6: image.colour = .yCbCr
        case 8: image.colour = .lab
        default: break
        }
        // The raw files of most cameras are TIFF, and their first picture a preview the size of a stamp.
        let isReduced = try value(of: Self.kindOfPicture).map { $0 & 1 == 1 } ?? false
        let version = try entry(of: Self.negativeVersion)
        if isReduced || version != nil {
            throw .foreign("camera raw (DNG, NEF, ARW)", isVideo: false)
        }
        // libvips takes the numbers for red, green and blue unless a JPEG decoder has turned them into these.
        if image.colour == .yCbCr, ![6, 7].contains(try value(of: Self.compression) ?? 1) {
            throw .foreign("TIFF in YCbCr without JPEG", isVideo: false)
        }
        let colours = [ColourModel.gray: 1, .rgb: 3, .indexed: 1, .cmyk: 4, .yCbCr: 3, .lab: 3]
        if let samples = try value(of: Self.samplesPerPixel), let colour = image.colour {
            image.hasAlpha = samples > colours[colour, default: samples]
        }
        return image
    }

    /// The orientation; upright where none or a meaningless one is given.
    func orientation() throws(MediaError) -> Orientation {
        try value(of: Self.orientation).flatMap { Orientation(rawValue: $0) } ?? .upright
    }

    /// The first number under `tag`, if the directory has it.
    func value(of tag: Int) throws(MediaError) -> Int? {
        guard let entry = try entry(of: tag), let size = [1: 1, 3: 2, 4: 4][entry.type] else { return nil }
        // What does not fit in the entry's last four bytes lies elsewhere.
        return try number(entry.count <= 4 / size ? entry.value : number(entry.value, 4), size)
    }

    /// The text under `tag`, without the zeros at its end; `nil` for none and for one past a thousand bytes.
    ///
    /// Meant to be ASCII (type 2) or UTF-8 (129, since EXIF 3.0); programs write UTF-8 or Latin-1 as ASCII.
    func text(of tag: Int) throws(MediaError) -> String? {
        guard let entry = try entry(of: tag), [2, 129].contains(entry.type), entry.count <= 1_000 else { return nil }
        let offset = try entry.count <= 4 ? entry.value : number(entry.value, 4)
        guard offset >= 0, offset <= end - start - entry.count else { return nil }
        let bytes = try reader.bytes(at: start + offset, count: entry.count)
        let content = bytes.prefix { $0 != 0 }
        let text =
            String(validating: content, as: UTF8.self)
            ?? String(String.UnicodeScalarView(content.map { Unicode.Scalar($0) }))
        return text.isEmpty ? nil : text
    }

    /// The type and count of what stands under `tag`, and where its value or the value's offset is.
    private func entry(of tag: Int) throws(MediaError) -> (type: Int, count: Int, value: Int)? {
        let directory = try number(4, 4)
        for index in 0..<(try number(directory, 2)) {
            try reader.step()
            let entry = directory + 2 + 12 * index
            guard try number(entry, 2) == tag else { continue }
            let count = try number(entry + 4, 4)
            return count > 0 ? (try number(entry + 2, 2), count, entry + 8) : nil
        }
        return nil
    }

    /// The number at an offset of the structure.
    private func number(_ offset: Int, _ count: Int) throws(MediaError) -> Int {
        let isLittle = try reader.starts(with: "II", at: start)
        let isBig = try reader.starts(with: "MM", at: start)
        guard isLittle || isBig else { throw reader.malformed("no byte order") }
        guard offset >= 0, offset <= end - start - count else { throw reader.malformed("a directory is cut short") }
        return try isLittle
            ? reader.little(at: start + offset, count: count) : reader.big(at: start + offset, count: count)
    }
}
