/// How the verdict of a check is drawn.
public enum CheckText {
    /// The word, padded to the longest of them, in its colour.
    public static func verdict(_ word: String, isGood: Bool, isBad: Bool, style: Style) -> String {
        style.paint(
            word + String(repeating: " ", count: max(0, 4 - word.count)), isGood ? .good : isBad ? .danger : .change)
    }
}
