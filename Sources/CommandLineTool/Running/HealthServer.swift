import Diagnostics
import FoundationEssentials
import HTTPServer

/// `/healthz` and `/metrics` of a run, for a service manager and for Prometheus.
enum HealthServer {
    /// Serves until the server is let go.
    ///
    /// - Parameter address: `HOST:PORT`, or a port on the loopback address.
    static func start(at address: String, showing figures: RunFigures) throws -> Server {
        let parts = address.split(separator: ":", omittingEmptySubsequences: false)
        let host = parts.count > 1 ? parts.dropLast().joined(separator: ":") : "127.0.0.1"
        guard let last = parts.last, let port = Int(last), (0...65_535).contains(port), !host.isEmpty else {
            throw UsageError.badAddress(.listen, value: address)
        }
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        do throws(ServerError) {
            return try Server(host: bare, port: port, limits: ServerLimits(body: 0, connections: 256, idleSeconds: 5)) {
                request in
                answer(request, figures)
            }
        } catch {
            throw CommandFailure(
                "cannot listen on \(address): \(error)", why: "--listen serves health and metrics there",
                fix: "name another port, or 0 for a free one", status: .usage)
        }
    }

    private static func answer(_ request: ServerRequest, _ figures: RunFigures) -> ServerResponse {
        guard request.method == "GET" || request.method == "HEAD" else {
            return .text("only GET\n", status: 405)
        }
        switch request.path {
        case "/healthz":
            let (isWell, lines) = figures.health(at: Date())
            return .text(lines.map { $0 + "\n" }.joined(), status: isWell ? 200 : 503)
        case "/metrics":
            return .text(figures.metricsText, type: "text/plain; version=0.0.4; charset=utf-8")
        default: return .text("there are /healthz and /metrics\n", status: 404)
        }
    }
}
