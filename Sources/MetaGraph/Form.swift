import FoundationEssentials
import URLText

/// Parameters of a call in a fixed order, written as a query or a form body.
public struct Form: Hashable, Sendable {
    /// One parameter.
    public struct Item: Hashable, Sendable {
        /// The parameter's name.
        public let name: String
        /// Its value before percent-encoding.
        public let value: String
    }

    /// The parameters in the order they are sent.
    public private(set) var items: [Item] = []

    /// No parameters yet.
    public init() {}

    /// Adds a text; nil adds nothing.
    public mutating func add(_ name: String, _ value: String?) {
        if let value { items.append(Item(name: name, value: value)) }
    }

    /// Adds a whole number; nil adds nothing.
    public mutating func add(_ name: String, _ value: Int?) { add(name, value.map { String($0) }) }

    /// Adds `true` or `false`; nil adds nothing.
    public mutating func add(_ name: String, _ value: Bool?) { add(name, value.map { $0 ? "true" : "false" }) }

    /// Adds a list or an object as strict JSON with sorted keys; nil adds nothing.
    ///
    /// - Throws: `EncodingError` for what JSON cannot say, such as a number that is not finite.
    public mutating func add(_ name: String, json value: (some Encodable)?) throws {
        guard let value else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        add(name, String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// Adds every parameter of another form.
    public mutating func add(_ other: Form) { items += other.items }

    /// The parameters without those of the given names.
    func without(_ names: Set<String>) -> Form {
        var copy = self
        copy.items.removeAll { names.contains($0.name) }
        return copy
    }

    /// `name=value&…`; every byte but RFC 3986's unreserved ones is percent-encoded, so `#` is `%23` and a space `%20`.
    public var encoded: String {
        items.map { PercentEncoding.component($0.name) + "=" + PercentEncoding.component($0.value) }.joined(
            separator: "&")
    }

    /// One part of a path, encoded so that it cannot become two; `.` and `..` lose their meaning as folders.
    static func pathPart(_ text: String) -> String {
        text.allSatisfy { $0 == "." } ? text.map { _ in "%2E" }.joined() : PercentEncoding.component(text)
    }

    /// Reads the query of a URL, as `paging.next` brings one.
    init(queryOf url: String) {
        guard let mark = url.firstIndex(of: "?") else { return }
        let query = url[url.index(after: mark)...].prefix { $0 != "#" }
        for pair in query.split(separator: "&") {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            add(Self.decoded(halves[0]), halves.count > 1 ? Self.decoded(halves[1]) : "")
        }
    }

    private static func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = UInt8(String(rest.prefix(2)) ?? "", radix: 16),
                rest.prefix(2).count == 2
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
