/// A JSON value whose objects keep the order of their members, so that output reads as it was designed.
public enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Int)
    case string(String)
    case array([JSON])
    case object([Member])

    /// A name and a value of an object.
    public struct Member: Hashable, Sendable {
        /// Not checked for being unique.
        public var name: String
        /// Any value.
        public var value: JSON

        /// `"name": value`
        public init(_ name: String, _ value: JSON) { (self.name, self.value) = (name, value) }
    }

    /// A string, or `null` for none.
    public init(_ text: String?) { self = text.map { .string($0) } ?? .null }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByIntegerLiteral {
    /// A number.
    public init(integerLiteral value: Int) { self = .number(value) }

    /// An object with its members in the order written.
    public init(dictionaryLiteral members: (String, JSON)...) { self = .object(members.map { Member($0, $1) }) }

    /// An array.
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
}

extension JSON {
    /// The value on one line, without a newline: the form of event streams.
    public var line: String {
        var bytes: [UInt8] = []
        append(to: &bytes, indent: nil)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The value over several lines, indented by two spaces, with a newline at the end.
    public var text: String {
        var bytes: [UInt8] = []
        append(to: &bytes, indent: 0)
        bytes.append(UInt8(ascii: "\n"))
        return String(decoding: bytes, as: UTF8.self)
    }

    private func append(to bytes: inout [UInt8], indent: Int?) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let value): bytes.append(contentsOf: String(value).utf8)
        case .string(let value): Self.append(value, to: &bytes)
        case .array(let elements):
            Self.append(elements, between: ("[", "]"), to: &bytes, indent: indent) { element, bytes, inner in
                element.append(to: &bytes, indent: inner)
            }
        case .object(let members):
            Self.append(members, between: ("{", "}"), to: &bytes, indent: indent) { member, bytes, inner in
                Self.append(member.name, to: &bytes)
                bytes.append(contentsOf: (inner == nil ? ":" : ": ").utf8)
                member.value.append(to: &bytes, indent: inner)
            }
        }
    }

    private static func append<Element>(
        _ elements: [Element], between brackets: (String, String), to bytes: inout [UInt8], indent: Int?,
        write: (Element, inout [UInt8], Int?) -> Void
    ) {
        bytes.append(contentsOf: brackets.0.utf8)
        let inner = elements.isEmpty ? nil : indent.map { $0 + 2 }
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            if let inner { appendNewline(inner, to: &bytes) }
            write(element, &bytes, inner)
        }
        if inner != nil, let indent { appendNewline(indent, to: &bytes) }
        bytes.append(contentsOf: brackets.1.utf8)
    }

    private static func appendNewline(_ indent: Int, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
    }

    /// RFC 8259 §7: quotes, backslashes and control characters are escaped; everything else stays as it is.
    private static func append(_ text: String, to bytes: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
            case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
            case UInt8(ascii: "\n"): bytes.append(contentsOf: "\\n".utf8)
            case UInt8(ascii: "\r"): bytes.append(contentsOf: "\\r".utf8)
            case UInt8(ascii: "\t"): bytes.append(contentsOf: "\\t".utf8)
            case 0..<0x20, 0x7f:
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
