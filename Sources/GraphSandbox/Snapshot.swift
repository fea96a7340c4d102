import FoundationEssentials
import GraphModel

/// All that a sandbox knows, as it stands in its data file.
struct Snapshot: Codable {
    /// The version of this format.
    static let format = 1

    var format = Self.format
    var platform: Platform
    var clock = SandboxClock()
    var accounts: [SandboxAccount] = []

    /// The snapshot in a file; nil when there is no file.
    static func read(from path: String) throws(SandboxError) -> Snapshot? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            let data = try Data(contentsOf: URL(filePath: path))
            let found = try JSONDecoder().decode(Format.self, from: data).format
            guard found == format else {
                throw SandboxError.dataUnreadable(
                    path: path, reason: "it has format \(found), and this version reads format \(format)")
            }
            return try JSONDecoder().decode(Snapshot.self, from: data)
        } catch let error as SandboxError {
            throw error
        } catch {
            throw .dataUnreadable(path: path, reason: "it is damaged")
        }
    }

    private struct Format: Decodable {
        let format: Int
    }
}

/// Writes snapshots to one file, each replacing the last atomically.
actor SnapshotFile {
    private let path: String

    init(path: String) {
        self.path = path
    }

    /// - Throws: What the encoder or the file system says.
    func write(_ snapshot: Snapshot) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try encoder.encode(snapshot).write(to: URL(filePath: path), options: .atomic)
    }
}
