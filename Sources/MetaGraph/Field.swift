/// One name in a `fields` parameter, with what is asked of it in turn.
///
/// `Field("media", ["id", "caption"]).limit(5)` is written `media.limit(5){id,caption}`.
public struct Field: Hashable, Sendable {
    /// The field or edge.
    public let name: String
    /// What of each object of an edge is wanted; none leaves it to the API.
    public var subfields: [Field]
    private var arguments: [String] = []

    /// A field by name, and for an edge the fields of its objects.
    public init(_ name: String, _ subfields: [Field] = []) {
        self.name = name
        self.subfields = subfields
    }

    /// With one more argument, such as `order(reverse_chronological)`.
    public func calling(_ argument: String, _ value: String) -> Field {
        var copy = self
        copy.arguments.append("\(argument)(\(value))")
        return copy
    }

    /// With at most `count` objects of an edge.
    public func limit(_ count: Int) -> Field { calling("limit", String(count)) }

    /// With the objects of an edge that follow a cursor.
    public func after(_ cursor: String) -> Field { calling("after", cursor) }

    /// As the API reads it.
    public var text: String {
        let called = ([name] + arguments).joined(separator: ".")
        return subfields.isEmpty ? called : "\(called){\(subfields.text)}"
    }
}

extension Field: ExpressibleByStringLiteral {
    /// A field by name.
    public init(stringLiteral value: String) { self.init(value) }
}

extension [Field] {
    /// The value of a `fields` parameter.
    public var text: String { map(\.text).joined(separator: ",") }
}
