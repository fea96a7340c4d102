/// The small text that stands in git for a file kept by Git LFS.
///
/// Format: the specification `docs/spec.md` of git-lfs, version 1.
public struct LFSPointer: Hashable, Sendable {
    /// The SHA-256 of the real content, 64 lower-case hexadecimal digits.
    public let oid: String
    /// The length of the real content in bytes.
    public let size: Int

    /// No pointer is as long as this many bytes; what is longer need not be looked at.
    public static let maximumLength = 1024

    /// The pointer of these values.
    public init(oid: String, size: Int) { (self.oid, self.size) = (oid, size) }

    /// Whether a text that is no pointer was one, before an editor or a merge changed it.
    static func isMeant(by text: [UInt8]) -> Bool {
        ["version https://git-lfs.github.com/spec", "version https://hawser.github.com/spec"].contains {
            text.starts(with: $0.utf8)
        }
    }

    /// The pointer that `bytes` are, or `nil` if they are none.
    public init?(parsing bytes: [UInt8]) {
        let versions = ["version https://git-lfs.github.com/spec/v1", "version https://hawser.github.com/spec/v1"]
        guard bytes.count < Self.maximumLength else { return nil }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        guard let version = lines.first, versions.contains(String(version)) else { return nil }
        func value(_ key: String) -> Substring? {
            lines.first { $0.hasPrefix(key + " ") }?.dropFirst(key.count + 1)
        }
        guard let oid = value("oid"), oid.hasPrefix("sha256:"), let size = value("size").flatMap({ Int($0) }), size >= 0
        else { return nil }
        let digits = oid.dropFirst("sha256:".count)
        guard digits.utf8.count == 64, digits.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) }) else {
            return nil
        }
        self.init(oid: String(digits), size: size)
    }
}
