public import ContentModel
import FileStore
public import FoundationEssentials
import Git
public import ObjectIDs
public import ScheduleLock

/// A calendar without the entries that stand in it exactly as they were published, and the lockfile without their records:
/// all that bears on a plan.
///
/// Which those are is told without opening them: by the content that git's index notes, by what reading that very content
/// came to before, and by the lockfile. What was never read is read once, and forgotten where it is settled. Where
/// anything is out of the ordinary there is no such calendar, and everything is read.
public struct UnsettledCalendar: Sendable {
    /// What was loaded.
    public let calendar: LoadedCalendar
    /// How many publications are settled.
    public let settledCount: Int
    /// What the lockfile says of everything else.
    public let lockfile: Lockfile
    let lockfileInTree: LockfileInTree
    /// Names the bytes of the whole lockfile, as one file would have them.
    public let lockfileDigest: BlobID
    /// What is to be remembered of entries from now on; `nil` where nothing is new.
    public let memory: EntryTable?
    /// What is to be kept of folders from now on; `nil` where nothing is new.
    public let folders: [UInt8]?

    /// Git's name of the whole lockfile's file or folder.
    public var lockfileID: ObjectID { lockfileInTree.id }

    /// Whether an entry was left out.
    public func isSettled(_ entry: EntryID) -> Bool {
        let path = entry.ownPath
        return calendar.entries[path] == nil && calendar.entryID(at: path) != nil
    }
}

extension CalendarLoader {
    /// What an earlier plan left behind, and what it is held against.
    public struct Settled: Sendable {
        /// Reads what is kept of entries; empty where there is nothing.
        public var memory: @Sendable () -> [UInt8]
        /// Reads what is kept of folders; empty where there is nothing.
        public var folders: @Sendable () -> [UInt8]
        /// Where the lockfile lies.
        public var lockfilePath: String
        /// The ids of entries that something is in flight of.
        public var inFlight: Set<String>
        /// From when on what was published still bears on what goes out next, by the settings.
        public var recent: @Sendable (Settings) -> Date
        /// Whether a calendar of so many entries is worth remembering.
        public var isWorthwhile: @Sendable (Int) -> Bool

        /// These things.
        public init(
            memory: @escaping @Sendable () -> [UInt8], folders: @escaping @Sendable () -> [UInt8] = { [] },
            lockfilePath: String, inFlight: Set<String>,
            recent: @escaping @Sendable (Settings) -> Date,
            isWorthwhile: @escaping @Sendable (Int) -> Bool = { _ in true }
        ) {
            self.memory = memory
            self.folders = folders
            self.lockfilePath = lockfilePath
            self.inFlight = inFlight
            self.recent = recent
            self.isWorthwhile = isWorthwhile
        }
    }

