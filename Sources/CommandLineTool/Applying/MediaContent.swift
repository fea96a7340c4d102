import CalendarLoading
import ContentModel
import Cryptography
import Dispatch
import FileStore
import GraphPublishing
import Hosting
import MediaHeaders
import MediaPreparation
import Publishing
import Synchronization

/// Media as they were planned and prepared, as files that are made public or sent.
final class MediaContent: Sendable {
    private let media: PlannedMedia
    private let prepared: PreparedMedia
    private let cache: MediaCache
    private let checksVideos: Bool
    private let known = Mutex<[OutgoingMedium: PublicFile]>([:])
    private let underWay = Mutex<[OutgoingMedium: Task<Result<PublicFile, Refusal>, Never>]>([:])
    private let places = DispatchSemaphore(value: Cores.count)
    private let tell: @Sendable (String) -> Void

    /// - Parameters:
    ///   - checksVideos: whether a video that goes out as it is must have been decoded in full before.
    ///   - tell: hears how the making of one goes on that takes long.
    init(
        of workspace: Workspace, checkingVideos checksVideos: Bool = false,
        telling tell: @escaping @Sendable (String) -> Void = { _ in }
    ) throws {
        (self.checksVideos, self.tell) = (checksVideos, tell)
        media = try PlannedMedia(inRepositoryAt: workspace.root)
        prepared = try workspace.preparedMedia()
        cache = try MediaCache(in: workspace.files())
    }

    /// What is made public of `file`, or sent; made on a thread of its own and once for all who ask for it at the same time.
    ///
    /// Coding a video may take minutes, in which nothing that is due may want for a thread to run on.
    func publicFile(of file: MediaFile) async throws(Refusal) -> PublicFile {
        let outcome = file.outgoing
        if let known = remembered(outcome) { return known }
        let task = underWay.withLock { underWay in
            if let task = underWay[outcome] { return task }
            let task = Task { await apart { Result { () throws(Refusal) in try self.publicFileNow(of: file) } } }
            underWay[outcome] = task
            return task
        }
        let result = await task.value
        underWay.withLock { $0[outcome] = nil }
        return try result.get()
    }

    /// Runs `work` outside the threads that tasks share, as many at once as there are processors.
    private func apart<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                self.places.wait()
                defer { self.places.signal() }
                continuation.resume(returning: work())
            }
        }
    }

    /// What is made public of `file`, or sent; a flow stops for a person where it cannot be had.
    func publicFileNow(of file: MediaFile) throws(Refusal) -> PublicFile {
        let outcome = file.outgoing
        if let known = remembered(outcome) { return known }
        let found = try read(file)
        known.withLock { $0[outcome] = found }
        return found
    }

    /// Without a worker headers must do, as they do for plans.
    private func check(
        _ file: MediaFile, _ original: () throws(MediaTrouble) -> [UInt8], _ progress: (Double) -> Void
    ) throws(MediaTrouble) {
        do throws(MediaTrouble) {
            try prepared.check(file.blob, original: original, progress: progress)
        } catch .absent {}
    }

    private static func isVideo(_ path: String) -> Bool {
        guard let open = try? OpenFile(path: path) else { return false }
        let facts = try? MediaFacts(size: open.size) { try open.read(at: $0, count: $1) }
        return facts?.format.isImage == false
    }

    /// How long nothing is said of a medium that is being made.
    private static let patience = Duration.seconds(10)

    /// What was found before, as long as it lies where it lay: a run that goes on for weeks outlives what is kept.
    private func remembered(_ outcome: OutgoingMedium) -> PublicFile? {
        guard let known = known.withLock({ $0[outcome] }), cache.isThere(known.path) else { return nil }
        return known
    }

    /// The same files, for uploads that read them while they are sent.
    var files: MediaFiles {
        MediaFiles(
            locate: { [self] file async throws(Refusal) in
                let found = try await publicFile(of: file)
                return MediaFiles.Location(
                    path: found.path, byteCount: Int64(found.size), contentType: found.contentType)
            },
            read: { location, range throws(Refusal) in
                do throws(FileError) {
                    let file = try OpenFile(path: location.path)
                    return try file.read(at: Int(range.lowerBound), count: range.count)
                } catch {
                    // Who removes the cache under a run makes it begin again, and no more.
                    throw Refusal(
                        remedy: .backOff, effect: .none, message: "reading \(error.what)", fix: error.fix, atMost: 3,
                        thereafter: .person)
                }
            })
    }

    /// The path of the bytes of `file` that go out, prepared if they were not.
    ///
    /// - Parameter progress: hears the part of the work that is done, from 0 to 1.
    func path(of file: MediaFile, progress: (Double) -> Void = { _ in }) throws(MediaTrouble) -> String {
        let original = { () throws(MediaTrouble) in
            try self.reading { () throws(CalendarSourceError) in try self.media.bytes(of: file) }
        }
        guard let treatment = file.treatment else {
            let folder: FileRoot
            do throws(FileError) { folder = try cache.files() } catch {
                throw .unreadable(error.what, why: error.why, fix: error.fix)
            }
            let path = try reading { () throws(CalendarSourceError) in try media.path(of: file, in: folder) }
            _ = cache.isThere(path)
            if checksVideos, Self.isVideo(path) { try check(file, original, progress) }
            return path
        }
        return try prepared.path(of: file, by: treatment, original: original, progress: progress)
    }

    /// Whether asking for its path takes no work.
    func isPrepared(_ file: MediaFile) -> Bool { prepared.isPrepared(file) }

    private func reading<Value>(_ read: () throws(CalendarSourceError) -> Value) throws(MediaTrouble) -> Value {
        do throws(CalendarSourceError) {
            return try read()
        } catch {
            throw .unreadable(error.what, why: error.why, fix: error.fix)
        }
    }

    private func read(_ file: MediaFile) throws(Refusal) -> PublicFile {
        func refuse(_ what: String, fix: String) -> Refusal {
            Refusal(remedy: .person, effect: .none, message: "reading \(what)", fix: fix)
        }
        let path: String
        let clock = ContinuousClock()
        var lastTold = clock.now
        do throws(MediaTrouble) {
            path = try self.path(of: file) { part in
                guard 0...1 ~= part, clock.now - lastTold > Self.patience else { return }
                lastTold = clock.now
                tell("\(file.path) is being made ready: \(Int(part * 100)) %")
            }
        } catch {
            let (what, why, fix) = error.explained(path: file.path)
            // Nothing is wrong with the file: another run makes it.
            if error == .stopped { throw Refusal(remedy: .backOff, effect: .none, message: what, fix: fix) }
            throw Refusal(remedy: .person, effect: .none, message: "\(what) — \(why)", fix: fix)
        }
        let (open, digest): (OpenFile, Digest)
        do throws(FileError) {
            open = try OpenFile(path: path)
            digest = try SHA256.digest(of: open)
        } catch {
            // Who removes the cache under a run makes it begin again, and no more.
            if case .missing = error {
                throw Refusal(remedy: .backOff, effect: .none, message: "reading \(error.what)", fix: error.fix)
            }
            throw refuse(error.what, fix: error.fix)
        }
        do throws(MediaError) {
            let format = try MediaFacts(size: open.size) { try open.read(at: $0, count: $1) }.format
            return PublicFile(
                path: path, size: open.size, sha256: digest, contentType: format.contentType,
                fileExtension: format.fileExtension)
        } catch {
            throw refuse("'\(file.path)': \(error.what)", fix: error.fix)
        }
    }
}
