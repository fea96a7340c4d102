import ContentModel
import Foundation
import ScheduleLock
import Testing

@testable import Planning

@Suite struct HostedUseTests {
    static let launch = Publication.sample("launch@bakery")
    static let published = Publication.publishedAt.date

    /// What has a use for its media: planned publications, then versions from history.
    static func needed(
        desired: [Publication] = [], records: [PublicationID: LockRecord] = [:], journal: [JournalEvent] = [],
        since: Date = published
    ) -> String {
        let use = HostedUse(
            desired: desired, lockfile: Lockfile(records: records), journal: Journal(events: journal), since: since)
        return use.planned.map { "\($0.id)" }.joined(separator: ",") + "|"
            + use.versions.map { "\($0.publication)" }.joined(separator: ",")
    }

    static let removed: LockRecord = {
        var record = launch.record()
        guard case .published(let publication) = record.phase else { return record }
        record.phase = .removed(publication, removedAt: Timestamp(published.addingTimeInterval(3600)))
        return record
    }()

    static let dismissed: LockRecord = {
        var record = launch.record()
        record.phase = .dismissed(DismissedPublication(at: Timestamp(published)))
        return record
    }()

    static let cases: [(name: String, needed: String, expected: String)] = [
        ("planned", needed(desired: [launch]), "launch@bakery|"),
        ("just published", needed(records: [launch.id: launch.record()]), "|launch@bakery"),
        (
            "just published, its entry edited since",
            needed(desired: [launch], records: [launch.id: launch.record()]), "launch@bakery|launch@bakery"
        ),
        (
            "published before",
            needed(
                desired: [launch], records: [launch.id: launch.record()], since: published.addingTimeInterval(1)), "|"
        ),
        (
            "published before, edited since",
            needed(
                desired: [.sample("launch@bakery", blob: "b")], records: [launch.id: launch.record()],
                since: published.addingTimeInterval(1)), "launch@bakery|"
        ),
        (
            "removed since",
            needed(records: [launch.id: removed], since: published.addingTimeInterval(1)), "|launch@bakery"
        ),
        ("let go", needed(desired: [launch], records: [launch.id: dismissed]), "|"),
        (
            "in flight, its entry gone", needed(journal: launch.begun(), since: .distantFuture), "|launch@bakery"
        ),
    ]

    @Test("Keeps what is planned, in flight, or went out since", arguments: cases)
    func use(name: String, needed: String, expected: String) {
        #expect(needed == expected, "\(name)")
    }
}
