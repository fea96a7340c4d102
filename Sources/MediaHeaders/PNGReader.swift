/// Reads the chunks of a PNG file up to its image data (PNG Specification, third edition).
struct PNGReader {
    private let reader: ByteReader

    init(_ reader: ByteReader) { self.reader = reader }

    func facts() throws(MediaError) -> ImageFacts {
        guard try reader.big(at: 8, count: 4) == 13, try reader.text(at: 12, count: 4) == "IHDR" else {
            throw reader.malformed("it does not start with its header")
        }
        let size = PixelSize(width: try reader.big(at: 16, count: 4), height: try reader.big(at: 20, count: 4))
        guard size.width > 0, size.height > 0 else { throw reader.malformed("its size is \(size)") }
        var image = ImageFacts(size: size)
        image.bitDepth = try reader.big(at: 24, count: 1)
        let colourType = try reader.big(at: 25, count: 1)
        switch colourType {
        case 0, 4: image.colour = .gray
        case 2, 6: image.colour = .rgb
        case 3: image.colour = .indexed
        default: throw reader.malformed("there is no colour type \(colourType)")
        }
        image.hasAlpha = colourType >= 4
        image.isProgressive = try reader.big(at: 28, count: 1) != 0

        var position = 8
        while true {
            try reader.step()
            let length = try reader.big(at: position, count: 4)
            switch try reader.text(at: position + 4, count: 4) {
            case "IDAT": return image
            case "IEND": throw reader.malformed("it ends before its picture starts")
            case "tRNS": image.hasAlpha = true
            case "acTL": image.isAnimated = true
            case "eXIf":
                let start = position + 8
                image.orientation =
                    (try? TIFFReader(reader, start: start, end: start + length).orientation()) ?? .upright
            default: break
            }
            position += 12 + length
        }
    }
}
