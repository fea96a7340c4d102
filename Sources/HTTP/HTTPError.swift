/// Why a request brought no complete response, and whether it may have taken effect all the same.
public struct HTTPError: Error, Hashable, Sendable {
    /// What went wrong.
    public enum Kind: Hashable, Sendable {
        /// The request itself cannot be sent as written.
        case invalidRequest
        /// The file meant as body could not be read in full.
        case bodyUnreadable
        /// The file meant for the answer could not be written.
        case fileUnwritable
        /// The host's name, or the proxy's, has no address.
        case nameResolution
        /// No connection: refused, unreachable, or a proxy in between said no.
        case connection
        /// No trusted encrypted connection.
        case tls
        /// One of the request's time limits passed.
        case timedOut
        /// The connection ended before the answer did, without a word.
        case connectionLost
        /// The answer ended before the length it had announced.
        case truncatedResponse
        /// The answer is larger than the bound, which is in bytes.
        case responseTooLarge(limit: Int)
        /// The answer is not HTTP that can be read.
        case malformedResponse
        /// More redirects than are followed.
        case tooManyRedirects
        /// The task was cancelled, or its client is gone.
        case cancelled
        /// The check that was asked just before the first byte said no.
        case heldBack
        /// Anything else libcurl reports.
        case other
    }

    /// How far the request can have come.
    public enum Delivery: Hashable, Sendable {
        /// Not one byte of it left this machine: nothing happened.
        case neverSent
        /// It may have arrived and taken effect.
        case unknown
    }

    /// What went wrong.
    public let kind: Kind
    /// How far the request can have come.
    public let delivery: Delivery
    /// The status, when its line did arrive.
    public let status: Int?
    /// The host asked; never the path or the query, which may hold secrets.
    public let host: String
    /// libcurl's own words, or ours where libcurl was not reached.
    public let message: String

    /// An error made by hand, as tests and fakes need it.
    public init(kind: Kind, delivery: Delivery, status: Int? = nil, host: String, message: String) {
        self.kind = kind
        self.delivery = delivery
        self.status = status
        self.host = host
        self.message = message
    }
}

extension HTTPError: CustomStringConvertible {
    /// One line: host, what happened, the details, and what became of the request.
    public var description: String {
        let sent = delivery == .neverSent ? "the request was never sent" : "the request may have taken effect"
        return "\(cause); \(sent)"
    }

    /// The same without what became of the request, which is of no interest where it only reads.
    public var cause: String {
        let seen = status.map { " after status \($0)" } ?? ""
        return "\(host): \(kind.words)\(seen) (\(message))"
    }
}

extension HTTPError.Kind {
    fileprivate var words: String {
        switch self {
        case .invalidRequest: "the request is not valid"
        case .bodyUnreadable: "the body could not be read"
        case .fileUnwritable: "the answer could not be kept"
        case .nameResolution: "the name was not found"
        case .connection: "no connection"
        case .tls: "no trusted encrypted connection"
        case .timedOut: "timed out"
        case .connectionLost: "the connection was lost"
        case .truncatedResponse: "the answer was cut short"
        case .responseTooLarge(let limit): "the answer is larger than \(limit) bytes"
        case .malformedResponse: "the answer is not readable HTTP"
        case .tooManyRedirects: "too many redirects"
        case .cancelled: "cancelled"
        case .heldBack: "the request was held back"
        case .other: "the transfer failed"
        }
    }
}
