/// One picture in a HEIC file as it is coded in HEVC: the whole, a tile of it, or a smaller likeness.
public struct CodedPicture: Hashable, Sendable {
    /// What a decoder must know first: an HEVCDecoderConfigurationRecord (ISO/IEC 14496-15).
    public var configuration: [UInt8]
    /// Where in the file its bytes are, in order.
    public var extents: [Range<Int>]

    /// More tiles than any camera makes: an iPhone's photograph of 48 megapixels has 192.
    static let most = 2_000

    /// All in the HEIC file of `size` bytes that `read` reads; see ``MediaFacts/init(size:read:)``.
    public static func all(
        inHEICOf size: Int, read: @escaping (_ offset: Int, _ count: Int) throws -> [UInt8]
    ) throws(MediaError) -> [CodedPicture] {
        let reader = ByteReader(size: size, read: read)
        reader.format = .heic
        return try HEIFReader(reader).codedPictures()
    }
}

extension HEIFReader {
    /// The pictures with a configuration for HEVC whose bytes lie in the file itself (`iloc`, ISO/IEC 14496-12, 8.11.3).
    fileprivate func codedPictures() throws(MediaError) -> [CodedPicture] {
        let parts = try boxes.children(of: metadata(), skipping: 4)
        guard let places = parts.first(where: { $0.type == "iloc" }),
            let container = parts.first(where: { $0.type == "iprp" })
        else { return [] }
        let configurations = try configurations(in: container)
        var pictures: [CodedPicture] = []
        for (item, extents) in try extents(in: places) {
            guard let box = configurations[item] else { continue }
            let bytes = try reader.bytes(at: box.start, count: box.size)
            pictures.append(CodedPicture(configuration: Array(bytes), extents: extents))
        }
        return pictures
    }

    /// The HEVC configuration of each item that has one.
    private func configurations(in container: Box) throws(MediaError) -> [Int: Box] {
        let parts = try boxes.children(of: container)
        guard let list = parts.first(where: { $0.type == "ipco" }) else { return [:] }
        let properties = try boxes.children(of: list)
        var found: [Int: Box] = [:]
        for box in parts where box.type == "ipma" {
            try forEachAssociation(in: box) { item, index in
                guard properties.indices.contains(index - 1) else { return }
                let property = properties[index - 1]
                if property.type == "hvcC" { found[item] = property }
            }
        }
        return found
    }

    private func extents(in box: Box) throws(MediaError) -> [(item: Int, extents: [Range<Int>])] {
        var offset = 0
        func next(_ count: Int) throws(MediaError) -> Int {
            defer { offset += count }
            guard count > 0 else { return 0 }
            guard count <= 8 else { throw reader.malformed("the box 'iloc' has numbers of \(count) bytes") }
            let value =
                try count == 8
                ? boxes.number64(in: box, at: offset) : UInt64(boxes.number(in: box, at: offset, count: count))
            guard let value = Int(exactly: value) else {
                throw reader.malformed("the box 'iloc' points out of the file")
            }
            return value
        }
        let version = try next(4) >> 24
        let (sizes, more) = (try next(1), try next(1))
        let (offsetSize, lengthSize, baseSize) = (sizes >> 4, sizes & 15, more >> 4)
        let indexSize = version > 0 ? more & 15 : 0
        var items: [(item: Int, extents: [Range<Int>])] = []
        for _ in 0..<(try next(version < 2 ? 2 : 4)) {
            try reader.step()
            let item = try next(version < 2 ? 2 : 4)
            let method = version > 0 ? try next(2) & 15 : 0
            _ = try next(2)
            let base = try next(baseSize)
            var extents: [Range<Int>] = []
            for _ in 0..<(try next(2)) {
                try reader.step()
                _ = try next(indexSize)
                let start = base.saturatingAdd(try next(offsetSize))
                let length = try next(lengthSize)
                let end = length == 0 ? reader.size : start.saturatingAdd(length)
                guard start <= end, end <= reader.size else {
                    throw .truncated(reader.format, needed: end, size: reader.size)
                }
                extents.append(start..<end)
            }
            // Other methods count from places that hold no coded pictures.
            if method == 0, items.count < CodedPicture.most { items.append((item, extents)) }
        }
        return items
    }
}
