extension MediaFacts {
    /// Reads the headers in `bytes`, the content of a whole file.
    public init(of bytes: [UInt8]) throws(MediaError) {
        try self.init(size: bytes.count) { offset, count in
            Array(bytes[min(offset, bytes.count)..<min(offset.saturatingAdd(count), bytes.count)])
        }
    }

    /// Reads the headers of a file of `size` bytes through `read`, which is given an offset and how many bytes are wanted.
    ///
    /// Reads are few and small (4 KiB each, mostly), even for a video of hundreds of megabytes. What `read` throws comes
    /// back as ``MediaError/unreadable(_:)``; when it answers with fewer bytes, the file counts as cut short there.
    public init(
        size: Int, read: @escaping (_ offset: Int, _ count: Int) throws -> [UInt8]
    ) throws(MediaError) {
        guard size > 0 else { throw .empty }
        try self.init(reading: ByteReader(size: size, read: read))
    }

    private init(reading reader: ByteReader) throws(MediaError) {
        let start = Array(try reader.bytes(at: 0, count: min(16, reader.size)))
        let format = try Self.format(startingWith: start, reader)
        reader.format = format
        switch format {
        case .jpeg, .mpo:
            let image = try JPEGReader(reader).facts()
            self.init(format: image.pictureCount > 1 ? .mpo : .jpeg, reader, .image(image))
        case .png, .apng:
            let image = try PNGReader(reader).facts()
            self.init(format: image.isAnimated ? .apng : .png, reader, .image(image))
        case .gif: self.init(format: format, reader, .image(try GIFReader(reader).facts()))
        case .webP: self.init(format: format, reader, .image(try WebPReader(reader).facts()))
        case .bmp: self.init(format: format, reader, .image(try BMPReader(reader).facts()))
        case .tiff:
            self.init(format: format, reader, .image(try TIFFReader(reader, start: 0, end: reader.size).facts()))
        case .heic, .avif: self.init(format: format, reader, .image(try HEIFReader(reader).facts()))
        case .mp4, .quickTime: self.init(format: format, reader, .video(try MovieReader(reader).facts()))
        case .webM, .matroska:
            let (isWebM, video) = try MatroskaReader(reader).facts()
            self.init(format: isWebM ? .webM : .matroska, reader, .video(video))
        }
    }

    private init(format: MediaFormat, _ reader: ByteReader, _ content: Content) {
        self.init(format: format, byteCount: reader.size, content: content)
    }

    private static func format(startingWith start: [UInt8], _ reader: ByteReader) throws(MediaError) -> MediaFormat {
        func has(_ bytes: [UInt8], at offset: Int = 0) -> Bool { start.dropFirst(offset).starts(with: bytes) }
        func has(_ text: String, at offset: Int = 0) -> Bool { has(Array(text.utf8), at: offset) }
        if has([0xFF, 0xD8, 0xFF]) { return .jpeg }
        if has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
        if has("GIF87a") || has("GIF89a") { return .gif }
        if has("RIFF"), has("WEBP", at: 8) { return .webP }
        if has("II*\0"), has("CR", at: 8) { throw .foreign("Canon raw (CR2)", isVideo: false) }
        if has("II*\0") || has("MM\0*") { return .tiff }
        if has("BM"), has([0, 0, 0, 0], at: 6) { return .bmp }
        if has([0x1A, 0x45, 0xDF, 0xA3]) { return .matroska }
        if has("ftyp", at: 4) { return try BoxReader(reader).fileType().format }
        // QuickTime files from before the file type box start with one of these.
        if ["moov", "mdat", "wide", "free", "skip", "pnot"].contains(where: { has($0, at: 4) }) { return .quickTime }
        if has("version "), reader.size < LFSPointer.maximumLength {
            let text = Array(try reader.bytes(at: 0, count: reader.size))
            if let pointer = LFSPointer(parsing: text) { throw .lfsPointer(pointer) }
            if LFSPointer.isMeant(by: text) { throw .damagedPointer }
        }
        if let foreign = try ForeignFormat(of: reader, startingWith: start) { throw foreign.error }
        throw .unrecognised(firstBytes: Array(start.prefix(12)))
    }
}
