/// An access key: the id that requests name, and the secret that signs them.
///
/// Printing shows neither the secret nor the session token.
public struct S3Credentials: Hashable, Sendable {
    /// The access key's id; requests carry it in the clear.
    public let accessKey: String
    let secretKey: String
    /// Goes with keys that end by themselves, such as those a CI job is lent.
    let sessionToken: String?

    /// A key and, where it is one that ends by itself, its token.
    public init(accessKey: String, secretKey: String, sessionToken: String? = nil) {
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.sessionToken = sessionToken
    }
}

extension S3Credentials: CustomStringConvertible, CustomReflectable {
    /// The id alone.
    public var description: String { "access key \(accessKey)" }
    /// As little as ``description`` tells, so that `dump` gives no secret away.
    public var customMirror: Mirror { Mirror(self, children: ["accessKey": accessKey]) }
}