    /// The calendar in the work tree of the repository at `path`, without what is settled; `nil` where that cannot be told.
    public func loadUnsettled(
        workTreeAt path: String, given settled: Settled
    ) async throws(CalendarSourceError) -> UnsettledCalendar? {
        let pool = RepositoryPool(path: path)
        let (top, lfs) = try pool.withRepository { repository throws(GitError) in
            (try repository.requireWorkTree(), try LFSStore(of: repository))
        }
        // Media may be pointers to what Git LFS keeps, which can come and go.
        guard !lfs.exists else { return nil }
        // On another core, while the files are looked at.
        async let remembered = Remembered(settled.memory())
        async let written = writtenSettings(below: top)
        guard let tree = try await ScannedTree(in: pool, knowing: FolderMemory(kept: settled.folders())),
            settled.isWorthwhile(tree.untouched.count + tree.others.count),
            // What is remembered is this machine's own, and comes with no pull request.
            !tree.index.hasFiles(below: ".calends"), let lockfile = LockfileInTree(at: settled.lockfilePath, in: tree)
        else { return nil }
        let base = try CalendarSource.workTree(of: pool)
        let source = tree.planSource(of: [], base)
        guard let (found, settingsBlob, secrets) = await written,
            tree.file(at: Self.settingsPath)?.blob == settingsBlob
        else { return nil }
        var settings = found
        settings.diagnostics += try secrets.findings(in: source)
        let environment = EntryEnvironment.id(settings: settingsBlob)
        let known = await remembered?.resting(on: environment) ?? Remembered(EntryTable(environment: environment))
        // What has been published was looked into then; to find it in the lockfile, all of that would be read.
        let judging = judging(source, settings, isWhole: true, published: known.publishedMedia)
        var learning = await Learning(table: known.table, in: tree)
        guard try await learning.learn(tree, lockfile, by: judging) else { return nil }
        let (table, match) = (learning.table, learning.match)
        let bound = Timestamp(settled.recent(settings.settings))
        var isLeft = (0..<table.count).map { match.isPresent[$0] && table.isSettled($0, before: bound) }
        for id in settled.inFlight {
            if let row = table.row(at: EntryID(id).ownPath) { isLeft[row] = false }
        }
        guard let pieces = lockfile.pieces(at: table.records(without: isLeft)),
            let rest = LockfileText.lockfile(ofPieces: pieces), rest.duplicates.isEmpty
        else { return nil }
        let files = match.files(in: tree) { !isLeft[$0] }
        var calendar = try await load(
            tree.planSource(of: files, base), CalendarListing(files), by: judging,
            known: learning.readings)
        guard Self.areDistinct(calendar.entries.values.map(\.id), besides: table, isLeft) else { return nil }
        calendar.settled = SettledEntries(table: table, isLeft: isLeft)
        return UnsettledCalendar(
            calendar: calendar,
            settledCount: isLeft.indices.reduce(0) { isLeft[$1] ? $0 + table.publicationCount(of: $1) : $0 },
            lockfile: rest, lockfileInTree: lockfile, lockfileDigest: table.lockfileDigest,
            memory: learning.isNew ? table : nil, folders: tree.folders?.kept)
    }

    /// Whether no entry's id is a settled one's to a file system that knows no case, nor two settled ones' are: else it is
    /// an error of both.
    private static func areDistinct(_ ids: [EntryID], besides table: EntryTable, _ isLeft: [Bool]) -> Bool {
        // With room to spare, so that nearly every look at it ends at once.
        var loaded = DigestSet(capacity: ids.count * 8)
        for id in ids { loaded.insert(EntryTable.caselessDigest(of: id)) }
        var settled = DigestSet(capacity: table.hasDistinctNames ? 0 : isLeft.count)
        for row in isLeft.indices where isLeft[row] {
            let digest = table.caselessDigest(of: row)
            guard !loaded.contains(digest), table.hasDistinctNames || settled.insert(digest) else { return false }
        }
        return true
    }

    /// The settings as they lie below the top folder of a work tree, the content they were read from, and the files that
    /// they name; `nil` where they cannot be read.
    private func writtenSettings(below top: String) -> (SettingsReading, BlobID, SecretFiles)? {
        let limit = CalendarSource.largestCalendarFile
        guard let bytes = try? FileRoot(top).bytes(of: Self.settingsPath, limit: limit) else { return nil }
        let reading = SettingsReading(bytes, file: Self.settingsPath, zones: zones)
        return (reading, BlobID(hashing: bytes), SecretFiles(of: reading.settings))
    }
}

/// What an earlier plan left behind, and what follows from it alone.
private struct Remembered: Sendable {
    let table: EntryTable
    let publishedMedia: Set<BlobID>

    init(_ table: EntryTable) {
        self.table = table
        publishedMedia = table.publishedMedia
    }

    /// `nil` where it is damaged, or nothing.
    init?(_ kept: consuming [UInt8]) {
        guard let table = EntryTable(kept: kept) else { return nil }
        self.init(table)
    }

    func resting(on environment: BlobID) -> Remembered? { table.environment == environment ? self : nil }
}

/// The entries that were left out of a calendar, since they stand as they were published.
struct SettledEntries: Sendable {
    let table: EntryTable
    /// Which entries of the table they are.
    let isLeft: [Bool]

    func hasEntry(at path: String) -> Bool { table.row(at: path).map { isLeft[$0] } ?? false }
}
