import GraphModel
import HTTPServer

/// A Graph call as it stands in an HTTP request.
///
/// Which host is meant is decided by, in this order: a path that begins with the host's name
/// (`/graph.instagram.com/v25.0/me`), a `Host` header or an absolute target that is the name, and else the token.
enum GraphCall {
    private static let hosts: [String: Request.Host] = [
        "graph.facebook.com": .facebook, "graph-video.facebook.com": .facebook, "rupload.facebook.com": .facebook,
        "graph.instagram.com": .instagram, "api.instagram.com": .instagram,
    ]

    /// The call, or nil when the method is none of Graph's.
    static func request(from request: ServerRequest, path: String, base: String) -> Request? {
        guard let method = Request.Method(rawValue: request.method == "HEAD" ? "GET" : request.method) else {
            return nil
        }
        var components = path.split(separator: "/").map(String.init)
        var host = Request.Host.any
        var origin = base
        if let prefix = components.first, let named = hosts[prefix] {
            (host, origin) = (named, "\(base)/\(prefix)")
            components.removeFirst()
        } else if let authority = request.header("Host"), let named = hosts[hostName(authority)] {
            (host, origin) = (named, "http://\(authority)")
        }
        var graph = Request(method, "", parameters(of: request), token: token(of: request), host: host, origin: origin)
        if let first = components.first, first.isVersionLike {
            graph.version = first
            components.removeFirst()
        }
        graph.path = components
        return graph
    }

    private static func hostName(_ authority: String) -> String {
        authority.lowercased().split(separator: ":").first.map(String.init) ?? ""
    }

    /// The token of `Authorization: Bearer T` or `OAuth T`.
    static func token(of request: ServerRequest) -> String? {
        guard let header = request.header("Authorization") else { return nil }
        let words = header.split(separator: " ", maxSplits: 1)
        guard words.count == 2, ["bearer", "oauth"].contains(words[0].lowercased()) else { return nil }
        return String(words[1])
    }

    /// The files of a multipart form.
    static func files(of request: ServerRequest) -> [MultipartForm.Part] {
        guard let boundary = MultipartForm.boundary(of: request.header("Content-Type") ?? "") else { return [] }
        return MultipartForm(body: request.body, boundary: boundary).parts.filter { $0.fileName != nil }
    }

    /// Query first, then the body, so that the body wins where both name a parameter.
    private static func parameters(of request: ServerRequest) -> Parameters {
        var parameters = Parameters()
        for field in request.query { parameters.append(field.name, .text(field.value)) }
        guard !request.body.isEmpty else { return parameters }
        let type = request.header("Content-Type") ?? ""
        if let boundary = MultipartForm.boundary(of: type) {
            for part in MultipartForm(body: request.body, boundary: boundary).parts where part.fileName == nil {
                parameters.append(part.name, .text(String(decoding: part.body, as: UTF8.self)))
            }
        } else if type.lowercased().hasPrefix("application/json") {
            if let body = try? JSON(parsing: request.body) { parameters.append(contentsOf: Parameters(body: body)) }
        } else {
            for field in PercentCoding.fields(String(decoding: request.body, as: UTF8.self)) {
                parameters.append(field.name, .text(field.value))
            }
        }
        return parameters
    }
}

extension String {
    /// Whether it stands where a version stands: `v25.0`.
    fileprivate var isVersionLike: Bool {
        let parts = dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        return first == "v" && parts.count == 2
            && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    }
}
