public import ObjectIDs

extension EntryTable {
    /// Later than any publication.
    static let neverSettled = Int64.max

    /// The lockfile that the table knows the records of: git's name of its file or folder; `nil` where it knows none.
    public var lockfile: ObjectID? {
        let id = bytes.object(at: Sections.lockfile)
        return id == ObjectID(high: 0, middle: 0, low: 0) ? nil : id
    }

    /// The content of that lockfile, as one file would have it.
    public var lockfileDigest: BlobID { BlobID(bytes.object(at: Sections.digest)) }

    /// Looks up the records of all entries in a lockfile.
    ///
    /// - Parameters:
    ///   - id: git's name of its file or folder.
    ///   - digest: that of its content as one file would have it.
    /// - Returns: false for a lockfile that is not exactly as ``Lockfile/bytes`` writes it, or in which several records
    ///   speak of one thing: it has to be read as a whole.
    public mutating func settle(by text: LockfileText, id: ObjectID, digest: BlobID) -> Bool {
        guard let scan = SettledScan(text, expecting: self) else { return false }
        var settled = Array(bytes[..<sections.others])
        settled.set(id, at: Sections.lockfile)
        settled.set(digest.object, at: Sections.digest)
        settled.set(UInt32(scan.others.count), at: Sections.counts + 24)
        for (row, newest) in scan.newest.enumerated() { settled.set(newest, at: sections.row(row) + 40) }
        for (name, place) in scan.records.enumerated() {
            settled.set(UInt32(place.lowerBound), at: sections.names + name * Sections.nameSize + 4)
            settled.set(UInt32(place.count), at: sections.names + name * Sections.nameSize + 8)
        }
        for place in scan.others.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            settled.add(UInt32(place.lowerBound))
            settled.add(UInt32(place.count))
        }
        guard let table = EntryTable(laidOut: settled) else { return false }
        self = table
        return true
    }

    /// Whether everything an entry publishes stands in the lockfile as it is expected, from before a moment.
    public func isSettled(_ row: Int, before bound: Timestamp) -> Bool {
        newestPublication(of: row) < bound.secondsSince1970
    }

    /// The content of all media that entries show which are settled: they were published.
    public var publishedMedia: Set<BlobID> {
        var isPublished = [Bool](repeating: false, count: mediaCount)
        for row in 0..<count where newestPublication(of: row) != Self.neverSettled {
            for use in mediaUses(of: row) { isPublished[mediumNumber(at: use)] = true }
        }
        return Set(isPublished.indices.filter { isPublished[$0] }.map(mediumBlob))
    }

    private func newestPublication(of row: Int) -> Int64 { bytes.number(at: sections.row(row) + 40, as: Int64.self) }

    /// Where in the lockfile's text those records stand that bear on a plan: all but those of the entries that are left
    /// out.
    public func records(without isLeft: [Bool]) -> [Range<Int>] {
        var places = (0..<sections.otherCount).map { place(at: sections.others + $0 * 8) }
        for row in 0..<count where !isLeft[row] {
            places += names(of: row).map { place(at: sections.names + $0 * Sections.nameSize + 4) }
                .filter { !$0.isEmpty }
        }
        return places.sorted { $0.lowerBound < $1.lowerBound }
    }

    private func place(at offset: Int) -> Range<Int> {
        let start = Int(bytes.number(at: offset, as: UInt32.self))
        return start..<(start + Int(bytes.number(at: offset + 4, as: UInt32.self)))
    }
}
