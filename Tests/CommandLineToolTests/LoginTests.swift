import FileStore
import Foundation
import TestSupport
import Testing
import TokenStore

/// `auth login`, `auth refresh` and `auth status` against the sandbox, the browser's part played by curl.
@Suite struct LoginTests {
    /// A shop that knows the sandbox's app, and a key for its store.
    final class Scene {
        let shop: Shop
        let sandbox: ServedSandbox
        private let port = Int.random(in: 20_000...30_000)

        init(accounts: String = "", entry: String? = nil) throws {
            let repository = try Shop()
            shop = repository
            sandbox = try ServedSandbox(data: shop.repository.path + "/public/graph")
            let settings = """
                version: 1 # ours
                timezone: UTC
                app:
                  id: "1234567890123456"
                  secret: env:APP_SECRET
                  instagram_id: "2345678901234567"
                  instagram_secret: env:IG_APP_SECRET
                  redirect: http://localhost:\(port)/back
                accounts: {\(accounts.replacing("API", with: sandbox.announcement.url))}
                hosting: {kind: directory, path: public/graph/hosted, public_url: "\(sandbox.announcement.url)/hosted"}

                """
            try shop.repository.write(settings, to: "calendar/settings.yaml")
            if let entry { try shop.repository.write(entry, to: "calendar/launch.yaml") }
            try shop.repository.commit("Name the app")
            shop.environment = [
                "APP_SECRET": "sandbox-app-secret", "IG_APP_SECRET": "sandbox-instagram-secret",
                "CALENDS_KEY": String(repeating: "5c", count: 32),
            ]
        }

        /// Runs a login, plays the browser with `form`, and gives what the program said.
        func login(_ arguments: [String], form: (_ page: String) throws -> String) async throws -> Program.Result {
            let environment = TemporaryGitRepository.isolation.merging(shop.environment) { $1 }
            let program = try RunningProgram(
                ["auth", "login"] + arguments, in: shop.repository.path, environment: environment)
            for _ in 0..<1500 where program.isRunning && !program.error.contains("Waiting for") {
                try await Task.sleep(for: .milliseconds(20))
            }
            guard let url = program.error.firstMatch(of: /http:\/\/\S+oauth\S+/)?.0 else {
                return try await program.end()
            }
            let curl = try #require(Program.find("curl"))
            let page = try Program.run(curl, ["-sS", "--max-time", "60", String(url)]).output
            let answer = try Program.run(curl, ["-sSL", "--max-time", "60", "-d", try form(page), String(url)])
            #expect(answer.output.contains("back to the terminal"), "\(answer.output)\(answer.error)")
            return try await program.end()
        }

        var settings: String {
            get throws { try shop.repository.directory.read("\(shop.repository.folder)/calendar/settings.yaml") }
        }
        var api: String { sandbox.announcement.url }
        func account(_ name: String) throws -> ServedSandbox.Announcement.Account {
            try #require(sandbox.announcement.accounts.first { $0.name == name })
        }
    }

