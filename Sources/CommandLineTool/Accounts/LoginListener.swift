import FoundationEssentials
import HTTPServer
import Synchronization

/// Waits on this machine for the browser that a login sends back.
final class LoginListener: Sendable {
    private let server: Server
    private let answers: AsyncStream<String>

    /// The host and port of an address that this machine can listen at; nil for any other.
    static func place(of redirect: String) -> (host: String, port: Int, path: String)? {
        guard let url = URL(string: redirect), url.scheme == "http", let host = url.host(),
            ["localhost", "127.0.0.1", "::1", "[::1]"].contains(host)
        else { return nil }
        return (host.contains(":") ? "::1" : "127.0.0.1", url.port ?? 80, url.path().isEmpty ? "/" : url.path())
    }

    /// Listens at the address that the login leads back to.
    ///
    /// - Parameter state: what the answer must bring; without it a page of another site could end the wait.
    init(host: String, port: Int, path: String, state: String) throws(ServerError) {
        let (answers, continuation) = AsyncStream.makeStream(of: String.self)
        self.answers = answers
        server = try Server(host: host, port: port, limits: ServerLimits(body: 0, connections: 16, idleSeconds: 5)) {
            request in
            guard request.method == "GET", request.path == path else { return .text("nothing is here\n", status: 404) }
            let isOurs = request.query.contains { $0.name == "state" && $0.value == state }
            if isOurs { continuation.yield(request.target) }
            return Self.page(isOurs)
        }
    }

    /// The target of the first request that answers.
    ///
    /// - Throws: ``LoginProblem/timedOut`` after ten minutes.
    func answer() async throws -> String {
        let answer = await withTaskGroup(of: String?.self) { group in
            group.addTask { [answers] in
                for await answer in answers { return answer }
                return nil
            }
            group.addTask {
                try? await Task.sleep(for: .seconds(600))
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
        await server.stop(grace: .seconds(5))
        guard let answer else { throw LoginProblem.timedOut }
        return answer
    }

    /// The address has a code in it: nothing of it is repeated, kept by caches, or told to other sites.
    private static func page(_ isOurs: Bool) -> ServerResponse {
        let words = isOurs ? "That is all: go back to the terminal." : "This is not the login that calends waits for."
        var response = ServerResponse.text(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Calends</title><p>\(words)</p></html>\n",
            status: isOurs ? 200 : 400, type: "text/html; charset=utf-8")
        response.headers += [
            .init("Referrer-Policy", "no-referrer"), .init("Cache-Control", "no-store"),
            .init("Content-Security-Policy", "default-src 'none'"),
        ]
        return response
    }
}
