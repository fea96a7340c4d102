extension EntryKey {
    /// What the key is for, in one sentence without a full stop: editors show it while one types.
    public var summary: String {
        switch self {
        case .id: "Keeps the entry's name where git cannot see that its file was renamed"
        case .kind: "What it is"
        case .accounts: "Where it goes out, by the names of the settings"
        case .overrides: "What is said differently, by account"
        case .draft: "Whether it is checked only, and never planned"
        case .publishAt: "When it goes out: a wall time, a time with an offset, or on-merge"
        case .timezone: "The IANA zone of its times"
        case .grace: "Later than this it is missed and never goes out by itself"
        case .repetition: "Goes out again and again, on the wall clock, each time as a publication of its own"
        case .occurrences: "What is said differently on some of the days of a repetition"
        case .caption: "The text below it: on Instagram up to 2,200 characters, 30 hashtags, 20 mentions"
        case .media: "Pictures and videos, in order: one, for a carousel 2 to 10"
        case .location: "The id of a Facebook Page that has a place"
        case .collaborators: "Up to three accounts that are asked to publish it as well, without @"
        case .firstComment: "Posted right after it"
        case .comments: "Whether people may comment"
        case .shareToFeed: "Whether a reel shows in the feed as well"
        case .cover: "A picture that stands for the reel"
        case .thumbOffset: "The frame that stands for the reel, where there is no cover"
        case .audioName: "A name for the reel's own sound"
        case .audio: "A sound of Meta's library (Facebook Login)"
        case .trial: "Shows the reel to people first who do not follow (Facebook Login)"
        case .aiGenerated: "Whether it is labelled as made with AI"
        case .partnership: "The paid-partnership label (Facebook Login)"
        case .products: "Products in it (Facebook Login)"
        case .poll: "Two to four answers to choose from (Facebook Login)"
        case .link: "A link of a Page's post: previewed, or written below the caption where there are media"
        case .targeting: "Who sees a Page's post: by country and age"
        case .onChange: "What an edit means that the platform cannot take over"
        case .onRemove: "What removing the file means for what was published"
        }
    }

    /// The keys that an entry of this kind may have on no account, in the order of the enumeration.
    public static func refused(for kind: ContentKind) -> [EntryKey] { Legality.keys(refusedFor: kind) }
}
