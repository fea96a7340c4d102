public import ContentModel
public import MediaHeaders
public import ObjectIDs

/// Where a calendar is read from: a commit, a work tree, a plain folder, or a table in tests.
///
/// Everything is asked for by closures, so that nothing is read before it is needed: an entry whose blob is known
/// already need not be opened, and a medium is opened once however many entries show it.
public struct CalendarSource: Sendable {
    /// The commit the source is, or for a work tree the one it is based on; `nil` outside git and before a first commit.
    public var commit: CommitID?
    /// Every file below `calendar/`, sorted by path.
    public var calendarFiles: @Sendable () throws(CalendarSourceError) -> [CalendarFile]
    /// The bytes of a file of ``calendarFiles``.
    public var read: Read
    /// Makes what ``read`` is for one task of several: what it keeps open is the task's own. `nil` where nothing is kept open.
    var readerForOneTask: (@Sendable () -> Read)?
    /// The blob of each medium, or why there is none; paths have passed the rules about paths.
    public var locate:
        @Sendable (_ paths: [MediaPath]) throws(CalendarSourceError) -> [MediaPath: Result<BlobID, MediaProblem>]
    /// The blob of a medium that is told at once, where the source has such.
    public var locateUntouched: @Sendable (_ path: String) -> BlobID? = { _ in nil }
    /// What the first bytes of a located medium tell.
    public var facts: @Sendable (_ path: String, _ blob: BlobID) -> Result<MediaFacts, MediaProblem>
    /// The whole of a located medium.
    public var content: @Sendable (_ path: String, _ blob: BlobID) throws(CalendarSourceError) -> [UInt8] = {
        path, _ throws(CalendarSourceError) in
        throw CalendarSourceError(
            what: "'\(path)' cannot be read", why: "this calendar has no media", fix: "read it from files")
    }
    /// Which of the calendar's files, the media and the given paths differ from ``commit``, sorted.
    public var uncommitted: @Sendable (_ media: [String]) throws(CalendarSourceError) -> [String]

    /// Reads a file of the calendar.
    public typealias Read = @Sendable (_ file: CalendarFile) throws(CalendarSourceError) -> [UInt8]

    /// A source that answers by these closures; see the properties of the same names.
    public init(
        commit: CommitID?, calendarFiles: @escaping @Sendable () throws(CalendarSourceError) -> [CalendarFile],
        read: @escaping Read,
        locate:
            @escaping @Sendable (_ paths: [MediaPath]) throws(CalendarSourceError) -> [MediaPath: Result<
                BlobID, MediaProblem
            >],
        facts: @escaping @Sendable (_ path: String, _ blob: BlobID) -> Result<MediaFacts, MediaProblem>,
        uncommitted: @escaping @Sendable (_ media: [String]) throws(CalendarSourceError) -> [String]
    ) {
        self.commit = commit
        self.calendarFiles = calendarFiles
        self.read = read
        self.locate = locate
        self.facts = facts
        self.uncommitted = uncommitted
    }

    /// The largest medium that is opened, in bytes: more than any platform takes.
    static let largestMedium = 1 << 30
    /// The largest calendar file that is opened, in bytes.
    static let largestCalendarFile = 4 << 20
}

/// A file below `calendar/`.
public struct CalendarFile: Hashable, Sendable {
    /// From the repository's root.
    public var path: String
    /// The git name of its bytes; for a link, of its target.
    public var blob: BlobID
    /// Whether it is a symbolic link, which is never followed.
    public var isLink: Bool

    /// A file below `calendar/`.
    public init(path: String, blob: BlobID, isLink: Bool = false) {
        self.path = path
        self.blob = blob
        self.isLink = isLink
    }
}

/// Why a calendar cannot be read at all, as opposed to an entry in it.
public struct CalendarSourceError: Error, Hashable, Sendable {
    /// What is wrong, in a few words.
    public var what: String
    /// The rule or fact behind it.
    public var why: String
    /// What to do about it.
    public var fix: String

    /// A reason, in the words a person reads.
    public init(what: String, why: String, fix: String) {
        self.what = what
        self.why = why
        self.fix = fix
    }
}
