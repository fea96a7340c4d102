/// How text for people is drawn: with colour or without, and how wide.
public struct Style: Hashable, Sendable {
    /// Whether ANSI colour sequences are written.
    public var isColored: Bool
    /// The columns that a line should not exceed.
    public var columns: Int

    /// - Parameter columns: fewer than 40 count as 40, since nothing is readable below.
    public init(isColored: Bool, columns: Int = 80) {
        self.isColored = isColored
        self.columns = max(40, columns)
    }

    /// Eighty columns without colour: what files and pipes get.
    public static let plain = Style(isColored: false)

    /// What a piece of text stands for; the colour follows.
    enum Role: String {
        case good = "32"
        case change = "33"
        case danger = "31"
        case replacement = "35"
        case question = "36"
        case heading = "1"
        case faint = "2"
    }

    /// `text` as what is beside the matter.
    public func faint(_ text: String) -> String { paint(text, .faint) }

    /// `text` in the colour of `role`.
    func paint(_ text: String, _ role: Role?) -> String {
        guard isColored, let role, !text.isEmpty else { return text }
        return "\u{1B}[\(role.rawValue)m\(text)\u{1B}[0m"
    }
}
