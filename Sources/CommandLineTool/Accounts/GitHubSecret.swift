import Cryptography
import Diagnostics
import FoundationEssentials
import HTTP

/// Writes a secret of GitHub Actions, so that a scheduled job keeps its own token alive.
///
/// Source: GitHub REST API, "Actions secrets": the value is sealed for the repository's public key.
struct GitHubSecret: Sendable {
    let name: String
    let repository: String
    let api: String
    private let token: String
    private let http: HTTPClient

    /// - Throws: ``CommandFailure`` where the environment lacks what a job of GitHub Actions has.
    init(named name: String, environment: [String: String], trace: Trace, http: HTTPClient) throws(CommandFailure) {
        func variable(_ variable: String, _ fix: String) throws(CommandFailure) -> String {
            guard let text = environment[variable]?.trimmed, !text.isEmpty else {
                throw CommandFailure(
                    "\(variable) is not set", why: "--github-secret writes a secret of a GitHub repository", fix: fix,
                    status: .usage)
            }
            return text
        }
        let isName = name.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x5F
        }
        guard isName, name.first?.isNumber == false, !name.uppercased().hasPrefix("GITHUB_") else {
            throw CommandFailure(
                "'\(name)' cannot be the name of a secret",
                why: "names have letters, digits and '_', and begin with neither a digit nor GITHUB_",
                fix: "write it like BAKERY_TOKEN", status: .usage)
        }
        self.name = name
        self.http = http
        token = try variable(
            "GITHUB_TOKEN", "set it to a token that may write secrets; the one that GitHub gives to jobs may not")
        trace.hide(token)
        guard token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw CommandFailure(
                "GITHUB_TOKEN is no token", why: "it has spaces, line breaks or characters that no token has",
                fix: "copy it again", status: .usage)
        }
        repository = try variable("GITHUB_REPOSITORY", "set it to OWNER/NAME")
        guard repository.split(separator: "/").count == 2,
            repository.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"?#%\\".utf8.contains($0) })
        else {
            throw CommandFailure(
                "GITHUB_REPOSITORY is no repository", why: "it is written OWNER/NAME", fix: "set it to OWNER/NAME",
                status: .usage)
        }
        var base = environment["GITHUB_API_URL"]?.trimmed ?? ""
        if base.isEmpty { base = "https://api.github.com" }
        while base.last == "/" { base.removeLast() }
        let host = ["https://", "http://"].first { base.hasPrefix($0) }.map { base.dropFirst($0.count) } ?? ""
        guard host.first?.isASCII == true, host.first != "/",
            host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"?#%@\\".utf8.contains($0) })
        else {
            throw CommandFailure(
                "GITHUB_API_URL is no address of an API", why: "the secret is written there",
                fix: "set it to one like https://api.github.com, or leave it out", status: .usage)
        }
        api = base
    }

    private struct PublicKey: Decodable {
        let key_id: String
        let key: String
    }

    /// Makes `value` the secret's, whatever it was.
    ///
    /// - Parameter triesAgain: whether a failure that may pass is met with one more try.
    func write(_ value: String, triesAgain: Bool = false) async throws(CommandFailure) {
        do throws(CommandFailure) { return try await writeOnce(value) } catch {
            guard triesAgain, error.status == .tryLater else { throw error }
        }
        try? await Task.sleep(for: .seconds(1))
        try await writeOnce(value)
    }

    private func writeOnce(_ value: String) async throws(CommandFailure) {
        let answer = try await send(.get, "public-key", body: nil)
        guard let key = try? JSONDecoder().decode(PublicKey.self, from: Data(answer.body)),
            let bytes = Data(base64Encoded: key.key)
        else { throw failure("the public key of \(repository) cannot be read", status: .tryLater) }
        let box: [UInt8]?
        do throws(CryptographyError) { box = try SealedBox.seal(Array(value.utf8), for: [UInt8](bytes)) } catch {
            throw failure(error.message, status: .needsPerson)
        }
        guard let box else { throw failure("the public key of \(repository) is no key", status: .tryLater) }
        let fields = ["encrypted_value": Data(box).base64EncodedString(), "key_id": key.key_id]
        guard let body = try? JSONEncoder().encode(fields) else {
            throw failure("the secret cannot be put into words", status: .bug)
        }
        _ = try await send(.put, name, body: [UInt8](body))
    }

    private func send(_ method: HTTPRequest.Method, _ path: String, body: [UInt8]?) async throws(CommandFailure)
        -> HTTPResponse
    {
        let request = HTTPRequest(
            method: method, url: "\(api)/repos/\(repository)/actions/secrets/\(path)",
            headers: [
                "Authorization": "Bearer \(token)", "Accept": "application/vnd.github+json",
                "X-GitHub-Api-Version": "2022-11-28", "Content-Type": "application/json",
            ], body: body.map { .bytes($0) } ?? .none)
        let answer: HTTPResponse
        do throws(HTTPError) { answer = try await http.send(request) } catch {
            throw failure(error.description, status: .tryLater)
        }
        switch answer.status {
        case 200..<300: return answer
        case 401, 403, 404:
            throw failure(
                "GitHub answers \(answer.status) for the secrets of \(repository)",
                fix: "give GITHUB_TOKEN the permission to write secrets of this repository", status: .needsPerson)
        default: throw failure("GitHub answers \(answer.status)", status: .tryLater)
        }
    }

    private func failure(_ why: String, fix: String = "try again later", status: ExitStatus) -> CommandFailure {
        CommandFailure("the secret \(name) is not written", why: why, fix: fix, status: status)
    }
}
