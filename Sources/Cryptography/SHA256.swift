import CSodium
public import FileStore

/// The SHA-256 digest of bytes that come piece by piece (FIPS 180-4).
public struct SHA256: Sendable {
    private var state = crypto_hash_sha256_state()

    /// The digest of nothing yet.
    public init() {
        crypto_hash_sha256_init(&state)
    }

    /// Takes in the next bytes.
    public mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return }
            let taken = calends_sha256_blocks(&state, start, buffer.count)
            crypto_hash_sha256_update(&state, start + taken, UInt64(buffer.count - taken))
        }
    }

    /// The digest of all that was taken in; nothing more can be.
    public consuming func digest() -> Digest {
        var bytes = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        crypto_hash_sha256_final(&state, &bytes)
        return Digest(bytes: bytes)
    }

    /// The digest of `bytes`.
    public static func digest(of bytes: [UInt8]) -> Digest {
        var hash = SHA256()
        hash.update(bytes)
        return hash.digest()
    }

    /// The digest of a file, or of `range` of its bytes, of which no more than a mebibyte is in memory at once.
    ///
    /// - Throws: ``FileError``; ``FileError/shrunk(_:size:expected:)`` where the file ends before the range does.
    public static func digest(of file: OpenFile, in range: Range<Int>? = nil) throws(FileError) -> Digest {
        let range = range ?? 0..<file.size
        var hash = SHA256()
        var offset = range.lowerBound
        while offset < range.upperBound {
            let piece = try file.read(at: offset, count: min(1 << 20, range.upperBound - offset))
            guard !piece.isEmpty else { throw .shrunk(file.path, size: offset, expected: range.upperBound) }
            hash.update(piece)
            offset += piece.count
        }
        return hash.digest()
    }
}
