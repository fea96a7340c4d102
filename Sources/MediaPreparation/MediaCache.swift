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
    private static let edition: UInt64 = 1

    let files: FileRoot

    /// The cache in the repository whose top is `top`; its folders are made where they are missing.
    public init(in top: FileRoot) throws(FileError) {
        for kind in Kind.allCases { try top.createFolder("\(Self.folder)/\(kind.rawValue)") }
        files = try FileRoot("\(top.path)/\(Self.folder)")
        // Git is not to show what can be made again, whatever the repository ignores.
        if try files.facts(of: ".gitignore") == nil {
            try files.durableFile(".gitignore").replace(with: Array("*\n".utf8))
        }
    }

    enum Kind: String, CaseIterable {
        case inspected, prepared
    }

    /// What is kept under a name; `nil` where nothing is, or it cannot be read.
    func bytes(_ kind: Kind, _ name: String) -> [UInt8]? {
        guard let bytes = try? files.bytes(of: "\(kind.rawValue)/\(name)", limit: 1 << 30) else { return nil }
        _ = isThere("\(files.path)/\(kind.rawValue)/\(name)")
        return bytes
    }

    /// The path of what is kept under a name, from the root of the file system, if something is.
    func path(_ kind: Kind, _ name: String) -> String? {
        let path = "\(kind.rawValue)/\(name)"
        guard let facts = try? files.facts(of: path), facts.kind == .file else { return nil }
        return isThere("\(files.path)/\(path)") ? "\(files.path)/\(path)" : nil
    }

    /// Keeps bytes, all of them or none. A cache that cannot be written is no failure: the work is done again.
    func keep(_ bytes: [UInt8], _ kind: Kind, _ name: String) {
        try? files.durableFile("\(kind.rawValue)/\(name)").replace(with: bytes)
    }

    /// A name for the answer to a question about a blob.
    static func name(_ blob: BlobID, _ question: MediaTask) -> String {
        "\(blob)-\(MediaLine.digest(of: question, edition: edition))"
    }
}
