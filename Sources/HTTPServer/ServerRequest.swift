/// One request as a client sent it, complete with its body.
public struct ServerRequest: Hashable, Sendable {
    /// The method, in the client's own letters: `GET`, `HEAD`, `POST`, or anything else.
    public let method: String
    /// The request target before anything was decoded: path, and query if any.
    public let target: String
    /// The path with `%XX` decoded; it may hold `..`, `//` or any other text, so never treat it as a file's path.
    public let path: String
    /// The query's fields in the order sent, decoded; a field without `=` has an empty value.
    public let query: [Field]
    /// The header fields in the order sent.
    public let headers: [Field]
    /// The body, without any transfer coding.
    public let body: [UInt8]

    /// A name with a value: a header line, or one field of a query or form.
    public struct Field: Hashable, Sendable {
        /// The name as sent; header names compare without regard to case.
        public let name: String
        /// The value as sent.
        public let value: String

        /// A field with the given name and value.
        public init(_ name: String, _ value: String) {
            (self.name, self.value) = (name, value)
        }
    }

    /// A request made by hand, as tests of handlers need it.
    public init(method: String, target: String, headers: [Field] = [], body: [UInt8] = []) {
        self.method = method
        self.target = target
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = PercentCoding.decode(parts.first ?? "", plusIsSpace: false)
        query = parts.count == 2 ? PercentCoding.fields(parts[1]) : []
        self.headers = headers
        self.body = body
    }

    /// The first header of this name, in any case.
    public func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }
}
