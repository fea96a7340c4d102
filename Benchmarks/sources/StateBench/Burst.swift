import ContentModel
import ObjectIDs
import ScheduleLock

/// What a burst of publications writes: an event and a record for each account.
struct Burst {
    let accounts: Int
    /// Sets the events of one burst apart from those of another.
    let number: Int

    private static let time = Timestamp(secondsSince1970: 1_793_606_400)

    private func publication(_ index: Int) -> PublicationID {
        PublicationID(entry: EntryID("2026-11/post-\(number)"), account: AccountName("account-\(index)"))
    }

    /// The event that most follow: a platform's answer.
    var events: [JournalEvent] {
        (0..<accounts).map { index in
            JournalEvent(
                publication: publication(index), at: Self.time,
                step: .containerCreated(id: "178414058223\(number)\(index)", slide: nil))
        }
    }

    /// The records of the same publications.
    var records: [(PublicationID, LockRecord)] {
        let blob = BlobID(ObjectID(high: 1, middle: 2, low: UInt32(number)))
        return (0..<accounts).map { index in
            let id = publication(index)
            let live = PublishedPublication(
                mediaID: "1793\(number)\(index)", publishedAt: Self.time,
                permalink: "https://www.instagram.com/p/\(number)x\(index)/")
            let source = Publication.Source(path: "calendar/\(id.entry).yaml", blob: blob)
            return (id, LockRecord(phase: .published(live), source: source, commit: nil, media: []))
        }
    }

    /// What settles them again, so that bursts stay alike.
    var settlings: [JournalEvent] {
        (0..<accounts).map { JournalEvent(publication: publication($0), at: Self.time, step: .settled) }
    }

    var accountNames: Set<AccountName> { Set((0..<accounts).map { AccountName("account-\($0)") }) }
}

/// How long `body` takes for all elements at once, in milliseconds.
func milliseconds<Element: Sendable>(
    _ elements: [Element], _ body: @escaping @Sendable (Element) async throws -> Void
) async throws -> Double {
    let start = ContinuousClock.now
    try await withThrowingTaskGroup(of: Void.self) { tasks in
        for element in elements { tasks.addTask { try await body(element) } }
        try await tasks.waitForAll()
    }
    return (ContinuousClock.now - start) / .milliseconds(1)
}

/// A figure and its value in each round.
func tell(_ name: String, _ values: [Double]) {
    print(name, values.map { "\($0)" }.joined(separator: " "), separator: "\t")
}
