public import Diagnostics

/// What an entry's file says, each value with its place, before any rule has looked at it.
///
/// It is large, and handed from rule to rule: so it is one object, and never copied.
public final class EntryDraft: Sendable {
    /// What the file calls the entry, in place of its path.
    public let id: Located<String>?
    /// `nil` only where it could not be read, which was reported then.
    public let kind: Located<ContentKind>?
    /// `nil` leaves the choice to the settings' defaults.
    public let accounts: Located<[Located<String>]>?
    /// What holds on every account without an override.
    public let fields: EntryFields
    /// What is said differently for one account, in the order of the file.
    public let overrides: [AccountOverride]
    /// What is said differently on one day of a repetition, in the order of the file.
    public let occurrences: [OccurrenceOverride]
    /// Whether everything in the file could be read; else what seems to be missing may just be unreadable.
    public let isComplete: Bool

    /// What a file says; `nil` for what it is silent about.
    public init(
        id: Located<String>? = nil, kind: Located<ContentKind>?,
        accounts: Located<[Located<String>]>? = nil, fields: EntryFields, overrides: [AccountOverride] = [],
        occurrences: [OccurrenceOverride] = [], isComplete: Bool = true
    ) {
        self.id = id
        self.kind = kind
        self.accounts = accounts
        self.fields = fields
        self.overrides = overrides
        self.occurrences = occurrences
        self.isComplete = isComplete
    }

    /// The same of a file in which there was more, which could not be read.
    public var incomplete: EntryDraft { with(fields, isComplete: false) }

    /// The same with other fields.
    func with(_ fields: EntryFields) -> EntryDraft { with(fields, isComplete: isComplete) }

    private func with(_ fields: EntryFields, isComplete: Bool) -> EntryDraft {
        EntryDraft(
            id: id, kind: kind, accounts: accounts, fields: fields, overrides: overrides,
            occurrences: occurrences, isComplete: isComplete)
    }

    /// The fields one account replaces.
    public struct AccountOverride: Hashable, Sendable {
        /// The account, at its key.
        public var account: Located<String>
        /// What it replaces; see ``EntryFields/replaced(by:)``.
        public var fields: EntryFields

        /// The fields one account replaces.
        public init(account: Located<String>, fields: EntryFields) {
            self.account = account
            self.fields = fields
        }
    }

    /// The fields one occurrence replaces, on every account.
    public struct OccurrenceOverride: Hashable, Sendable {
        /// The day, as `2026-12-26`, at its key.
        public var day: Located<String>
        /// What it replaces; see ``EntryFields/replaced(by:)``.
        public var fields: EntryFields

        /// The fields one occurrence replaces.
        public init(day: Located<String>, fields: EntryFields) {
            self.day = day
            self.fields = fields
        }
    }
}

/// The fields that an entry says once and an override may say again; `nil` where the file is silent.
public struct EntryFields: Hashable, Sendable {
    /// Where each key that is present stands; what legality is checked on.
    public var keys = KeyPlaces()

    /// `draft`: whether the entry is kept back.
    public var draft: Located<Bool>?
    /// `publish_at`: a wall time, a time with an offset, or `on-merge`.
    public var publishAt: Located<String>?
    /// `timezone`: an IANA name.
    public var timezone: Located<String>?
    /// `grace`: a span such as `6h`.
    public var grace: Located<String>?
    /// `repeat`.
    public var repetition: Located<RepetitionDraft>?
    /// `on_change`.
    public var onChange: Located<ChangePolicy>?
    /// `on_remove`.
    public var onRemove: Located<RemovalPolicy>?

    /// `caption`, as written.
    public var caption: Located<String>?
    /// `media`, in order.
    public var media: Located<[MediaDraft]>?
    /// `location`: the decimal id of a Page with location data.
    public var location: Located<String>?
    /// `collaborators`: names without `@`.
    public var collaborators: Located<[Located<String>]>?
    /// `first_comment`, as written.
    public var firstComment: Located<String>?
    /// `comments`: on or off.
    public var comments: Located<Bool>?
    /// `share_to_feed`.
    public var shareToFeed: Located<Bool>?
    /// `cover`: a path.
    public var cover: Located<String>?
    /// `thumb_offset`: a span such as `1500ms`.
    public var thumbOffset: Located<String>?
    /// `audio_name`.
    public var audioName: Located<String>?
    /// `audio`.
    public var audio: Located<AudioDraft>?
    /// `trial`.
    public var trial: Located<TrialGraduation>?
    /// `ai_generated`.
    public var aiGenerated: Located<Bool>?
    /// `partnership`.
    public var partnership: Located<PartnershipDraft>?
    /// `products` of a single medium; a carousel's stand at its slides.
    public var products: Located<[ProductDraft]>?
    /// `poll`.
    public var poll: Located<PollDraft>?
    /// `link`: a web address.
    public var link: Located<String>?
    /// `targeting`.
    public var targeting: Located<TargetingDraft>?

    /// No field at all.
    public init() {}

    /// These fields, with whatever `other` says put in their place.
    public func replaced(by other: EntryFields) -> EntryFields {
        var result = self
        result.keys.merge(other.keys)
        func replace<Value>(_ field: WritableKeyPath<EntryFields, Located<Value>?>) {
            if let value = other[keyPath: field] { result[keyPath: field] = value }
        }
        replace(\.draft)
        replace(\.publishAt)
        replace(\.timezone)
        replace(\.grace)
        replace(\.repetition)
        replace(\.onChange)
        replace(\.onRemove)
        replace(\.caption)
        replace(\.media)
        replace(\.location)
        replace(\.collaborators)
        replace(\.firstComment)
        replace(\.comments)
        replace(\.shareToFeed)
        replace(\.cover)
        replace(\.thumbOffset)
        replace(\.audioName)
        replace(\.audio)
        replace(\.trial)
        replace(\.aiGenerated)
        replace(\.partnership)
        replace(\.products)
        replace(\.poll)
        replace(\.link)
        replace(\.targeting)
        return result
    }
}
