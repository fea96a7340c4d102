import ContentModel
import Git
import ObjectIDs
import ScheduleLock

/// Brings what is remembered of entries up to what a work tree and its lockfile hold.
struct Learning {
    private(set) var table: EntryTable
    /// Which entries of the table are in the work tree.
    private(set) var match: EntryMatch
    /// Entries that were read and may not be settled, by their paths.
    private(set) var readings: [RepositoryPath: EntryReading] = [:]
    /// Whether the table is another one than it was.
    private(set) var isNew = false

    /// So few entries are kept as they were read, whatever the lockfile says of them.
    private static let fewEntries = 1_000

    init(table: EntryTable, in tree: ScannedTree) async {
        self.table = table
        match = await Self.match(of: table, in: tree)
    }

    private static func match(of table: EntryTable, in tree: ScannedTree) async -> EntryMatch {
        let media = await mapInParallel(Array(0..<table.mediaCount)) { number in
            let medium = table.medium(number)
            return tree.blob(of: medium.path) == medium.blob
        }
        return await EntryMatch(of: table, in: tree, hasMedium: media)
    }

    /// - Returns: false where the lockfile has to be read as a whole, or two entries have one path.
    mutating func learn(
        _ tree: ScannedTree, _ lockfile: LockfileInTree, by judging: EntryJudging
    ) async throws(CalendarSourceError) -> Bool {
        let unknown = CalendarListing(match.unknown(in: tree)).entries
        if !unknown.isEmpty {
            // Of many entries nearly all may be settled, and their readings would take much memory.
            var recorded = DigestSet(capacity: 0)
            if unknown.count > Self.fewEntries {
                guard let text = lockfile.text() else { return false }
                recorded = text.recordedEntries
            }
            var builder = EntryTableBuilder(environment: table.environment)
            var media: [MediaPath: BlobID?] = [:]
            /// Whether the index would tell, next time, that what was read is as it was.
            func isLasting(_ reading: EntryReading) -> Bool {
                (reading.publications.first?.content.media ?? []).allSatisfy { file in
                    let path = MediaPath(known: file.path)
                    let blob = media[path] ?? tree.blob(of: file.path)
                    media[path] = .some(blob)
                    return blob == file.blob
                }
            }
            try await judging.judge(unknown, { $0 }) { judged in
                for reading in judged {
                    let isKnown = isLasting(reading) && builder.add(reading)
                    if isKnown, recorded.contains(reading.source.blob.digest) { continue }
                    readings[RepositoryPath(reading.source.path)] = reading
                }
            }
            if builder.count > 0 {
                builder.keep(match.isPresent.indices.filter { match.isPresent[$0] }, of: table)
                guard let learned = builder.table else { return false }
                (table, isNew) = (learned, true)
                match = await Self.match(of: table, in: tree)
            }
        }
        guard table.lockfile != lockfile.id else { return true }
        guard let text = lockfile.text(),
            table.settle(by: text, id: lockfile.id, digest: BlobID(hashing: text.asOneFile))
        else { return false }
        isNew = true
        return true
    }
}
