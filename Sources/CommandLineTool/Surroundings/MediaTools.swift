import CalendarLoading
import ContentModel
import FileStore
import LocalState
import MediaPreparation
import ObjectIDs
import ScheduleLock
import Synchronization

/// How far a command looks into the media of a calendar.
enum MediaLook {
    /// At what their first bytes say: no worker is started.
    case atHeaders
    /// At what is remembered of those that are still to be published, besides: no worker is started.
    case asRemembered
    /// Into those that are still to be published; what has been published was looked into then.
    case intoWhatIsToCome
    /// Into all of them, and all of each.
    case intoEverything
}

/// The media worker and the cache of a workspace; nothing is started or made before it is needed.
final class MediaTools: Sendable {
    private struct State {
        var workshop: MediaWorkshop?
        var isStopped = false
    }

    private let environment: [String: String]
    private let state = Mutex(State())

    init(environment: [String: String]) { self.environment = environment }

    /// Why there is no worker; `nil` where there is one.
    var absence: MediaTrouble? {
        do throws(MediaTrouble) {
            _ = try WorkerProgram.find(environment: environment)
            return nil
        } catch {
            return error
        }
    }

    /// Whether it was told to stop.
    var isStopped: Bool { state.withLock { $0.isStopped } }

    /// Ends what workers are at, and lets none begin anything more.
    func stop() {
        let workshop = state.withLock { state in
            state.isStopped = true
            return state.workshop
        }
        workshop?.close()
    }

    /// The workers of this run.
    func workshop() throws(MediaTrouble) -> MediaWorkshop {
        if let workshop = state.withLock({ $0.workshop }) { return workshop }
        let program = try WorkerProgram.find(environment: environment)
        return state.withLock { state in
            let made = state.workshop ?? MediaWorkshop(program)
            if state.isStopped { made.close() }
            state.workshop = made
            return made
        }
    }

    /// What looks into the media of a calendar that is loaded; nothing where headers decide, also for want of a worker.
    func look(_ look: MediaLook, in files: FileRoot) throws -> CalendarLoader.MediaLook? {
        guard look != .atHeaders else { return nil }
        let workshop = look == .asRemembered ? nil : try? workshop()
        guard look == .asRemembered || workshop != nil else { return nil }
        // Where nothing may be written, as in a repository that is mounted for reading, headers must do.
        guard let cache = try? MediaCache(in: files) else { return nil }
        let inspector = MediaInspector(cache: cache, workshop: workshop, isThorough: look == .intoEverything)
        // Asked for when the first medium is met: a settled calendar shows none that is new.
        let published = PublishedMedia(in: look == .intoEverything ? nil : files)
        return { path, blob, facts, bytes in
            guard !published.contains(blob) else { return MediaInsight() }
            return inspector.insight(into: blob, at: path, facts: facts, bytes: bytes)
        }
    }

    /// Media as they go out.
    func prepared(in files: FileRoot) throws -> PreparedMedia {
        PreparedMedia(cache: try MediaCache(in: files)) { () throws(MediaTrouble) in try self.workshop() }
    }
}

/// The media that the lockfile calls published. One that cannot be read is for others to complain about.
private final class PublishedMedia: Sendable {
    private let files: FileRoot?
    private let blobs = Mutex<Set<BlobID>?>(nil)

    /// - Parameter files: where the lockfile lies; without it none are.
    init(in files: FileRoot?) { self.files = files }

    func contains(_ blob: BlobID) -> Bool {
        guard let files else { return false }
        return blobs.withLock { blobs in
            if let blobs { return blobs.contains(blob) }
            let text = (try? LockfilePlace(in: files, at: StatePaths.real.lockfile).bytes()) ?? []
            let found = (try? Lockfile.media(in: text)) ?? []
            blobs = found
            return found.contains(blob)
        }
    }
}

extension Workspace {
    /// Media as they go out.
    func preparedMedia() throws -> PreparedMedia { try media.prepared(in: files()) }
}
