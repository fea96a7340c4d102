import Diagnostics

/// What a text on Instagram may hold.
///
/// Source: Instagram Platform, IG User `media`, `caption`: 2,200 characters, 30 hashtags, 20 mentions; over-limit is
/// refused with 36004/2207010. Comments have no limit of their own in the documents; the caption's is taken for them.
enum CaptionRules {
    /// Meta does not say in what unit. UTF-16 is the longest of those it may mean (a `Character` has at least one scalar,
    /// a scalar at least one UTF-16 unit), so a text within it is accepted whatever the answer.
    static let characters = 2_200
    static let hashtags = 30
    static let mentions = 20

    /// - Parameter field: `caption` or `first_comment`, for messages.
    static func check(_ text: Located<String>, field: String, findings: inout Findings) {
        checkLength(text, field: field, limit: characters, findings: &findings)
        let census = TagCensus(of: text.value)
        checkCount(census.hashtags, of: "hashtags", limit: hashtags, field: field, at: text.mark, &findings)
        checkCount(census.mentions, of: "@mentions", limit: mentions, field: field, at: text.mark, &findings)
    }

    /// Holds a text to `limit` in every unit that Meta may count in.
    static func checkLength(
        _ text: Located<String>, field: String, limit: Int, platform: String = "Instagram", findings: inout Findings
    ) {
        // No unit has more than UTF-8, whose count is at hand.
        guard text.value.utf8.count > limit else { return }
        let units = text.value.utf16.count
        guard units > limit else { return }
        let count = text.value.count
        if count > limit {
            findings.error(
                text.mark, "\(field) has \(count) characters", why: "\(platform) accepts at most \(limit)",
                fix: "cut \(count - limit) characters")
        } else {
            findings.error(
                text.mark, "\(field) has \(count) characters, which may count as \(units)",
                why:
                    "\(platform) accepts at most \(limit) and does not say how it counts: an emoji may count as several",
                fix: "cut \(units - limit) plain characters, or a few emoji")
        }
    }

    private static func checkCount(
        _ count: Int, of things: String, limit: Int, field: String, at mark: Mark,
        _ findings: inout Findings
    ) {
        guard count > limit else { return }
        findings.error(
            mark, "\(field) has \(count) \(things)", why: "Instagram accepts at most \(limit)",
            fix: "remove \(count - limit)")
    }
}

/// How many hashtags and mentions Instagram would link in a text.
struct TagCensus: Equatable {
    private(set) var hashtags = 0
    private(set) var mentions = 0

    /// Counts `#word` and `@name` where no letter or digit stands right before, so that `me@example.com` and `C#4` are
    /// text, while `#one#two` are two hashtags. The full-width `＃` counts as Instagram links it.
    init(of text: String) {
        let isCounted = text.utf8.withContiguousStorageIfAvailable { bytes in
            // Most text is ASCII, of which nothing has to be looked up.
            guard bytes.reduce(0, |) < 0x80 else { return false }
            count(inASCII: bytes)
            return true
        }
        guard isCounted != true, text.utf8.contains(where: Self.mayBeMark) else { return }
        var state = State()
        for scalar in text.unicodeScalars { take(scalar, &state) }
    }

    /// Looks at the neighbours of marks alone.
    private mutating func count(inASCII bytes: UnsafeBufferPointer<UInt8>) {
        /// Where the last hashtag ends.
        var end = -1
        // Most characters are letters, which are greater than either mark.
        for place in bytes.indices where bytes[place] <= UInt8(ascii: "@") {
            let isHashtag = bytes[place] == UInt8(ascii: "#")
            guard isHashtag || bytes[place] == UInt8(ascii: "@") else { continue }
            let isInWord = place > 0 && Self.continuesWord(Unicode.Scalar(bytes[place - 1]))
            guard place + 1 < bytes.count, !isInWord || isHashtag && place == end else { continue }
            if !isHashtag {
                if Self.isNamePart(Unicode.Scalar(bytes[place + 1])) { mentions += 1 }
                continue
            }
            end = place + 1
            while end < bytes.count, Self.continuesWord(Unicode.Scalar(bytes[end])) { end += 1 }
            if end > place + 1 { hashtags += 1 }
        }
    }

    /// What stands before the next character.
    private struct State {
        var continuesWord = false
        var isInsideHashtag = false
        var mark: Unicode.Scalar?
    }

    private mutating func take(_ scalar: Unicode.Scalar, _ state: inout State) {
        if let mark = state.mark {
            state.mark = nil
            if mark == "@" {
                if Self.isNamePart(scalar) { mentions += 1 }
            } else if Self.startsHashtag(scalar) {
                hashtags += 1
                state.isInsideHashtag = true
            }
        }
        let isMark = scalar == "#" || scalar == "\u{FF03}" || scalar == "@"
        if isMark {
            if !state.continuesWord || (state.isInsideHashtag && scalar != "@") { state.mark = scalar }
            state.isInsideHashtag = false
        } else if !Self.continuesWord(scalar) {
            state.isInsideHashtag = false
        }
        state.continuesWord = Self.continuesWord(scalar)
    }

    /// Whether a byte is a mark, or begins the full-width one.
    private static func mayBeMark(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "#") || byte == UInt8(ascii: "@") || byte == 0xEF
    }

    private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && Username.isAllowed(UInt8(truncatingIfNeeded: scalar.value)) && scalar != "."
    }

    private static func startsHashtag(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return continuesWord(scalar) }
        return switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: false  // the keycap '#️⃣' is no hashtag
        default: continuesWord(scalar)
        }
    }

    private static func continuesWord(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "_": return true
            default: return false
            }
        }
        return switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .connectorPunctuation, .nonspacingMark, .spacingMark, .enclosingMark:
            true
        default: scalar.properties.isEmojiPresentation
        }
    }
}
