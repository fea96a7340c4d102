import Cryptography
public import FileStore
import FoundationEssentials
import MediaWork
import ObjectIDs

/// What is known about media and what was made of them, kept by content: the same question is asked once.
///
/// Everything in it can be made again; who removes it loses time and nothing else. It is kept small by itself: see
/// ``clean(at:isDry:)``.
public struct MediaCache: Sendable {
    /// Where it lies, from the top of the repository.
    public static let folder = ".calends/cache/media"
    /// Changed whenever the same question gets another answer, so that what was kept before is not found any more.
    private static let edition: UInt64 = 3

    private let top: FileRoot

    /// The cache in the repository whose top is `top`; its folders are made where they are missing.
    public init(in top: FileRoot) throws(FileError) {
        self.top = top
        try makeFolders()
    }

    private func makeFolders() throws(FileError) {
        for kind in Kind.allCases { try top.createFolder("\(Self.folder)/\(kind.rawValue)") }
        // Git is not to show what can be made again, whatever the repository ignores.
        if try top.facts(of: "\(Self.folder)/.gitignore") == nil {
            try top.durableFile("\(Self.folder)/.gitignore").replace(with: Array("*\n".utf8))
        }
    }

    /// Its own path, from the root of the file system.
    var path: String { "\(top.path)/\(Self.folder)" }

    /// Its folder, made anew where somebody has removed it meanwhile.
    public func files() throws(FileError) -> FileRoot {
        try makeFolders()
        return try FileRoot(path)
    }

    enum Kind: String, CaseIterable {
        /// What was found in media.
        case inspected
        /// What was made of them.
        case prepared
        /// The size and the digest of what was made of them.
        case digests
    }

    /// What is kept under a name; `nil` where nothing is, or it cannot be read.
    func bytes(_ kind: Kind, _ name: String) -> [UInt8]? {
        guard let bytes = try? top.bytes(of: path(kind, name), limit: 1 << 30) else { return nil }
        _ = isThere("\(top.path)/\(path(kind, name))")
        return bytes
    }

    /// Keeps bytes, all of them or none. A cache that cannot be written is no failure: the work is done again.
    func keep(_ bytes: [UInt8], _ kind: Kind, _ name: String) { try? write(bytes, kind, name) }

    private func write(_ bytes: [UInt8], _ kind: Kind, _ name: String) throws(FileError) {
        do throws(FileError) {
            try top.durableFile(path(kind, name)).replace(with: bytes)
        } catch .missing {
            try makeFolders()
            try top.durableFile(path(kind, name)).replace(with: bytes)
        }
    }

    private func path(_ kind: Kind, _ name: String) -> String { "\(Self.folder)/\(kind.rawValue)/\(name)" }

    // MARK: - Results

    /// Whether a result seems to be there: it has the size of what was kept.
    func hasResult(_ name: String) -> Bool {
        guard let noted = note(of: name), let facts = try? top.facts(of: path(.prepared, name)) else { return false }
        return facts.kind == .file && noted.hasPrefix("\(facts.size) ")
    }

    /// The path of a result, from the root of the file system; `nil` where there is none, or other bytes than were kept:
    /// a disk, a crash or a person may have changed them since.
    func result(_ name: String) -> String? {
        guard let noted = note(of: name), let file = try? top.open(path(.prepared, name)),
            let digest = try? SHA256.digest(of: file), noted == Self.note(size: file.size, digest)
        else { return nil }
        let path = "\(top.path)/\(path(.prepared, name))"
        return isThere(path) ? path : nil
    }

    /// Keeps a result and answers its path.
    func keepResult(_ bytes: [UInt8], _ name: String) throws(FileError) -> String {
        try write(bytes, .prepared, name)
        try write(Array(Self.note(size: bytes.count, SHA256.digest(of: bytes)).utf8), .digests, name)
        return "\(top.path)/\(path(.prepared, name))"
    }

    private func note(of name: String) -> String? { bytes(.digests, name).map { String(decoding: $0, as: UTF8.self) } }

    private static func note(size: Int, _ digest: Digest) -> String { "\(size) \(digest)" }

    /// A name for the answer to a question about a blob.
    static func name(_ blob: BlobID, _ question: MediaTask) -> String {
        "\(blob)-\(MediaLine.digest(of: question, edition: edition))"
    }
}
