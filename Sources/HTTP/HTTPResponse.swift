/// A complete answer, whatever its status.
public struct HTTPResponse: Hashable, Sendable {
    /// The status code, such as 200 or 503.
    public let status: Int
    /// The header fields of the final answer; trailers are left out.
    public let headers: HTTPHeaders
    /// The whole body.
    public let body: [UInt8]

    /// An answer made by hand, as tests and fakes need it.
    public init(status: Int, headers: HTTPHeaders = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The body read as UTF-8, invalid sequences replaced.
    public var text: String { String(decoding: body, as: UTF8.self) }
}
