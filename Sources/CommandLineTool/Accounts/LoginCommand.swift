import CalendarLoading
import ContentModel
import Cryptography
import Diagnostics
import FileStore
import FoundationEssentials
import HTTP
import HTTPServer
import MetaGraph
import TokenStore
import Views

/// `calends auth login`: from a dialog in a browser to a token in the store and an account in the settings.
struct LoginCommand {
    let invocation: Invocation

    func run() async throws -> ExitStatus {
        guard let name = invocation.accountNames.first, invocation.accountNames.count == 1 else {
            throw UsageError.oneAccount(invocation.command)
        }
        if let problem = name.problem {
            throw CommandFailure(problem.what, why: problem.why, fix: problem.fix, status: .usage)
        }
        let workspace = try Workspace(for: invocation)
        let place = try await LoginSettings(for: name, in: workspace, environment: invocation.environment)
        let settings = place.settings
        let known = settings.accounts[name]
        let platform = try platform(of: known)
        let login = platform.graphLogin
        let secrets = Secrets(environment: invocation.environment, in: workspace)
        let access = AppAccess(
            settings: settings.app ?? AppSettings(), secrets: secrets, environment: invocation.environment)
        let api = try api(of: known, zones: workspace.zones)
        let version = GraphVersion(known?.version ?? Account.defaultVersion) ?? .v25
        let http = invocation.trace.httpClient()
        let flow = try access.flow(login, api: api, version: version, http: http)
        let prompt = PassphrasePrompt(console: invocation.console, isNew: !Self.hasStore(in: workspace))
        let store: TokenStore
        do throws(StoreError) {
            store = try TokenKeeping.store(
                in: workspace, environment: invocation.environment, ask: { prompt.ask() })
            // A store that does not open is better heard of before somebody has logged in.
            try store.proveWritable()
        } catch {
            throw CommandFailure(error)
        }
        let scopes = scopes(for: platform, known.map { place.publications.scopeNeeds(on: $0) } ?? [])
        let code = try await code(of: name, through: flow, scopes, access.settings.configuration)
        invocation.trace.step("gives the code for a token that lasts, and asks what it reaches")
        let chain = LoginChain(
            flow: flow, platform: platform,
            host: api.map { GraphHost(login, baseURL: $0) } ?? (login == .facebook ? .facebook : .instagram),
            version: version, http: http, proof: try access.proof(for: login))
        let found: LoginChain.Result
        do throws(GraphError) { found = try await chain.follow(code.text, verifier: code.verifier) } catch {
            throw CommandFailure(error, account: name)
        }
        for account in found.accounts { invocation.tell("found    \(account.words)") }
        let chosen = try choose(among: found.accounts, name, known)
        let token = try chain.stored(chosen, of: found)
        let owned = known.flatMap { if case .store(let key) = $0.token { key } else { nil } }
        let reference: String
        do throws(StoreError) {
            reference = TokenStore.name(
                for: token, wanted: owned ?? name.text, owned: owned != nil,
                others: settings.storeNames(besides: name), among: try store.tokens())
        } catch {
            throw CommandFailure(error)
        }
        let entry = SettingsEditing.Entry(
            name: name.text, platform: platform, id: chosen.id, token: "store:\(reference)", api: api)
        try Self.checkID(of: entry, among: settings, in: chosen)
        do throws(StoreError) { try store.update { $0[reference] = token } } catch { throw CommandFailure(error) }
        invocation.tell("stored   the token, as store:\(reference) in \(TokenKeeping.path)")
        if let done = try place.write(entry) {
            let word = done + String(repeating: " ", count: 9 - done.count)
            invocation.tell(
                done == "created"
                    ? "\(word)\(CalendarLoader.settingsPath), with \(entry.name) in it; calends init adds the rest"
                    : "\(word)\(entry.name) in \(CalendarLoader.settingsPath)")
        }
        let asked = found.isNarrowed ? scopes : []
        for scope in asked where !token.scopes.isEmpty && !token.scopes.contains(scope) {
            invocation.tell("missing  \(scope) was not granted")
        }
        invocation.console.write(summary(name, token) + "\n")
        return .done
    }

    private static func hasStore(in workspace: Workspace) -> Bool {
        ((try? workspace.files().facts(of: TokenKeeping.path)) ?? nil) != nil
    }

    /// What the account is: as the settings say, or `--login`.
    private func platform(of known: Account?) throws -> ContentModel.Platform {
        let asked: ContentModel.Platform? =
            switch invocation.value(of: .login) {
            case "instagram": .instagram(.instagram)
            case "facebook": .instagram(.facebook)
            case "page": .facebook
            default: nil
            }
        guard let known else {
            guard let asked else { throw UsageError.missingOption(.login, invocation.command) }
            return asked
        }
        guard let asked, asked != known.platform else { return known.platform }
        throw CommandFailure(
            "account \(known.name) is another kind of account in the settings",
            why: "platform and login decide what can be published there",
            fix: "change the settings, or leave --login out",
            status: .usage)
    }

    /// Another server than Meta's, as the settings or `--api` name it.
    private func api(of known: Account?, zones: ZoneClient) throws -> String? {
        guard let asked = invocation.value(of: .api), asked != known?.api else { return known?.api }
        if let known {
            throw CommandFailure(
                "account \(known.name) is at another server in the settings",
                why: "its token would be asked of one server and used at another",
                fix: "change api: there, or leave --api out", status: .usage)
        }
        guard SettingsEditing.takesAPI(asked, zones: zones) else {
            throw CommandFailure(
                "--api cannot be '\(asked)'", why: "the app's secret goes there, and the settings would refuse it",
                fix: "write it like https://graph.instagram.com", status: .usage)
        }
        return asked
    }

