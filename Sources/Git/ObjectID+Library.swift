import CGit2
public import ObjectIDs

extension ObjectID {
    /// The id that libgit2 gives.
    init(_ oid: git_oid) {
        self = withUnsafeBytes(of: oid.id) { raw in
            // The tuple has 20 bytes, so every load is inside it.
            ObjectID(
                high: UInt64(bigEndian: raw.loadUnaligned(as: UInt64.self)),
                middle: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
                low: UInt32(bigEndian: raw.loadUnaligned(fromByteOffset: 16, as: UInt32.self)))
        }
    }

    /// The id for libgit2.
    var oid: git_oid {
        var oid = git_oid()
        withUnsafeMutableBytes(of: &oid.id) { raw in
            raw.storeBytes(of: high.bigEndian, as: UInt64.self)
            raw.storeBytes(of: middle.bigEndian, toByteOffset: 8, as: UInt64.self)
            raw.storeBytes(of: low.bigEndian, toByteOffset: 16, as: UInt32.self)
        }
        return oid
    }
}

extension BlobID {
    /// The id git gives to `content` as it is, without end-of-line or other filters.
    public init(hashing content: [UInt8]) {
        Library.start()  // the hash needs it
        var oid = git_oid()
        // Hashing memory fails only when SHA-1 detects a forged collision or memory is out; the zero id then
        // names no object, so it equals no id that a repository holds.
        if git_odb_hash(&oid, content, content.count, GIT_OBJECT_BLOB) != 0 { oid = git_oid() }
        self.init(ObjectID(oid))
    }
}

extension TreeID {
    /// The id git gives to a folder of ordinary files, in the order of their names' bytes.
    public init(hashingFiles files: [(name: Substring.UTF8View, blob: BlobID)]) {
        Library.start()  // the hash needs it
        var content: [UInt8] = []
        for (name, blob) in files {
            content += "100644 ".utf8
            content += name
            content.append(0)
            withUnsafeBytes(of: blob.object.oid.id) { content += $0 }
        }
        var oid = git_oid()
        // As for a blob.
        if git_odb_hash(&oid, content, content.count, GIT_OBJECT_TREE) != 0 { oid = git_oid() }
        self.init(ObjectID(oid))
    }
}
