import FileStore
import FoundationEssentials
import GraphModel

/// All that a sandbox knows, as it stands in its data file.
struct Snapshot: Codable {
    /// The version of this format.
    static let format = 3

    var format = Self.format
    var platform: Platform
    var clock = SandboxClock()
    var accounts: [SandboxAccount] = []

    /// A sandbox in which nothing has happened yet.
    init(beginning configuration: SandboxConfiguration) {
        platform = Platform(configuration: configuration.platform, accounts: [])
        if let start = configuration.startTime { clock = SandboxClock(startingAt: start, real: Date()) }
    }

    /// The largest data file that is read, in bytes.
    private static let limit = 1 << 30

    /// The snapshot in a file; nil when there is no file.
    static func read(from file: DurableFile) throws(SandboxError) -> Snapshot? {
        let bytes: [UInt8]
        do throws(FileError) {
            guard let found = try file.bytes(limit: limit) else { return nil }
            bytes = found
        } catch {
            throw .folder(error)
        }
        guard let found = try? JSONDecoder().decode(Format.self, from: Data(bytes)) else {
            throw .dataUnreadable(path: file.path, reason: "it is damaged")
        }
        guard found.format == format else {
            throw .dataUnreadable(
                path: file.path, reason: "it has format \(found.format), and this version reads format \(format)")
        }
        do {
            return try JSONDecoder().decode(Snapshot.self, from: Data(bytes))
        } catch {
            throw .dataUnreadable(path: file.path, reason: "it is damaged")
        }
    }

    /// Makes this snapshot the file's whole content, atomically.
    ///
    /// - Throws: ``FileError``, or what the encoder says.
    func write(to file: DurableFile) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try file.replace(with: Array(encoder.encode(self)))
    }

    private struct Format: Decodable {
        let format: Int
    }
}
