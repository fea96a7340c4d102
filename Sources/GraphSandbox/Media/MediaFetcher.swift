import GraphModel
import HTTP
import MediaHeaders

/// Fetches media as Meta does: one GET, no redirect followed, no credentials; keeps them, and reads their headers.
struct MediaFetcher: Sendable {
    /// What Meta's documents say its fetcher calls itself.
    static let userAgent = "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"

    private let client: HTTPClient
    private let store: MediaStore

    init(store: MediaStore) {
        self.store = store
        client = HTTPClient(configuration: .init(userAgent: Self.userAgent))
    }

    /// What is at a ticket's URL; the bytes are kept when they are a medium.
    func fetch(_ ticket: FetchTicket) async -> FetchedMedium {
        let path = store.freshPath()
        let response: HTTPResponse
        do throws(HTTPError) {
            response = try await client.download(Self.request(for: ticket), to: path)
        } catch {
            return FetchedMedium(.failure(Self.failure(error.kind)))
        }
        let type = response.headers["Content-Type"] ?? ""
        let kept = (200...299).contains(response.status) ? store.keep(path) : nil
        guard response.status == 200 else {
            let isRedirect = (300...399).contains(response.status)
            return FetchedMedium(.failure(isRedirect ? .redirect : .httpStatus(response.status)), contentType: type)
        }
        guard let kept else { return FetchedMedium(.failure(.notMedia(contentType: type)), contentType: type) }
        return FetchedMedium(
            .medium(MediumFacts(kept.facts)), byteCount: kept.facts.byteCount, contentType: type, storedName: kept.name)
    }

    private static func request(for ticket: FetchTicket) -> HTTPRequest {
        // Room past the platform's own limits, so that the model and not the client refuses what is too large.
        let (seconds, bytes) = ticket.purpose == .video ? (300, 320 << 20) : (30, 32 << 20)
        return HTTPRequest(
            url: ticket.url, timeouts: .init(total: .seconds(seconds), stall: .seconds(20)), maximumResponseBytes: bytes
        )
    }

    private static func failure(_ kind: HTTPError.Kind) -> FetchedMedium.Failure {
        switch kind {
        case .timedOut: .timeout
        case .responseTooLarge: .tooLarge
        default: .unreachable
        }
    }
}

extension MediumFacts {
    /// What the platform's rules ask about a file, out of what its headers say.
    init(_ facts: MediaFacts) {
        self.init(Format(facts.format), width: facts.displaySize?.width, height: facts.displaySize?.height)
        isMultiPicture = facts.format == .mpo
        guard let film = facts.video else { return }
        if let track = film.tracks.first {
            var stream = Video(codec: track.codec, duration: film.duration, framesPerSecond: track.frameRate)
            stream.hasEditList = film.editList != .absent
            stream.isFastStart = film.isIndexFirst ?? true
            video = stream
        }
        if let track = film.audio.first {
            audio = Audio(codec: track.codec, channels: track.channels, sampleRate: track.sampleRate)
        }
    }
}

extension MediumFacts.Format {
    init(_ format: MediaFormat) {
        self =
            switch format {
            case .jpeg, .mpo: .jpeg
            case .png, .apng: .png
            case .gif: .gif
            case .webP: .webp
            case .heic: .heic
            case .bmp: .bmp
            case .tiff: .tiff
            case .avif: .otherImage
            case .mp4: .mp4
            case .quickTime: .quickTime
            case .webM, .matroska: .otherVideo
            }
    }
}
