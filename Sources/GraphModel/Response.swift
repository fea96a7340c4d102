/// What the platform answers: status, headers worth sending, and a JSON body.
public struct Response: Hashable, Sendable, Codable {
    /// One HTTP header.
    public struct Header: Hashable, Sendable, Codable {
        /// The name as Meta writes it.
        public var name: String
        /// The value, one line.
        public var value: String

        /// A header to be sent.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The HTTP status: 200, or 400, 403, 500, 503 with an error body.
    public var status: Int
    /// Graph's own headers (version, usage); content type, length and date are the face's.
    public var headers: [Header]
    /// The answer.
    public var body: JSON

    /// An answer as it will be sent.
    public init(status: Int = 200, headers: [Header] = [], body: JSON) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The body as Graph writes it, slashes and everything outside ASCII escaped.
    public var bodyText: String { body.text(.graph) }

    /// The first header of this name, in any case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
