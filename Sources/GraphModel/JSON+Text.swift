extension JSON {
    /// Which characters of a string are written as escapes.
    public enum Escaping: Sendable {
        /// Only what JSON demands: quotes, backslashes and control characters.
        case minimal
        /// As Graph writes its answers: also `/`, and everything outside ASCII as `\uXXXX`.
        case graph
    }

    /// The value on one line, without spaces.
    ///
    /// A number that is not finite, which JSON cannot express, becomes `null`.
    public func text(_ escaping: Escaping = .minimal) -> String {
        var text = ""
        write(to: &text, escaping)
        return text
    }

    private func write(to text: inout String, _ escaping: Escaping) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .number(let value): text += value.isFinite ? "\(value)" : "null"
        case .string(let value): Self.write(value, to: &text, escaping)
        case .array(let elements):
            text += "["
            for (index, element) in elements.enumerated() {
                if index > 0 { text += "," }
                element.write(to: &text, escaping)
            }
            text += "]"
        case .object(let members):
            text += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { text += "," }
                Self.write(member.name, to: &text, escaping)
                text += ":"
                member.value.write(to: &text, escaping)
            }
            text += "}"
        }
    }

    private static func write(_ string: String, to text: inout String, _ escaping: Escaping) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "/" where escaping == .graph: text += "\\/"
            case _ where scalar.value < 0x20 || (escaping == .graph && scalar.value > 0x7e):
                for unit in UTF16.encode(scalar) ?? .init() { text += Self.escape(unit) }
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }

    private static func escape(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}

extension JSON: CustomStringConvertible {
    /// The value as ``text(_:)`` writes it.
    public var description: String { text() }
}
