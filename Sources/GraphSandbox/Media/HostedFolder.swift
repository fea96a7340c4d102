import FoundationEssentials
import Glibc

/// The folder served at `/hosted/`, where a rehearsal puts media for the platform to fetch.
struct HostedFolder: Sendable {
    private let root: String

    init(root: String) {
        self.root = root
    }

    /// The path of a hosted file, or nil when the key leads out of the folder or names nothing.
    func path(of key: [String]) -> String? {
        guard Self.isPlain(key), let root = Self.real(root),
            let found = Self.real(root + "/" + key.joined(separator: "/")),
            found.hasPrefix(root + "/")
        else { return nil }
        return found
    }

    /// Puts bytes under a key, which may have folders in it.
    ///
    /// - Returns: Whether they were put; false for a key that is not allowed.
    /// - Throws: What the file system says.
    func put(_ bytes: [UInt8], under key: [String]) throws -> Bool {
        guard Self.isPlain(key) else { return false }
        let folder = ([root] + key.dropLast()).joined(separator: "/")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // A link inside the folder must not lead a write out of it.
        guard let root = Self.real(root), let real = Self.real(folder), real == root || real.hasPrefix(root + "/"),
            let name = key.last
        else { return false }
        try Data(bytes).write(to: URL(filePath: "\(real)/\(name)"), options: .atomic)
        return true
    }

    private static func isPlain(_ key: [String]) -> Bool {
        !key.isEmpty
            && key.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." && !$0.contains("/") && !$0.contains("\0") }
    }

    /// The path with every link followed.
    private static func real(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }
}
