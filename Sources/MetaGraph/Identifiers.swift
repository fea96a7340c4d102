/// The id of one kind of Graph object: decimal text, because many ids exceed 2^53.
///
/// JSON gives ids as strings in most places and as numbers in some; both are read exactly.
public protocol GraphIdentifier: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The id as text.
    var text: String { get }
    /// An id from its text, which is taken as it is.
    init(_ text: String)
}

extension GraphIdentifier {
    /// The id as text.
    public var description: String { text }

    /// Reads a JSON string or a whole JSON number.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self.init(text)
        } else if let number = try? container.decode(Int64.self) {
            self.init(String(number))
        } else {
            self.init(String(try container.decode(UInt64.self)))
        }
    }

    /// Writes a JSON string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// An Instagram professional account.
public struct IGUserID: GraphIdentifier {
    /// The id as text.
    public let text: String

    /// An id from its text.
    public init(_ text: String) { self.text = text }
}

/// A draft of an Instagram medium, made by ``GraphClient/createContainer(_:for:)``; it lives 24 hours.
public struct ContainerID: GraphIdentifier {
    /// The id as text.
    public let text: String

    /// An id from its text.
    public init(_ text: String) { self.text = text }
}

/// A published Instagram medium.
public struct MediaID: GraphIdentifier {
    /// The id as text.
    public let text: String

    /// An id from its text.
    public init(_ text: String) { self.text = text }
}

/// A comment on a medium, or a reply to one.
public struct CommentID: GraphIdentifier {
    /// The id as text.
    public let text: String

    /// An id from its text.
    public init(_ text: String) { self.text = text }
}
