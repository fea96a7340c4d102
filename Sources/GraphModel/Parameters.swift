/// One value a client sent: text from a query or form, or a value of its own from a JSON body.
public enum ParameterValue: Hashable, Sendable, Codable {
    case text(String)
    case json(JSON)
}

/// What a client sent beside the path: query, form and JSON members in one list, later ones winning.
public struct Parameters: Hashable, Sendable, Codable, ExpressibleByDictionaryLiteral {
    /// One name and its value.
    public struct Element: Hashable, Sendable, Codable {
        /// The name, decoded.
        public var name: String
        /// The value, decoded but not interpreted.
        public var value: ParameterValue
    }

    /// All of them, in the order sent.
    public private(set) var elements: [Element] = []

    /// None.
    public init() {}

    /// These, in this order.
    public init(dictionaryLiteral elements: (String, ParameterValue)...) {
        self.elements = elements.map { Element(name: $0.0, value: $0.1) }
    }

    /// Reads `a=1&b=2` as forms and queries are written: `+` is a space, `%XX` a byte of UTF-8.
    public init(formEncoded text: some StringProtocol) {
        for pair in text.split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = sides.first else { continue }
            append(PercentEncoding.decodeForm(name), .text(sides.count > 1 ? PercentEncoding.decodeForm(sides[1]) : ""))
        }
    }

    /// The members of a JSON body; anything but an object holds no parameters.
    public init(body: JSON) {
        for member in body.members ?? [] { append(member.name, .json(member.value)) }
    }

    /// Adds one; where a name repeats, the last one counts.
    public mutating func append(_ name: String, _ value: ParameterValue) {
        elements.append(Element(name: name, value: value))
    }

    /// Adds all of another list.
    public mutating func append(contentsOf other: Parameters) {
        elements += other.elements
    }

    /// The value that counts for this name.
    public subscript(name: String) -> ParameterValue? {
        elements.last { $0.name == name }?.value
    }

    /// Drops every value of this name.
    mutating func remove(_ name: String) { elements.removeAll { $0.name == name } }

    /// The list without the values of these names.
    func without(_ names: Set<String>) -> Parameters {
        var rest = self
        rest.elements.removeAll { names.contains($0.name) }
        return rest
    }

    /// The list as a query string.
    var query: String {
        elements
            .map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value.text ?? ""))" }
            .joined(separator: "&")
    }
}

extension ParameterValue: ExpressibleByStringLiteral {
    /// Text, as a form has it.
    public init(stringLiteral value: String) { self = .text(value) }
}

extension ParameterValue {
    /// The value as text: JSON numbers and Booleans as written, lists and objects as JSON, `null` as nothing.
    public var text: String? {
        switch self {
        case .text(let text): text
        case .json(.null): nil
        case .json(.string(let text)): text
        case .json(let value): value.text()
        }
    }

    /// The value as JSON: text is read as JSON where it is JSON, and stays a string where it is not.
    var structured: JSON {
        switch self {
        case .json(.string(let text)), .text(let text): (try? JSON(parsing: text)) ?? .string(text)
        case .json(let value): value
        }
    }

    /// `true`/`1`/`yes` and `false`/`0`/`no`, in any case; `nil` for anything else.
    var bool: Bool? {
        switch text?.lowercased() {
        case "true", "1", "yes": true
        case "false", "0", "no": false
        default: nil
        }
    }

    var integer: Int? { text.flatMap { Int($0) } }

    /// A list of texts: a JSON list of strings or numbers, or `a,b,c`; `nil` for an object or a list of those.
    var list: [String]? {
        switch structured {
        case .array(let elements):
            let texts = elements.compactMap { $0.string ?? $0.integer.map(String.init) }
            return texts.count == elements.count ? texts : nil
        case .string(let text):
            return text.split(separator: ",").map { PercentEncoding.trim($0) }.filter { !$0.isEmpty }
        case .integer(let value): return [String(value)]
        default: return nil
        }
    }
}
