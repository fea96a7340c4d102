public import Cryptography

/// A file of this machine that becomes an object; its bytes are read while they are sent.
public struct S3File: Hashable, Sendable {
    /// Where it lies.
    public var path: String
    /// In bytes.
    public var size: Int
    /// The digest of its bytes: what arrives is compared with it.
    public var sha256: Digest
    /// What it is served as.
    public var contentType: String

    /// A file with these facts.
    public init(path: String, size: Int, sha256: Digest, contentType: String) {
        self.path = path
        self.size = size
        self.sha256 = sha256
        self.contentType = contentType
    }
}
