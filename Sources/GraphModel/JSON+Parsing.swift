extension JSON {
    /// Why a text is not JSON, and where.
    public struct ParseError: Error, Hashable, Sendable, CustomStringConvertible {
        /// What stands there instead of JSON.
        public enum Problem: String, Hashable, Sendable {
            case unexpectedEnd = "the text ends too early"
            case unexpectedCharacter = "unexpected character"
            case badEscape = "not an escape"
            case badNumber = "not a number"
            case controlCharacter = "control character inside a string"
            case tooDeep = "nested too deeply"
            case trailingText = "text after the value"
        }

        /// What is wrong.
        public let problem: Problem
        /// The byte where it was seen, from 0.
        public let offset: Int

        /// The problem and its place, for people.
        public var description: String { "\(problem.rawValue) at byte \(offset)" }
    }

    /// The deepest nesting that is read; past it a hostile text could exhaust the stack.
    public static let depthLimit = 64

    /// Reads one JSON value; bytes that are not UTF-8 are repaired with U+FFFD.
    public init(parsing bytes: some Collection<UInt8>) throws(ParseError) {
        self = try JSONParser(bytes: Array(bytes)).document()
    }

    /// Reads one JSON value.
    public init(parsing text: String) throws(ParseError) {
        self = try JSON(parsing: text.utf8)
    }
}

/// A recursive descent over bytes (RFC 8259); every access is bounded by ``peek``.
private struct JSONParser {
    private let bytes: [UInt8]
    private var offset = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    func document() throws(JSON.ParseError) -> JSON {
        var parser = self
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.peek == nil else { throw parser.error(.trailingText) }
        return value
    }

    private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private func error(_ problem: JSON.ParseError.Problem) -> JSON.ParseError {
        JSON.ParseError(problem: problem, offset: offset)
    }

    private func unexpected() -> JSON.ParseError {
        error(peek == nil ? .unexpectedEnd : .unexpectedCharacter)
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d { offset += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        offset += 1
        return true
    }

    private mutating func value(depth: Int) throws(JSON.ParseError) -> JSON {
        guard depth <= JSON.depthLimit else { throw error(.tooDeep) }
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ text: StaticString, _ value: JSON) throws(JSON.ParseError) -> JSON {
        for byte in "\(text)".utf8 {
            guard take(byte) else { throw unexpected() }
        }
        return value
    }

    private mutating func object(depth: Int) throws(JSON.ParseError) -> JSON {
        offset += 1
        var members: [JSON.Member] = []
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object(members) }
        while true {
            skipSpace()
            guard peek == UInt8(ascii: "\"") else { throw unexpected() }
            let name = try string()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw unexpected() }
            members.append(JSON.Member(name: name, value: try value(depth: depth + 1)))
            skipSpace()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { throw unexpected() }
        }
    }

    private mutating func array(depth: Int) throws(JSON.ParseError) -> JSON {
        offset += 1
        var elements: [JSON] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array(elements) }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if take(UInt8(ascii: "]")) { return .array(elements) }
            guard take(UInt8(ascii: ",")) else { throw unexpected() }
        }
    }

    private mutating func string() throws(JSON.ParseError) -> String {
        offset += 1
        var text: [UInt8] = []
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                offset += 1
                text.append(contentsOf: try escape())
            case 0..<0x20: throw error(.controlCharacter)
            default:
                text.append(byte)
                offset += 1
            }
        }
        throw error(.unexpectedEnd)
    }

    private mutating func escape() throws(JSON.ParseError) -> [UInt8] {
        guard let byte = peek else { throw error(.unexpectedEnd) }
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0c]
        case UInt8(ascii: "n"): return [0x0a]
        case UInt8(ascii: "r"): return [0x0d]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return Array(String(decoding: try codeUnits(), as: UTF16.self).utf8)
        default: throw error(.badEscape)
        }
    }

    /// One UTF-16 unit, or two when a surrogate pair follows; a lone surrogate is repaired by the decoder.
    private mutating func codeUnits() throws(JSON.ParseError) -> [UInt16] {
        let first = try fourDigits()
        guard UTF16.isLeadSurrogate(first), peek == UInt8(ascii: "\\") else { return [first] }
        let start = offset
        offset += 1
        guard take(UInt8(ascii: "u")) else {
            offset = start
            return [first]
        }
        let second = try fourDigits()
        guard UTF16.isTrailSurrogate(second) else {
            offset = start
            return [first]
        }
        return [first, second]
    }

    private mutating func fourDigits() throws(JSON.ParseError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = peek else { throw error(.unexpectedEnd) }
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw error(.badEscape) }
            unit = unit << 4 | UInt16(digit)
            offset += 1
        }
        return unit
    }

    private mutating func number() throws(JSON.ParseError) -> JSON {
        let start = offset
        _ = take(UInt8(ascii: "-"))
        let integerStart = offset
        guard digits() > 0 else { throw start == offset ? unexpected() : error(.badNumber) }
        if bytes[integerStart] == UInt8(ascii: "0"), offset > integerStart + 1 { throw error(.badNumber) }
        var isInteger = true
        if take(UInt8(ascii: ".")) {
            isInteger = false
            guard digits() > 0 else { throw error(.badNumber) }
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isInteger = false
            _ = take(UInt8(ascii: "+")) || take(UInt8(ascii: "-"))
            guard digits() > 0 else { throw error(.badNumber) }
        }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        if isInteger, let value = Int(text) { return .integer(value) }
        guard let value = Double(text), value.isFinite else { throw error(.badNumber) }
        return .number(value)
    }

    private mutating func digits() -> Int {
        let start = offset
        while let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { offset += 1 }
        return offset - start
    }
}
