/// One walk over a text, from word to word, that leaves out what looks like a token or has a secret's name before it.
///
/// Names and values are found in JSON, in forms, in addresses inside of either (`%3D` for `=`), in XML's elements, and in
/// prose (`token: …`), without any of them having to be well formed.
struct RedactedText {
    private let bytes: [UInt8]
    private let hidesByName: Bool
    private var place = 0
    private var kept: [UInt8] = []

    init(_ text: String, hidesByName: Bool) {
        bytes = Array(text.utf8)
        self.hidesByName = hidesByName
        kept.reserveCapacity(bytes.count)
        walk()
    }

    var result: String { String(decoding: kept, as: UTF8.self) }

    private mutating func walk() {
        while place < bytes.count {
            guard Self.isWord(bytes[place]) else {
                kept.append(bytes[place])
                place += 1
                continue
            }
            let word = bytes[place...].prefix(while: Self.isWord)
            let name = String(decoding: word, as: UTF8.self)
            place = word.endIndex
            // Of `%3DEAA…` the first two belong to what is encoded.
            let isEncoded = word.startIndex > 0 && bytes[word.startIndex - 1] == UInt8(ascii: "%")
            guard !Self.looksLikeToken(isEncoded ? name.dropFirst(2) : name[...]) else {
                keepMark()
                continue
            }
            kept += word
            if Self.schemes.contains(name.lowercased()) {
                hideCredentials()
            } else if hidesByName, name == "code" || SecretNames.isSecret(field: name) {
                hideValue(isCode: name == "code")
            }
        }
    }

    private mutating func keepMark() { kept += Array(Redaction.mark.utf8) }

    // MARK: Values

    /// Leaves out what a name that was just kept has as its value, if it has one.
    ///
    /// - Parameter isCode: numbers of a few digits are those of errors, and stay.
    private mutating func hideValue(isCode: Bool) {
        let afterName = skip(Self.quotes, from: place)
        let separator = skipSpaces(from: afterName)
        let afterSeparator = skip(["=", ":", "%3D", "%3d", "%3A", "%3a", ">"], from: separator)
        guard afterSeparator > separator else { return }
        let quote = skipSpaces(from: afterSeparator)
        let start = skip(Self.quotes, from: quote)
        var end = start > quote ? endOfQuotedValue(from: start, bytes[quote..<start]) : endOfBareValue(from: start)
        if Self.schemes.contains(String(decoding: bytes[start..<end], as: UTF8.self).lowercased()) {
            end = endOfBareValue(from: skipSpaces(from: end))
        }
        let value = bytes[start..<end]
        guard !value.isEmpty, !(isCode && value.count <= 7 && value.allSatisfy(Self.isDigit)) else { return }
        // `Error validating access token: Session has expired` is prose, and says what matters.
        let isProse =
            bytes[separator] == UInt8(ascii: ":") && afterName == place && start == quote && quote > afterSeparator
        guard !isProse || value.count >= 16 || value.contains(where: Self.isDigit) else { return }
        kept += bytes[place..<start]
        keepMark()
        place = end
    }

    /// Leaves out what follows `Bearer` or another scheme of the header `Authorization`.
    private mutating func hideCredentials() {
        let start = skipSpaces(from: place)
        let end = endOfBareValue(from: start)
        // Words of prose are shorter.
        guard start > place, end - start >= 16 else { return }
        kept += bytes[place..<start]
        keepMark()
        place = end
    }

    private func endOfQuotedValue(from start: Int, _ quote: ArraySlice<UInt8>) -> Int {
        var next = start
        while next < bytes.count {
            if bytes[next...].starts(with: quote) { return next }
            // A backslash takes the next character's meaning, unless backslashes are the quote.
            next += bytes[next] == UInt8(ascii: "\\") ? 2 : 1
        }
        return bytes.count
    }

    private func endOfBareValue(from start: Int) -> Int {
        var next = start
        if next < bytes.count, bytes[next] == UInt8(ascii: "[") {
            return (bytes[next...].firstIndex(of: UInt8(ascii: "]")) ?? bytes.count - 1) + 1
        }
        while next < bytes.count, bytes[next] > 0x20, !Self.ends.contains(bytes[next]),
            !bytes[next...].starts(with: Array("%26".utf8))
        { next += 1 }
        return next
    }

    private func skip(_ choices: [String], from start: Int) -> Int {
        for choice in choices where bytes[start...].starts(with: choice.utf8) { return start + choice.utf8.count }
        return start
    }

    private func skipSpaces(from start: Int) -> Int {
        bytes[start...].firstIndex { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D } ?? bytes.count
    }

    // MARK: Looks

    private static let quotes = ["\\\"", "\"", "'", "%22"]
    private static let ends = Set("&;,\"'<>{}])\\".utf8)
    private static let schemes: Set<String> = ["bearer", "oauth", "basic"]
    /// Meta's, and GitHub's. Source: "Get access tokens"; GitHub, "About authentication", token formats.
    private static let beginnings = ["EAA", "IGAA", "IGQ", "ghp_", "gho_", "ghs_", "ghu_", "github_pat_"]
    private static let shortestToken = 24

    private static func looksLikeToken(_ word: Substring) -> Bool {
        word.utf8.count >= shortestToken && beginnings.contains { word.hasPrefix($0) }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F || byte == 0x2D
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
