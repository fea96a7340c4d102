import FileStore

/// The folder served at `/hosted/`, where a rehearsal puts media for the platform to fetch.
struct HostedFolder: Sendable {
    private let root: FileRoot

    /// - Throws: ``FileError`` when there is no such folder.
    init(_ path: String) throws(FileError) {
        root = try FileRoot(path)
    }

    /// The path of a hosted file, or nil when the key leads out of the folder or names no file.
    func path(of key: [String]) -> String? {
        let key = key.joined(separator: "/")
        guard let path = try? root.canonicalPath(of: key), (try? root.facts(of: key))?.kind == .file else { return nil }
        return "\(root.path)/\(path)"
    }

    /// Puts bytes under a key, which may have folders in it.
    func put(_ bytes: [UInt8], under key: [String]) throws(FileError) {
        if key.count > 1 { try root.createFolder(key.dropLast().joined(separator: "/")) }
        try root.durableFile(key.joined(separator: "/")).replace(with: bytes)
    }
}
