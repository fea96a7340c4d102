import ObjectIDs

/// Git's index, read without libgit2: paths, blobs and the times by which git tells that a file was not touched.
///
/// Source: gitformat-index(5), versions 2 and 3. What is not plainly understood (version 4, SHA-256, split and sparse
/// indexes, unresolved merges) is left to libgit2.
struct IndexFile: Sendable {
    /// What is noted of one file.
    struct Entry: Sendable {
        /// Where its path is in the index's bytes.
        let path: Range<Int>
        let blob: BlobID
        let mode: UInt32
        let size: UInt32
        let modified: (seconds: UInt32, nanoseconds: UInt32)
        let changed: (seconds: UInt32, nanoseconds: UInt32)
        let inode: UInt32
        let user: UInt32
        let group: UInt32
        /// Whether git was told not to look, or has only promised a content.
        let isSpecial: Bool
    }

    private let bytes: [UInt8]
    /// In the order of their paths' bytes.
    let entries: [Entry]
    /// The trees that the index knows to be those of folders, by the folder's path.
    let trees: [String: TreeID]

    /// `nil` for an index that is not plainly understood.
    init?(_ bytes: [UInt8]) {
        self.bytes = bytes
        let reader = BigEndianReader(bytes)
        guard bytes.count > 32, bytes.starts(with: Array("DIRC".utf8)), [2, 3].contains(reader.word(at: 4)) else {
            return nil
        }
        let count = Int(reader.word(at: 8))
        var entries: [Entry] = []
        entries.reserveCapacity(min(count, bytes.count / 64))
        var place = 12
        for _ in 0..<count {
            guard place + 62 <= bytes.count - 20 else { return nil }
            let flags = reader.half(at: place + 60)
            let isExtended = flags & 0x4000 != 0
            let start = place + (isExtended ? 64 : 62)
            let noted = Int(flags & 0xFFF)
            let length = noted < 0xFFF ? noted : reader.lengthOfText(at: start)
            // Stages other than 0 are those of a merge.
            guard start + length < bytes.count - 20, bytes[start + length] == 0, flags & 0x3000 == 0 else { return nil }
            let mode = reader.word(at: place + 24)
            // A folder in a sparse index.
            guard mode != 0o40000 else { return nil }
            entries.append(
                Entry(
                    path: start..<(start + length), blob: BlobID(reader.object(at: place + 40)), mode: mode,
                    size: reader.word(at: place + 36),
                    modified: (reader.word(at: place + 8), reader.word(at: place + 12)),
                    changed: (reader.word(at: place), reader.word(at: place + 4)),
                    inode: reader.word(at: place + 20), user: reader.word(at: place + 28),
                    group: reader.word(at: place + 32), isSpecial: flags & 0x8000 != 0 || isExtended))
            place += (start + length - place + 8) & ~7
        }
        self.entries = entries
        guard let trees = Self.trees(in: reader, from: place) else { return nil }
        self.trees = trees
    }

    /// The bytes of an entry's path.
    func path(of entry: Entry) -> ArraySlice<UInt8> { bytes[entry.path] }

    /// Reads the extensions; `nil` for one that changes what entries mean.
    private static func trees(in reader: BigEndianReader, from start: Int) -> [String: TreeID]? {
        var place = start
        let end = reader.bytes.count - 20
        var trees: [String: TreeID] = [:]
        while place + 8 <= end {
            let size = Int(reader.word(at: place + 4))
            guard place + 8 + size <= end else { return nil }
            // An extension whose name begins with a small letter must be understood.
            guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(reader.bytes[place]) else { return nil }
            if reader.bytes[place..<(place + 4)].elementsEqual("TREE".utf8) {
                var reading = CachedTrees(reader: reader, place: place + 8, end: place + 8 + size)
                reading.read(path: "")
                trees = reading.trees
            }
            place += 8 + size
        }
        return trees
    }
}

/// The extension `TREE`: an entry count, a count of subtrees and an id for each folder, topmost first.
private struct CachedTrees {
    let reader: BigEndianReader
    var place: Int
    let end: Int
    var trees: [String: TreeID] = [:]

    mutating func read(path: String) {
        guard let name = text(until: 0), let count = text(until: UInt8(ascii: " ")).flatMap({ Int($0) }),
            let subtrees = text(until: .newline).flatMap({ Int($0) })
        else { return }
        let own = path.isEmpty ? name : "\(path)/\(name)"
        // A negative count: the folder changed since.
        if count >= 0, place + 20 <= end {
            trees[own] = TreeID(reader.object(at: place))
            place += 20
        }
        for _ in 0..<max(0, subtrees) where place < end { read(path: own) }
    }

    private mutating func text(until mark: UInt8) -> String? {
        let start = place
        while place < end, reader.bytes[place] != mark { place += 1 }
        guard place < end else { return nil }
        defer { place += 1 }
        return String(decoding: reader.bytes[start..<place], as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate static let newline = UInt8(ascii: "\n")
}

/// Numbers as git's files have them, most significant byte first.
private struct BigEndianReader {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func word(at place: Int) -> UInt32 {
        bytes.withUnsafeBytes { UInt32(bigEndian: $0.loadUnaligned(fromByteOffset: place, as: UInt32.self)) }
    }

    func half(at place: Int) -> UInt16 {
        bytes.withUnsafeBytes { UInt16(bigEndian: $0.loadUnaligned(fromByteOffset: place, as: UInt16.self)) }
    }

    func object(at place: Int) -> ObjectID {
        bytes.withUnsafeBytes { raw in
            ObjectID(
                high: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)),
                middle: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self)),
                low: UInt32(bigEndian: raw.loadUnaligned(fromByteOffset: place + 16, as: UInt32.self)))
        }
    }

    func lengthOfText(at place: Int) -> Int {
        var end = place
        while end < bytes.count, bytes[end] != 0 { end += 1 }
        return end - place
    }
}
