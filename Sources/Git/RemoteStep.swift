public import ObjectIDs

/// A call to a remote that is about to be made, for whoever follows along.
public struct RemoteStep: Hashable, Sendable {
    /// What is asked of the remote.
    public enum Kind: Hashable, Sendable {
        /// Where a ref stands.
        case position
        /// A ref's objects.
        case fetch
        /// That a ref be at a commit.
        case push(CommitID)
        /// That a ref be gone.
        case removal
    }

    /// What is asked.
    public let kind: Kind
    /// The ref, by its full name.
    public let ref: String
    /// Where.
    public let url: RemoteURL
}

extension RemoteStep: CustomStringConvertible {
    /// In words that begin with a verb; a password in the URL is left out.
    public var description: String {
        switch kind {
        case .position: "asks \(url) where \(ref) is"
        case .fetch: "fetches \(ref) from \(url)"
        case .push(let commit): "pushes \(commit.description.prefix(7)) to \(ref) of \(url)"
        case .removal: "removes \(ref) from \(url)"
        }
    }
}
