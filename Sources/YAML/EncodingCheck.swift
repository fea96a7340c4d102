import Diagnostics

/// Finds what makes bytes unfit to be read as YAML at all: their encoding and forbidden characters.
///
/// It is stricter than libyaml in one point: the line separators of Unicode are refused. YAML 1.1, and so libyaml,
/// starts a new line at them, YAML 1.2 does not, and no editor shows them.
struct EncodingCheck {
    /// How many bytes of a byte order mark stand before the text.
    let prefix: Int
    /// Whether every byte is printable ASCII or ends a line, and none is a `%`: in nearly every file.
    let isPlain: Bool
    /// The first forbidden thing, if there is one.
    let problem: Problem?

    /// How many lines may begin with `%TAG`: libyaml compares each such directive with all before it.
    private static let maximumTagLines = 8

    init(_ bytes: Span<UInt8>) {
        let hasMark = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
        prefix = hasMark ? 3 : 0
        isPlain = Self.isPlain(bytes)
        if isPlain {
            problem = nil
        } else if Self.isUTF16(bytes) {
            problem = Problem(
                "this file is UTF-16", at: .start, why: "files are read as UTF-8", fix: "save it again as UTF-8")
        } else if let offset = Self.invalidUTF8(bytes) {
            problem = Problem(
                "byte 0x\(hexadecimal(UInt32(bytes[offset]), digits: 2)) is not UTF-8",
                at: Self.mark(of: offset, in: bytes, from: prefix),
                why: "its letters would be read wrongly", fix: "save the file again as UTF-8")
        } else {
            problem = Self.forbidden(in: bytes, from: prefix)
        }
    }

    private static func isPlain(_ bytes: Span<UInt8>) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            // Each byte adds nothing, or something: without a branch, many are looked at together.
            var others: UInt8 = 0
            for byte in bytes {
                let isPrintable: UInt8 = byte &- 0x20 < 0x5F ? 0 : 1
                let isLineEnd: UInt8 = byte == 0x0A ? 1 : 0
                let isPercent: UInt8 = byte == UInt8(ascii: "%") ? 1 : 0
                others |= (isPrintable ^ isLineEnd) | isPercent
            }
            return others == 0
        }
    }

    private static func isUTF16(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count >= 2 else { return false }
        switch (bytes[0], bytes[1]) {
        case (0xFF, 0xFE), (0xFE, 0xFF): return true
        case (0, 1...), (1..., 0): return bytes.count.isMultiple(of: 2)
        default: return false
        }
    }

    private static func invalidUTF8(_ bytes: Span<UInt8>) -> Int? {
        do {
            _ = try UTF8Span(validating: bytes)
            return nil
        } catch {
            return error.byteOffsets.lowerBound
        }
    }

    /// The first forbidden character of valid UTF-8.
    private static func forbidden(in bytes: Span<UInt8>, from start: Int) -> Problem? {
        var index = start
        var tagLines = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "%") {
                index += 1
                continue
            }
            switch byte {
            case 0x09, 0x0A, 0x0D:
                index += 1
            case UInt8(ascii: "%"):
                if isTagLine(bytes, at: index, from: start) { tagLines += 1 }
                if tagLines > maximumTagLines {
                    return Problem(
                        "more than \(maximumTagLines) lines begin with '%TAG'",
                        at: mark(of: index, in: bytes, from: start), why: "files have no use for tag directives",
                        fix: "remove them")
                }
                index += 1
            case 0x00..<0x20, 0x7F:
                return controlCharacter(UInt32(byte), at: mark(of: index, in: bytes, from: start))
            default:
                let (scalar, length) = decode(bytes, at: index)
                if let problem = forbidden(scalar, at: index, in: bytes, from: start) { return problem }
                index += length
            }
        }
        return nil
    }

    private static func forbidden(
        _ scalar: UInt32, at index: Int, in bytes: Span<UInt8>, from start: Int
    ) -> Problem? {
        switch scalar {
        case 0x85, 0x2028, 0x2029:
            Problem(
                "\(name(scalar)) is an invisible line separator", at: mark(of: index, in: bytes, from: start),
                why: "readers of YAML disagree whether a new line begins there",
                fix: "replace it by a line break or a space")
        case 0x80...0x9F, 0xFFFE, 0xFFFF:
            controlCharacter(scalar, at: mark(of: index, in: bytes, from: start))
        case 0xFEFF:
            Problem(
                "an invisible byte order mark stands inside the text", at: mark(of: index, in: bytes, from: start),
                why: "YAML allows \(name(scalar)) only at the start of a file", fix: "delete it")
        default:
            nil
        }
    }

    private static func controlCharacter(_ scalar: UInt32, at mark: Mark) -> Problem {
        Problem(
            "control character \(name(scalar))", at: mark, why: "YAML files hold printable text", fix: "delete it")
    }

    private static func isTagLine(_ bytes: Span<UInt8>, at index: Int, from start: Int) -> Bool {
        guard index == start || bytes[index - 1] == 0x0A || bytes[index - 1] == 0x0D, bytes.count - index >= 4
        else { return false }
        return bytes[index + 1] == UInt8(ascii: "T") && bytes[index + 2] == UInt8(ascii: "A")
            && bytes[index + 3] == UInt8(ascii: "G")
    }

    /// The scalar that begins at a lead byte of valid UTF-8 that is not ASCII, and its length in bytes.
    private static func decode(_ bytes: Span<UInt8>, at index: Int) -> (UInt32, Int) {
        let lead = bytes[index]
        let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        var scalar = UInt32(lead) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
        for offset in 1..<length { scalar = scalar << 6 | UInt32(bytes[index + offset] & 0x3F) }
        return (scalar, length)
    }

    /// The place of the byte at `offset`; `start` is where the text begins.
    static func mark(of offset: Int, in bytes: Span<UInt8>, from start: Int) -> Mark {
        var mark = Mark.start
        var index = start
        while index < offset {
            let byte = bytes[index]
            if byte == 0x0A || byte == 0x0D {
                if byte == 0x0D, index + 1 < offset, bytes[index + 1] == 0x0A { index += 1 }
                mark = Mark(line: mark.line + 1, column: 1)
            } else if byte & 0xC0 != 0x80 {
                mark.column += 1
            }
            index += 1
        }
        return mark
    }

    private static func name(_ scalar: UInt32) -> String { "U+" + hexadecimal(scalar, digits: 4) }
}

/// Upper-case hexadecimal, padded with zeros to `digits`.
func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
}
