public import ContentModel
public import Diagnostics
public import ObjectIDs
public import Planning

/// The desired state at one commit or in one work tree, and everything wrong with it.
public struct LoadedCalendar: Sendable {
    /// `nil` when there are no settings, or none that may be acted on.
    public var settings: Settings?
    /// The content of the settings' file, whatever is in it; `nil` when there is none.
    public var settingsBlob: BlobID?
    /// Every legal publication, sorted by id; empty without ``settings``.
    public var publications: [Publication]
    /// Every entry by the path of its file, legal or not.
    public var entries: [String: LoadedEntry]
    /// Entries that their authors keep back.
    public var drafts: Set<EntryID>
    /// Entries that publish nothing until they are corrected, sorted by path.
    public var invalidEntries: [InvalidEntry]
    /// Every finding about every file, sorted.
    public var diagnostics: [Diagnostic]
    /// Why every publish is stopped: the text of `calendar/FREEZE`; `nil` when there is no such file.
    public var freeze: String?
    /// See ``CalendarSource/commit``.
    public var commit: CommitID?
    /// Files of the calendar and media that differ from ``commit``, sorted; empty for a commit.
    public var uncommitted: [String]

    /// Entries that were not loaded.
    var settled: SettledEntries?

    /// The entry at a path, whether it was loaded or not.
    func entryID(at path: String) -> EntryID? {
        if let entry = entries[path] { return entry.id }
        return settled?.hasEntry(at: path) == true ? EntryID(path: path) : nil
    }

    /// Whether something is not as in ``commit``.
    public var isDirty: Bool { !uncommitted.isEmpty }
}

/// An entry's name and content.
public struct LoadedEntry: Hashable, Sendable {
    /// The id its file gives it, or its path where that cannot be read.
    public var id: EntryID
    /// The content of its file.
    public var blob: BlobID

    /// An entry of this name and content.
    public init(id: EntryID, blob: BlobID) {
        self.id = id
        self.blob = blob
    }
}
