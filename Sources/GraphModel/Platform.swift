public import FoundationEssentials

/// The whole world behind the Graph API: people, Pages and their posts, accounts, tokens, containers, media, comments
/// and quotas.
///
/// A pure value: it reads no clock and no network. Time comes in with every call and must not run backwards; what has
/// to be fetched goes out as a ``FetchTicket`` and comes back as a ``FetchedMedium``. The same calls on the same world
/// give the same answers, byte for byte.
public struct Platform: Hashable, Sendable, Codable {
    /// What a call comes to.
    public enum Outcome: Hashable, Sendable {
        /// Done.
        case answer(Response)
        /// The call waits for this URL: fetch it and pass what came to ``Platform/complete(_:with:at:)``.
        case fetch(FetchTicket)
    }

    /// Limits and uncertain behaviours; may be changed between any two calls.
    public var configuration: Configuration

    var source: IDSource
    var people: [PersonID: Person] = [:]
    var pages: [PageID: Page] = [:]
    var accounts: [AccountID: Account] = [:]
    var tokens: [String: Token] = [:]
    /// What dialogs gave and apps have yet to exchange, or have exchanged.
    var codes: [String: AuthorizationCode] = [:]
    var containers: [ContainerID: Container] = [:]
    var media: [MediumID: Medium] = [:]
    var comments: [CommentID: Comment] = [:]
    var posts: [PostID: PagePost] = [:]
    var photos: [PhotoID: PagePhoto] = [:]
    var videos: [VideoID: PageVideo] = [:]
    var pageComments: [PageCommentID: PageComment] = [:]
    /// The videos that are sent in sessions, by session.
    var sessions: [String: VideoID] = [:]
    var fileUploads: [String: FileUpload] = [:]
    var usage = UsageMeter()
    var keys: [AccountKey] = []

    var lastTicket = 0
    /// Videos and covers to be fetched, by ticket.
    var fetches: [Int: PendingFetch] = [:]
    /// Creations whose caller waits for an image, by ticket.
    var creations: [Int: PendingCreation] = [:]
    /// Photos whose caller waits for the file at their URL, by ticket.
    var photosToFetch: [Int: PendingPhoto] = [:]
    /// Videos of Pages to be fetched, by ticket.
    var videosToFetch: [Int: PendingVideoFetch] = [:]
    /// Batches whose caller waits for an image of one part, by ticket.
    var batches: [Int: PendingBatch] = [:]

    /// A world with these accounts.
    public init(configuration: Configuration = Configuration(), accounts: [AccountSeed]) {
        self.configuration = configuration
        source = IDSource(seed: configuration.seed)
        for seed in accounts { add(seed) }
    }

    /// Answers one call, or says what it must fetch first.
    public mutating func respond(to request: Request, at now: Date) -> Outcome {
        if request.effectiveMethod == .post, request.path.isEmpty, request.parameters.holds("batch") {
            return startBatch(request, at: now)
        }
        return perform(request, at: now)
    }

    /// Continues a call that waited for its URL; a batch may then wait for the next one.
    public mutating func complete(_ ticket: FetchTicket, with result: FetchedMedium, at now: Date) -> Outcome {
        let response = finishCreation(ticket, with: result, at: now)
        guard let batch = batches.removeValue(forKey: ticket.id) else { return .answer(response) }
        return resume(batch, with: response, at: now)
    }

    /// One call that is no batch.
    mutating func perform(_ request: Request, at now: Date) -> Outcome {
        do {
            if let token = try giveToken(request, at: now) {
                let version = GraphVersion.serving(request.version, at: now)
                return .answer(Response(headers: headers(version: version, metered: nil, at: now), body: token))
            }
            let call = try admit(request, at: now)
            do {
                switch try route(call) {
                case .body(let body): return .answer(response(body, for: call))
                case .fetch(let ticket): return .fetch(ticket)
                }
            } catch {
                return .answer(refusal(error, version: call.version, metered: call.metered, login: call.login, at: now))
            }
        } catch {
            return .answer(
                refusal(error, version: GraphVersion.serving(request.version, at: now), metered: nil, at: now))
        }
    }

    func response(_ body: JSON, for call: Call) -> Response {
        Response(headers: headers(version: call.version, metered: call.metered, at: call.now), body: body)
    }

    mutating func refusal(
        _ error: GraphError, version: GraphVersion?, metered: Metered?, login: Login = .facebook, at now: Date
    ) -> Response {
        let trace = "A" + source.letters(22)
        var headers = headers(version: version, metered: metered, at: now)
        let envelope = error.envelope(for: login)
        if envelope.code == 190 || envelope.code == 104 {
            let words = envelope.message.replacing("\"", with: "'")
            headers.append(.init("WWW-Authenticate", "OAuth \"Facebook Platform\" \"invalid_token\" \"\(words)\""))
        }
        return Response(status: envelope.status, headers: headers, body: envelope.body(trace: trace))
    }

    func headers(version: GraphVersion?, metered: Metered?, at now: Date) -> [Response.Header] {
        var headers: [Response.Header] = []
        if let version { headers.append(.init("facebook-api-version", version.text)) }
        return headers + usage.headers(for: metered, configuration, at: now)
    }
}
