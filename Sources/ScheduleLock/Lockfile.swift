public import ContentModel

/// What has been published: the value of `.schedule.lock`.
///
/// Published state is this file plus git history: a record names the entry's blob and commit, never its content.
/// Records do not vanish, so that reverting a removal does not publish again.
public struct Lockfile: Hashable, Sendable {
    public var records: [PublicationID: LockRecord]

    public init(records: [PublicationID: LockRecord] = [:]) { self.records = records }
}

/// What became of one publication.
public struct LockRecord: Hashable, Sendable {
    public var phase: Phase
    /// The entry file as published.
    public var source: Publication.Source
    /// The commit it was published from; `nil` when it was published from an uncommitted work tree.
    public var commit: CommitID?
    /// Every medium as published, in the order of the entry.
    public var media: [MediaReference]
    /// The ids this publication had before its entry was renamed, sorted.
    public var formerIDs: [PublicationID]

    public init(
        phase: Phase, source: Publication.Source, commit: CommitID?, media: [MediaReference],
        formerIDs: [PublicationID] = []
    ) {
        self.phase = phase
        self.source = source
        self.commit = commit
        self.media = media
        self.formerIDs = formerIDs
    }

    /// How far a publication has come; later cases win a merge.
    public enum Phase: Hashable, Sendable {
        /// A person decided that it shall never go out (`calends forget`); nothing is on the platform.
        case dismissed(DismissedPublication)
        case published(PublishedPublication)
        /// It was published, and is gone from the platform by our hand or another's.
        case removed(PublishedPublication, removedAt: Timestamp)
    }
}

/// Something that is on the platform, or was.
public struct PublishedPublication: Hashable, Sendable {
    /// Meta's decimal id of the medium.
    public var mediaID: String
    public var publishedAt: Timestamp
    /// Unknown when the platform would not tell it in time.
    public var permalink: String?

    public init(mediaID: String, publishedAt: Timestamp, permalink: String?) {
        self.mediaID = mediaID
        self.publishedAt = publishedAt
        self.permalink = permalink
    }
}

/// Something that will never go out.
public struct DismissedPublication: Hashable, Sendable {
    public var at: Timestamp
    public init(at: Timestamp) { self.at = at }
}

/// A file as it was published: its path then, and its content.
public struct MediaReference: Hashable, Sendable {
    public var path: String
    public var blob: BlobID

    public init(path: String, blob: BlobID) {
        self.path = path
        self.blob = blob
    }
}
