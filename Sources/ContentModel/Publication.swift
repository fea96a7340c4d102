public import Diagnostics
public import FoundationEssentials
public import ObjectIDs

/// One entry on one account, legal and complete: what may be planned and published.
///
/// A `Publication` that exists has passed every rule that can be checked without decoding media.
public struct Publication: Hashable, Sendable {
    /// What state is kept under.
    public var id: PublicationID
    /// Where it goes out.
    public var account: Account
    /// The entry it was read from.
    public var source: Source
    /// When it goes out.
    public var due: Due
    /// How late it may still go out; past that it is missed and waits for a person.
    public var grace: Duration
    /// What is shown.
    public var content: Content
    /// What an edit after publishing means.
    public var onChange: ChangePolicy
    /// What removing the entry means.
    public var onRemove: RemovalPolicy
    /// Where the entry's file says when it goes out: what is wrong with its time is told there.
    public var writtenAt: Mark?

    /// What an entry comes to on an account.
    public init(
        id: PublicationID, account: Account, source: Source, due: Due, grace: Duration, content: Content,
        onChange: ChangePolicy = .report, onRemove: RemovalPolicy = .keep,
        writtenAt: Mark? = nil
    ) {
        self.id = id
        self.account = account
        self.source = source
        self.due = due
        self.grace = grace
        self.content = content
        self.onChange = onChange
        self.onRemove = onRemove
        self.writtenAt = writtenAt
    }

    /// Where findings about its time belong.
    public var timeLocation: SourceLocation { source.location(of: writtenAt ?? .start) }

    /// Whether more than its grace has passed since it was due.
    public func isMissed(at now: Date) -> Bool {
        guard case .at(let time) = due else { return false }
        return now > time.instant.addingTimeInterval(grace / .seconds(1))
    }

    /// Whether the platform takes the bytes of its videos from us: Instagram with Facebook Login does.
    ///
    /// Pictures, and all media of other accounts, it fetches from public URLs. Source: content-publishing fact sheet §4.
    public var uploadsVideos: Bool { account.platform == .instagram(.facebook) }

    /// The media that have to be at a public URL for it; none of a Page's, whose bytes are all sent.
    public var fetchedMedia: [MediaFile] {
        if account.platform == .facebook { return [] }
        return uploadsVideos ? content.pictures : content.media
    }

    /// The file an entry was read from, by name and by content.
    public struct Source: Hashable, Sendable {
        /// From the repository's root, with `/` between its parts.
        public var path: String
        /// The git name of its bytes.
        public var blob: BlobID

        /// The file at `path` with the content `blob`.
        public init(path: String, blob: BlobID) {
            self.path = path
            self.blob = blob
        }

        /// The first place in the file.
        public var location: SourceLocation { location(of: .start) }

        /// A place in the file.
        public func location(of mark: Mark) -> SourceLocation { SourceLocation(file: path, mark) }
    }
}

/// When a publication goes out.
public enum Due: Hashable, Sendable {
    case at(ZonedTime)
    /// At the next apply after the entry reached the branch.
    case onMerge
}

/// What an edit to published content that the platform cannot change in place means.
public enum ChangePolicy: String, Hashable, Sendable, CaseIterable {
    /// It is a conflict for a person.
    case report
    /// Delete and publish again.
    case replace
}

/// What removing an entry means for what was published from it.
public enum RemovalPolicy: String, Hashable, Sendable, CaseIterable {
    case keep
    case delete
}
