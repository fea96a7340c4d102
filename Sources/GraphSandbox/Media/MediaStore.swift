import FoundationEssentials

/// Media kept by content: a file's name is the digest of its bytes, so the same bytes are kept once.
struct MediaStore: Sendable {
    private let folder: String

    init(folder: String) {
        self.folder = folder
    }

    /// Keeps the bytes and names them.
    ///
    /// - Throws: What the file system says.
    func keep(_ bytes: [UInt8], fileExtension: String) throws -> String {
        let name = "\(SHA256.hexDigest(of: bytes)).\(fileExtension)"
        let path = "\(folder)/\(name)"
        if !FileManager.default.fileExists(atPath: path) {
            try Data(bytes).write(to: URL(filePath: path), options: .atomic)
        }
        return name
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
