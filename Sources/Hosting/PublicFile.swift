public import ContentModel
public import Cryptography
public import Publishing

/// A file of this machine as it is made public: the bytes that the platform is to fetch.
public struct PublicFile: Hashable, Sendable {
    /// Where it lies; it is not changed while it is hosted.
    public var path: String
    /// In bytes.
    public var size: Int
    /// The digest of its bytes, which names it wherever it is hosted.
    public var sha256: Digest
    /// What it has to be served as, such as `image/jpeg`.
    public var contentType: String
    /// How its name ends, without the dot, such as `jpg`.
    public var fileExtension: String

    /// A file with these facts.
    public init(path: String, size: Int, sha256: Digest, contentType: String, fileExtension: String) {
        self.path = path
        self.size = size
        self.sha256 = sha256
        self.contentType = contentType
        self.fileExtension = fileExtension
    }

    /// `SHA256.jpg`: the same bytes have one name, and a name never changes its meaning.
    public var name: String { "\(sha256.hex).\(fileExtension)" }
}

/// Finds the file that is made public for a medium of the calendar; asked again, it answers at once.
public typealias PublicFileSource = @Sendable (_ file: MediaFile) async throws(Refusal) -> PublicFile

/// Names as ``PublicFile/name`` makes them.
public enum PublicFileName {
    /// Whether a name is one of ours: 64 lower-case hexadecimal digits and a short extension.
    public static func isOurs(_ name: some StringProtocol) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 64, (2...5).contains(parts[1].utf8.count) else { return false }
        let isHex = parts[0].utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
        }
        return isHex
            && parts[1].utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            }
    }
}
