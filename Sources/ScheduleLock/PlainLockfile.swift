import ContentModel
import Dispatch
import ObjectIDs
import Synchronization

/// Reads a lockfile that is written as ``Lockfile/bytes`` writes it, on all cores.
///
/// What is not understood here is left to ``LockfileParser``, which accepts more and has words for what is wrong.
struct PlainLockfile {
    let text: [UInt8]
    /// The blocks that are plain.
    let rows: [RecordTable.Row]
    /// What all others say.
    let others: [Claim]

    /// - Parameter shortest: how many bytes of text are not worth being cut again.
    init?(_ text: [UInt8], shortest: Int = 1 << 18) {
        guard text.starts(with: LockfileText.head), text.suffix(4).elementsEqual(LockfileText.tail),
            text.count <= UInt32.max
        else { return nil }
        let end = text.count - LockfileText.tail.count
        var cuts = [LockfileText.head.count]
        let count = max(1, min(16, text.count / shortest))
        for number in 1..<max(2, count) where count > 1 {
            guard let cut = text.blockStart(after: end / count * number, before: end) else { break }
            if cut > cuts[cuts.count - 1] { cuts.append(cut) }
        }
        cuts.append(end)
        let pieces = zip(cuts, cuts.dropFirst()).map { $0..<$1 }
        let results = Mutex<[Int: Blocks]>([:])
        DispatchQueue.concurrentPerform(iterations: pieces.count) { number in
            guard let read = Blocks(in: text, pieces[number]) else { return }
            results.withLock { $0[number] = read }
        }
        let found = results.withLock { $0 }
        guard found.count == pieces.count else { return nil }
        let blocks = pieces.indices.compactMap { found[$0] }
        (self.text, rows, others) = (text, blocks.flatMap(\.rows), blocks.flatMap(\.others))
    }
}

/// Some whole blocks of a text.
private struct Blocks {
    private(set) var rows: [RecordTable.Row] = []
    private(set) var others: [Claim] = []

    init?(in text: [UInt8], _ piece: Range<Int>) {
        rows.reserveCapacity(piece.count / 256)
        let isRead = text.withUnsafeBufferPointer { bytes in
            var position = piece.lowerBound
            while position < piece.upperBound {
                guard let block = PlainBlock(in: bytes, at: position, before: piece.upperBound) else { return false }
                position = block.range.upperBound
                if let facts = block.facts, let row = RecordTable.Row(block, facts, in: bytes) {
                    rows.append(row)
                    continue
                }
                guard let claim = Self.unusual(text[block.range]) else { return false }
                others.append(claim)
            }
            return true
        }
        guard isRead else { return nil }
    }

    /// A block that says more than most, or needs escapes.
    private static func unusual(_ block: ArraySlice<UInt8>) -> Claim? {
        var parser = LockfileParser(bytes: LockfileText.head + block + LockfileText.tail)
        guard let claims = try? parser.parse(), claims.count == 1 else { return nil }
        return claims.first
    }
}
