public import ContentModel
public import ObjectIDs

/// Makes an ``EntryTable`` of what entries came to, and of what an earlier table knows.
public struct EntryTableBuilder: Sendable {
    private let environment: BlobID
    private var rows: [Row] = []
    private var media: [MediaReference] = []
    private var mediaNumbers: [Medium: UInt32] = [:]
    private var endings: [String] = []
    private var endingNumbers: [String: UInt32] = [:]
    private var uses: [UInt32] = []
    private var names: [UInt32] = []
    private var paths: [UInt8] = []

    private struct Row {
        var path: Range<Int>
        var blob: BlobID
        var uses: Range<Int>
        var names: Range<Int>
        var caselessDigest: UInt64
    }

    private struct Medium: Hashable {
        let path: MediaPath
        let blob: BlobID
    }

    /// - Parameter environment: see ``EntryTable/environment``.
    public init(environment: BlobID) { self.environment = environment }

    /// How many entries were added.
    public var count: Int { rows.count }

    /// Adds what another table knows of some entries.
    public mutating func keep(_ kept: some Collection<Int>, of table: EntryTable) {
        rows.reserveCapacity(rows.count + kept.count)
        var mediaMap = [UInt32?](repeating: nil, count: table.mediaCount)
        var endingMap: [Range<Int>: UInt32] = [:]
        for row in kept {
            let (firstUse, firstName) = (uses.count, names.count)
            for use in table.mediaUses(of: row) {
                let medium = table.mediumNumber(at: use)
                let number = mediaMap[medium] ?? number(of: table.medium(medium))
                mediaMap[medium] = number
                uses.append(number)
            }
            for name in table.names(of: row) {
                let place = table.endingPlace(ofName: name)
                let number = endingMap[place] ?? number(of: String(decoding: table.bytes[place], as: UTF8.self))
                endingMap[place] = number
                names.append(number)
            }
            add(
                path: table.bytes[table.pathPlace(of: row)], table.blob(of: row), firstUse, firstName,
                caselessDigest: table.caselessDigest(of: row))
        }
    }

    /// Adds what is to be known of an entry; false for one that is not plain.
    @discardableResult
    public mutating func add(_ reading: EntryReading) -> Bool {
        guard let plain = PlainEntry(reading) else { return false }
        add(
            path: reading.source.path, blob: reading.source.blob,
            media: plain.media.map { MediaReference(path: $0.path, blob: $0.blob) }, endings: plain.endings)
        return true
    }

    mutating func add(path: String, blob: BlobID, media: [MediaReference], endings: [String]) {
        let (firstUse, firstName) = (uses.count, names.count)
        for medium in media { uses.append(number(of: medium)) }
        for ending in endings { names.append(number(of: ending)) }
        add(
            path: Array(path.utf8)[...], blob, firstUse, firstName,
            caselessDigest: EntryTable.caselessDigest(of: EntryID(path: path)))
    }

    private mutating func add(
        path: ArraySlice<UInt8>, _ blob: BlobID, _ firstUse: Int, _ firstName: Int, caselessDigest: UInt64
    ) {
        let start = paths.count
        paths += path
        rows.append(
            Row(
                path: start..<paths.count, blob: blob, uses: firstUse..<uses.count, names: firstName..<names.count,
                caselessDigest: caselessDigest))
    }

    private mutating func number(of medium: MediaReference) -> UInt32 {
        let key = Medium(path: MediaPath(known: medium.path), blob: medium.blob)
        if let known = mediaNumbers[key] { return known }
        let number = UInt32(media.count)
        media.append(medium)
        mediaNumbers[key] = number
        return number
    }

    private mutating func number(of ending: String) -> UInt32 {
        if let known = endingNumbers[ending] { return known }
        let number = UInt32(endings.count)
        endings.append(ending)
        endingNumbers[ending] = number
        return number
    }

    /// All that was added, which says nothing of a lockfile yet; `nil` where two entries have one path.
    public var table: EntryTable? {
        let order = paths.withUnsafeBufferPointer { paths in
            rows.indices.sorted { left, right in
                let (first, second) = (paths[rows[left].path], paths[rows[right].path])
                return first.lexicographicallyPrecedes(second)
            }
        }
        for (former, next) in zip(order, order.dropFirst())
        where paths[rows[former].path].elementsEqual(paths[rows[next].path]) { return nil }
        var texts = paths
        func place(of text: String) -> (UInt32, Int) {
            defer { texts += text.utf8 }
            return (UInt32(texts.count), text.utf8.count)
        }
        let mediaPlaces = media.map { place(of: $0.path) }
        let endingPlaces = endings.map { place(of: $0) }
        var bytes = Sections.title
        bytes.reserveCapacity(Sections.headSize + rows.count * 80 + media.count * 28 + texts.count)
        bytes.add(environment.object)
        // The lockfile's name and digest.
        bytes += [UInt8](repeating: 0, count: 40)
        var digests = DigestSet(capacity: rows.count)
        let clashCount = rows.count { !digests.insert($0.caselessDigest) }
        for count in [rows.count, media.count, endings.count, uses.count, names.count, texts.count, 0, clashCount] {
            bytes.add(UInt32(count))
        }
        for row in order.map({ rows[$0] }) {
            bytes.add(row.blob.object)
            bytes.add(UInt32(row.path.lowerBound))
            bytes.add(UInt16(row.path.count))
            bytes.add(UInt16(row.uses.count))
            bytes.add(UInt32(row.uses.lowerBound))
            bytes.add(UInt32(row.names.lowerBound))
            bytes.add(UInt16(row.names.count))
            bytes.add(UInt16(0))
            bytes.add(EntryTable.neverSettled)
            bytes.add(row.caselessDigest)
        }
        for (medium, (start, count)) in zip(media, mediaPlaces) {
            bytes.add(medium.blob.object)
            bytes.add(start)
            bytes.add(UInt16(count))
            bytes.add(UInt16(0))
        }
        for (start, count) in endingPlaces {
            bytes.add(start)
            bytes.add(UInt32(count))
        }
        for use in uses { bytes.add(use) }
        for ending in names {
            bytes.add(ending)
            bytes.add(UInt64(0))
        }
        bytes += texts
        return EntryTable(laidOut: bytes)
    }
}

/// An entry that nothing is wrong with, and whose name and accounts stand in a lockfile as they are.
private struct PlainEntry {
    let media: [MediaFile]
    let endings: [String]

    init?(_ reading: EntryReading) {
        guard reading.diagnostics.isEmpty, !reading.isDraft, let first = reading.publications.first,
            reading.id == EntryID(path: reading.source.path), Self.isPlain(reading.source.path),
            reading.source.path.utf8.count <= UInt16.max
        else { return nil }
        let media = first.content.media
        guard reading.publications.allSatisfy({ $0.content.media.map(\.blob) == media.map(\.blob) }),
            reading.publications.allSatisfy({ Self.isPlain($0.id.account.text) }),
            reading.publications.count <= UInt16.max, media.count <= UInt16.max,
            media.allSatisfy({ $0.path.utf8.count <= UInt16.max })
        else { return nil }
        self.media = media
        endings = reading.publications.map { ($0.id.occurrence.map { "#\($0)" } ?? "") + "@\($0.id.account)" }
    }

    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            byte > UInt8(ascii: " ") && byte < 0x7F && byte != UInt8(ascii: "%") && byte != UInt8(ascii: "#")
                && byte != UInt8(ascii: "@")
        }
    }
}
