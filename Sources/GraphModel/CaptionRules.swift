/// Limits of a caption (IG User `media` reference): 2200 characters, 30 hashtags, 20 mentions.
enum CaptionRules {
    static let characters = 2200
    static let hashtags = 30
    static let mentions = 20

    static func check(_ caption: String, unit: Configuration.CaptionUnit) throws(GraphError) {
        let length =
            switch unit {
            case .scalars: caption.unicodeScalars.count
            case .utf16: caption.utf16.count
            case .characters: caption.count
            }
        guard length <= characters, count("#", in: caption) <= hashtags, count("@", in: caption) <= mentions else {
            throw .captionTooLong
        }
    }

    /// How often the mark opens a word: nothing of a word before it, something of one after it.
    private static func count(_ mark: Character, in text: String) -> Int {
        func isWord(_ character: Character) -> Bool {
            character.isLetter || character.isNumber || character == "_"
        }
        var count = 0
        var previous: Character = " "
        var opened = false
        for character in text {
            if opened && isWord(character) { count += 1 }
            opened = character == mark && !isWord(previous)
            previous = character
        }
        return count
    }
}
