import FoundationEssentials
import HTTP

/// One call before it is sent.
struct GraphCall: Sendable {
    let method: HTTPRequest.Method
    /// The path after the version, its parts percent-encoded.
    let path: String
    /// The parameters: in the URL of a `GET`, in the body of a `POST`.
    var form = Form()
    /// A file that a `POST` sends along, and the name of its field.
    var file: (field: String, file: FormFile)?
    /// Whether the call does what cannot be taken back.
    var isIrreversible = false
    /// Whether others see what the call does, so that only who may act may send it.
    var isSeen = false
    /// Whether the path has a version before it; only hosts of tokens know calls without.
    var isVersioned = true

    /// - Parameter isSeen: nil where that is so only of what cannot be taken back.
    init(
        _ method: HTTPRequest.Method, _ parts: [String], _ form: Form = Form(), isIrreversible: Bool = false,
        isSeen: Bool? = nil, isVersioned: Bool = true
    ) {
        self.method = method
        path = parts.map(Form.pathPart).joined(separator: "/")
        self.form = form
        self.isIrreversible = isIrreversible
        self.isSeen = isSeen ?? isIrreversible
        self.isVersioned = isVersioned
    }

    /// A further page of a list that a call like this one began.
    init(_ cursor: PageCursor) {
        method = .get
        path = cursor.path
        form = cursor.form
    }

    /// What errors call it.
    var name: String { "\(method.rawValue) \(path)" }

    func request(
        to host: GraphHost, _ version: GraphVersion, _ token: AccessToken, _ timeouts: HTTPRequest.Timeouts
    ) -> HTTPRequest {
        self.request(below: isVersioned ? "\(host.baseURL)/\(version)" : host.baseURL, token, timeouts)
    }

    /// The request as it is sent.
    ///
    /// - Parameter token: nil for a call that is to bring one.
    func request(below base: String, _ token: AccessToken?, _ timeouts: HTTPRequest.Timeouts) -> HTTPRequest {
        var request = HTTPRequest(
            method: method, url: "\(base)/\(path)", headers: ["Accept": "application/json"], timeouts: timeouts,
            acceptsCompression: true)
        if let token { request.headers.append(name: "Authorization", value: "Bearer \(token.revealed())") }
        if method == .post {
            if let file {
                let body = MultipartBody(form, file.field, file.file)
                request.headers.append(name: "Content-Type", value: body.contentType)
                request.body = .bytes(body.bytes)
            } else {
                request.headers.append(name: "Content-Type", value: "application/x-www-form-urlencoded")
                request.body = .bytes(Array(form.encoded.utf8))
            }
        } else if !form.items.isEmpty {
            request.url += "?" + form.encoded
        }
        return request
    }

    /// Reads a complete answer: a refusal at any status, the promised value at a success status, or neither.
    func read<Value: Decodable & Sendable>(
        _ response: HTTPResponse, as type: Value.Type, hiding secrets: [AccessToken]
    ) throws(GraphError) -> GraphReply<Value> {
        let usage = GraphUsage(response.headers)
        let traceID = response.headers["X-FB-Trace-ID"]
        func failure(_ cause: GraphError.Cause) -> GraphError {
            GraphError(
                cause, call: name, isIrreversible: isIrreversible, status: response.status, usage: usage,
                traceID: traceID)
        }
        if let refusal = GraphRefusal(body: response.body, hiding: secrets) { throw failure(.refused(refusal)) }
        guard (200..<300).contains(response.status) else {
            throw failure(.gateway(contentType: response.headers["Content-Type"], byteCount: response.body.count))
        }
        do {
            let value = try JSONDecoder().decode(type, from: Data(response.body))
            return GraphReply(value, usage: usage, traceID: traceID)
        } catch {
            throw failure(.unexpectedAnswer(Self.reason(error, byteCount: response.body.count)))
        }
    }

    /// Names what is wrong and where, and repeats nothing of the body.
    private static func reason(_ error: any Error, byteCount: Int) -> String {
        func place(_ context: DecodingError.Context, _ key: (any CodingKey)? = nil) -> String {
            let path = (context.codingPath + [key].compactMap { $0 }).map { key in
                key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)"
            }
            return path.isEmpty ? "at the top" : "at \(path.joined())"
        }
        return switch error {
        case DecodingError.keyNotFound(let key, let context): "the body has nothing \(place(context, key))"
        case DecodingError.valueNotFound(_, let context): "the body has null \(place(context))"
        case DecodingError.typeMismatch(_, let context): "the body has another type \(place(context))"
        case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
            "the body's value is not the promised one \(place(context))"
        default: "its body of \(byteCount) bytes is not complete JSON"
        }
    }
}
