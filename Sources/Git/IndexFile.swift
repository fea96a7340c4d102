import ObjectIDs

#if canImport(Glibc)
    import Glibc
#endif

/// Git's index, read without libgit2: paths, blobs and the times by which git tells that a file was not touched.
///
/// Entries are looked at where they stand in the file's bytes, by their numbers in the order of their paths' bytes.
///
/// Source: gitformat-index(5), versions 2 and 3. What is not plainly understood (version 4, SHA-256, split and sparse
/// indexes, unresolved merges) is left to libgit2.
struct IndexFile: Sendable {
    /// What is noted of one file besides its path.
    struct Entry {
        let mode: UInt32
        let size: UInt32
        let modified: (seconds: UInt32, nanoseconds: UInt32)
        let changed: (seconds: UInt32, nanoseconds: UInt32)
        let inode: UInt32
        let user: UInt32
        let group: UInt32
        /// Whether git was told not to look, or has only promised a content.
        let isSpecial: Bool

        /// Whether it is neither a link nor a repository of its own.
        var isFile: Bool { mode == 0o100644 || mode == 0o100755 }
    }

    private let reader: BigEndianReader
    /// Where each entry begins.
    private let places: [UInt32]
    /// The trees that the index knows to be those of folders, by the folder's path.
    let trees: [RepositoryPath: TreeID]

    /// `nil` for an index that is not plainly understood.
    init?(_ file: MappedFile) {
        reader = BigEndianReader(file: file)
        let bytes = file.bytes
        guard bytes.count > 32, bytes.count < UInt32.max, bytes.starts(with: Array("DIRC".utf8)),
            [2, 3].contains(reader.word(at: 4))
        else { return nil }
        let count = Int(reader.word(at: 8))
        var places: [UInt32] = []
        places.reserveCapacity(min(count, bytes.count / 64))
        var place = 12
        for _ in 0..<count {
            guard place + 64 <= bytes.count - 20 else { return nil }
            let path = reader.path(at: place)
            // Stages other than 0 are those of a merge; a path is followed by a zero.
            guard path.upperBound < bytes.count - 20, bytes[path.upperBound] == 0,
                reader.half(at: place + 60) & 0x3000 == 0
            else { return nil }
            // A folder in a sparse index.
            guard reader.word(at: place + 24) != 0o40000 else { return nil }
            places.append(UInt32(place))
            place += (path.upperBound - place + 8) & ~7
        }
        self.places = places
        guard let trees = Self.trees(in: reader, from: place) else { return nil }
        self.trees = trees
    }

    var count: Int { places.count }

    /// Lends the bytes that ``path(of:)`` is a place in.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        body(reader.bytes)
    }

    /// Where an entry's path stands; a zero follows it.
    func path(of number: Int) -> Range<Int> { reader.path(at: Int(places[number])) }

    func pathText(of number: Int) -> String { String(decoding: reader.bytes[path(of: number)], as: UTF8.self) }

    func blob(of number: Int) -> BlobID { BlobID(reader.object(at: Int(places[number]) + 40)) }

    subscript(number: Int) -> Entry {
        let place = Int(places[number])
        return Entry(
            mode: reader.word(at: place + 24), size: reader.word(at: place + 36),
            modified: (reader.word(at: place + 8), reader.word(at: place + 12)),
            changed: (reader.word(at: place), reader.word(at: place + 4)), inode: reader.word(at: place + 20),
            user: reader.word(at: place + 28), group: reader.word(at: place + 32),
            isSpecial: reader.half(at: place + 60) & 0xC000 != 0)
    }

    /// The entries whose paths begin with these bytes, which end in `/`.
    func range(of prefix: [UInt8]) -> Range<Int> {
        let start = first(notBefore: prefix)
        var after = prefix
        // `0` follows `/`.
        after[after.count - 1] += 1
        return start..<max(start, first(notBefore: after))
    }

    /// The entry of exactly this path.
    func number(of path: [UInt8]) -> Int? {
        let number = first(notBefore: path)
        guard number < count, reader.bytes[self.path(of: number)].elementsEqual(path) else { return nil }
        return number
    }

    private func first(notBefore bytes: [UInt8]) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if reader.bytes[path(of: middle)].lexicographicallyPrecedes(bytes) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    /// Reads the extensions; `nil` for one that changes what entries mean.
    private static func trees(in reader: BigEndianReader, from start: Int) -> [RepositoryPath: TreeID]? {
        var place = start
        let end = reader.bytes.count - 20
        var trees: [RepositoryPath: TreeID] = [:]
        while place + 8 <= end {
            let size = Int(reader.word(at: place + 4))
            guard place + 8 + size <= end else { return nil }
            // An extension whose name begins with a small letter must be understood.
            guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(reader.bytes[place]) else { return nil }
            if reader.bytes[place..<(place + 4)].elementsEqual("TREE".utf8) {
                var reading = CachedTrees(reader: reader, place: place + 8, end: place + 8 + size)
                reading.read(path: .top)
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
    var trees: [RepositoryPath: TreeID] = [:]

    mutating func read(path: RepositoryPath) {
        guard let name = bytes(until: 0), let count = text(until: UInt8(ascii: " ")).flatMap({ Int($0) }),
            let subtrees = text(until: .newline).flatMap({ Int($0) })
        else { return }
        let own = path.appending(name)
        // A negative count: the folder changed since.
        if count >= 0, place + 20 <= end {
            trees[own] = TreeID(reader.object(at: place))
            place += 20
        }
        for _ in 0..<max(0, subtrees) where place < end { read(path: own) }
    }

    private mutating func text(until mark: UInt8) -> String? {
        bytes(until: mark).map { String(decoding: $0, as: UTF8.self) }
    }

    private mutating func bytes(until mark: UInt8) -> Slice<UnsafeRawBufferPointer>? {
        let start = place
        while place < end, reader.bytes[place] != mark { place += 1 }
        guard place < end else { return nil }
        defer { place += 1 }
        return reader.bytes[start..<place]
    }
}

extension UInt8 {
    fileprivate static let newline = UInt8(ascii: "\n")
}

/// Numbers as git's files have them, most significant byte first.
private struct BigEndianReader {
    let file: MappedFile

    var bytes: UnsafeRawBufferPointer { file.bytes }

    func word(at place: Int) -> UInt32 {
        UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
    }

    func half(at place: Int) -> UInt16 {
        UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt16.self))
    }

    func object(at place: Int) -> ObjectID {
        ObjectID(
            high: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)),
            middle: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self)),
            low: UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: place + 16, as: UInt32.self)))
    }

    /// The path of the entry at `place`, whose length its flags have, or only begin to tell.
    func path(at place: Int) -> Range<Int> {
        let flags = half(at: place + 60)
        let start = place + (flags & 0x4000 != 0 ? 64 : 62)
        let noted = Int(flags & 0xFFF)
        if noted < 0xFFF { return start..<(start + noted) }
        return start..<(bytes[start...].firstIndex(of: 0) ?? bytes.count)
    }
}
