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
        if world.scenario.accounts.values.contains(where: { $0.platform == .facebook }) {
            if model.configuration.duplicatePosts == .refused { world.count(.draftsRefusedAsDuplicates) }
            if model.configuration.draftsInFeed == .hidden { world.count(.draftsUnlisted) }
            if model.configuration.publishAgain == .refused { world.count(.secondPublishFails) }
        }
        for post in world.scenario.handPosts {
            world.plan(at: post.at) { [self] in postByHand(post) }
        }
    }

    func token(of account: AccountName) -> String {
        keys[account].map { $0.pageToken ?? $0.token } ?? ""
    }

    /// Everything that ever went live as a publication of the calendar; what people posted by hand is left out.
    func everything() -> [PublishedMedium] { model.everything().filter { !byHand.contains($0.containerID) } }

    /// Every post ever made on the Pages, as it is in truth at this moment; what people posted by hand is left out.
    func postRecords() -> [PostRecord] {
        hasPages ? model.postRecords(at: world.now.date).filter { !byHand.contains($0.id) } : []
    }

    /// Photos on a Page that nothing shows.
    func unusedPhotos(of page: String) -> [String] { model.unusedPhotos(of: page, at: world.now.date) }

    /// A number that changes whenever something was shown or taken away.
    var pageChanges: Int { hasPages ? model.seenPosts(at: world.now.date) + deletions : 0 }

    /// Carries out a request at this moment.
    ///
    /// - Parameter lineage: whose entry it is about, where the sender tells.
    func answer(_ request: HTTPRequest, for account: AccountName, about lineage: Lineage?) -> HTTPResponse {
        adopt(account)
        let isPage = world.scenario.accounts[account]?.platform == .facebook
        let response: GraphModel.Response
        if let upload = Upload(request) {
            if isPage { takeTime() }
            response = receive(upload, request)
        } else {
            guard let call = GraphModel.Request(request) else { return HTTPResponse(status: 400) }
            response = isPage ? answerOnPage(call, account, about: lineage) : carryOut(call)
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
        configuration.postAnswer =
            isWrongAnswer && hasPages ? world.dice.pick([.unknownError, .serviceDown, .blocked]) : .asDocumented
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

    // MARK: Pages

    private lazy var hasPages = world.scenario.accounts.values.contains { $0.platform == .facebook }
    /// Deletions that were carried out on Pages.
    private var deletions = 0

    private func answerOnPage(
        _ call: GraphModel.Request, _ account: AccountName, about lineage: Lineage?
    ) -> GraphModel.Response {
        if let refusal = refusalOnPage(call, account) { return refusal }
        var call = call
        if !call.files.isEmpty {
            takeTime()
            // A photo that does not arrive whole, and a video that cannot be transcoded.
            let isSpoilt = world.strikes(call.path.last == "photos" ? .mediaUnfetchable : .uploadLost)
            if isSpoilt {
                call.files = call.files.map { file in
                    AttachedFile(
                        name: file.name, byteCount: file.byteCount, medium: FetchedMedium(.failure(.unreachable)))
                }
            }
        }
        let response = carryOut(call)
        guard response.status == 200 else { return response }
        if call.method == .delete { deletions += 1 }
        if let lineage {
            for name in ["id", "video_id", "post_id"] {
                guard let id = response.body[name] else { continue }
                world.referee.made(id.string ?? id.integer.map(String.init) ?? "", for: lineage)
            }
        }
        if let hour = call.parameters["scheduled_publish_time"]?.text.flatMap({ Double($0) }) {
            let milliseconds = Date(timeIntervalSince1970: hour).timeIntervalSince(Moment.beginning.date) * 1000
            world.plan(at: Moment(milliseconds: Int64(milliseconds) + 1)) { [world] in world.referee.look() }
        }
        return response
    }

    /// What is answered while things or lists cannot be read.
    private func refusalOnPage(_ call: GraphModel.Request, _ account: AccountName) -> GraphModel.Response? {
        guard call.method == .get else { return nil }
        let code: Int
        if call.path.count == 1 {
            guard world.lasts(.containersUnreadable, on: account) else { return nil }
            code = 100
        } else {
            guard call.path.last == "feed", world.lasts(.draftListRefused, on: account) else { return nil }
            code = world.dice.pick([1, 10, 200])
        }
        return GraphModel.Response(
            status: 400,
            body: [
                "error": [
                    "message": .string("(#\(code)) cannot be read"), "type": "OAuthException", "code": .integer(code),
                    "error_subcode": code == 100 ? 33 : .null,
                ]
            ])
    }

    /// Has what arrives now be transcoded for as long as the dice say.
    private func takeTime() {
        model.configuration.videoProcessing =
            world.strikes(.processingSlow) ? world.dice.span(60...7200) : world.scenario.platform.videoProcessing
    }

    // MARK: Other people

    /// Containers of Instagram and posts of Pages.
    private var byHand: Set<String> = []

    private func postByHand(_ post: Scenario.HandPost) {
        guard let account = world.scenario.accounts[post.account] else { return }
        world.count(post.caption == nil ? .postedByHand : .twinPostedByHand)
        guard account.platform != .facebook else {
            let text = post.caption ?? "By hand \(byHand.count)"
            if let id = model.addPost(text, onPage: account.id, at: world.now.date) { byHand.insert(id) }
            return
        }
        let picture = SimulatedMedia.blob(.picture, picture: 1000, slot: byHand.count)
        let token = token(of: post.account)
        let url = SimulatedMedia.url(of: picture, tag: "hand\(world.now.milliseconds)")
        let created = carryOut(
            GraphModel.Request(
                .post, "v25.0/\(account.id)/media",
                post.isStory
                    ? ["image_url": .text(url), "media_type": .text("STORIES")]
                    : ["image_url": .text(url), "caption": .text(post.caption ?? "By hand")], token: token))
        guard let container = created.body["id"]?.string else { return }
        byHand.insert(container)
        _ = carryOut(
            GraphModel.Request(
                .post, "v25.0/\(account.id)/media_publish", ["creation_id": .text(container)], token: token))
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
                    guard part.fileName != nil else {
                        parameters.append(part.name, .text(String(decoding: part.body, as: UTF8.self)))
                        continue
                    }
                    // Media exist by name alone, also those whose bytes are sent.
                    files.append(
                        AttachedFile(
                            name: part.name, byteCount: part.body.count, medium: SimulatedMedia.facts(of: part.body)))
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
