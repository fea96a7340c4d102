/// An ``ObjectID`` that says what kind of object it names, so that ids of two kinds cannot be swapped.
public protocol TypedObjectID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The name without its kind.
    var object: ObjectID { get }

    /// Takes `object` as the name of an object of this kind, without looking it up.
    init(_ object: ObjectID)
}

extension TypedObjectID {
    /// - Parameter hex: exactly 40 hexadecimal digits of either case, or the result is `nil`.
    public init?(hex: some StringProtocol) {
        guard let object = ObjectID(hex: hex) else { return nil }
        self.init(object)
    }

    /// By their bytes, which is the order of their text.
    public static func < (left: Self, right: Self) -> Bool { left.object < right.object }

    /// All 40 digits, in lower case.
    public var description: String { object.description }
}

/// The git name of a commit.
public struct CommitID: TypedObjectID {
    /// The name without its kind.
    public let object: ObjectID
    /// Takes `object` as the name of a commit.
    public init(_ object: ObjectID) { self.object = object }
}

/// The git name of a tree: a folder's names, modes and ids at one moment.
public struct TreeID: TypedObjectID {
    /// The name without its kind.
    public let object: ObjectID
    /// Takes `object` as the name of a tree.
    public init(_ object: ObjectID) { self.object = object }
}

/// The git name of a file's bytes, without the file's name: equal ids mean equal content.
public struct BlobID: TypedObjectID {
    /// The name without its kind.
    public let object: ObjectID
    /// Takes `object` as the name of a blob.
    public init(_ object: ObjectID) { self.object = object }
}
