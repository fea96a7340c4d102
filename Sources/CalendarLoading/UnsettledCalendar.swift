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
/// came to before, and by the lockfile. Where anything is out of the ordinary there is no such calendar, and everything
/// is read.
public struct UnsettledCalendar: Sendable {
    /// What was loaded.
    public let calendar: LoadedCalendar
    /// How many publications are settled.
    public let settledCount: Int
    /// What the lockfile says of everything else.
    public let lockfile: Lockfile
    /// The name of the lockfile's bytes.
    public let lockfileBlob: BlobID
    /// What is to be remembered from now on; `nil` where nothing is new.
    public let memory: EntryMemory?

    /// Whether an entry was left out.
    public func isSettled(_ entry: EntryID) -> Bool {
        let path = EntryID.folder + entry.text + EntryID.suffix
        return calendar.entries[path] == nil && calendar.entryID(at: path) != nil
    }
}

extension CalendarLoader {
    /// What an earlier plan left behind, and what it is held against.
    public struct Settled: Sendable {
        /// The cache's content.
        public var memory: [UInt8]
        /// The lockfile's bytes, of one file.
        public var lockfile: [UInt8]
        /// Where it lies.
        public var lockfilePath: String
        /// The ids of entries that something is in flight of.
        public var inFlight: Set<String>
        /// From when on what was published still bears on what goes out next, by the settings.
        public var recent: @Sendable (Settings) -> Date

        /// These things.
        public init(
            memory: [UInt8], lockfile: [UInt8], lockfilePath: String, inFlight: Set<String>,
            recent: @escaping @Sendable (Settings) -> Date
        ) {
            self.memory = memory
            self.lockfile = lockfile
            self.lockfilePath = lockfilePath
            self.inFlight = inFlight
            self.recent = recent
        }
    }

    /// Everything in the work tree of the repository at `path`, and what is to be remembered of it.
    public func loadRemembering(
        workTreeAt path: String
    ) async throws(CalendarSourceError) -> (calendar: LoadedCalendar, memory: EntryMemory?) {
        var source = try CalendarSource.workTree(ofRepositoryAt: path)
        let files = try source.calendarFiles()
        source.calendarFiles = { () throws(CalendarSourceError) in files }
        guard let settings = files.first(where: { $0.path == Self.settingsPath }), try !keepsMediaElsewhere(path) else {
            return (try await load(source), nil)
        }
        var memory = EntryMemory(environment: EntryEnvironment.id(settings: settings.blob))
        let calendar = try await load(source) { memory.add($0) }
        memory.sort()
        return (calendar, memory)
    }

    /// The calendar in the work tree of the repository at `path`, without what is settled; `nil` where that cannot be told.
    public func loadUnsettled(
        workTreeAt path: String, given settled: Settled
    ) async throws(CalendarSourceError) -> UnsettledCalendar? {
        guard !settled.memory.isEmpty, !settled.lockfile.isEmpty, try !keepsMediaElsewhere(path),
            let tree = try await ScannedTree(at: path)
        else { return nil }
        guard let settingsFile = tree.files.first(where: { $0.path == Self.settingsPath }),
            var memory = EntryMemory(
                settled.memory, environment: EntryEnvironment.id(settings: settingsFile.blob))
        else { return nil }
        let base = try CalendarSource.workTree(ofRepositoryAt: path)
        let settings = SettingsReading(try base.read(settingsFile), file: settingsFile.path, zones: zones).settings
        let matches = Self.matches(of: memory, in: tree)
        let scan = SettledScan(
            settled.lockfile, expecting: matches.map(\.expected), before: settled.recent(settings),
            unsettled: settled.inFlight)
        guard let scan else { return nil }
        let left = zip(matches, scan.isSettled).filter(\.1).map(\.0)
        guard let ids = SettledIDs(left.map(\.expected.id)) else { return nil }
        var isLeft = [Bool](repeating: false, count: tree.files.count)
        for match in left { isLeft[match.file] = true }
        let files = tree.files.indices.filter { !isLeft[$0] }.map { tree.files[$0] }
        var news: [EntryReading] = []
        var calendar = try await load(tree.source(of: files, base)) { news += $0 }
        // Two ids that are one to some file system are an error of both.
        guard calendar.entries.values.allSatisfy({ !ids.mayContain($0.id) }) else { return nil }
        calendar.settledPaths = left.map { tree.files[$0.file].path }
        let known = Set(matches.map { memory.rows[$0.row] }.map { EntryMemory.Name(path: $0.path, blob: $0.blob) })
        memory.keep(rowsAt: matches.map(\.row))
        let before = memory.rows.count
        memory.add(news.filter { !known.contains(EntryMemory.Name(path: $0.source.path, blob: $0.source.blob)) })
        let isNew = memory.rows.count > before
        if isNew { memory.sort() }
        return UnsettledCalendar(
            calendar: calendar, settledCount: scan.settledCount, lockfile: scan.rest,
            lockfileBlob: tree.blob(of: settled.lockfilePath) ?? BlobID(hashing: settled.lockfile),
            memory: isNew ? memory : nil)
    }

    /// A file that is as it was when it was read last, in a calendar that is otherwise the same.
    private struct Match {
        let file: Int
        let row: Int
        let expected: ExpectedEntry
    }

    /// Files and rows are sorted alike.
    private static func matches(of memory: EntryMemory, in tree: ScannedTree) -> [Match] {
        let isPresent = memory.media.map { tree.blob(of: $0.path) == $0.blob }
        var matches: [Match] = []
        matches.reserveCapacity(memory.rows.count)
        var place = 0
        for (number, file) in tree.files.enumerated() {
            while place < memory.rows.count, memory.rows[place].path.utf8.lexicographicallyPrecedes(file.path.utf8) {
                place += 1
            }
            guard place < memory.rows.count else { break }
            let row = memory.rows[place]
            guard row.path == file.path, row.blob == file.blob, row.media.allSatisfy({ isPresent[Int($0)] }) else {
                continue
            }
            let expected = ExpectedEntry(
                id: EntryID(path: row.path).text, blob: row.blob, media: row.media.map { memory.media[Int($0)].blob },
                endings: row.endings)
            matches.append(Match(file: number, row: place, expected: expected))
        }
        return matches
    }

    /// Whether media may be pointers to what Git LFS keeps, which can come and go.
    private func keepsMediaElsewhere(_ path: String) throws(CalendarSourceError) -> Bool {
        let store = try RepositoryPool(path: path).withRepository { repository throws(GitError) in
            try LFSStore(of: repository)
        }
        return store.exists
    }
}

extension EntryMemory {
    /// An entry at one content.
    struct Name: Hashable {
        let path: String
        let blob: BlobID
    }
}

/// The ids of settled entries, to see whether another one is the same to a file system that knows no case.
private struct SettledIDs {
    private var digests: Set<String>

    /// `nil` where two of them are.
    init?(_ ids: [String]) {
        digests = []
        digests.reserveCapacity(ids.count)
        for id in ids { guard digests.insert(id.lowercased()).inserted else { return nil } }
    }

    func mayContain(_ id: EntryID) -> Bool { digests.contains(id.text.lowercased()) }
}
