/// Why a store did not do what was asked of it; words for people are the caller's.
public struct S3Error: Error, Hashable, Sendable {
    /// What went wrong, by what mends it.
    public enum Kind: Hashable, Sendable {
        /// The store has no such access key.
        case unknownAccessKey
        /// The store counts another signature: the secret is wrong.
        case wrongSecret
        /// The key was lent for a time that is over.
        case expiredKey
        /// The store's clock and ours are too far apart; `seconds` is how far ours is ahead, where the store told its time.
        case clockSkewed(seconds: Int?)
        case noBucket
        /// The key may not do this.
        case denied
        /// The bucket is in another region, or the store serves another.
        case wrongRegion(actual: String?)
        /// The store, the bucket's quota or the account is full.
        case full
        /// There is no such object, or no such upload.
        case notFound
        /// Something is there already, which the request did not want.
        case exists
        /// The store does not know what was asked.
        case unsupported
        /// What arrived is not what was sent.
        case corrupted
        /// The file on this machine could not be read, or is not what it was.
        case fileUnreadable
        /// The store asked to slow down or failed by itself, until patience ended.
        case busy
        /// No answer came, until patience ended.
        case unreachable
        /// The store's name has no address: it is written wrongly, or the network is down.
        case noSuchHost
        /// No trusted encrypted connection: the port speaks something else, or the certificate is not trusted.
        case untrusted
        /// The task was cancelled.
        case cancelled
        /// Any other refusal.
        case other
    }

    /// What went wrong.
    public var kind: Kind
    /// What was asked, such as `PutObject`: S3's own name for it, which policies name, too.
    public var operation: String
    /// The store's code for it, such as `SlowDown`; nil where it gave none.
    public var code: String?
    /// The store's words, or ours where none came; one line, no secret in it.
    public var message: String
    /// The status of the answer, where one came.
    public var status: Int?
    /// What the store's own logs know the request by.
    public var requestID: String?
    /// The host that was asked.
    public var host: String
    /// The bucket it is about.
    public var bucket: String

    /// An error of these facts.
    public init(
        kind: Kind, operation: String, code: String? = nil, message: String, status: Int? = nil,
        requestID: String? = nil, host: String, bucket: String
    ) {
        self.kind = kind
        self.operation = operation
        self.code = code
        self.message = message
        self.status = status
        self.requestID = requestID
        self.host = host
        self.bucket = bucket
    }
}

extension S3Error: CustomStringConvertible {
    /// Operation, host, status, the store's code and words, and its name for the request, in one line.
    public var description: String {
        let seen = [status.map(String.init), code].compactMap { $0 }.joined(separator: " ")
        let id = requestID.map { " (request \($0))" } ?? ""
        return "\(operation) at \(host)\(seen.isEmpty ? "" : ": \(seen)"): \(message)\(id)"
    }
}
