/// The lasting name of an entry: its path below `calendar/` without `.yaml`, or its own `id:`.
public struct EntryID: Hashable, Sendable {
    /// The id as people write it.
    public let text: String
    /// Takes an id that is known to be sound.
    public init(_ text: String) { self.text = text }
}

/// The name the settings give to an account.
public struct AccountName: Hashable, Sendable {
    /// The name as the settings write it.
    public let text: String
    /// Takes a name that is known to be sound; see ``problem`` for one that a person wrote.
    public init(_ text: String) { self.text = text }
}

/// One entry on one account, written `ENTRY-ID@ACCOUNT`: the unit of plan, state and exactly-once.
///
/// An occurrence of a repeated entry carries its day: `ENTRY-ID#2026-12-07@ACCOUNT`.
public struct PublicationID: Hashable, Sendable {
    /// What is published.
    public let entry: EntryID
    /// The day of a repeated entry's occurrence, as `2026-12-07` in the entry's own time zone.
    public let occurrence: String?
    /// Where it is published.
    public let account: AccountName

    /// Names an entry, or one of its occurrences, on an account.
    public init(entry: EntryID, occurrence: String? = nil, account: AccountName) {
        self.entry = entry
        self.occurrence = occurrence
        self.account = account
    }

    /// Reads the written form; `nil` unless both sides of the last `@` are there.
    public init?(_ text: String) {
        // A mark before or behind a separator does not hide it.
        let text = text.unicodeScalars
        guard let at = text.lastIndex(of: "@") else { return nil }
        let account = text[text.index(after: at)...]
        var entry = text[..<at]
        var occurrence: String?
        if let hash = entry.lastIndex(of: "#") {
            occurrence = String(entry[entry.index(after: hash)...])
            entry = entry[..<hash]
        }
        guard !entry.isEmpty, !account.isEmpty, occurrence != "" else { return nil }
        self.init(entry: EntryID(String(entry)), occurrence: occurrence, account: AccountName(String(account)))
    }
}

extension EntryID: Comparable, CustomStringConvertible {
    /// As the texts are ordered.
    public static func < (left: EntryID, right: EntryID) -> Bool { left.text < right.text }
    /// The id itself.
    public var description: String { text }
}

extension AccountName: Comparable, CustomStringConvertible {
    /// As the texts are ordered.
    public static func < (left: AccountName, right: AccountName) -> Bool { left.text < right.text }
    /// The name itself.
    public var description: String { text }
}

extension PublicationID: Comparable, CustomStringConvertible {
    /// By entry, then by day, then by account.
    public static func < (left: PublicationID, right: PublicationID) -> Bool {
        (left.entry, left.occurrence ?? "", left.account) < (right.entry, right.occurrence ?? "", right.account)
    }

    /// `ENTRY-ID@ACCOUNT` or `ENTRY-ID#DAY@ACCOUNT`.
    public var description: String { entry.text + (occurrence.map { "#\($0)" } ?? "") + "@" + account.text }
}
