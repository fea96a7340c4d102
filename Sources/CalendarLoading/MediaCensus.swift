import ContentModel
import MediaHeaders
import ObjectIDs

/// The media that entries show, each looked at once however many entries show it.
struct MediaCensus: Sendable {
    private let source: CalendarSource
    private var located: [String: Result<BlobID, MediaProblem>] = [:]
    private let look: CalendarLoader.MediaLook?
    private var mediaByBlob: [BlobID: Result<InspectedMedia, MediaProblem>] = [:]

    init(_ source: CalendarSource, look: CalendarLoader.MediaLook?) { (self.source, self.look) = (source, look) }

    /// Looks at those that are new: paths to blobs in one question, facts once a blob.
    mutating func take(_ paths: some Sequence<String>) async throws(CalendarSourceError) {
        let new = Set(paths).filter { located[$0] == nil }.sorted()
        guard !new.isEmpty else { return }
        let found = try source.locate(new)
        var pathsByBlob: [BlobID: String] = [:]
        for path in new {
            located[path] = found[path] ?? .failure(.missing(nearest: nil))
            guard case .success(let blob)? = found[path], mediaByBlob[blob] == nil else { continue }
            if pathsByBlob[blob] == nil { pathsByBlob[blob] = path }
        }
        let (source, look) = (source, look)
        let blobs = pathsByBlob.sorted { $0.value < $1.value }
        let inspected = await mapInParallel(blobs) { blob, path in
            let medium = source.facts(path, blob).map { facts in
                var medium = InspectedMedia(blob: blob, facts: facts)
                if let look { medium.insight = look(path, blob, facts) { try source.content(path, blob) } }
                return medium
            }
            return (blob, medium)
        }
        for (blob, medium) in inspected { mediaByBlob[blob] = medium }
    }

    /// Every path so far, sorted.
    var paths: [String] { located.keys.sorted() }

    /// What is known of them, for the rules.
    var client: MediaClient {
        let (located, mediaByBlob) = (located, mediaByBlob)
        return MediaClient { path in
            guard let found = located[path] else { return .failure(.missing(nearest: nil)) }
            return found.flatMap { blob in mediaByBlob[blob] ?? .failure(.missing(nearest: nil)) }
        }
    }
}
