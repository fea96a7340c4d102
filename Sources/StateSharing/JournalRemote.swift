public import ObjectIDs

/// The journal as a chain of small links that several runners append to, each link on top of the last one.
///
/// The one promise that everything rests on: of two appends after the same link, at most one succeeds.
public struct JournalRemote: Sendable {
    /// What the chain holds beyond `known`; everything where `known` is nil or is in the chain no more.
    public var fetch: @Sendable (_ known: CommitID?) async throws(RemoteFailure) -> ChainTail
    /// Puts one link on top of `last`, which must be the end of the chain; nil begins a chain.
    public var append: @Sendable (_ bytes: [UInt8], _ last: CommitID?) async throws(RemoteFailure) -> AppendOutcome
    /// Puts one link in the place of the whole chain, which must end in `last`, so that it does not grow for ever.
    public var replace: @Sendable (_ bytes: [UInt8], _ last: CommitID) async throws(RemoteFailure) -> AppendOutcome

    /// A chain kept by these calls.
    public init(
        fetch: @escaping @Sendable (CommitID?) async throws(RemoteFailure) -> ChainTail,
        append: @escaping @Sendable ([UInt8], CommitID?) async throws(RemoteFailure) -> AppendOutcome,
        replace: @escaping @Sendable ([UInt8], CommitID) async throws(RemoteFailure) -> AppendOutcome
    ) {
        self.fetch = fetch
        self.append = append
        self.replace = replace
    }
}

/// The end of a chain.
public struct ChainTail: Hashable, Sendable {
    /// One link.
    public struct Link: Hashable, Sendable {
        /// Its name.
        public var id: CommitID
        /// What it holds.
        public var bytes: [UInt8]

        /// A link by its name.
        public init(id: CommitID, bytes: [UInt8]) {
            self.id = id
            self.bytes = bytes
        }
    }

    /// Whether the links follow the one that was known; if not, they are the whole chain.
    public var isContinuation: Bool
    /// Oldest first; none where nothing is new, or where there is no chain.
    public var links: [Link]

    /// Links that follow what was known, or all there are.
    public init(isContinuation: Bool, links: [Link]) {
        self.isContinuation = isContinuation
        self.links = links
    }
}

/// What came of an append that was answered.
public enum AppendOutcome: Hashable, Sendable {
    /// It is the end of the chain now, by this name.
    case appended(CommitID)
    /// Somebody was first: the chain ends elsewhere, and nothing was changed.
    case rejected
}

/// A remote that did not do what it was asked.
public struct RemoteFailure: Error, Hashable, Sendable {
    /// What would help.
    public enum Kind: Hashable, Sendable {
        /// The network, a time-out, a server in trouble: the same again later.
        case away
        /// A credential, a permission, a protected branch, a missing ref: a person.
        case refused
    }

    /// What would help.
    public var kind: Kind
    /// Whether a change that was asked for may have been made all the same.
    public var mayHaveHappened: Bool
    /// What happened, in words for a person; never a credential.
    public var message: String
    /// What a person does about it.
    public var fix: String

    /// A failure with these facts.
    public init(_ kind: Kind, mayHaveHappened: Bool, message: String, fix: String) {
        self.kind = kind
        self.mayHaveHappened = mayHaveHappened
        self.message = message
        self.fix = fix
    }
}
