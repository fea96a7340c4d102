import FoundationEssentials
import GraphModel
import HTTPServer

/// Decides what a request is for: a Graph call, media, a control, or a page.
struct Router: Sendable {
    let base: String
    let world: World
    let media: MediaStore
    let hosted: HostedFolder
    let faults = FaultBoard()
    let log = RequestLog()
    private let controls: Controls

    init(base: String, world: World, media: MediaStore, hosted: HostedFolder, seeds: [SandboxConfiguration.Account]) {
        (self.base, self.world, self.media, self.hosted) = (base, world, media, hosted)
        controls = Controls(world: world, faults: faults, log: log, hosted: hosted, seeds: seeds, base: base)
    }

    func answer(_ request: ServerRequest) async -> ServerResponse {
        let components = request.path.split(separator: "/").map(String.init)
        if components.first == "_sandbox" {
            return await controls.answer(request, Array(components.dropFirst()))
        }
        if let login = Dialogs.login(at: components),
            let dialog = await Dialogs(world: world).answer(request, of: login)
        {
            return dialog
        }
        let isReading = request.method == "GET" || request.method == "HEAD"
        if isReading, let page = await Pages(world: world).answer(request, components) { return page }

        let isFile = isReading && (components.first == "media" || components.first == "hosted") && components.count > 1
        let upload = UploadCall.upload(from: request, components)
        let fault = faults.strike(
            method: request.method, path: request.path, isGraphCall: !isFile, isUpload: upload != nil)
        if isFile { return await harmed(fault) { file(components) } }

        let parameters: Parameters
        let response: ServerResponse
        if var upload {
            parameters = UploadCall.parameters(of: upload)
            var body = request.body
            switch fault?.mode {
            case .cutUpload: body = Array(body.prefix(body.count / 2))
            case .refuseUpload: upload.mishap = .refused
            case .loseUpload: upload.mishap = .lost
            default: break
            }
            let (sent, arrived) = (upload, body)
            response = await harmed(fault) {
                await graphAnswer { try await world.receive(sent, body: arrived) }
            }
        } else if let call = GraphCall.request(from: request, path: Self.plainPath(request), base: base) {
            parameters = call.parameters
            let files = GraphCall.files(of: request)
            response = await harmed(fault) { await graphAnswer { try await world.respond(to: call, files: files) } }
        } else {
            return .graph(
                status: 400, message: "Unsupported method; Graph knows GET, POST and DELETE", code: 100, subcode: nil)
        }
        await record(request, parameters, response, fault)
        return response
    }

    /// The path, also of a target in the absolute form that proxies are sent.
    private static func plainPath(_ request: ServerRequest) -> String {
        guard request.path.hasPrefix("http://"), let slash = request.path.dropFirst(7).firstIndex(of: "/") else {
            return request.path
        }
        return String(request.path[slash...])
    }

    private func file(_ components: [String]) -> ServerResponse {
        let key = Array(components.dropFirst())
        let path = components.first == "hosted" ? hosted.path(of: key) : key.count == 1 ? media.path(of: key[0]) : nil
        guard let path else { return .text("no such file\n", status: 404) }
        return ServerResponse(
            headers: [
                .init("Content-Type", MediaType.type(ofFileNamed: path)), .init("X-Content-Type-Options", "nosniff"),
                .init("Content-Security-Policy", "sandbox; default-src 'none'"),
            ], body: .file(path))
    }

    private func graphAnswer(_ respond: () async throws -> Response) async -> ServerResponse {
        do {
            let response = try await respond()
            let headers: [ServerRequest.Field] = [
                .init("Content-Type", "application/json; charset=UTF-8"),
                .init("Cache-Control", "private, no-cache, no-store, must-revalidate"),
                // Graph answers scripts of any site; without a token they learn nothing.
                .init("Access-Control-Allow-Origin", "*"),
            ]
            return ServerResponse(
                status: response.status, headers: headers + response.headers.map { .init($0.name, $0.value) },
                body: .bytes(Array(response.bodyText.utf8)))
        } catch {
            return .text("the sandbox could not write its data: \(error)\n", status: 500)
        }
    }

    /// The answer as the fault leaves it; where it spares the request, `carryOut` is called.
    private func harmed(_ fault: Fault?, _ carryOut: () async -> ServerResponse) async -> ServerResponse {
        guard let fault else { return await carryOut() }
        if fault.latency > 0 { try? await Task.sleep(for: .milliseconds(fault.latency)) }
        let response = fault.mode.takesEffect ? await carryOut() : ServerResponse(body: .hangUp)
        switch fault.mode {
        case .delay, .refuseUpload, .loseUpload: return response
        case .dropBefore, .dropAfter, .cutUpload: return ServerResponse(body: .hangUp)
        case .garbage:
            return .text("<!doctype html><title>Sorry, something went wrong.</title>\u{0}{", type: "text/html")
        case .truncate: return response.cutInHalf
        case .status:
            var response = ServerResponse.text(
                "<!doctype html><title>Error</title><h1>\(fault.status)</h1>", status: fault.status, type: "text/html")
            if let seconds = fault.retryAfter { response.headers.append(.init("Retry-After", String(seconds))) }
            return response
        case .error, .errorAfter:
            var response = ServerResponse.graph(
                status: fault.status, message: fault.message, code: fault.code, subcode: fault.subcode)
            if let seconds = fault.retryAfter { response.headers.append(.init("Retry-After", String(seconds))) }
            return response
        }
    }

    private func record(
        _ request: ServerRequest, _ parameters: Parameters, _ response: ServerResponse, _ fault: Fault?
    ) async {
        let isAnswered = if case .hangUp = response.body { false } else { true }
        log.add(
            .init(
                time: await world.now(), request: request, parameters: parameters,
                status: isAnswered ? response.status : 0, fault: fault?.id))
    }
}

extension ServerResponse {
    /// An error in Graph's own form.
    static func graph(status: Int, message: String, code: Int, subcode: Int?) -> ServerResponse {
        let error: JSON = .object(present: [
            "message": .string(message), "type": "OAuthException", "code": .integer(code),
            "error_subcode": subcode.map(JSON.integer), "fbtrace_id": "Asandbox",
        ])
        let body = JSON.object([.init(name: "error", value: error)])
        return .text(body.text(.graph), status: status, type: "application/json; charset=UTF-8")
    }

    fileprivate var cutInHalf: ServerResponse {
        guard case .bytes(let bytes) = body else { return ServerResponse(body: .hangUp) }
        var response = self
        response.body = .cutShort(Array(bytes.prefix(bytes.count / 2)), declaredLength: bytes.count)
        return response
    }
}
