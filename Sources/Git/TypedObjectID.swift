import CGit2

/// An ``ObjectID`` that says what kind of object it names, so that ids of two kinds cannot be swapped.
public protocol TypedObjectID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The id without its kind.
    var object: ObjectID { get }

    /// Takes `object` as the id of an object of this kind, without looking it up.
    init(_ object: ObjectID)
}

extension TypedObjectID {
    /// Reads an id of exactly 40 hexadecimal digits; nil for anything else.
    public init?(hex: some StringProtocol) {
        guard let object = ObjectID(hex: hex) else { return nil }
        self.init(object)
    }

    /// Orders ids as their hexadecimal texts are ordered.
    public static func < (left: Self, right: Self) -> Bool { left.object < right.object }

    /// The id as 40 lowercase hexadecimal digits.
    public var description: String { object.description }
}

/// The id of a commit.
public struct CommitID: TypedObjectID {
    /// The id without its kind.
    public let object: ObjectID

    /// Takes an id as that of an object of this kind.
    public init(_ object: ObjectID) { self.object = object }
}

/// The id of a tree: a folder's names, modes and ids at one moment.
public struct TreeID: TypedObjectID {
    /// The id without its kind.
    public let object: ObjectID

    /// Takes an id as that of an object of this kind.
    public init(_ object: ObjectID) { self.object = object }
}

/// The id of a blob: a file's content, without its name.
public struct BlobID: TypedObjectID {
    /// The id without its kind.
    public let object: ObjectID

    /// Takes an id as that of an object of this kind.
    public init(_ object: ObjectID) { self.object = object }

    /// The id git gives to `content` as it is, without end-of-line or other filters.
    public init(hashing content: [UInt8]) {
        git_libgit2_init()  // the hash needs it; counted by libgit2
        defer { git_libgit2_shutdown() }
        var oid = git_oid()
        // Hashing memory fails only when SHA-1 detects a forged collision or memory is out; the zero id then
        // names no object, so it equals no id that a repository holds.
        if git_odb_hash(&oid, content, content.count, GIT_OBJECT_BLOB) != 0 { oid = git_oid() }
        self.init(ObjectID(oid))
    }
}
