import Cryptography
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

    /// Removes what downloads left that a crash cut off; uploads stay, for they can go on.
    func removeLeftovers() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name.hasSuffix(".part") {
            unlink("\(folder)/\(name)")
        }
    }

    /// A path in the store's folder at which nothing is, for a download to become a medium.
    func freshPath() -> String {
        "\(folder)/.\(UUID().uuidString).part"
    }

    /// Where the bytes of an upload are until it is whole; its id must be one of ours.
    func path(ofUpload id: String) -> String {
        "\(folder)/.\(id).upload"
    }

    /// Puts bytes into a file of the store at an offset.
    ///
    /// - Throws: ``FileError``.
    func write(_ bytes: [UInt8], at offset: Int, to path: String) throws(FileError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system(.open, path, code: errno) }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress, $0.count, off_t(offset + written))
            }
            guard count > 0 else { throw .system(.write, path, code: errno) }
            written += count
        }
    }

    /// What a downloaded file is and the name it is now kept under; it is gone when it is no medium.
    func keep(_ path: String) -> (facts: MediaFacts, name: String)? {
        defer { unlink(path) }
        guard let file = try? OpenFile(path: path),
            let facts = try? MediaFacts(size: file.size, read: { try file.read(at: $0, count: $1) }),
            let digest = try? SHA256.digest(of: file)
        else { return nil }
        let name = "\(digest).\(facts.format.fileExtension)"
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

    private static func isPlain(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }
}