    /// The usual ones, and what the calendar needs besides.
    private func scopes(for platform: ContentModel.Platform, _ needs: [ScopeNeed]) -> [String] {
        var scopes = platform.usualScopes
        for need in needs where !scopes.contains(need.scope) { scopes.append(need.scope) }
        return scopes
    }

    // MARK: The dialog

    private func code(
        of name: AccountName, through flow: LoginFlow, _ scopes: [String], _ configuration: String?
    ) async throws -> (text: AccessToken, verifier: AccessToken?) {
        let (state, secret) = (try Self.random(), try Self.random())
        for text in [state, secret] { invocation.trace.hide(text) }
        let challenge = SHA256.digest(of: Array(secret.utf8)).bytes
        let asksForConfiguration = flow.login == .facebook && configuration != nil
        let url = flow.dialogURL(
            state: state, asksForConfiguration ? .configuration(configuration ?? "") : .scopes(scopes),
            challenge: Data(challenge).base64URL)
        let console = invocation.console
        console.report("Open this address in a browser, and allow what you want to allow:\n\n  \(url)\n\n")
        let answer: String
        do {
            if !invocation.has(.paste), let place = LoginListener.place(of: flow.redirectURI) {
                let listener: LoginListener
                do throws(ServerError) {
                    listener = try LoginListener(host: place.host, port: place.port, path: place.path, state: state)
                } catch {
                    throw CommandFailure(
                        "cannot listen at \(flow.redirectURI): \(error)", why: "the login leads back there",
                        fix: "free the port, name another one in app.redirect, or add --paste", status: .tryLater)
                }
                console.report("Waiting for the browser to come back to \(flow.redirectURI)\n")
                answer = try await listener.answer()
                invocation.trace.step("has heard from the browser")
            } else {
                let question =
                    "The login ends at \(flow.redirectURI), where nothing answers. Paste the address of that page: "
                guard let line = console.ask(question) else { throw LoginProblem.noAnswer }
                answer = line
            }
            let code = try LoginAnswer.code(in: answer, answering: state)
            invocation.trace.hide(code)
            guard let text = AccessToken(code) else { throw LoginProblem.noAnswer }
            return (text, flow.login == .facebook ? AccessToken(secret) : nil)
        } catch let problem as LoginProblem {
            throw problem.failure(of: name)
        }
    }

    /// 256 bits that nobody can guess, in characters that need no escaping.
    private static func random() throws -> String {
        do throws(CryptographyError) { return Data(try RandomBytes.make(count: 32)).base64URL } catch {
            throw CommandFailure(
                error.message, why: "a login must not be guessable", fix: "try on another machine", status: .needsPerson
            )
        }
    }

    // MARK: Which account

    private func choose(
        among found: [FoundAccount], _ name: AccountName, _ known: Account?
    ) throws -> FoundAccount {
        let wanted = invocation.value(of: .id) ?? known?.id
        if let wanted {
            if let account = found.first(where: { $0.id == wanted }) { return account }
            throw CommandFailure(
                "this login does not reach \(wanted), which is account \(name)",
                why: found.isEmpty
                    ? "it reaches no account: no Page was granted, or none has a professional Instagram account"
                    : "it reaches \(found.map(\.words).joined(separator: ", "))",
                fix: found.isEmpty
                    ? "log in again, and grant the Page"
                    : "log in as the right account, or name the one you mean with --id ID", status: .needsPerson)
        }
        if found.count == 1 { return found[0] }
        throw CommandFailure(
            found.isEmpty ? "this login reaches no account" : "this login reaches \(found.count) accounts",
            why: found.isEmpty
                ? "no Page was granted, or none has a professional Instagram account"
                : found.map(\.words).joined(separator: ", "),
            fix: found.isEmpty ? "log in again, and grant the Page" : "name the one you mean with --id ID",
            status: .needsPerson)
    }

    // MARK: What is written

    /// Refuses an account that the settings have under another name, before its token is stored.
    private static func checkID(
        of entry: SettingsEditing.Entry, among settings: Settings, in chosen: FoundAccount
    ) throws(CommandFailure) {
        let other = settings.accounts.values.filter { $0.id == entry.id && $0.name.text != entry.name }.map(\.name)
            .min()
        guard let other else { return }
        throw CommandFailure(
            "\(chosen.words) is account \(other) of the settings already",
            why: "what one publishes the other would publish again; nothing is stored",
            fix: "run calends auth login --account \(other), or log in as somebody else", status: .needsPerson)
    }

    private func summary(_ name: AccountName, _ token: StoredToken) -> String {
        let end =
            token.expires.map { "until \($0.formatted(.iso8601.year().month().day()))" } ?? "without an end"
        return "\(name) is \((token.name ?? token.id).printable) (\(token.id)); its token is good \(end)"
    }
}

extension Data {
    /// In base64url without padding (RFC 4648 §5).
    var base64URL: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}

extension Settings {
    /// The names of the store that accounts refer to, but one.
    fileprivate func storeNames(besides name: AccountName) -> Set<String> {
        Set(
            accounts.values.compactMap {
                if $0.name != name, case .store(let key) = $0.token { key } else { nil }
            })
    }
}
