public import Diagnostics

/// What an entry's file says, each value with its place, before any rule has looked at it.
public struct EntryDraft: Hashable, Sendable {
    /// The file, which gives the entry its name unless ``id`` does.
    public var source: Publication.Source
    public var id: Located<String>?
    /// `nil` only where it could not be read, which was reported then.
    public var kind: Located<ContentKind>?
    /// `nil` leaves the choice to the settings' defaults.
    public var accounts: Located<[Located<String>]>?
    public var fields: EntryFields
    /// What is said differently for one account, in the order of the file.
    public var overrides: [AccountOverride]
    /// Whether everything in the file could be read; else what seems to be missing may just be unreadable.
    public var isComplete: Bool

    public init(
        source: Publication.Source, id: Located<String>? = nil, kind: Located<ContentKind>?,
        accounts: Located<[Located<String>]>? = nil, fields: EntryFields, overrides: [AccountOverride] = [],
        isComplete: Bool = true
    ) {
        self.source = source
        self.id = id
        self.kind = kind
        self.accounts = accounts
        self.fields = fields
        self.overrides = overrides
        self.isComplete = isComplete
    }

    /// The fields one account replaces.
    public struct AccountOverride: Hashable, Sendable {
        public var account: Located<String>
        public var fields: EntryFields

        public init(account: Located<String>, fields: EntryFields) {
            self.account = account
            self.fields = fields
        }
    }
}

/// The fields that an entry says once and an override may say again; `nil` where the file is silent.
public struct EntryFields: Hashable, Sendable {
    /// Where each key that is present stands; what legality is checked on.
    public var keys: [EntryKey: SourceLocation] = [:]

    public var draft: Located<Bool>?
    public var publishAt: Located<String>?
    public var timezone: Located<String>?
    public var grace: Located<String>?
    public var repetition: Located<RepetitionDraft>?
    public var onChange: Located<ChangePolicy>?
    public var onRemove: Located<RemovalPolicy>?

    public var caption: Located<String>?
    public var media: Located<[MediaDraft]>?
    public var location: Located<String>?
    public var collaborators: Located<[Located<String>]>?
    public var firstComment: Located<String>?
    public var comments: Located<Bool>?
    public var shareToFeed: Located<Bool>?
    public var cover: Located<String>?
    public var thumbOffset: Located<String>?
    public var audioName: Located<String>?
    public var audio: Located<AudioDraft>?
    public var trial: Located<TrialGraduation>?
    public var aiGenerated: Located<Bool>?
    public var partnership: Located<PartnershipDraft>?
    public var products: Located<[ProductDraft]>?
    public var poll: Located<PollDraft>?

    public init() {}

    /// These fields, with whatever `other` says put in their place.
    public func replaced(by other: EntryFields) -> EntryFields {
        var result = self
        result.keys.merge(other.keys) { $1 }
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
        return result
    }
}
