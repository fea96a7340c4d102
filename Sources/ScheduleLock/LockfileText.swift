import ContentModel
public import ObjectIDs

/// The text of a lockfile, with the stretches of blocks that each of its files gave to it.
///
/// Within a stretch blocks stand in the order of their heads.
public struct LockfileText: Sendable {
    /// What all files say, as one text.
    public let bytes: [UInt8]
    /// The blocks of each file.
    public let parts: [Range<Int>]

    static let head = Array((Lockfile.header + "\n\n").utf8)
    static let tail = Array("end\n".utf8)

    /// Takes the files of a lockfile in the order of their names.
    ///
    /// - Parameters:
    ///   - sizes: how many bytes each of them has.
    ///   - content: reads one of them when its turn comes, so that a large lockfile is not in memory twice.
    /// - Returns: `nil` where one cannot be read, or does not begin and end as it is written.
    public init?<Failure: Error>(
        filesOf sizes: [Int], content: (Int) throws(Failure) -> [UInt8]?
    ) throws(Failure) {
        parts = Self.places(ofBlocksInFilesOf: sizes)
        var text: [UInt8] = []
        if sizes.count != 1 {
            text.reserveCapacity(sizes.reduce(64, +))
            text += Self.head
        }
        for number in sizes.indices {
            guard let file = try content(number), file.count == sizes[number],
                file.count >= Self.head.count + Self.tail.count, file.starts(with: Self.head),
                file.suffix(Self.tail.count).elementsEqual(Self.tail)
            else { return nil }
            if sizes.count == 1 { text = file } else { text += file[Self.head.count..<(file.count - Self.tail.count)] }
        }
        if sizes.count != 1 { text += Self.tail }
        bytes = text
    }

    /// Takes the files of a lockfile in the order of their names; `nil` where one does not begin and end as it is written.
    public init?(files: [[UInt8]]) { self.init(filesOf: files.map(\.count)) { files[$0] } }

    /// Where the blocks of files of these sizes, in bytes, stand in their text.
    public static func places(ofBlocksInFilesOf sizes: [Int]) -> [Range<Int>] {
        var end = head.count
        return sizes.map { size in
            let start = end
            end += max(0, size - head.count - tail.count)
            return start..<end
        }
    }

    /// How many bytes stand before the blocks in each file.
    public static var headCount: Int { head.count }

    /// The lockfile of some of its blocks; `nil` where they are not written as they would be written again.
    func lockfile(of blocks: [Range<Int>]) -> Lockfile? {
        Self.lockfile(ofPieces: blocks.map { bytes[$0] })
    }

    /// The lockfile of blocks; `nil` where they are not written as they would be written again.
    public static func lockfile(ofPieces blocks: [ArraySlice<UInt8>]) -> Lockfile? {
        var text = head
        for block in blocks.sorted(by: { $0.headOfBlock.lexicographicallyPrecedes($1.headOfBlock) }) { text += block }
        text += tail
        guard let lockfile = try? Lockfile(bytes: text), lockfile.bytes == text else { return nil }
        return lockfile
    }

    /// The text as one file would have it.
    public var asOneFile: [UInt8] {
        guard parts.count > 1 else { return bytes }
        let blocks = Array(LockfileBlocks(bytes))
        let order = bytes.withUnsafeBufferPointer { bytes in
            blocks.indices.sorted { bytes.precedes(blocks[$0].head.indices, blocks[$1].head.indices) }
        }
        // Where accounts come in the order of their entries' folders, it is that text already.
        if order.elementsEqual(blocks.indices) { return bytes }
        var text = Self.head
        text.reserveCapacity(bytes.count)
        for number in order { text += bytes[blocks[number].range] }
        return text + Self.tail
    }

    /// Digests of the contents of all entries that have records.
    public var recordedEntries: DigestSet {
        var blobs: [BlobID] = []
        for block in LockfileBlocks(bytes) {
            // Behind the head a line begins with its key.
            guard
                let place = bytes.firstLine(beginning: Self.entryKey, in: block.head.endIndex..<block.range.upperBound),
                place + 40 <= bytes.count, let blob = ObjectID(hex: bytes[place..<(place + 40)])
            else { continue }
            blobs.append(BlobID(blob))
        }
        var digests = DigestSet(capacity: blobs.count)
        for blob in blobs { digests.insert(blob.digest) }
        return digests
    }

    private static let entryKey = Array("\n\(Lockfile.Key.entry.rawValue) ".utf8)

    /// Whether it has a record under every name under which another one has, as far as that shows at once.
    ///
    /// Names follow each other in both, so one look at each is enough; false may mean that they are in another order.
    public func hasNames(of other: LockfileText) -> Bool {
        var own = LockfileBlocks(bytes)
        var others = LockfileBlocks(other.bytes)
        while let block = others.next() {
            repeat {
                guard let next = own.next() else { return false }
                if next.head.elementsEqual(block.head) { break }
            } while true
        }
        return others.isAtEnd
    }
}

extension BlobID {
    /// For a ``DigestSet``.
    public var digest: UInt64 { object.high | 1 }
}

extension [UInt8] {
    /// Behind the first place in a range where a newline and a key stand.
    fileprivate func firstLine(beginning key: [UInt8], in range: Range<Int>) -> Int? {
        var place = range.lowerBound
        while let newline = firstNewline(from: place), newline + key.count <= range.upperBound {
            if self[newline..<(newline + key.count)].elementsEqual(key) { return newline + key.count }
            place = newline + 1
        }
        return nil
    }
}

extension ArraySlice<UInt8> {
    /// What stands between the brackets of a block.
    fileprivate var headOfBlock: ArraySlice<UInt8> { dropFirst().prefix { $0 != .newline }.dropLast() }
}