    static func allow(_ pattern: String, without refused: String = "") -> (String) throws -> String {
        { page in
            let by = try #require(
                try page.firstMatch(of: Regex("value=\"(\\d+)\"[^>]*> <b>\(pattern)"))?.output[1].substring)
            let boxes = page.matches(of: /name="(scope|page)" value="([^"]+)"/).filter { $0.2 != refused }
            return (["by=\(by)", "answer=grant"] + boxes.map { "\($0.1)=\($0.2)" }).joined(separator: "&")
        }
    }

    @Test("Instagram Login: from the dialog to a published post")
    func instagram() async throws {
        let scene = try Scene()
        let api = scene.api
        let result = try await scene.login(
            ["--account", "bakery", "--login", "instagram", "--api", api], form: Self.allow("@bakery"))
        let id = try scene.account("bakery").id
        #expect(result.status == 0, "\(result.error)")
        #expect(result.output.hasPrefix("bakery is @bakery (\(id)); its token is good until "))
        #expect(result.error.contains(/[?&]state=[A-Za-z0-9_-]{43}\s/), "256 bits: \(result.error)")
        #expect(
            try scene.settings.contains(
                #"accounts: {bakery: {platform: instagram, login: instagram, id: "\#(id)", token: store:bakery, api: "\#(api)"}}"#
            ))
        #expect(try scene.settings.hasPrefix("version: 1 # ours\n"))
        try scene.shop.repository.write(
            Shop.post("on-merge", more: "accounts: [bakery]\nfirst_comment: Hello"), to: "calendar/launch.yaml")
        try scene.shop.repository.commit("Announce")
        let applied = try scene.shop.calends("apply", "--auto-approve")
        #expect(applied.status == 0, "\(applied.output)\(applied.error)")
        #expect(try scene.sandbox.truth().map(\.account) == [id])

        let status = try scene.shop.calends("auth", "status")
        #expect(status.status == 0, "\(status.output)")
        #expect(status.output.contains("ok   bakery identity    @bakery, by Instagram Login\n"), "\(status.output)")
        #expect(status.output.contains("ok   bakery permissions all 3 that this calendar needs, of 4 granted\n"))
        #expect(status.output.contains("ok   bakery quota       1 of 100 publications used in 24 hours\n"))
        // Plans know from then on how much there is.
        #expect(try scene.shop.repository.read(".calends/quotas").hasPrefix("bakery 100 1 86400 "))
        // In a year the token is long over; the plan knows that without a key.
        let key = scene.shop.environment.removeValue(forKey: "CALENDS_KEY")
        let year = Calendar(identifier: .gregorian).component(.year, from: Date()) + 2
        try scene.shop.repository.write(
            Shop.post("\(year)-01-02 09:00", "Far away", more: "accounts: [bakery]"), to: "calendar/far.yaml")
        let planned = try scene.shop.calends("plan")
        #expect(planned.output.contains("the token of account "), "\(planned.output)")
        #expect(planned.output.contains("far@bakery cannot go out as things are"), "\(planned.output)")
        scene.shop.environment["CALENDS_KEY"] = key
        let early = try scene.shop.calends("auth", "refresh")
        #expect(early.status == 0)
        #expect(
            early.error.hasPrefix(
                "calends: warning: the token of account bakery is not renewed — it is younger than a day"))

        try scene.sandbox.ask("POST", "tokens", #"{"account":"bakery","revoked":true}"#)
        let revoked = try scene.shop.calends("auth", "status")
        #expect(revoked.status == 3)
        #expect(
            revoked.output.contains("fail bakery identity the app was removed from account bakery: "),
            "\(revoked.output)")
    }

    @Test("Facebook Login: a Page's account; scopes refused and Pages left out are told")
    func facebook() async throws {
        let scene = try Scene()
        let result = try await scene.login(
            ["--account", "atelier", "--login", "facebook", "--api", scene.api],
            form: Self.allow("Owner of atelier", without: "instagram_manage_comments"))
        let id = try scene.account("atelier").id
        #expect(result.status == 0, "\(result.error)")
        #expect(result.error.contains("found    @atelier (\(id))\n"))
        #expect(result.error.contains("missing  instagram_manage_comments was not granted\n"))
        #expect(result.output == "atelier is @atelier (\(id)); its token is good without an end\n")
        try scene.shop.repository.write(
            Shop.post("on-merge", more: "accounts: [atelier]\nfirst_comment: Hello"), to: "calendar/launch.yaml")
        let status = try scene.shop.calends("auth", "status", "--format", "json")
        #expect(status.status == 3)
        #expect(
            status.output.contains(
                "instagram_manage_comments is missing, to open and close comments and write the first one"))
        #expect(status.output.contains("without an end"))
        let refreshed = try scene.shop.calends("auth", "refresh", "--account", "atelier")
        #expect(refreshed.error.hasPrefix("renewed  atelier, good until "), "\(refreshed.error)")
    }

    @Test("A Page of the settings is looked at by its token, and by the app where that is known")
    func page() throws {
        let scene = try Scene(accounts: #"shop: {platform: facebook, id: "ID", token: env:PAGE_TOKEN, api: "API"}"#)
        let account = try scene.account("bakery-page")
        try scene.shop.repository.write(
            scene.settings.replacing("\"ID\"", with: "\"\(account.id)\""), to: "calendar/settings.yaml")
        scene.shop.environment["PAGE_TOKEN"] = account.token
        let known = try scene.shop.calends("auth", "status")
        #expect(
            known.output.contains(
                """
                ok   shop identity    bakery-page, by Facebook Login, a Page
                ok   shop token       without an end
                ok   shop permissions all 2 that this calendar needs, of 12 granted
                ok   shop usage       0 % of the calls allowed

                """), "\(known.output)")
        #expect(known.status == 0)
        scene.shop.environment["PAGE_TOKEN"] = "EAAnonsense"
        let other = try scene.shop.calends("auth", "status")
        #expect(other.status == 3)
        #expect(
            other.output.contains("fail shop identity the token of account shop does not work: "), "\(other.output)")
    }

    @Test("A refusal and a wrong account are told, and nothing is stored", arguments: [true, false])
    func refusal(isRefused: Bool) async throws {
        let form: (String) throws -> String = isRefused ? { _ in "answer=refuse" } : Self.allow("@atelier")
        let words =
            isRefused
            ? "calends: the login was refused: Permissions error — " : "calends: this login does not reach "
        let scene = try Scene(
            accounts: #"bakery: {platform: instagram, login: instagram, id: "17", token: env:T, api: "API"}"#)
        let result = try await scene.login(["--account", "bakery"], form: form)
        #expect(result.status == 3)
        #expect(result.error.contains(words), "\(result.error)")
        #expect(try scene.settings.contains("token: env:T"))
    }

    @Test("A login takes neither another account's token nor another account's id")
    func others() async throws {
        let scene = try Scene(
            accounts: #"other: {platform: instagram, login: instagram, id: "17", token: store:bakery, api: "API"}"#)
        let key = StoreKey.raw([UInt8](repeating: 0x5c, count: 32))
        let root = try FileRoot(scene.shop.repository.path)
        func store() throws -> TokenStore {
            try TokenStore(in: root, at: ".calends-tokens", lockPath: ".calends/tokens.lock") { key }
        }
        try store().update { $0["bakery"] = StoredToken(kind: .instagram, secret: "IGAAofOther", id: "17") }
        let arguments = ["--login", "instagram", "--api", scene.api]
        let first = try await scene.login(["--account", "bakery"] + arguments, form: Self.allow("@bakery"))
        #expect(first.status == 0, "\(first.error)")
        #expect(first.error.contains("stored   the token, as store:bakery-2 in .calends-tokens\n"))
        let settings = try scene.settings
        let second = try await scene.login(["--account", "twin"] + arguments, form: Self.allow("@bakery"))
        #expect(second.status == 3)
        let id = try scene.account("bakery").id
        #expect(
            second.error.hasSuffix(
                "calends: @bakery (\(id)) is account bakery of the settings already — what one publishes the other would "
                    + "publish again; nothing is stored — run calends auth login --account bakery, or log in as somebody "
                    + "else\n"), "\(second.error)")
        #expect(try scene.settings == settings)
        #expect(try store().tokens().mapValues(\.id) == ["bakery": "17", "bakery-2": id])
    }

    @Test("Says what is missing before a browser is opened")
    func beforehand() throws {
        let scene = try Scene()
        for command in ["status", "refresh"] {
            let nobody = try scene.shop.calends("auth", command)
            #expect(nobody.status == 0 && nobody.output == "")
            #expect(nobody.error == "The settings name no account yet: calends auth login --account NAME\n")
        }
        func said(_ arguments: String...) throws -> String {
            try Program.run(
                Program.calends, arguments, in: scene.shop.repository.path,
                environment: TemporaryGitRepository.isolation.merging(scene.shop.environment) { $1 }
            ).error
        }
        #expect(try said("auth", "login").hasPrefix("calends: auth login is about one account here: --account NAME\n"))
        #expect(
            try said("auth", "login", "--account", "x").hasPrefix(
                "calends: auth login needs --login for an account that the settings do not have yet: it is instagram, facebook or page\n"
            ))
        scene.shop.environment["CALENDS_KEY"] = "short"
        #expect(
            try said("auth", "login", "--account", "x", "--login", "page").hasPrefix(
                "calends: CALENDS_KEY is no key — a key is 64 hexadecimal digits, or 32 bytes in base64 — "))
        scene.shop.environment["CALENDS_KEY"] = nil
        #expect(
            try said("auth", "login", "--account", "x", "--login", "page").hasPrefix(
                "calends: the token store is locked — "))
        scene.shop.environment["CALENDS_KEY"] = String(repeating: "5c", count: 32)
        scene.shop.environment["APP_SECRET"] = nil
        #expect(
            try said("auth", "login", "--account", "x", "--login", "page").hasPrefix(
                "calends: the secret of the app is missing: env:APP_SECRET — "))
    }

    @Test("Asks for what the calendar needs besides the usual; begins without settings, and knows no app then")
    func asked() throws {
        let scene = try Scene(
            accounts: #"atelier: {platform: instagram, login: facebook, id: "17", token: env:T, api: "API"}"#,
            entry: Shop.post("on-merge", more: "accounts: [atelier]\npartnership: {paid: true}"))
        let usual = try scene.shop.calends("auth", "login", "--account", "atelier", "--paste")
        #expect(usual.error.contains(/[?&]scope=\S*instagram_content_publish\S*instagram_branded_content_creator/))
        #expect(usual.error.contains("calends: this address holds no answer of a login — "), "\(usual.error)")
        #expect(usual.status == 3)

        try scene.shop.repository.directory.remove("\(scene.shop.repository.folder)/calendar")
        let command = ["auth", "login", "--account", "atelier", "--login", "facebook", "--paste"]
        func login(_ more: [String: String]) throws -> String {
            try Program.run(
                Program.calends, command, in: scene.shop.repository.path,
                environment: TemporaryGitRepository.isolation.merging(scene.shop.environment.merging(more) { $1 }) {
                    $1
                }
            ).error
        }
        #expect(
            try login([:]) == """
                calends: it is not known which app logs in — Meta lets in apps, each with an id and a secret — name them in \
                calendar/settings.yaml, in app: with id and secret, or set CALENDS_APP_ID and CALENDS_APP_SECRET

                """)
        #expect(
            try login(["CALENDS_APP_ID": "12"]) == """
                calends: the secret of the app 12 is missing — Meta lets in apps that prove who they are — name it in \
                calendar/settings.yaml, as secret: env:NAME in app:, or set CALENDS_APP_SECRET

                """)
        #expect(
            try login(["CALENDS_APP_ID": "12", "CALENDS_APP_SECRET": "s"]).contains(
                "https://www.facebook.com/v25.0/dialog/oauth?client_id=12&"))
    }

    /// A shop whose token was given eight days ago, and has three to live.
    private static func aged() throws -> Scene {
        let scene = try Scene(
            accounts: #"bakery: {platform: instagram, login: instagram, id: "ID", token: store:bakery, api: "API"}"#)
        let account = try scene.account("bakery")
        try scene.shop.repository.write(
            scene.settings.replacing("\"ID\"", with: "\"\(account.id)\""), to: "calendar/settings.yaml")
        try scene.shop.repository.commit("Name the account")
        try age(account, in: scene)
        return scene
    }

    /// Lets the store have a token that was given eight days ago.
    private static func age(_ account: ServedSandbox.Announcement.Account, in scene: Scene) throws {
        let root = try FileRoot(scene.shop.repository.path)
        let key = StoreKey.raw([UInt8](repeating: 0x5c, count: 32))
        let store = try TokenStore(in: root, at: ".calends-tokens", lockPath: ".calends/tokens.lock") { key }
        var token = StoredToken(kind: .instagram, secret: account.token, id: account.id)
        token.issued = Date(timeIntervalSinceNow: -8 * 86_400)
        token.expires = Date(timeIntervalSinceNow: 3 * 86_400)
        try store.update { $0["bakery"] = token }
    }

    @Test("A renewal that dies at any step leaves a store that opens, for its owner alone, and a token that works")
    func dying() throws {
        let scene = try Self.aged()
        let shim = try CrashShim()
        let environment = TemporaryGitRepository.isolation.merging(scene.shop.environment) { $1 }
        func refresh(dyingAt step: Int? = nil) throws -> Program.Result {
            try Program.run(
                Program.calends, ["auth", "refresh"], in: scene.shop.repository.path,
                environment: environment.merging(shim.environment(dyingAt: step, speed: 1)) { $1 })
        }
        let whole = try refresh()
        #expect(whole.error.hasPrefix("renewed  bakery, good until "), "\(whole.error)")
        let count = try shim.stepCount()
        let account = try scene.account("bakery")
        let place = scene.shop.repository.path + "/.calends-tokens"
        // From the last of them on the new token is being written.
        for step in [count / 2, count - 6, count - 4, count - 2, count] {
            try Self.age(account, in: scene)
            #expect(try refresh(dyingAt: step).status == SIGKILL, "at step \(step) of \(count)")
            let mode = try FileManager.default.attributesOfItem(atPath: place)[.posixPermissions]
            #expect(mode as? Int == 0o600)
            let status = try scene.shop.calends("auth", "status")
            #expect(status.output.contains("ok   bakery identity    @bakery, by Instagram Login\n"), "\(status.output)")
        }
        let next = try scene.shop.calends("auth", "refresh")
        #expect(next.error.contains("renewed  bakery") || next.error.contains("it is younger than a day"))
    }

    @Test("A token goes to no other server than the one that gave it")
    func otherServer() throws {
        let scene = try Self.aged()
        let root = try FileRoot(scene.shop.repository.path)
        func store() throws -> TokenStore {
            try TokenStore(in: root, at: ".calends-tokens", lockPath: ".calends/tokens.lock") {
                .raw([UInt8](repeating: 0x5c, count: 32))
            }
        }
        try store().update { $0["bakery"]?.server = "https://graph.instagram.com" }
        let words =
            "the token of account bakery is not for \(scene.api): https://graph.instagram.com gave it, and to send it "
            + "elsewhere would give it away — correct api: in the settings, or log in there: run calends auth login "
            + "--account bakery\n"
        let status = try scene.shop.calends("auth", "status")
        #expect(status.status == 3)
        #expect(status.output == "fail bakery token \(words)")
        let refreshed = try scene.shop.calends("auth", "refresh")
        #expect(refreshed.error == "calends: \(words.replacing("\(scene.api):", with: "\(scene.api) —"))")
        #expect(refreshed.status != 0)
        // Those of earlier versions are bound when they are renewed.
        try store().update { $0["bakery"]?.server = nil }
        #expect(try scene.shop.calends("auth", "refresh").status == 0)
        #expect(try store().tokens()["bakery"]?.server == scene.api)
    }

    @Test("A token of the environment that is too young is no failure: nobody knows how old it is")
    func young() throws {
        let scene = try Scene(
            accounts: #"bakery: {platform: instagram, login: instagram, id: "ID", token: env:BAKERY, api: "API"}"#)
        let account = try scene.account("bakery")
        try scene.shop.repository.write(
            scene.settings.replacing("\"ID\"", with: "\"\(account.id)\""), to: "calendar/settings.yaml")
        scene.shop.environment["BAKERY"] = account.token
        try scene.sandbox.ask(
            "POST", "faults",
            #"{"mode":"error","code":100,"status":400,"count":1,"path":"*refresh_access_token"}"#)
        let refreshed = try scene.shop.calends("auth", "refresh", "--account", "bakery", "--print")
        #expect(refreshed.status == 0)
        #expect(refreshed.output == "")
        #expect(
            refreshed.error == """
                calends: warning: the token of account bakery is not renewed — the platform refuses, and takes the token: \
                it is younger than a day, it seems — try again in a day

                """)
    }

    @Test("Of two that renew at once one asks, and the other takes what came of it")
    func together() async throws {
        let scene = try Self.aged()
        try scene.sandbox.ask(
            "POST", "faults", #"{"mode":"delay","latency":1000,"count":2,"path":"*refresh_access_token"}"#)
        let environment = TemporaryGitRepository.isolation.merging(scene.shop.environment) { $1 }
        let programs = try (0..<2).map { _ in
            try RunningProgram(["auth", "refresh"], in: scene.shop.repository.path, environment: environment)
        }
        for program in programs {
            let result = try await program.end()
            #expect(result.status == 0)
            #expect(result.error.hasPrefix("renewed  bakery, good until "), "\(result.error)")
        }
        let faults = try scene.sandbox.ask("GET", "faults")
        #expect(faults.contains(#""hits":1"#), "\(faults)")
        let status = try scene.shop.calends("auth", "status")
        #expect(status.output.contains("ok   bakery token       good for 59 days, until "), "\(status.output)")
    }

    @Test("Nothing is asked where the answer could not be kept")
    func unkept() throws {
        let scene = try Self.aged()
        // Blocks of 512 bytes: room for the lock, and none for the store.
        let refused = try Program.run(
            "/bin/sh", ["-c", "trap '' XFSZ; ulimit -f 8; exec \"$0\" auth refresh", Program.calends],
            in: scene.shop.repository.path,
            environment: TemporaryGitRepository.isolation.merging(scene.shop.environment) { $1 })
        #expect(refused.status == 3)
        #expect(
            refused.error.hasPrefix("calends: cannot write '.calends-tokens': File too large — "), "\(refused.error)")
        let left = try FileManager.default.contentsOfDirectory(atPath: scene.shop.repository.path)
        #expect(!left.contains { $0.hasSuffix(".tmp") })
        #expect(try !scene.sandbox.ask("GET", "requests").contains("refresh_access_token"))
    }

    @Test("A run renews by itself what is a week old")
    func run() async throws {
        let scene = try Self.aged()
        let old = try scene.shop.calends("auth", "status")
        #expect(old.output.contains("warn bakery token       good for 2 days, until "), "\(old.output)")
        let environment = TemporaryGitRepository.isolation.merging(scene.shop.environment) { $1 }
        let program = try RunningProgram(["run"], in: scene.shop.repository.path, environment: environment)
        try await program.wrote("renewed the token of bakery, good until ")
        program.signal(SIGTERM)
        #expect(try await program.end().status == 0)
        let new = try scene.shop.calends("auth", "status")
        #expect(new.output.contains("ok   bakery token       good for 59 days, until "), "\(new.output)")
    }
}
