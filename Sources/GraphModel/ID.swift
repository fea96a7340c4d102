/// The id of one kind of node; ids are decimal texts, as some pass 2^53.
///
/// The kind is in the type only, so that a container's id never stands where a medium's belongs.
struct ID<Kind>: Hashable, Comparable, Sendable, Codable, CodingKeyRepresentable, CustomStringConvertible {
    /// The id as written.
    let text: String

    init(_ text: String) { self.text = text }

    var description: String { text }

    static func < (left: ID, right: ID) -> Bool { left.text < right.text }

    init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    // As a dictionary's key the id is a name, so that an encoder can sort it.
    var codingKey: any CodingKey { IDKey(stringValue: text) }

    init?(codingKey: some CodingKey) { text = codingKey.stringValue }
}

private struct IDKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

typealias AccountID = ID<Account>
typealias PageID = ID<Page>
typealias PersonID = ID<Person>
typealias ContainerID = ID<Container>
typealias MediumID = ID<Medium>
typealias CommentID = ID<Comment>
typealias PostID = ID<PagePost>
typealias PhotoID = ID<PagePhoto>
typealias VideoID = ID<PageVideo>
typealias PageCommentID = ID<PageComment>
