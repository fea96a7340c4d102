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
    /// What it shows; `nil` where the platform was not asked for it.
    public var sight: Sight?

    /// What people see of a medium.
    public struct Sight: Hashable, Sendable {
        /// Its form; `nil` for one that no entry can have.
        public var kind: MediaLook.Kind?
        /// `nil` where it has none.
        public var caption: String?
        /// Of a single picture; `nil` where the platform did not say.
        public var altText: String?
        /// How many media a carousel has; `nil` where the platform did not say.
        public var childCount: Int?

        /// What people see of a medium.
        public init(kind: MediaLook.Kind?, caption: String?, altText: String? = nil, childCount: Int? = nil) {
            self.kind = kind
            self.caption = caption
            self.altText = altText
            self.childCount = childCount
        }
    }

    /// What was seen of a medium.
    public init(
        id: String, publishedAt: Date? = nil, permalink: String? = nil, commentsEnabled: Bool? = nil,
        sight: Sight? = nil
    ) {
        self.id = id
        self.publishedAt = publishedAt
        self.permalink = permalink
        self.commentsEnabled = commentsEnabled
        self.sight = sight
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

extension PublicationID {
    /// The name under which something is imported that was published by other means: after its account, its day and its
    /// id, which never change.
    public static func imported(mediumID: String, publishedAt: Date?, on account: AccountName) -> PublicationID {
        let day = publishedAt.map { $0.formatted(.iso8601).prefix(10) + "-" } ?? ""
        return PublicationID(entry: EntryID("imported/\(account.text)/\(day)\(mediumID)"), account: account)
    }
}

extension Lockfile {
    /// What an account should show, by publication.
    public func live(on account: AccountName) -> [(PublicationID, PublishedPublication)] {
        records.keys.filter { $0.account == account }.sorted().flatMap { id in
            liveRecords(of: id).compactMap { record in record.publication.map { (id, $0) } }
        }
    }

    /// Every medium that any record knows, gone ones among them.
    public var mediaIDs: Set<String> {
        Set((records.values + duplicates.values.flatMap { $0 }).compactMap { $0.publication?.mediaID })
    }

    /// Publications that end after a day, and are missing then: by the calendar, or where their entry is gone by the page
    /// that a story had.
    public func stories(in calendar: [Publication]) -> Set<PublicationID> {
        let kinds = Dictionary(calendar.map { ($0.id, $0.content.kind) }) { first, _ in first }
        return Set(
            records.filter { id, record in
                kinds[id].map { $0 == .story } ?? (record.publication?.permalink?.contains("/stories/") ?? false)
            }.keys)
    }
}
