public import ObjectIDs

extension Lockfile {
    /// The media that a lockfile's text has records of.
    ///
    /// - Throws: where it has to be read as a whole, and cannot be.
    public static func media(in text: [UInt8]) throws(LockfileError) -> Set<BlobID> {
        guard !text.isEmpty else { return [] }
        let key = Array("\(Key.file.rawValue) ".utf8)
        var blobs: Set<BlobID> = []
        var last: BlobID?
        var place = 0
        while let newline = text.firstNewline(from: place) {
            defer { place = newline + 1 }
            guard newline - place > key.count + 40, text[place..<(place + key.count)].elementsEqual(key) else {
                continue
            }
            let digits = text[(place + key.count)..<(place + key.count + 40)]
            guard let blob = ObjectID(hex: digits) else {
                // Not as it is written: whoever reads it finds words for what is wrong.
                return Set(try Lockfile(bytes: text).claims.flatMap { $0.record.media.map(\.blob) })
            }
            if last?.object != blob { blobs.insert(BlobID(blob)) }
            last = BlobID(blob)
        }
        return blobs
    }
}
