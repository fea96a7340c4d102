/// The keys of an entry, as YAML writes them.
public enum EntryKey: String, Hashable, Sendable, CaseIterable {
    case id, kind, accounts, overrides, draft
    case publishAt = "publish_at"
    case timezone, grace
    case repetition = "repeat"
    case occurrences
    case caption, media, location, collaborators
    case firstComment = "first_comment"
    case comments
    case shareToFeed = "share_to_feed"
    case cover
    case thumbOffset = "thumb_offset"
    case audioName = "audio_name"
    case audio, trial
    case aiGenerated = "ai_generated"
    case partnership, products, poll
    case link, targeting
    case onChange = "on_change"
    case onRemove = "on_remove"

    /// The keys that only a Facebook Page has.
    public static let ofPages: [EntryKey] = [.link, .targeting]

    /// The keys that say the same for every account and occurrence, and so may not stand in an override.
    public static let sharedByAllAccounts: Set<EntryKey> = [.id, .kind, .accounts, .overrides, .occurrences]
}
