import ContentModel
import Git
import ObjectIDs

extension ContentModel.BlobID {
    /// The content model's name for a blob of git's.
    init(_ blob: Git.BlobID) {
        // Git's ids have exactly the 20 bytes that make an id.
        self.init(ObjectIDs.ObjectID(bytes: blob.object.bytes)!)
    }
}

extension ContentModel.CommitID {
    /// The content model's name for a commit of git's.
    init(_ commit: Git.CommitID) {
        // Git's ids have exactly the 20 bytes that make an id.
        self.init(ObjectIDs.ObjectID(bytes: commit.object.bytes)!)
    }
}

extension Git.BlobID {
    /// Git's name for a blob of the content model; `nil` never, in practice.
    init?(_ blob: ContentModel.BlobID) { self.init(hex: blob.description) }
}

extension Git.CommitID {
    /// Git's name for a commit of the content model; `nil` never, in practice.
    init?(_ commit: ContentModel.CommitID) { self.init(hex: commit.description) }
}

extension RepositoryPath {
    /// The path as text; bytes that are not UTF-8 are escaped between quotes, which no usable path starts with.
    var text: String { string ?? description }
}
