import ContentModel
import HTTP
import ScheduleLock

/// The way between one process and the platform: what is sent may arrive never, late, or twice, and so may answers.
struct Network: Sendable {
    let process: Process
    let account: AccountName
    /// Whose entry what is sent is about, where a Page is asked to make something of it.
    var lineage: Lineage?

    private var world: World { process.world }

    private typealias Result = Swift.Result<HTTPResponse, HTTPError>

    /// Sends a request and waits for what comes of it; takes the place of the product's HTTP client.
    func exchange(
        _ request: HTTPRequest, maySend: @escaping HTTPClient.SendCheck
    ) async throws(HTTPError) -> HTTPResponse {
        // A machine may lose its power with the request about to leave.
        if process.passesCrashPoint() { throw Self.error(.cancelled, .neverSent) }
        guard maySend() else { throw Self.error(.heldBack, .neverSent) }
        let letter = Letter(request, isToPage: world.scenario.accounts[account]?.platform == .facebook)
        let name = letter.name
        world.note("\(process.name) > \(account) \(name)")
        if let container = letter.container {
            world.referee.publishLeaves(container, from: process, for: account)
        }
        if let act = letter.act { world.referee.leaves(act, from: process, for: account) }
        let dead = Result.failure(Self.error(.cancelled, .unknown))
        let result = await process.wait(whenDead: dead) { end in send(letter, end) }
        let text =
            switch result {
            case .success(let response): "\(response.status) \(response.text.prefix(300))"
            case .failure(let error): "\(error.kind)"
            }
        if !process.isDead { world.note("\(process.name) < \(name): \(text)") }
        // Or with the answer arrived and nothing made of it yet.
        if process.passesCrashPoint() { throw Self.error(.cancelled, .unknown) }
        return try result.get()
    }

    /// Decides the fate of a request; whoever sent it hears of it once.
    private func send(_ letter: Letter, _ end: @escaping (Result) -> Void) {
        let limit = letter.request.timeouts.total ?? .seconds(60)
        // One request in twenty publishes, and what becomes of those is what matters.
        let weight = letter.isSeen ? 5.0 : 1
        // The first outcome counts; this one stands if there is no other.
        world.plan(after: limit) { end(.failure(Self.error(.timedOut, .unknown))) }
        if world.strikes(.connectionRefused, weight: weight) {
            world.plan(after: world.dice.span(0.01...9)) { end(.failure(Self.error(.connection, .neverSent))) }
            return
        }
        if let refusal = refusalByTheGate() {
            world.plan(after: world.dice.span(0.02...2)) { end(.success(refusal)) }
            return
        }
        let isSlow = world.strikes(.slowRequest, weight: weight)
        let way = isSlow ? world.dice.span(5...50) : world.dice.span(0.02...0.5)
        if world.strikes(.requestLost, weight: weight) {
            // Half of the time nobody tells the client.
            if world.dice.chance(0.5) {
                world.plan(after: way) { end(.failure(Self.error(.connectionLost, .unknown))) }
            }
            return
        }
        if world.strikes(.effectAfterLoss, weight: weight) {
            // The client hears of a loss; what it sent is still on its way, for a minute at most.
            let loss = world.dice.span(0.1...20)
            let arrival = loss + world.dice.span(0.1...40)
            let failure =
                world.dice.chance(0.5)
                ? Result.failure(Self.error(.connectionLost, .unknown)) : .success(Self.gateway(504))
            world.plan(after: loss) { end(failure) }
            world.plan(after: arrival) { [self] in _ = arrive(letter) }
            return
        }
        // A second delivery of what gave an hour would take back the one that was given meanwhile, and nobody would know.
        if letter.act?.hour == nil, world.strikes(.requestDuplicated, weight: weight) {
            world.plan(after: way + world.dice.span(0.01...30)) { [self] in _ = arrive(letter) }
        }
        world.plan(after: way) { [self] in
            let response = arrive(letter)
            if let answer = onItsWayBack(response, weight) {
                world.plan(after: world.dice.span(0.02...0.5)) { end(answer) }
            }
        }
    }

    private func arrive(_ letter: Letter) -> HTTPResponse {
        world.note("  platform: \(letter.name)")
        return world.platform.answer(letter.request, for: account, about: lineage)
    }

    /// What is answered before the request reaches what it asks for.
    private func refusalByTheGate() -> HTTPResponse? {
        if world.strikes(.gatewayError) { return Self.gateway(world.dice.pick([500, 502, 503, 504])) }
        let waits = world.strikes(.throttledWithWait)
        guard waits || world.strikes(.throttled) else { return nil }
        var headers: HTTPHeaders = [:]
        if waits { headers.append(name: "Retry-After", value: String(world.dice.number(1...900))) }
        if world.dice.chance(0.3) { return HTTPResponse(status: 429, headers: headers) }
        let code = world.dice.pick([4, 17, 32, 613, 80002])
        let body = #"{"error":{"message":"(#\#(code)) Too many calls","type":"OAuthException","code":\#(code)}}"#
        return HTTPResponse(status: 400, headers: headers, body: Array(body.utf8))
    }

    /// What becomes of an answer; `nil` for one that is lost.
    private func onItsWayBack(_ response: HTTPResponse, _ weight: Double) -> Result? {
        if world.strikes(.answerLost, weight: weight) {
            return world.dice.chance(0.5) ? .failure(Self.error(.connectionLost, .unknown)) : nil
        }
        if world.strikes(.gatewayErrorAfterEffect, weight: weight) {
            return .success(Self.gateway(world.dice.pick([500, 502, 503, 504])))
        }
        if world.strikes(.garbageAnswer, weight: weight) {
            return .success(
                HTTPResponse(
                    status: 200, headers: ["Content-Type": "text/html"],
                    body: Array("<!doctype html><title>Sorry</title>\u{0}{".utf8)))
        }
        if world.strikes(.truncatedAnswer, weight: weight) {
            let half = Array(response.body.prefix(response.body.count / 2))
            return world.dice.chance(0.5)
                ? .failure(Self.error(.truncatedResponse, .unknown))
                : .success(HTTPResponse(status: response.status, headers: response.headers, body: half))
        }
        return .success(response)
    }

    private static func gateway(_ status: Int) -> HTTPResponse {
        HTTPResponse(
            status: status, headers: ["Content-Type": "text/html"], body: Array("<h1>\(status)</h1>".utf8))
    }

    private static func error(_ kind: HTTPError.Kind, _ delivery: HTTPError.Delivery) -> HTTPError {
        HTTPError(kind: kind, delivery: delivery, host: "graph.example", message: "as the dice fell")
    }
}

/// A request, and what of it the schedule takes notice of.
private struct Letter {
    let request: HTTPRequest
    /// The container that it asks to be published.
    let container: String?
    /// What it has a Page show.
    let act: PageAct?

    init(_ request: HTTPRequest, isToPage: Bool) {
        self.request = request
        act = isToPage ? PageAct(request) : nil
        if request.url.hasSuffix("/media_publish"), case .bytes(let bytes) = request.body {
            container = String(decoding: bytes, as: UTF8.self).split(separator: "=").last.map(String.init)
        } else {
            container = nil
        }
    }

    /// Whether the public sees what comes of it.
    var isSeen: Bool { container != nil || act != nil }

    var name: String {
        let path = request.url.split(separator: "?").first?.split(separator: "/").dropFirst(3).joined(separator: "/")
        let what = container ?? act.map { act in act.object + (act.hour.map { " for \(Timestamp($0))" } ?? " now") }
        return "\(request.method.rawValue) \(path ?? "")\(what.map { " \($0)" } ?? "")"
    }
}
