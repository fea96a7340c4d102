/// Reads the properties of the primary picture in a HEIC or AVIF file (ISO/IEC 23008-12).
///
/// A mirroring (`imir`) is not read: it leaves the size alone, and cameras do not write it.
struct HEIFReader {
    let reader: ByteReader
    let boxes: BoxReader

    init(_ reader: ByteReader) {
        self.reader = reader
        boxes = BoxReader(reader)
    }

    func facts() throws(MediaError) -> ImageFacts {
        let brands = try boxes.fileType().brands
        let parts = try boxes.children(of: metadata(), skipping: 4)
        guard let primary = parts.first(where: { $0.type == "pitm" }),
            let container = parts.first(where: { $0.type == "iprp" })
        else { throw reader.malformed("it names no primary picture") }
        let isLong = try boxes.number(in: primary, at: 0, count: 1) > 0
        let item = try boxes.number(in: primary, at: 4, count: isLong ? 4 : 2)

        let propertyParts = try boxes.children(of: container)
        guard let list = propertyParts.first(where: { $0.type == "ipco" }) else {
            throw reader.malformed("it has no properties")
        }
        let properties = try boxes.children(of: list)
        var image: ImageFacts?
        var own: [Box] = []
        for associations in propertyParts where associations.type == "ipma" {
            for index in try indices(of: item, in: associations) {
                if let property = properties.element(at: index - 1) { own.append(property) }
            }
        }
        for extent in own where extent.type == "ispe" {
            image = ImageFacts(
                size: PixelSize(
                    width: try boxes.number(in: extent, at: 4, count: 4),
                    height: try boxes.number(in: extent, at: 8, count: 4)))
        }
        guard var image, image.size.width > 0, image.size.height > 0 else {
            throw reader.malformed("its primary picture has no size")
        }
        for property in own { try read(property, into: &image) }
        image.isAnimated = ["avis", "hevc", "hevx", "msf1"].contains(brands[0])
        for auxiliary in properties where auxiliary.type == "auxC" {
            let name = try boxes.text(in: auxiliary, at: 0, count: min(auxiliary.size, 64))
            // urn:mpeg:mpegB:cicp:systems:auxiliary:alpha, or HEVC's own number for it
            if name.contains("alpha") || name.contains("aux:hevc:2015:auxid:1") { image.hasAlpha = true }
        }
        return image
    }

    func metadata() throws(MediaError) -> Box {
        var offset = 0
        while offset <= reader.size - 8 {
            let box = try boxes.box(at: offset, limit: reader.size)
            if box.type == "meta" { return box }
            offset = box.end
        }
        throw reader.malformed("it has no metadata")
    }

    /// The numbers, from 1, of the properties that `item` has.
    private func indices(of item: Int, in box: Box) throws(MediaError) -> [Int] {
        var indices: [Int] = []
        try forEachAssociation(in: box) { owner, index in
            if owner == item { indices.append(index) }
        }
        return indices
    }

    /// Calls `body` with each item and the number, from 1, of each property that it has.
    func forEachAssociation(in box: Box, _ body: (_ item: Int, _ property: Int) -> Void) throws(MediaError) {
        let hasLongItems = try boxes.number(in: box, at: 0, count: 1) > 0
        let hasLongIndices = try boxes.number(in: box, at: 1, count: 3) & 1 != 0
        var offset = 8
        for _ in 0..<(try boxes.number(in: box, at: 4, count: 4)) {
            try reader.step()
            let owner = try boxes.number(in: box, at: offset, count: hasLongItems ? 4 : 2)
            offset += hasLongItems ? 4 : 2
            let count = try boxes.number(in: box, at: offset, count: 1)
            offset += 1
            let width = hasLongIndices ? 2 : 1
            // The top bit says only whether a reader must understand the property.
            for index in 0..<count {
                // A property may be named again and again, and each time it is read.
                try reader.step()
                let property = try boxes.number(in: box, at: offset + index * width, count: width)
                body(owner, property & (hasLongIndices ? 0x7FFF : 0x7F))
            }
            offset += count * width
        }
    }

    private func read(_ property: Box, into image: inout ImageFacts) throws(MediaError) {
        switch property.type {
        case "irot":  // quarter turns anticlockwise
            let turns: [Orientation] = [.upright, .turnedLeft, .upsideDown, .turnedRight]
            image.orientation = turns[try boxes.number(in: property, at: 0, count: 1) & 0b11]
        case "pixi":
            let components = try boxes.number(in: property, at: 4, count: 1)
            if components > 0 { image.bitDepth = try boxes.number(in: property, at: 5, count: 1) }
            image.colour = components == 1 ? .gray : .yCbCr
        case "colr" where property.size > 24:
            let kind = try boxes.text(in: property, at: 0, count: 4)
            if kind == "prof" || kind == "rICC" {
                let profile = try ICCProfile(reader, start: property.start + 4, end: property.end)
                (image.profileColour, image.profileName) = (profile.colour, profile.name)
            }
        default: break
        }
    }
}
