import FoundationEssentials
import GraphModel

/// The platform in time: one call after another, its fetches done over HTTP, its state kept in a file.
actor World {
    private var snapshot: Snapshot
    /// Counts the changes, so that a page can tell whether it is still current.
    private(set) var revision = 0
    private let file: SnapshotFile
    private let fetcher: MediaFetcher
    private var downloads: [Int: Task<Void, Never>] = [:]
    private var isStopped = false

    init(snapshot: Snapshot, file: SnapshotFile, fetcher: MediaFetcher) {
        (self.snapshot, self.file, self.fetcher) = (snapshot, file, fetcher)
    }

    var accounts: [SandboxAccount] { snapshot.accounts }
    var isClockFrozen: Bool { snapshot.clock.isFrozen }

    /// The sandbox's time.
    func now() -> Date {
        snapshot.clock.now(real: Date())
    }

    /// Answers a call; what it changed is on disk before the answer is given.
    func respond(to request: Request) async throws -> Response {
        var outcome = snapshot.platform.respond(to: request, at: now())
        while true {
            switch outcome {
            case .fetch(let ticket):
                let medium = await fetcher.fetch(ticket)
                outcome = snapshot.platform.complete(ticket, with: medium, at: now())
            case .answer(let response):
                // Reading changes nothing but usage counters, which the next change takes along.
                if request.method != .get || request.parameters["method"] != nil { try await changed() }
                return response
            }
        }
    }

    /// Everything ever published, deleted things among it.
    func everything(of account: String?) -> [PublishedMedium] {
        snapshot.platform.everything(of: account)
    }

    /// The accounts as followers see them now.
    func followerViews() -> [FollowerView] {
        snapshot.platform.followerViews(at: now())
    }

    /// Adds accounts that are not there yet, and says how to reach each of them.
    func add(_ accounts: [SandboxConfiguration.Account]) async throws -> [SandboxAccount] {
        let keys = accounts.map { snapshot.add($0) }
        try await changed()
        return keys
    }

    /// Ends every account and medium, and begins anew with these accounts; the clock goes on.
    func reset(to accounts: [SandboxConfiguration.Account]) async throws {
        for download in downloads.values { download.cancel() }
        downloads = [:]
        snapshot.platform = Platform(configuration: snapshot.platform.configuration, accounts: [])
        snapshot.accounts = []
        for account in accounts { snapshot.add(account) }
        try await changed()
    }

    /// Changes the clock.
    ///
    /// - Returns: What the change says of itself.
    func changeClock<Result: Sendable>(
        _ change: @Sendable (inout SandboxClock, _ real: Date) -> Result
    ) async throws -> Result {
        let result = change(&snapshot.clock, Date())
        try await changed()
        return result
    }

    /// Goes on with the downloads a former process left.
    func resume() {
        startDownloads()
    }

    /// Ends the downloads, which a later process takes up again.
    func stop() async {
        isStopped = true
        let tasks = downloads.values
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }

    private func changed() async throws {
        revision += 1
        startDownloads()
        try await file.write(snapshot)
    }

    private func startDownloads() {
        guard !isStopped else { return }
        for ticket in snapshot.platform.pendingFetches(at: now()) where downloads[ticket.id] == nil {
            downloads[ticket.id] = Task {
                let medium = await fetcher.fetch(ticket)
                if !Task.isCancelled { await finish(ticket, with: medium) }
            }
        }
    }

    private func finish(_ ticket: FetchTicket, with medium: FetchedMedium) async {
        downloads[ticket.id] = nil
        snapshot.platform.fetched(ticket, medium, at: now())
        // When the disk refuses, the download is pending still in the file and is done again after a restart.
        try? await changed()
    }
}
