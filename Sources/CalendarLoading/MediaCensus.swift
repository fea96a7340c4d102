import ContentModel
import MediaHeaders
import ObjectIDs
import Synchronization

/// The media that entries show, each looked at once however many entries show it; asked by many tasks.
final class MediaCensus: Sendable {
    private struct State {
        var located: [MediaPath: Result<BlobID, MediaProblem>] = [:]
        var mediaByBlob: [BlobID: Result<InspectedMedia, MediaProblem>] = [:]
        /// Both together: every entry asks for this, and twice.
        var inspected: [MediaPath: Result<InspectedMedia, MediaProblem>] = [:]

        mutating func join(_ path: MediaPath) {
            guard let found = located[path] else { return }
            inspected[path] = found.flatMap { mediaByBlob[$0] ?? .failure(.missing(nearest: nil)) }
        }
    }

    private let source: CalendarSource
    private let look: CalendarLoader.MediaLook?
    private let state = Mutex(State())

    init(_ source: CalendarSource, look: CalendarLoader.MediaLook?) { (self.source, self.look) = (source, look) }

    /// Whether all of these are known, or it costs little to know them: those that git's index has are looked at here, if
    /// headers alone decide.
    func knows(_ paths: [MediaPath]) -> Bool {
        paths.allSatisfy { path in
            if state.withLock({ $0.inspected.keys.contains(path) }) { return true }
            guard let blob = source.locateUntouched(path.text) else { return false }
            if state.withLock({ !$0.mediaByBlob.keys.contains(blob) }) {
                guard look == nil else { return false }
                let medium = source.facts(path.text, blob).map { InspectedMedia(blob: blob, facts: $0) }
                state.withLock { $0.mediaByBlob[blob] = medium }
            }
            state.withLock { state in
                state.located[path] = .success(blob)
                state.join(path)
            }
            return true
        }
    }

    /// Looks at those that are new: paths to blobs in one question, facts once a blob.
    func take(_ paths: some Sequence<MediaPath>) async throws(CalendarSourceError) {
        let new = state.withLock { state in
            Set(paths.filter { state.located[$0] == nil }).sorted()
        }
        guard !new.isEmpty else { return }
        let found = try source.locate(new)
        let pathsByBlob = state.withLock { state in
            var pathsByBlob: [BlobID: MediaPath] = [:]
            for path in new {
                state.located[path] = found[path] ?? .failure(.missing(nearest: nil))
                guard case .success(let blob)? = found[path], state.mediaByBlob[blob] == nil else { continue }
                if pathsByBlob[blob] == nil { pathsByBlob[blob] = path }
            }
            return pathsByBlob
        }
        let (source, look) = (source, look)
        let inspected = await mapInParallel(pathsByBlob.sorted { $0.value < $1.value }) { blob, path in
            let medium = source.facts(path.text, blob).map { facts in
                var medium = InspectedMedia(blob: blob, facts: facts)
                if let look {
                    medium.insight = look(path.text, blob, facts) { () throws(MediaDefect) in
                        try source.bytes(of: path.text, blob)
                    }
                }
                return medium
            }
            return (blob, medium)
        }
        state.withLock { state in
            for (blob, medium) in inspected { state.mediaByBlob[blob] = medium }
            for path in new { state.join(path) }
        }
    }

    /// Every path so far, sorted.
    var paths: [String] { state.withLock { $0.located.keys.sorted().map(\.text) } }

    /// What is known of them, for the rules.
    var client: MediaClient {
        MediaClient { path in
            self.state.withLock { $0.inspected[path] } ?? .failure(.missing(nearest: nil))
        }
    }
}

extension CalendarSource {
    /// The whole of a located medium.
    fileprivate func bytes(of path: String, _ blob: BlobID) throws(MediaDefect) -> [UInt8] {
        do throws(CalendarSourceError) { return try content(path, blob) } catch {
            throw MediaDefect(what: error.what, why: error.why, fix: error.fix)
        }
    }
}
