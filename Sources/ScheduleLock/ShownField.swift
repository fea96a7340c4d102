/// What the platform may show of one field, other than the version of the entry says that a record names.
public struct ShownField: Hashable, Sendable {
    /// As the YAML names it, like that of a change: `caption`, `media[1].alt`.
    public var field: String
    /// A digest of its value, as ``MediaLook/digest(ofCaption:)`` makes it; `nil` where nobody knows the value any more,
    /// and it may be any.
    public var digest: String?

    /// Any value of a field.
    public init(anyOf field: String) { (self.field, digest) = (field, nil) }

    /// A value of a field; `nil` for one that is not there.
    public init(_ field: String, _ value: String?) {
        (self.field, digest) = (field, MediaLook.digest(ofCaption: value))
    }

    /// What a lockfile says; `nil` for what is not written so.
    init?(field: String, written: String) {
        guard !field.isEmpty else { return nil }
        self.field = field
        if written == Self.any { return }
        let digits = written.utf8
        guard digits.count == 16, digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else {
            return nil
        }
        digest = written
    }

    /// What ``init(field:written:)`` reads.
    var written: String { digest ?? Self.any }

    private static let any = "any"

    /// Whether this speaks of a field, and of the value that is shown of it.
    public func covers(_ field: String, _ shown: String?) -> Bool {
        self.field == field && digest.map { $0 == MediaLook.digest(ofCaption: shown) } ?? true
    }
}

extension ShownField: Comparable {
    /// By field, and then by digest.
    public static func < (left: ShownField, right: ShownField) -> Bool {
        (left.field, left.written) < (right.field, right.written)
    }
}
