import Redaction

/// Header fields in the order they were sent, names compared without case, several values a name allowed.
///
/// Printing hides the values of fields that carry secrets.
public struct HTTPHeaders: Hashable, Sendable {
    /// One header field.
    public struct Field: Hashable, Sendable {
        /// The name as written; compare it without case.
        public let name: String
        /// The value without surrounding white space.
        public let value: String

        /// A field from its two parts.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Every field, in order.
    public private(set) var fields: [Field]

    /// Fields in the given order.
    public init(_ fields: [Field] = []) {
        self.fields = fields
    }

    /// The first value of `name`, whatever its case.
    public subscript(name: String) -> String? {
        let wanted = name.lowercased()
        return fields.first { $0.name.lowercased() == wanted }?.value
    }

    /// Every value of `name`, whatever its case, in order.
    public func values(of name: String) -> [String] {
        let wanted = name.lowercased()
        return fields.filter { $0.name.lowercased() == wanted }.map(\.value)
    }

    /// Adds a field at the end and keeps those of the same name.
    public mutating func append(name: String, value: String) {
        fields.append(Field(name: name, value: value))
    }

    /// Makes `value` the only one of `name`.
    public mutating func set(name: String, value: String) {
        let wanted = name.lowercased()
        fields.removeAll { $0.name.lowercased() == wanted }
        append(name: name, value: value)
    }
}

extension HTTPHeaders: ExpressibleByDictionaryLiteral {
    /// Fields in the order of the literal; a name may occur twice.
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements.map { Field(name: $0.0, value: $0.1) })
    }
}

extension HTTPHeaders.Field: CustomStringConvertible, CustomReflectable {
    /// `name: value`, with the value of a field that carries a secret left out.
    public var description: String {
        "\(name): \(SecretNames.isSecret(header: name) ? Redaction.mark : value)"
    }

    /// As little as ``description`` tells, so that `dump` gives no secret away.
    public var customMirror: Mirror { Mirror(self, children: ["field": description]) }
}

extension HTTPHeaders: CustomStringConvertible {
    /// One field a line, secrets left out.
    public var description: String { fields.map(\.description).joined(separator: "\n") }
}
