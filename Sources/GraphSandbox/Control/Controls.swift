import FileStore
import FoundationEssentials
import GraphModel
import HTTPServer

/// The sandbox's own calls, below `/_sandbox/`: clock, faults, log, truth, hosting, accounts.
struct Controls: Sendable {
    let world: World
    let faults: FaultBoard
    let log: RequestLog
    let hosted: HostedFolder
    let seeds: [SandboxConfiguration.Account]
    let base: String

    func answer(_ request: ServerRequest, _ path: [String]) async -> ServerResponse {
        // A page of another site must not work the controls through somebody's browser.
        guard request.header("Sec-Fetch-Site") != "cross-site" else {
            return Self.refusal(403, "the controls are not for other sites")
        }
        do {
            if path.first == "hosting" { return try put(request, key: Array(path.dropFirst())) }
            guard let body = try await facts(request, path.joined(separator: "/")) else {
                return Self.refusal(404, "there is no such control, or not with this method")
            }
            return Self.json(body)
        } catch let error as ControlError {
            return Self.refusal(400, error.message)
        } catch {
            return Self.refusal(500, "the sandbox could not write its data: \(error)")
        }
    }

    private func facts(_ request: ServerRequest, _ path: String) async throws -> JSON? {
        switch (request.method, path) {
        case ("GET", "clock"): return await clock()
        case ("POST", "clock"): return try await setClock(try Self.body(request))
        case ("GET", "faults"): return ["faults": .array(faults.all.map(\.json))]
        case ("POST", "faults"): return try faults.add(try Self.body(request)).json
        case ("DELETE", "faults"):
            faults.clear()
            return ["faults": []]
        case ("GET", "requests"): return ["requests": log.json]
        case ("DELETE", "requests"):
            log.clear()
            return ["requests": []]
        case ("GET", "media"):
            let account = request.query.last { $0.name == "account" }?.value
            let live = await world.postRecords(of: account).filter { $0.state == .published }
            return ["media": .array(await world.everything(of: account).map(\.json) + live.map(\.json))]
        case ("GET", "posts"): return await posts(of: request.query.last { $0.name == "page" }?.value)
        case ("POST", "posts"): return try await changePost(try Self.body(request))
        case ("GET", "accounts"): return ["accounts": .array(await world.accounts.map(\.json))]
        case ("POST", "accounts"):
            let added = try await world.add([try SandboxConfiguration.Account(try Self.body(request))])
            return ["accounts": .array(added.map(\.json))]
        case ("POST", "tokens"): return try await setToken(try Self.body(request))
        case ("POST", "comments"): return try await comment(try Self.body(request))
        case ("GET", "platform"): return try PlatformSettings.json(await world.configuration)
        case ("POST", "platform"):
            let settings = try Self.body(request)
            return try await world.changePlatform { platform, _ in
                platform.configuration = try PlatformSettings.changed(platform.configuration, settings)
                return try PlatformSettings.json(platform.configuration)
            }
        case ("GET", "revision"): return ["revision": .integer(await world.revision)]
        case ("POST", "reset"):
            faults.clear()
            log.clear()
            try await world.reset(to: seeds)
            return ["accounts": .array(await world.accounts.map(\.json))]
        default: return nil
        }
    }

    private func clock() async -> JSON {
        ["now": .string(Timestamp.text(await world.now())), "frozen": .bool(await world.isClockFrozen)]
    }

    private func setClock(_ json: JSON) async throws -> JSON {
        var steps: [@Sendable (inout SandboxClock, Date) -> Bool] = []
        for member in json.members ?? [] {
            switch (member.name, member.value) {
            case ("freeze", .bool(true)):
                steps.append { clock, real in
                    clock.freeze(real: real); return true
                }
            case ("freeze", .bool(false)):
                steps.append { clock, real in
                    clock.unfreeze(real: real); return true
                }
            case ("advance", let value):
                guard let seconds = value.double, (0...1e10).contains(seconds) else {
                    throw ControlError("advance must be a number of seconds, not below 0")
                }
                steps.append { clock, real in clock.set(clock.now(real: real).addingTimeInterval(seconds), real: real) }
            case ("set", let value):
                guard let date = value.string.flatMap(Timestamp.read) else {
                    throw ControlError("set must be a time such as 2026-12-01T09:00:00Z")
                }
                steps.append { clock, real in clock.set(date, real: real) }
            default: throw ControlError("a clock has 'advance', 'set' and 'freeze' (true or false)")
            }
        }
        guard !steps.isEmpty else {
            throw ControlError("say {\"advance\":SECONDS}, {\"set\":\"TIME\"} or {\"freeze\":true}")
        }
        for step in steps where !(try await world.changeClock(step)) {
            throw ControlError(
                "the clock only moves on, and not past the year 9999; it is now \(Timestamp.text(await world.now()))")
        }
        return await clock()
    }

