/// An element of the small XML that S3 servers answer with: names, text and children; attributes are passed over.
struct XMLElement: Hashable {
    /// Without a prefix.
    var name: String
    /// All text directly in it, white space at its ends taken off.
    var text = ""
    var children: [XMLElement] = []

    /// The first child called so.
    subscript(name: String) -> XMLElement? { children.first { $0.name == name } }

    /// All children called so.
    func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

    /// The root element, or nil for what is not whole XML, or nests deeper than any answer does.
    init?(parsing bytes: [UInt8]) {
        var reader = XMLReader(bytes)
        guard let root = reader.root() else { return nil }
        self = root
    }

    init(name: String) { self.name = name }

    /// Text as it stands in XML.
    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}

/// Reads XML without document types: nothing is ever expanded but characters.
private struct XMLReader {
    private static let deepest = 32

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func root() -> XMLElement? {
        skip("\u{FEFF}")
        while true {
            skipWhiteSpace()
            if skip("<?") {
                guard skipBehind("?>") else { return nil }
            } else if skip("<!--") {
                guard skipBehind("-->") else { return nil }
            } else {
                return skip("<") ? element(depth: 0) : nil
            }
        }
    }

    /// Reads on behind `<`.
    private mutating func element(depth: Int) -> XMLElement? {
        guard depth < Self.deepest else { return nil }
        let name = readName()
        guard !name.isEmpty else { return nil }
        var element = XMLElement(name: String(name.split(separator: ":").last ?? ""))
        guard let isEmpty = skipAttributes() else { return nil }
        if isEmpty { return element }
        var text: [UInt8] = []
        while position < bytes.count {
            if skip("</") {
                guard readName() == name else { return nil }
                skipWhiteSpace()
                guard skip(">") else { return nil }
                element.text = Self.trimmed(String(decoding: text, as: UTF8.self))
                return element
            } else if skip("<!--") {
                guard skipBehind("-->") else { return nil }
            } else if skip("<![CDATA[") {
                let start = position
                guard skipBehind("]]>") else { return nil }
                text += bytes[start..<position - 3]
            } else if skip("<") {
                guard let child = self.element(depth: depth + 1) else { return nil }
                element.children.append(child)
            } else if bytes[position] == UInt8(ascii: "&") {
                guard let character = readReference() else { return nil }
                text += Array(String(character).utf8)
            } else {
                text.append(bytes[position])
                position += 1
            }
        }
        return nil
    }

    /// Whether the element ended with its own tag; nil where the tag does not end.
    private mutating func skipAttributes() -> Bool? {
        var quote: UInt8?
        while position < bytes.count {
            let byte = bytes[position]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if skip("/>") {
                return true
            } else if skip(">") {
                return false
            }
            position += 1
        }
        return nil
    }

    private mutating func readReference() -> Character? {
        guard let end = bytes[position...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else { return nil }
        let name = String(decoding: bytes[position + 1..<end], as: UTF8.self)
        position = end + 1
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default:
            guard name.hasPrefix("#") else { return nil }
            let digits = name.dropFirst()
            let value =
                digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return value.flatMap(Unicode.Scalar.init).map(Character.init)
        }
    }

    private mutating func readName() -> String {
        let start = position
        while position < bytes.count, !" \t\r\n/>=<".utf8.contains(bytes[position]) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    @discardableResult private mutating func skip(_ text: String) -> Bool {
        guard bytes[position...].starts(with: text.utf8) else { return false }
        position += text.utf8.count
        return true
    }

    private mutating func skipBehind(_ text: String) -> Bool {
        while position < bytes.count {
            if skip(text) { return true }
            position += 1
        }
        return false
    }

    private mutating func skipWhiteSpace() {
        while position < bytes.count, " \t\r\n".utf8.contains(bytes[position]) { position += 1 }
    }

    private static func trimmed(_ text: String) -> String {
        var rest = text[...].drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
