public import MediaWork

/// What an entry says about how one of its pictures is prepared.
public struct PictureWishes: Hashable, Sendable {
    /// What to do about proportions that the place does not take; `nil` makes them an error.
    public var fit: Fit?
    /// What shows through transparency and around a padded picture.
    public var background: RGBColour?
    /// Whether artist and copyright stay in its EXIF.
    public var keepsCopyright = false

    /// Two ways to other proportions.
    public indirect enum Fit: Hashable, Sendable {
        /// Cut off what is too much: around a point, or what draws the eye least.
        case crop(focus: PictureRecipe.Point?)
        /// Put something around it: the background, or its own blurred likeness.
        case pad(blurs: Bool)
    }

    /// No wish at all.
    public init() {}

    /// The fields of the entry that say so.
    var fields: [(name: String, value: String)] {
        var fields: [(String, String)] = []
        switch fit {
        case .crop(let focus)?:
            fields.append(("fit", "crop"))
            if let focus { fields.append(("focus", "\(focus.x), \(focus.y)")) }
        case .pad(let blurs)?:
            fields.append(("fit", "pad"))
            if blurs { fields.append(("background", "blur")) }
        case nil: break
        }
        if let background { fields.append(("background", background.text)) }
        if keepsCopyright { fields.append(("keep_copyright", "true")) }
        return fields
    }
}

extension RGBColour {
    /// As an entry writes it: `#f4e9d8`.
    var text: String {
        "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Reads `white`, `black`, `#rgb` and `#rrggbb`; `nil` for anything else.
    init?(text: String) {
        switch text {
        case "white": self = .white
        case "black": self = .black
        default:
            let digits = text.dropFirst().compactMap { $0.isASCII ? $0.hexDigitValue : nil }.map { UInt8($0) }
            guard text.hasPrefix("#"), digits.count == text.count - 1 else { return nil }
            switch digits.count {
            case 3: self.init(red: digits[0] * 17, green: digits[1] * 17, blue: digits[2] * 17)
            case 6:
                self.init(
                    red: digits[0] << 4 | digits[1], green: digits[2] << 4 | digits[3],
                    blue: digits[4] << 4 | digits[5])
            default: return nil
            }
        }
    }
}