    /// Lets an account's token, or one from a dialog, expire, changes its scopes, or removes the app with all its tokens.
    private func setToken(_ json: JSON) async throws -> JSON {
        let account = await world.accounts.first { $0.name == json["account"]?.string }
        guard let token = account?.token ?? json["token"]?.string else {
            throw ControlError("account must be the name of an account, or token a token")
        }
        let scopes = json["scopes"]?.array?.compactMap(\.string)
        let expires = json["expires"]?.string.flatMap(Timestamp.read)
        guard (json["expires"] == nil) == (expires == nil) else {
            throw ControlError("expires must be a time such as 2026-12-01T09:00:00Z")
        }
        let isRevoked = json["revoked"] == true
        try await world.changePlatform { platform, _ in
            if isRevoked { platform.removeApp(fromOwnerOf: token) }
            if let expires { platform.expire(token: token, at: expires) }
            if let scopes { platform.grant(Set(scopes), to: token) }
        }
        return account?.json ?? ["token": "(hidden)"]
    }

    /// A follower's comment.
    private func comment(_ json: JSON) async throws -> JSON {
        guard let medium = json["media"]?.string, let name = json["username"]?.string, let text = json["text"]?.string
        else { throw ControlError("a comment has 'media', 'username' and 'text'") }
        let id = try await world.changePlatform { platform, now in
            platform.addComment(text, by: name, on: medium, at: now)
                ?? platform.addComment(text, by: name, onPost: medium, at: now)
        }
        guard let id else { throw ControlError("nobody can comment on this") }
        return ["id": .string(id)]
    }

    /// All posts of a Page, and the photos that none of them shows.
    private func posts(of page: String?) async -> JSON {
        var unused: [JSON] = []
        if let page { unused = await world.unusedPhotos(of: page).map(JSON.string) }
        return .object(present: [
            "posts": .array(await world.postRecords(of: page).map(\.json)),
            "unused_photos": page == nil ? nil : .array(unused),
        ])
    }

    /// What somebody does to a Page in a browser: writes a post, gives one other words, deletes one.
    private func changePost(_ json: JSON) async throws -> JSON {
        let message = json["message"]?.string
        if let page = json["page"]?.string, let message {
            let id = try await world.changePlatform { platform, now in
                platform.addPost(message, onPage: page, at: now)
            }
            guard let id else { throw ControlError("there is no such Page") }
            return ["id": .string(id)]
        }
        guard let post = json["post"]?.string, message != nil || json["deleted"] == true else {
            throw ControlError(
                "say a 'page' and a 'message', a 'post' and a 'message', or a 'post' and \"deleted\":true")
        }
        let isThere = try await world.changePlatform { platform, now in
            if let message { return platform.editPost(post, message: message, at: now) }
            return platform.deletePost(post, at: now)
        }
        guard isThere else { throw ControlError("there is no such post") }
        return ["id": .string(post)]
    }

    private func put(_ request: ServerRequest, key: [String]) throws -> ServerResponse {
        guard request.method == "PUT" else { return Self.refusal(405, "hosting takes PUT") }
        do throws(FileError) {
            try hosted.put(request.body, under: key)
        } catch {
            throw ControlError(error.what)
        }
        let path = key.map(URLText.encoded).joined(separator: "/")
        return Self.json(["url": .string("\(base)/hosted/\(path)")])
    }

    private static func body(_ request: ServerRequest) throws(ControlError) -> JSON {
        do throws(JSON.ParseError) {
            return try JSON(parsing: request.body)
        } catch {
            throw ControlError("the body is not JSON: \(error)")
        }
    }

    private static func json(_ value: JSON, status: Int = 200) -> ServerResponse {
        .text(value.text() + "\n", status: status, type: "application/json")
    }

    private static func refusal(_ status: Int, _ message: String) -> ServerResponse {
        json(["error": .string(message)], status: status)
    }
}

extension SandboxConfiguration.Account {
    /// Reads what `POST /_sandbox/accounts` was given: `name`, and perhaps `platform`, `login`, `username`, `id`, `token`.
    fileprivate init(_ json: JSON) throws(ControlError) {
        guard let name = json["name"]?.string, !name.isEmpty else { throw ControlError("an account needs a name") }
        guard let platform = SandboxAccount.Platform(rawValue: json["platform"]?.string ?? "instagram") else {
            throw ControlError("platform must be instagram or facebook")
        }
        guard let login = Login(rawValue: json["login"]?.string ?? platform.rawValue) else {
            throw ControlError("login must be instagram or facebook")
        }
        self.init(name: name, platform: platform, login: login)
        (username, id, token) = (json["username"]?.string, json["id"]?.string, json["token"]?.string)
    }
}
