import ContentModel
import FoundationEssentials
import GraphModel
import HTTP

/// The platform: the sandbox's own model behind a face that reads requests as HTTP brings them.
final class SimulatedPlatform: @unchecked Sendable {
    // Unchecked: used on the one thread of its schedule.
    private unowned let world: World
    private(set) var model: GraphModel.Platform
    private var keys: [AccountName: AccountKey] = [:]
    private var fetching: Set<Int> = []

    init(world: World) {
        self.world = world
        model = GraphModel.Platform(configuration: world.scenario.platform, accounts: [])
        for account in world.scenario.accounts.values.sorted(by: { $0.name < $1.name }) {
            var seed = AccountSeed(
                name: account.name.text, username: account.name.text,
                login: account.platform == .instagram(.instagram) ? .instagram : .facebook)
            if account.platform == .facebook {
                (seed.pageID, seed.isPage) = (account.id, true)
            } else {
                seed.id = account.id
            }
            keys[account.name] = model.add(seed)
        }
    }

    /// Plans what happens on it by itself.
    func start() {
        switch model.configuration.secondPublish {
        case .sameID: break
        case .error: world.count(.secondPublishFails)
        case .newMedia: world.count(.secondPublishMakesNew)
        }
        if model.configuration.deduplicatesByURL { world.count(.creationDeduplicated) }
        if model.configuration.publishesPerDay < 100 { world.count(.quotaSmall) }
        for post in world.scenario.handPosts {
            world.plan(at: post.at) { [self] in postByHand(post) }
        }
    }

    func token(of account: AccountName) -> String {
        keys[account].map { $0.pageToken ?? $0.token } ?? ""
    }

    /// Everything that ever went live as a publication of the calendar; what people posted by hand is left out.
    func everything() -> [PublishedMedium] { model.everything().filter { !byHand.contains($0.containerID) } }

    /// Every post ever made on the Pages, as it is in truth at this moment.
    func postRecords() -> [PostRecord] { model.postRecords(at: world.now.date) }

    /// Carries out a request at this moment.
    func answer(_ request: HTTPRequest, for account: AccountName) -> HTTPResponse {
        adopt(account)
        let response: GraphModel.Response
        if let upload = Upload(request) {
            response = receive(upload, request)
        } else {
            guard let call = GraphModel.Request(request) else { return HTTPResponse(status: 400) }
            response = carryOut(call)
        }
        startFetches()
        world.referee.look()
        return HTTPResponse(
            status: response.status,
            headers: HTTPHeaders(
                [HTTPHeaders.Field(name: "Content-Type", value: "application/json; charset=UTF-8")]
                    + response.headers.map { HTTPHeaders.Field(name: $0.name, value: $0.value) }),
            body: Array(response.bodyText.utf8))
    }

    private func carryOut(_ call: GraphModel.Request) -> GraphModel.Response {
        var outcome = model.respond(to: call, at: world.now.date)
        while true {
            switch outcome {
            case .fetch(let ticket): outcome = model.complete(ticket, with: fetch(ticket), at: world.now.date)
            case .answer(let response): return response
            }
        }
    }

    /// Takes in the bytes of a video, or as many of them as arrive.
    private func receive(_ upload: Upload, _ request: HTTPRequest) -> GraphModel.Response {
        var upload = upload
        if world.strikes(.uploadRefused) { upload.mishap = .refused }
        if world.strikes(.uploadLost) { upload.mishap = .lost }
        if let refusal = model.beginUpload(upload, at: world.now.date) { return refusal }
        guard case .file(let path, let offset, _) = request.body, offset == Int64(upload.offset) else {
            return GraphModel.Response(status: 400, body: [:])
        }
        let rest = upload.fileSize - upload.offset
        let count = world.strikes(.uploadCut) ? world.dice.number(0...max(0, rest - 1)) : rest
        let whole = count == rest ? SimulatedMedia.facts(at: path) : nil
        return model.uploaded(upload, byteCount: count, whole: whole, at: world.now.date)
    }

