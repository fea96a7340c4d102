import FileStore
import FoundationEssentials
import Glibc
import MediaHeaders

/// Media kept by content: a file's name is the digest of its bytes, so the same bytes are kept once.
struct MediaStore: Sendable {
    private let folder: String

    init(folder: String) {
        self.folder = folder
    }

    /// A path in the store's folder at which nothing is, for a download to become a medium.
    func freshPath() -> String {
        "\(folder)/.\(UUID().uuidString).part"
    }

    /// What a downloaded file is and the name it is now kept under; it is gone when it is no medium.
    func keep(_ path: String) -> (facts: MediaFacts, name: String)? {
        defer { unlink(path) }
        guard let file = try? OpenFile(path: path),
            let facts = try? MediaFacts(size: file.size, read: { try file.read(at: $0, count: $1) }),
            let digest = try? Self.digest(of: file)
        else { return nil }
        let name = "\(digest).\(MediaType.fileExtension(of: facts.format))"
        // The same bytes under the same name: whichever comes last, nothing changes.
        return rename(path, "\(folder)/\(name)") == 0 ? (facts, name) : nil
    }

    /// The path of a medium, or nil for a name the store does not give.
    func path(of name: String) -> String? {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 64, parts.allSatisfy({ $0.utf8.allSatisfy(Self.isPlain) }) else {
            return nil
        }
        return "\(folder)/\(name)"
    }

    private static func digest(of file: OpenFile) throws(FileError) -> String {
        var digest = SHA256()
        var offset = 0
        while offset < file.size {
            let piece = try file.read(at: offset, count: 1 << 20)
            guard !piece.isEmpty else { break }
            digest.update(piece)
            offset += piece.count
        }
        return digest.hexDigest()
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }
}
