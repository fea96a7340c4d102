/// One HTTP request, complete before it is sent.
public struct HTTPRequest: Hashable, Sendable {
    /// What the request asks of the resource.
    public enum Method: String, Hashable, Sendable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"

        /// Whether sending the request twice has the effect of sending it once (RFC 9110 §9.2.2).
        public var isIdempotent: Bool { self != .post && self != .patch }
    }

    /// What is sent after the headers.
    public enum Body: Hashable, Sendable {
        /// Nothing; `POST`, `PUT` and `PATCH` then say `Content-Length: 0`.
        case none
        /// Bytes in memory.
        case bytes([UInt8])
        /// A part of a file, read while it is sent; `length` nil means up to the end. Both count bytes.
        case file(path: String, offset: Int64 = 0, length: Int64? = nil)
    }

    /// How long the request may take.
    public struct Timeouts: Hashable, Sendable {
        /// From the start to an open connection, name resolution and TLS included.
        public var connect: Duration
        /// From the start to the last byte of the answer; nil leaves it open.
        public var total: Duration?
        /// How long fewer than ``minimumBytesPerSecond`` may move, either way; nil leaves it open. Whole seconds count.
        public var stall: Duration?
        /// The speed below which ``stall`` runs.
        public var minimumBytesPerSecond: Int

        /// Limits that suit small requests; give `total: nil` with `stall` for large bodies.
        public init(
            connect: Duration = .seconds(10), total: Duration? = .seconds(60), stall: Duration? = nil,
            minimumBytesPerSecond: Int = 1_000
        ) {
            self.connect = connect
            self.total = total
            self.stall = stall
            self.minimumBytesPerSecond = minimumBytesPerSecond
        }
    }

    /// What to do.
    public var method: Method
    /// An absolute `http` or `https` URL, already percent-encoded.
    public var url: String
    /// Fields beyond those that follow from the body and the client.
    public var headers: HTTPHeaders
    /// What to send.
    public var body: Body
    /// How long it may take.
    public var timeouts: Timeouts
    /// The largest body to accept, in bytes after decompression; a larger one is an error.
    public var maximumResponseBytes: Int
    /// How many bytes of the body are wanted, where its beginning is enough: the transfer ends with them, as a success.
    public var wantedBytes: Int?
    /// Whether up to ten redirects are followed; off, a redirect is a response like any other.
    public var followRedirects: Bool
    /// Whether the answer may come compressed; it is decompressed before it is handed over.
    public var acceptsCompression: Bool

    /// A request with the limits of a small API call.
    public init(
        method: Method = .get, url: String, headers: HTTPHeaders = [:], body: Body = .none,
        timeouts: Timeouts = Timeouts(), maximumResponseBytes: Int = 16 << 20, wantedBytes: Int? = nil,
        followRedirects: Bool = false,
        acceptsCompression: Bool = false
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeouts = timeouts
        self.maximumResponseBytes = maximumResponseBytes
        self.wantedBytes = wantedBytes
        self.followRedirects = followRedirects
        self.acceptsCompression = acceptsCompression
    }
}
