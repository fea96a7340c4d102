import ContentModel
import ScheduleLock

/// Records that the shared lockfile does not have yet, and the settling that waits for them.
struct PendingRecords: Sendable {
    private var records: [(generation: Int, publication: PublicationID, record: LockRecord)] = []
    private var settlings: [(generation: Int, event: JournalEvent)] = []
    /// Grows with every record.
    private(set) var generation = 0
    /// When the oldest came in; nil when there is none.
    private(set) var since: Duration?

    /// All of them as one lockfile.
    var lockfile: Lockfile { Lockfile(joining: records.map { ($0.publication, $0.record) }) }

    var heldBack: [JournalEvent] { settlings.map(\.event) }

    /// Whether records up to a generation have arrived.
    func hasArrived(_ generation: Int) -> Bool { !records.contains { $0.generation <= generation } }

    mutating func add(_ record: LockRecord, of publication: PublicationID, at now: Duration) {
        generation += 1
        records.append((generation, publication, record))
        since = since ?? now
    }

    /// Keeps a settling back while any record is pending; false when it may go at once.
    ///
    /// Not only its own publication's: the record of an entry that was renamed is settled under its former name.
    mutating func holdBack(_ settling: JournalEvent) -> Bool {
        guard !records.isEmpty else { return false }
        settlings.append((generation, settling))
        return true
    }

    func holdsBack(_ publication: PublicationID) -> Bool {
        settlings.contains { $0.event.publication == publication }
    }

    /// The lockfile has all records up to `generation`; answers the settling that waited for them.
    mutating func arrive(_ generation: Int, at now: Duration) -> [JournalEvent] {
        records.removeAll { $0.generation <= generation }
        since = records.isEmpty ? nil : now
        let released = settlings.filter { $0.generation <= generation }.map(\.event)
        settlings.removeAll { $0.generation <= generation }
        return released
    }
}