    /// Sets the switches that this moment's weather asks for.
    private func adopt(_ account: AccountName) {
        var configuration = model.configuration
        if world.now >= world.scenario.weather.end { configuration.publishesPerDay = 100 }
        configuration.containerReads = world.lasts(.containersUnreadable, on: account) ? .fail : .work
        configuration.deletion = world.lasts(.deletionFails, on: account) ? .fails : .works
        configuration.listLag = world.lasts(.listLags, on: account) ? .seconds(120) : .zero
        let isWrongAnswer = world.lasts(.errorThoughLive, on: account)
        configuration.publishAnswer =
            isWrongAnswer ? world.dice.pick([.actionBlocked, .serverError, .unknownError, .serviceDown]) : .id
        model.configuration = configuration
        let isRevoked = world.lasts(.tokenRevoked, on: account)
        model.expire(token: token(of: account), at: isRevoked ? world.now.date.addingTimeInterval(-1) : nil)
    }

    private func fetch(_ ticket: FetchTicket) -> FetchedMedium {
        guard !world.strikes(.mediaUnfetchable) else {
            return FetchedMedium(.failure(world.dice.pick([.unreachable, .httpStatus(503), .timeout])))
        }
        return SimulatedMedia.facts(at: ticket.url)
    }

    private func startFetches() {
        for ticket in model.pendingFetches(at: world.now.date) where fetching.insert(ticket.id).inserted {
            let span = world.strikes(.processingSlow) ? world.dice.span(60...7200) : world.dice.span(0.1...5)
            world.plan(after: span) { [self] in model.fetched(ticket, fetch(ticket), at: world.now.date) }
        }
    }

    // MARK: Other people

    private var byHand: Set<String> = []

    private func postByHand(_ post: Scenario.HandPost) {
        guard let id = world.scenario.accounts[post.account]?.id else { return }
        world.count(post.caption == nil ? .postedByHand : .twinPostedByHand)
        let picture = SimulatedMedia.blob(.picture, picture: 1000, slot: byHand.count)
        let token = token(of: post.account)
        let url = SimulatedMedia.url(of: picture, tag: "hand\(world.now.milliseconds)")
        let created = carryOut(
            GraphModel.Request(
                .post, "v25.0/\(id)/media",
                post.isStory
                    ? ["image_url": .text(url), "media_type": .text("STORIES")]
                    : ["image_url": .text(url), "caption": .text(post.caption ?? "By hand")], token: token))
        guard let container = created.body["id"]?.string else { return }
        byHand.insert(container)
        _ = carryOut(
            GraphModel.Request(
                .post, "v25.0/\(id)/media_publish", ["creation_id": .text(container)], token: token))
    }
}

extension Upload {
    /// The upload that an HTTP request of our client is, or nil when it is none.
    fileprivate init?(_ request: HTTPRequest) {
        let path = request.url.split(separator: "/").dropFirst(2)
        guard path.count == 3, ["ig-api-upload", "video-upload"].contains(path.first), let container = path.last else {
            return nil
        }
        func number(_ name: String) -> Int { request.headers[name].flatMap { Int($0) } ?? -1 }
        self.init(
            container: String(container),
            token: request.headers["Authorization"]?.split(separator: " ").last.map(String.init),
            offset: number("offset"), fileSize: number("file_size"))
    }
}

extension GraphModel.Request {
    /// The call that an HTTP request of our client is; `nil` for a method that Graph does not have.
    init?(_ request: HTTPRequest) {
        guard let method = Method(rawValue: request.method.rawValue) else { return nil }
        let withoutScheme = request.url.split(separator: "//", maxSplits: 1).last ?? ""
        let parts = withoutScheme.split(separator: "?", maxSplits: 1)
        let path = parts.first?.split(separator: "/", maxSplits: 1).last ?? ""
        var parameters = Parameters()
        if parts.count > 1 { parameters.append(contentsOf: Parameters(formEncoded: parts[1])) }
        var files: [AttachedFile] = []
        if case .bytes(let bytes) = request.body {
            if let boundary = MultipartForm.boundary(of: request.headers["Content-Type"] ?? "") {
                for part in MultipartForm(body: bytes, boundary: boundary).parts {
                    guard let name = part.fileName else {
                        parameters.append(part.name, .text(String(decoding: part.body, as: UTF8.self)))
                        continue
                    }
                    // Media exist by name alone, also those whose bytes are sent.
                    files.append(
                        AttachedFile(
                            name: part.name, byteCount: part.body.count, medium: SimulatedMedia.facts(at: name)))
                }
            } else {
                parameters.append(contentsOf: Parameters(formEncoded: String(decoding: bytes, as: UTF8.self)))
            }
        }
        let token = request.headers["Authorization"]?.split(separator: " ").last.map(String.init)
        self.init(method, String(path), parameters, token: token)
        self.files = files
    }
}
