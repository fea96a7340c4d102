import ContentModel
import MediaHeaders
import ObjectIDs

/// The media that entries show, each looked at once however many entries show it.
struct MediaCensus: Sendable {
    private let source: CalendarSource
    private var located: [String: Result<BlobID, MediaProblem>] = [:]
    private var factsByBlob: [BlobID: Result<MediaFacts, MediaProblem>] = [:]

    init(_ source: CalendarSource) { self.source = source }

    /// Looks at those that are new: paths to blobs in one question, facts once a blob.
    mutating func take(_ paths: some Sequence<String>) async throws(CalendarSourceError) {
        let new = Set(paths).filter { located[$0] == nil }.sorted()
        guard !new.isEmpty else { return }
        let found = try source.locate(new)
        var pathsByBlob: [BlobID: String] = [:]
        for path in new {
            located[path] = found[path] ?? .failure(.missing(nearest: nil))
            guard case .success(let blob)? = found[path], factsByBlob[blob] == nil else { continue }
            if pathsByBlob[blob] == nil { pathsByBlob[blob] = path }
        }
        let source = source
        let blobs = pathsByBlob.sorted { $0.value < $1.value }
        for (blob, facts) in await mapInParallel(blobs, { blob, path in (blob, source.facts(path, blob)) }) {
            factsByBlob[blob] = facts
        }
    }

    /// Every path so far, sorted.
    var paths: [String] { located.keys.sorted() }

    /// What is known of them, for the rules.
    var client: MediaClient {
        let (located, factsByBlob) = (located, factsByBlob)
        return MediaClient { path in
            guard let found = located[path] else { return .failure(.missing(nearest: nil)) }
            return found.flatMap { blob in
                guard let facts = factsByBlob[blob] else { return .failure(.missing(nearest: nil)) }
                return facts.map { InspectedMedia(blob: blob, facts: $0) }
            }
        }
    }
}
