/// Markup in which every interpolated text is escaped, so that a caption can never become markup.
public struct HTML: Sendable, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral {
    /// The markup as it is sent.
    public let markup: String

    /// Markup written in the program itself, as it is.
    public init(stringLiteral markup: String) { self.markup = markup }
    /// Literal parts as they are, interpolated texts escaped.
    public init(stringInterpolation parts: StringInterpolation) { markup = parts.markup }
    /// Pieces one after another.
    public init(arrayLiteral pieces: HTML...) { self.init(pieces) }

    /// Pieces one after another.
    public init(_ pieces: [HTML]) { markup = pieces.map(\.markup).joined() }

    /// Collects the parts of a literal.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var markup = ""

        /// Makes room.
        public init(literalCapacity: Int, interpolationCount: Int) { markup.reserveCapacity(literalCapacity) }

        /// Markup as it is written.
        public mutating func appendLiteral(_ literal: String) { markup += literal }
        /// Markup, as it is.
        public mutating func appendInterpolation(_ html: HTML) { markup += html.markup }
        /// Pieces one after another.
        public mutating func appendInterpolation(_ html: [HTML]) { markup += HTML(html).markup }
        /// A number.
        public mutating func appendInterpolation(_ number: Int) { markup += String(number) }

        /// A text, escaped.
        public mutating func appendInterpolation(_ text: some StringProtocol) {
            for character in text.unicodeScalars {
                switch character {
                case "&": markup += "&amp;"
                case "<": markup += "&lt;"
                case ">": markup += "&gt;"
                case "\"": markup += "&quot;"
                case "'": markup += "&#39;"
                default: markup.unicodeScalars.append(character)
                }
            }
        }

        /// Markup that is there only sometimes.
        public mutating func appendInterpolation(if condition: Bool, _ html: HTML) {
            if condition { markup += html.markup }
        }
    }
}

extension Optional {
    /// Markup for a value that may be missing; nothing where it is.
    public func html(_ markup: (Wrapped) -> HTML) -> HTML { map(markup) ?? "" }
}
