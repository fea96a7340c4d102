/// The parts of an ICC profile that say which colours it is for (ICC.1:2022, 7.2.6) and what it is called.
struct ICCProfile {
    let colour: ColourModel?
    /// `nil` where it has none, or one that lies past the end of what is here.
    let name: String?

    /// Reads the profile, or the first part of one, between two offsets.
    init(_ reader: ByteReader, start: Int, end: Int) throws(MediaError) {
        colour =
            switch try reader.text(at: start + 16, count: 4) {
            case "RGB ": .rgb
            case "GRAY": .gray
            case "CMYK": .cmyk
            case "Lab ": .lab
            default: nil
            }
        // A damaged table is no reason to refuse the picture: the profile then counts as one that is not known.
        name = try? Self.name(reader, start: start, end: end)
    }

    /// The description: a text of version 2, or the first of version 4's many languages (10.15, and ICC.1:2001, 6.5.17).
    private static func name(_ reader: ByteReader, start: Int, end: Int) throws(MediaError) -> String? {
        for index in 0..<min(100, try reader.big(at: start + 128, count: 4)) {
            try reader.step()
            let entry = start + 132 + 12 * index
            guard entry + 12 <= end, try reader.text(at: entry, count: 4) == "desc" else { continue }
            let text = start + (try reader.big(at: entry + 4, count: 4))
            switch try reader.text(at: text, count: 4) {
            case "desc":
                let count = min(200, try reader.big(at: text + 8, count: 4))
                guard text + 12 + count <= end else { return nil }
                return String(
                    decoding: try reader.bytes(at: text + 12, count: count).prefix { $0 != 0 }, as: UTF8.self)
            case "mluc":
                let count = min(200, try reader.big(at: text + 20, count: 4)) / 2
                let offset = text + (try reader.big(at: text + 24, count: 4))
                guard offset + 2 * count <= end else { return nil }
                var units: [UInt16] = []
                for unit in 0..<count { units.append(UInt16(try reader.big(at: offset + 2 * unit, count: 2))) }
                return String(decoding: units.prefix { $0 != 0 }, as: UTF16.self)
            default: return nil
            }
        }
        return nil
    }
}
