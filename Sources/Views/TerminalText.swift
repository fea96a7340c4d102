// What a terminal makes of text: how wide it is, and what must not reach it.

extension Character {
    /// The columns it takes on a terminal: 2 for East Asian wide characters and emoji, 0 for what only modifies.
    ///
    /// A short version of Unicode's East Asian Width (UAX #11): exact for scripts and emoji in everyday use.
    var columns: Int {
        if let ascii = asciiValue { return ascii.isVisible ? 1 : 0 }
        guard let first = unicodeScalars.first else { return 0 }
        let isEmojiSequence = unicodeScalars.contains { $0 == "\u{FE0F}" || $0 == "\u{20E3}" }
        if isEmojiSequence || first.properties.isEmojiPresentation || first.isWide { return 2 }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: return 1
        }
    }
}

extension UInt8 {
    /// Whether it is a character of ASCII that is seen, or a space.
    fileprivate var isVisible: Bool { self >= 0x20 && self < 0x7F }
}

extension Unicode.Scalar {
    fileprivate var isWide: Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }

    /// Whether a terminal, or a reader's eye, could be led astray by it: controls, and marks that reorder text.
    fileprivate var isUnsafe: Bool {
        switch value {
        case 0..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}

extension StringProtocol {
    /// The columns it takes on a terminal.
    var columns: Int {
        let plain = plainCount
        return plain + self[utf8.index(startIndex, offsetBy: plain)...].reduce(0) { $0 + $1.columns }
    }

    /// Whether it is visible ASCII alone: most text is, and needs no look at its characters.
    private var isPlain: Bool { utf8.allSatisfy(\.isVisible) }

    /// So many bytes at its start are characters of their own, one column each.
    private var plainCount: Int {
        let end = utf8.firstIndex { !$0.isVisible } ?? utf8.endIndex
        let count = utf8.distance(from: startIndex, to: end)
        // What follows may be a mark on the last of them.
        return end == utf8.endIndex ? count : Swift.max(0, count - 1)
    }

    /// The text with every control character made visible, so that a caption cannot steer the reader's terminal.
    public var printable: String {
        if isPlain { return String(self) }
        var text = ""
        for scalar in unicodeScalars {
            if scalar.isUnsafe {
                text += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// At most `limit` columns of it, the last of them `…` when something was cut.
    func truncated(toColumns limit: Int) -> String {
        guard columns > limit else { return String(self) }
        var used = Swift.max(0, Swift.min(plainCount, limit - 1))
        let rest = utf8.index(startIndex, offsetBy: used)
        var text = String(self[..<rest])
        for character in self[rest...] {
            guard used + character.columns < limit else { break }
            text.append(character)
            used += character.columns
        }
        return text + "…"
    }

    /// Followed by spaces up to `width` columns.
    func padded(toColumns width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, width - columns))
    }

    /// Broken at spaces into lines of at most `width` columns; a word that is longer is broken where it must be, save an
    /// address, which opens only as a whole.
    func wrapped(toColumns width: Int) -> [String] {
        let width = Swift.max(1, width)
        var lines: [String] = []
        var line = ""
        var used = 0
        for word in split(separator: " ", omittingEmptySubsequences: false) {
            if !line.isEmpty || used > 0 {
                if used + 1 + word.columns <= width {
                    line += " "
                    used += 1
                } else {
                    lines.append(line)
                    (line, used) = ("", 0)
                }
            }
            if word.isPlain, used + word.utf8.count <= width {
                line += word
                used += word.utf8.count
                continue
            }
            if word.contains("://") {
                line += word
                used += word.columns
                continue
            }
            for character in word {
                if used + character.columns > width, used > 0 {
                    lines.append(line)
                    (line, used) = ("", 0)
                }
                line.append(character)
                used += character.columns
            }
        }
        lines.append(line)
        return lines
    }
}
