/// A box of the ISO base media file format (ISO/IEC 14496-12), which QuickTime calls an atom.
struct Box {
    let type: String
    /// Offset of the first byte behind the box's own header.
    let start: Int
    let end: Int

    var size: Int { end - start }
}

/// Reads boxes, whatever is in them.
struct BoxReader {
    let reader: ByteReader

    init(_ reader: ByteReader) { self.reader = reader }

    /// The box whose header starts at `offset`, in a parent that ends at `limit`.
    func box(at offset: Int, limit: Int) throws(MediaError) -> Box {
        try reader.step()
        var (header, size) = (8, try reader.big(at: offset, count: 4))
        let type = String(decoding: try reader.bytes(at: offset + 4, count: 4), as: Unicode.Latin1.self)
        if size == 1 {
            header = 16
            guard let long = Int(exactly: try reader.big64(at: offset + 8)) else {
                throw reader.malformed("the box '\(type)' at byte \(offset) is longer than any file")
            }
            size = long
        } else if size == 0 {
            size = limit - offset
        }
        guard size >= header else { throw reader.malformed("the box '\(type)' at byte \(offset) has \(size) bytes") }
        let end = offset.saturatingAdd(size)
        guard end <= limit else {
            if limit == reader.size { throw .truncated(reader.format, needed: end, size: limit) }
            throw reader.malformed("the box '\(type)' at byte \(offset) is longer than what holds it")
        }
        return Box(type: type, start: offset + header, end: end)
    }

    /// The boxes in `parent`, of which `skipped` bytes are fields of its own.
    func children(of parent: Box, skipping skipped: Int = 0) throws(MediaError) -> [Box] {
        var children: [Box] = []
        var offset = parent.start.saturatingAdd(skipped)
        // QuickTime ends some lists with four zero bytes, which are no box.
        while offset <= parent.end - 8 {
            let child = try box(at: offset, limit: parent.end)
            children.append(child)
            offset = child.end
        }
        return children
    }

    /// The bytes of `box` from `offset` on, `count` of them, as an unsigned number.
    func number(in box: Box, at offset: Int, count: Int) throws(MediaError) -> Int {
        try reader.big(at: field(of: box, at: offset, count: count), count: count)
    }

    func number64(in box: Box, at offset: Int) throws(MediaError) -> UInt64 {
        try reader.big64(at: field(of: box, at: offset, count: 8))
    }

    func text(in box: Box, at offset: Int, count: Int) throws(MediaError) -> String {
        let bytes = try reader.bytes(at: field(of: box, at: offset, count: count), count: count)
        return String(decoding: bytes, as: Unicode.Latin1.self)
    }

    private func field(of box: Box, at offset: Int, count: Int) throws(MediaError) -> Int {
        guard offset >= 0, offset <= box.size - count else {
            throw reader.malformed("the box '\(box.type)' is too short")
        }
        return box.start + offset
    }

    /// The format and the brands, major first, that the file type box at the start of the file names.
    func fileType() throws(MediaError) -> (format: MediaFormat, brands: [String]) {
        let box = try box(at: 0, limit: reader.size)
        guard box.size >= 8 else { throw reader.malformed("its file type box is too short") }
        var brands = [try text(in: box, at: 0, count: 4)]
        for index in 0..<min(box.size / 4 - 2, 32) {
            brands.append(try text(in: box, at: 8 + 4 * index, count: 4))
        }
        let heif: Set = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"]
        if brands[0] == "crx " { throw .foreign("Canon raw (CR3)", isVideo: false) }
        if brands[0] == "qt  " { return (.quickTime, brands) }
        if brands[0] == "avif" || brands[0] == "avis" { return (.avif, brands) }
        if heif.contains(brands[0]) { return (brands.contains("avif") ? .avif : .heic, brands) }
        return (.mp4, brands)
    }
}

extension String {
    /// Four-character codes are bytes, of which QuickTime uses some beyond ASCII (`©nam`).
    fileprivate init(decoding bytes: ArraySlice<UInt8>, as _: Unicode.Latin1.Type) {
        self.init(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}

extension Unicode {
    fileprivate enum Latin1 {}
}
