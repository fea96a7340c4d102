/// A field whose value differs between two versions of a publication.
public struct FieldChange: Hashable, Sendable, Codable {
    /// As the YAML names it, with an index where it is one of several: `media[1].alt`.
    public var field: String
    /// `nil` where the earlier version has no such field.
    public var before: String?
    /// `nil` where the later version has no such field.
    public var after: String?

    /// One difference.
    public init(field: String, before: String?, after: String?) {
        self.field = field
        self.before = before
        self.after = after
    }
}
