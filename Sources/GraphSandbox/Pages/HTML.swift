/// Markup in which every interpolated text is escaped, so that a caption can never become markup.
struct HTML: ExpressibleByStringInterpolation, ExpressibleByArrayLiteral {
    /// The markup as it is sent.
    let markup: String

    init(stringLiteral markup: String) { self.markup = markup }
    init(stringInterpolation parts: StringInterpolation) { markup = parts.markup }
    init(arrayLiteral pieces: HTML...) { self.init(pieces) }

    /// Pieces one after another.
    init(_ pieces: [HTML]) { markup = pieces.map(\.markup).joined() }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var markup = ""

        init(literalCapacity: Int, interpolationCount: Int) { markup.reserveCapacity(literalCapacity) }

        mutating func appendLiteral(_ literal: String) { markup += literal }
        mutating func appendInterpolation(_ html: HTML) { markup += html.markup }
        mutating func appendInterpolation(_ html: [HTML]) { markup += HTML(html).markup }
        mutating func appendInterpolation(_ number: Int) { markup += String(number) }

        mutating func appendInterpolation(_ text: some StringProtocol) {
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
        mutating func appendInterpolation(if condition: Bool, _ html: HTML) {
            if condition { markup += html.markup }
        }
    }
}

extension Optional {
    /// Markup for a value that may be missing; nothing where it is.
    func html(_ markup: (Wrapped) -> HTML) -> HTML { map(markup) ?? "" }
}
