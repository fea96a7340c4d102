public import ContentModel
public import FoundationEssentials
public import ScheduleLock

/// Which publications still have a use for their hosted media.
///
/// The platform fetches media while a container is made, and may once more while that lives. So what was published some
/// time ago needs nothing at its host; what is planned, in flight or waits for a person does.
public struct HostedUse: Sendable {
    /// Versions of entries whose media must stay, to be read from history.
    public private(set) var versions: [HistoryQuery] = []
    /// Publications of today's calendar whose media must stay.
    public let planned: [Publication]

    /// - Parameters:
    ///   - desired: every publication of the calendar.
    ///   - since: what was published before needs its media no more.
    public init(desired: [Publication], lockfile: Lockfile, journal: Journal, since: Date) {
        planned = desired.filter { Self.isNeeded($0, lockfile.records[$0.id], since: since) }
        let records =
            lockfile.records.map { ($0.key, $0.value) }
            + lockfile.duplicates.flatMap { id, others in
                others.map { (id, $0) }
            }
        for (id, record) in records where Self.isRecent(record, since: since) {
            versions.append(HistoryQuery(publication: id, record: record, version: .published))
        }
        for (id, inFlight) in journal.inFlight {
            for version in [inFlight.version, inFlight.requestedVersion].compactMap({ $0 }) {
                versions.append(HistoryQuery(publication: id, begun: version, version: .published))
            }
        }
        versions.sort { ($0.publication, "\($0.source.blob)") < ($1.publication, "\($1.source.blob)") }
    }

    /// Whether a publication of the calendar may still go out, or just has.
    private static func isNeeded(_ publication: Publication, _ record: LockRecord?, since: Date) -> Bool {
        guard let record else { return true }
        if case .dismissed = record.phase { return false }
        // An edited entry may replace what is published.
        return isRecent(record, since: since) || publication.source.blob != record.source.blob
    }

    private static func isRecent(_ record: LockRecord, since: Date) -> Bool {
        switch record.phase {
        case .dismissed: false
        case .published(let publication): publication.publishedAt.date >= since
        case .removed(let publication, let removedAt):
            max(publication.publishedAt.date, removedAt.date) >= since
        }
    }
}
