import ContentModel
public import ObjectIDs

/// What entries came to when they were read last: publications that nothing was wrong with.
///
/// It rests on the bytes of the entry, those of its media, those of the settings, and whatever else is in
/// ``environment``; all are part of it, so that what it says is either exactly what reading the entry would say, or not
/// there. It is kept in the cache, and may be lost or damaged at any time.
public struct EntryMemory: Hashable, Sendable {
    /// One entry of a calendar, in characters that need no escape anywhere.
    public struct Row: Hashable, Sendable {
        /// Of the entry's file.
        public var path: String
        /// What the file holds.
        public var blob: BlobID
        /// Places in ``EntryMemory/media``, in the order in which they are published.
        public var media: [UInt32]
        /// What follows the entry's id in the names of its publications: `@bakery`, `#2026-12-07@bakery`.
        public var endings: [String]
    }

    /// Names everything besides the entries and their media that their reading rested on.
    public let environment: BlobID
    /// The media that entries show, each with its content.
    public private(set) var media: [MediaFact] = []
    /// Sorted by the bytes of their paths.
    public private(set) var rows: [Row] = []

    /// A path, and what was there.
    public struct MediaFact: Hashable, Sendable {
        /// From the repository's root.
        public var path: String
        /// What was there.
        public var blob: BlobID
    }

    /// Knows nothing yet.
    public init(environment: BlobID) { self.environment = environment }

    mutating func take(_ media: [MediaFact], _ rows: [Row]) { (self.media, self.rows) = (media, rows) }

    /// Forgets all rows but those at some places.
    mutating func keep(rowsAt places: [Int]) { rows = places.map { rows[$0] } }

    /// Adds what is to be known of entries; ``sort()`` follows.
    mutating func add(_ readings: [EntryReading]) {
        var numbers: [MediaFact: UInt32] = [:]
        for (number, fact) in media.enumerated() { numbers[fact] = UInt32(number) }
        for reading in readings {
            guard let plain = PlainEntry(reading) else { continue }
            let places = plain.media.map { file in
                let fact = MediaFact(path: file.path, blob: file.blob)
                if let known = numbers[fact] { return known }
                let number = UInt32(media.count)
                media.append(fact)
                numbers[fact] = number
                return number
            }
            rows.append(
                Row(path: reading.source.path, blob: reading.source.blob, media: places, endings: plain.endings))
        }
    }

    mutating func sort() { rows.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) } }
}

/// An entry that nothing is wrong with, and whose name and accounts stand in a lockfile as they are.
private struct PlainEntry {
    let media: [MediaFile]
    let endings: [String]

    init?(_ reading: EntryReading) {
        guard reading.diagnostics.isEmpty, !reading.isDraft, let first = reading.publications.first,
            reading.id == EntryID(path: reading.source.path), Self.isPlain(reading.source.path)
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
