/// What a handler answers.
///
/// `Content-Length`, `Date` and the framing are the server's; to `HEAD` it sends the headers alone.
public struct ServerResponse: Hashable, Sendable {
    /// The HTTP status code.
    public var status: Int
    /// The header fields to send; a field with a line break in it turns the answer into a plain 500.
    public var headers: [ServerRequest.Field]
    /// The body, or what stands in its place.
    public var body: Body

    /// Where the bytes of an answer come from.
    public enum Body: Hashable, Sendable {
        /// These bytes.
        case bytes([UInt8])
        /// A regular file by its path, sent from disk with an `ETag`; `Range` and `If-None-Match` of a `GET` or `HEAD`
        /// answered with status 200 are honoured. A path that cannot be opened is answered with 404.
        case file(String)
        /// A fault to rehearse: these bytes under a `Content-Length` that promises `declaredLength`, then the end of
        /// the connection.
        case cutShort([UInt8], declaredLength: Int)
        /// A fault to rehearse: the connection closes without a byte of an answer.
        case hangUp
    }

    /// An answer with the given parts.
    public init(status: Int = 200, headers: [ServerRequest.Field] = [], body: Body) {
        (self.status, self.headers, self.body) = (status, headers, body)
    }

    /// A text, by default plain, as UTF-8.
    public static func text(
        _ text: String, status: Int = 200, type: String = "text/plain; charset=utf-8"
    ) -> ServerResponse {
        ServerResponse(status: status, headers: [.init("Content-Type", type)], body: .bytes(Array(text.utf8)))
    }
}
