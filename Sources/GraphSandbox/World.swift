import FileStore
import FoundationEssentials
import GraphModel
import MediaHeaders

/// The platform in time: one call after another, its fetches done over HTTP, its state kept in a file.
actor World {
    private var snapshot: Snapshot
    private var changes = 0
    /// Counts the changes, also those that time alone makes, so that a page can tell whether it is still current.
    var revision: Int { changes + snapshot.platform.seenPosts(at: now()) }
    private let file: DurableFile
    private var writing: Task<Void, any Error>?
    /// The write that follows the one under way, and covers every change made until it begins.
    private var nextWrite: Task<Void, any Error>?
    private let fetcher: MediaFetcher
    private let store: MediaStore
    private var downloads: [Int: Task<Void, Never>] = [:]
    private var isStopped = false

    init(snapshot: Snapshot, file: DurableFile, store: MediaStore) {
        (self.snapshot, self.file, self.store) = (snapshot, file, store)
        fetcher = MediaFetcher(store: store)
    }

    var accounts: [SandboxAccount] { snapshot.accounts }
    var isClockFrozen: Bool { snapshot.clock.isFrozen }

    /// The sandbox's time.
    func now() -> Date {
        snapshot.clock.now(real: Date())
    }

    /// Answers a call; what it changed is on disk before the answer is given.
    func respond(to request: Request, files: [MultipartForm.Part] = []) async throws -> Response {
        var request = request
        request.files = try files.map { try keep($0, of: request) }
        let secrets = [configuration.appSecret, configuration.instagramAppSecret]
        request.hasWrongProof = !secrets.contains { AppSecretProof.holds(in: request, secret: $0) }
        request.verifierChallenge = request.parameters["code_verifier"]?.text.map(CodeChallenge.ofVerifier)
        var outcome = snapshot.platform.respond(to: request, at: now())
        while true {
            switch outcome {
            case .fetch(let ticket):
                let medium = await fetcher.fetch(ticket)
                outcome = snapshot.platform.complete(ticket, with: medium, at: now())
            case .answer(let response):
                if Self.mayChange(request) { try await changed() }
                return response
            }
        }
    }

    /// Keeps a file of a form: a medium by itself, or a chunk where the platform expects it.
    private func keep(_ part: MultipartForm.Part, of request: Request) throws -> AttachedFile {
        var medium: FetchedMedium?
        if part.name != "video_file_chunk" {
            let path = store.freshPath()
            try store.write(part.body, at: 0, to: path)
            medium = whole(path, byteCount: part.body.count)
        } else if let place = snapshot.platform.chunkPlace(of: request, at: now()),
            place.offset + part.body.count <= place.fileSize
        {
            let path = store.path(ofUpload: place.upload)
            try store.write(part.body, at: place.offset, to: path)
            if place.offset + part.body.count == place.fileSize { medium = whole(path, byteCount: place.fileSize) }
        }
        return AttachedFile(name: part.name, byteCount: part.body.count, medium: medium)
    }

    /// Whether a call may change more than usage counters, which the next change takes along.
    private static func mayChange(_ request: Request) -> Bool {
        request.method != .get || request.parameters["method"] != nil
            || ["access_token", "refresh_access_token", "oauth"].contains(request.path.first)
    }

    /// Takes in the bytes of an upload, or the URL it is to be fetched from.
    func receive(_ upload: Upload, body: [UInt8]) async throws -> Response {
        if let answer = snapshot.platform.beginUpload(upload, at: now()) {
            try await changed()
            return answer
        }
        let size = snapshot.platform.fileSize(of: upload)
        let room = max(0, size - upload.offset)
        let path = store.path(ofUpload: upload.container)
        try store.write(Array(body.prefix(room)), at: upload.offset, to: path)
        let answer = snapshot.platform.uploaded(
            upload, byteCount: body.count, whole: body.count >= room ? whole(path, byteCount: size) : nil, at: now())
        try await changed()
        return answer
    }

    /// What a file is of which all bytes have come; it is kept where it is a medium.
    private func whole(_ path: String, byteCount: Int) -> FetchedMedium {
        guard let kept = store.keep(path) else {
            return FetchedMedium(.failure(.notMedia(contentType: "")), byteCount: byteCount)
        }
        return FetchedMedium(
            .medium(MediumFacts(kept.facts)), byteCount: kept.facts.byteCount, contentType: "",
            storedName: kept.name)
    }

    /// Everything ever published, deleted things among it.
    func everything(of account: String?) -> [PublishedMedium] {
        snapshot.platform.everything(of: account)
    }

    /// All posts ever made on Pages, deleted ones among them.
    func postRecords(of page: String?) -> [PostRecord] {
        snapshot.platform.postRecords(of: page, at: now())
    }

    /// Photos of a Page that nothing shows.
    func unusedPhotos(of page: String) -> [String] {
        snapshot.platform.unusedPhotos(of: page, at: now())
    }

    /// Reads what a browser brings to a dialog.
    func authorization(
        _ login: Login, _ parameters: Parameters
    ) throws(AuthorizationProblem) -> AuthorizationRequest {
        try snapshot.platform.authorization(login, parameters)
    }

    /// Who could sign in to a dialog.
    func candidates(for login: Login) -> [AuthorizationCandidate] {
        snapshot.platform.candidates(for: login)
    }

    /// The accounts as followers see them now.
    func followerViews() -> [FollowerView] {
        snapshot.platform.followerViews(at: now())
    }

    /// The Pages as followers see them now, and what waits on them.
    func pageViews() -> [PageView] {
        snapshot.platform.pageViews(at: now())
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
        changes += snapshot.platform.seenPosts(at: now())
        snapshot.platform = Platform(configuration: snapshot.platform.configuration, accounts: [])
        snapshot.accounts = []
        for account in accounts { snapshot.add(account) }
        try await changed()
    }

    /// Changes the platform from outside: its tokens, its behaviours, what its people write.
    ///
    /// - Returns: What the change says of itself.
    func changePlatform<Result: Sendable>(
        _ change: @Sendable (inout Platform, _ now: Date) throws -> Result
    ) async throws -> Result {
        let result = try change(&snapshot.platform, now())
        try await changed()
        return result
    }

    /// The platform's limits and behaviours.
    var configuration: Configuration { snapshot.platform.configuration }

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

    /// Writes the first snapshot, and goes on with the downloads a former process left.
    func begin() async throws {
        startDownloads()
        try await save()
    }

    /// Ends the downloads, which a later process takes up again.
    func stop() async {
        isStopped = true
        let tasks = downloads.values
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
        _ = await (nextWrite ?? writing)?.result
    }

    private func changed() async throws {
        changes += 1
        startDownloads()
        try await save()
    }

    /// Returns when a snapshot with all changes up to now is on disk; changes made side by side share one write.
    private func save() async throws {
        if let nextWrite { return try await nextWrite.value }
        let write = Task { [file, previous = writing] in
            _ = await previous?.result
            let snapshot = beginWriting()
            try await Self.write(snapshot, to: file)
        }
        nextWrite = write
        try await write.value
    }

    private func beginWriting() -> Snapshot {
        (writing, nextWrite) = (nextWrite, nil)
        return snapshot
    }

    /// Off the actor, so that calls are answered meanwhile.
    @concurrent private static func write(_ snapshot: Snapshot, to file: DurableFile) async throws {
        try snapshot.write(to: file)
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
