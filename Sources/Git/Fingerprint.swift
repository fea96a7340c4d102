/// The lines of a file as counted hashes, to measure how much of one file is in another.
///
/// The measure is that of git's own rename detection: a file is cut after each line end and after 64 bytes without
/// one; what two files share is counted in bytes, over the size of the larger.
struct Fingerprint {
    private static let longestPiece = 64

    /// Pieces by their hash, sorted, with the bytes all equal pieces hold together.
    private let pieces: [(hash: UInt64, bytes: Int)]
    let size: Int

    init(_ content: [UInt8]) {
        var counts: [UInt64: Int] = [:]
        var (hash, length) = (Self.seed, 0)
        for byte in content {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3  // FNV-1a: stable across runs, unlike Hasher
            length += 1
            if byte == UInt8(ascii: "\n") || length == Self.longestPiece {
                counts[hash, default: 0] += length
                (hash, length) = (Self.seed, 0)
            }
        }
        if length > 0 { counts[hash, default: 0] += length }
        pieces = counts.map { (hash: $0.key, bytes: $0.value) }.sorted { $0.hash < $1.hash }
        size = content.count
    }

    private static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

    /// The share of the larger file that both have, in percent; 0 when either is empty.
    func similarity(to other: Fingerprint) -> Int {
        guard size > 0, other.size > 0 else { return 0 }
        var shared = 0
        var (left, right) = (0, 0)
        while left < pieces.count, right < other.pieces.count {
            let (a, b) = (pieces[left], other.pieces[right])
            if a.hash == b.hash { shared += min(a.bytes, b.bytes) }
            if a.hash <= b.hash { left += 1 }
            if b.hash <= a.hash { right += 1 }
        }
        return shared * 100 / max(size, other.size)
    }
}
