import ObjectIDs

/// How much was in folders when they were listed, so that one that has not changed since is not listed again.
///
/// It knows no names and no paths, only what a stamp stands for. Whoever looks into a folder finds the files of git's
/// index there one by one: where they are as many as the folder holds, nothing else is in it. So what is remembered
/// stays true whatever was added to the index or taken from it, wherever the repository was moved, and whichever it is.
/// What is kept may be lost or damaged at any time.
public struct FolderMemory: Hashable, Sendable {
    private var counts: [FolderStamp: FolderCounts] = [:]

    /// Knows nothing yet.
    public init() {}

    /// What these looks have learnt, and what else they found to be still so; `nil` where nothing is new.
    public init?(learntFrom looks: some Sequence<WorkTreeScan.Look>) {
        var isNew = false
        for look in looks {
            guard let listing = look.listing else { continue }
            add(listing.stamp, listing.counts)
            isNew = isNew || listing.isNew
        }
        guard isNew else { return nil }
    }

    /// What is in a folder with this stamp; `nil` where it has to be listed.
    subscript(stamp: FolderStamp) -> FolderCounts? { counts[stamp] }

    mutating func add(_ stamp: FolderStamp, _ counts: FolderCounts) { self.counts[stamp] = counts }

    // MARK: - As it is kept

    private static let title = Array("calends-folders 1\n".utf8)
    private static let rowSize = 64

    /// The rows after a title, each of eight numbers, and a digest of all that.
    public var kept: [UInt8] {
        var bytes = Self.title
        let rows = counts.sorted { ($0.key.device, $0.key.inode) < ($1.key.device, $1.key.inode) }
        for (stamp, counts) in rows {
            let numbers = [
                stamp.device, stamp.inode, UInt64(bitPattern: stamp.modified.seconds),
                UInt64(bitPattern: stamp.modified.nanoseconds), UInt64(bitPattern: stamp.changed.seconds),
                UInt64(bitPattern: stamp.changed.nanoseconds), UInt64(counts.files), UInt64(counts.folders),
            ]
            for number in numbers { withUnsafeBytes(of: number.littleEndian) { bytes += $0 } }
        }
        return bytes + BlobID(hashing: bytes).description.utf8
    }

    /// Reads what was kept; knows nothing where it is anything else.
    public init(kept: [UInt8]) {
        let (rows, digest) = (kept.dropLast(40), kept.suffix(40))
        guard rows.starts(with: Self.title), (rows.count - Self.title.count).isMultiple(of: Self.rowSize),
            digest.elementsEqual(BlobID(hashing: Array(rows)).description.utf8)
        else { return }
        counts.reserveCapacity(rows.count / Self.rowSize)
        kept.withUnsafeBytes { bytes in
            for row in stride(from: Self.title.count, to: rows.count, by: Self.rowSize) {
                func number(_ place: Int) -> UInt64 {
                    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: row + place * 8, as: UInt64.self))
                }
                func moment(_ place: Int) -> Moment {
                    Moment(
                        seconds: Int64(bitPattern: number(place)), nanoseconds: Int64(bitPattern: number(place + 1)))
                }
                let stamp = FolderStamp(device: number(0), inode: number(1), modified: moment(2), changed: moment(4))
                counts[stamp] = FolderCounts(
                    files: Int(truncatingIfNeeded: number(6)), folders: Int(truncatingIfNeeded: number(7)))
            }
        }
    }
}

/// How many files and folders a folder holds, and nothing else.
struct FolderCounts: Hashable, Sendable {
    let files: Int
    let folders: Int
}

/// What a listing of a folder says, now or earlier.
struct FolderListing: Sendable {
    let stamp: FolderStamp
    let counts: FolderCounts
    let isNew: Bool
}
