import CGit2
public import ObjectIDs

/// What a commit says about itself, copied out of the repository.
public struct Commit: Hashable, Sendable {
    /// The commit's own id.
    public let id: CommitID
    /// Its snapshot of the files.
    public let tree: TreeID
    /// The commits it follows: none for a first commit, several for a merge.
    public let parents: [CommitID]
    /// Who made the change, and when.
    public let author: Signature
    /// Who made the commit, and when; differs from the author after a rebase or an applied patch.
    public let committer: Signature
    /// The first paragraph of the message, on one line.
    public let summary: String
}

/// A person and a moment, as git records them.
public struct Signature: Hashable, Sendable {
    /// The person's name; bytes that are not UTF-8 are replaced.
    public var name: String
    /// The person's address, not checked by git; may be empty.
    public var email: String
    /// When.
    public var time: CommitTime

    /// Names a person at a moment.
    public init(name: String, email: String, time: CommitTime) {
        (self.name, self.email, self.time) = (name, email, time)
    }

    init(_ signature: git_signature) {
        name = signature.name.map { String(cString: $0) } ?? ""
        email = signature.email.map { String(cString: $0) } ?? ""
        time = CommitTime(secondsSinceEpoch: signature.when.time, offsetInMinutes: Int(signature.when.offset))
    }
}

/// A moment with the zone offset of the person who made it.
public struct CommitTime: Hashable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z.
    public let secondsSinceEpoch: Int64
    /// The offset of local time from UTC in minutes, positive east of Greenwich.
    public let offsetInMinutes: Int

    /// A moment, and how far local time was from UTC.
    public init(secondsSinceEpoch: Int64, offsetInMinutes: Int) {
        (self.secondsSinceEpoch, self.offsetInMinutes) = (secondsSinceEpoch, offsetInMinutes)
    }
}

extension Commit {
    init(_ commit: borrowing Handle) {
        let pointer = commit.pointer
        id = CommitID(ObjectID(git_commit_id(pointer).pointee))
        tree = TreeID(ObjectID(git_commit_tree_id(pointer).pointee))
        parents = (0..<git_commit_parentcount(pointer)).compactMap { place in
            git_commit_parent_id(pointer, place).map { CommitID(ObjectID($0.pointee)) }
        }
        author = Signature(git_commit_author(pointer).pointee)
        committer = Signature(git_commit_committer(pointer).pointee)
        summary = git_commit_summary(pointer).map { String(cString: $0) } ?? ""
    }
}
