public import ContentModel
public import FoundationEssentials
public import ScheduleLock

/// A medium as the platform showed it when it was asked.
public struct ObservedMedium: Hashable, Sendable {
    /// Meta's decimal id.
    public var id: String
    /// When it was published, by the platform's clock.
    public var publishedAt: Date?
    /// Its page.
    public var permalink: String?
    /// Whether people can comment; `nil` where the platform did not say.
    public var commentsEnabled: Bool?

    /// What was seen of a medium.
    public init(id: String, publishedAt: Date? = nil, permalink: String? = nil, commentsEnabled: Bool? = nil) {
        self.id = id
        self.publishedAt = publishedAt
        self.permalink = permalink
        self.commentsEnabled = commentsEnabled
    }
}

/// What one account shows.
public struct ObservedAccount: Hashable, Sendable {
    /// Whose it is.
    public var account: AccountName
    /// Its media, newest first, as far back as was looked.
    public var media: [ObservedMedium]
    /// Media that were missed in the list and that the platform, asked for each by its id, does not have.
    public var gone: Set<String>

    /// What was seen of an account.
    public init(account: AccountName, media: [ObservedMedium], gone: Set<String> = []) {
        self.account = account
        self.media = media
        self.gone = gone
    }
}

/// A difference between what the platform shows and what the lockfile says.
public enum Drift: Hashable, Sendable {
    /// Somebody deleted it there.
    case deleted(PublicationID, PublishedPublication)
    /// Somebody opened or closed it to comments there.
    case comments(PublicationID, PublishedPublication, enabled: Bool)
    /// Published there, and no record knows it.
    case unknown(AccountName, ObservedMedium)
}

/// The differences between what accounts show and what the lockfile says, by account, then by publication, what is
/// unknown last and newest first.
///
/// - Parameters:
///   - wishes: what entries say of comments; a publication that is not here, or says nothing, has them on, which is the
///     platform's default.
///   - stories: publications that end after a day and are missing then.
///   - inFlight: media that the journal knows and the lockfile not yet.
public func drift(
    of observed: [ObservedAccount], from lockfile: Lockfile, wishes: [PublicationID: Bool] = [:],
    stories: Set<PublicationID> = [], inFlight: Set<String> = []
) -> [Drift] {
    let known = Set(
        (lockfile.records.values + lockfile.duplicates.values.flatMap { $0 }).compactMap { $0.publication?.mediaID }
    ).union(inFlight)
    return observed.sorted { $0.account < $1.account }.flatMap { account -> [Drift] in
        let seen = Dictionary(account.media.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let live = lockfile.live(on: account.account).filter { !stories.contains($0.0) }
        let changed = live.compactMap { id, publication -> Drift? in
            if account.gone.contains(publication.mediaID) { return .deleted(id, publication) }
            guard let enabled = seen[publication.mediaID]?.commentsEnabled, enabled != wishes[id] ?? true else {
                return nil
            }
            return .comments(id, publication, enabled: enabled)
        }
        return changed + account.media.filter { !known.contains($0.id) }.map { .unknown(account.account, $0) }
    }
}

extension Lockfile {
    /// What an account should show, by publication.
    public func live(on account: AccountName) -> [(PublicationID, PublishedPublication)] {
        records.keys.filter { $0.account == account }.sorted().flatMap { id in
            liveRecords(of: id).compactMap { record in record.publication.map { (id, $0) } }
        }
    }
}
