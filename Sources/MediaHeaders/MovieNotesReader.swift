/// What a video says beside its streams, in order of how little it should be read by anybody.
enum MovieNotes: Comparable {
    case none, some, place
}

/// Looks for what an MP4 or QuickTime file says beside its streams, and for the place where it was taken above all.
///
/// Sources: ISO/IEC 14496-12; QuickTime File Format, "User Data Atoms" (`©xyz`) and "Metadata Atoms" (the key
/// `com.apple.quicktime.location.ISO6709`); 3GPP TS 26.244, 8.4 (`loci`); XMP Specification, part 3 (`XMP_`, `uuid`).
/// Dashboard cameras list their notes in a box `gps `, and keep them in boxes that are called free.
struct MovieNotesReader {
    private let boxes: BoxReader

    init(_ boxes: BoxReader) { self.boxes = boxes }

    /// What players need of a file besides its index and its media.
    private static let partsOfFile: Set = ["ftyp", "styp", "sidx", "ssix", "mfra", "prft", "pdin", "pnot"]
    /// What players need of an index, and of a track in it.
    private static let partsOfIndex: Set = [
        "mvhd", "iods", "mvex", "ctab", "clip", "rmra", "rmda", "pssh", "mdra",
        "tkhd", "tref", "trgr", "edts", "mdia", "tapt", "load", "imap", "matt", "kmat", "txas",
    ]
    /// What encoders say of themselves, and how players are to place their windows, repeat, and take hints.
    private static let harmlessNotes: Set = [
        "©too", "©swr", "©enc", "©fmt", "WLOC", "LOOP", "SelO", "AllF", "hnti", "hinf", "free", "skip",
    ]

    /// What a box says that is neither the index nor media.
    func notes(inFileBox box: Box) -> MovieNotes { Self.partsOfFile.contains(box.type) ? .none : notes(in: box) }

    /// What the boxes of an index say.
    func notes(inIndex parts: [Box]) -> MovieNotes {
        parts.map { Self.partsOfIndex.contains($0.type) ? .none : notes(in: $0) }.max() ?? .none
    }

    /// Notes are laid out as their writers like, and one that is odd makes no video unfit to be shown: what cannot be read
    /// may name a place.
    private func notes(in box: Box) -> MovieNotes {
        do throws(MediaError) {
            switch box.type {
            case "udta": return try boxes.children(of: box).map(userNote).max() ?? .none
            case "meta": return try items(of: box)
            case "uuid", "gps ": return .place
            case "trak": return notes(inIndex: try boxes.children(of: box).filter { $0.type != "trak" })
            case "free", "skip", "wide": return try isBlank(box) ? .none : .some
            default: return .some
            }
        } catch {
            return .place
        }
    }

    private func userNote(_ note: Box) -> MovieNotes {
        switch note.type {
        case "©xyz", "loci", "XMP_", "uuid": .place
        case "meta": (try? items(of: note)) ?? .place
        case "name" where note.size == 0: .none
        default: Self.harmlessNotes.contains(note.type) ? .none : .some
        }
    }

    /// Keys are listed by name, and that of a place is found wherever it stands, however the box is laid out.
    private func items(of box: Box) throws(MediaError) -> MovieNotes {
        let bytes = try boxes.reader.bytes(at: box.start, count: min(box.size, 32_768))
        if bytes.hasRun(Array("quicktime.location".utf8)) || bytes.hasRun([0xA9, 0x78, 0x79, 0x7A]) { return .place }
        // A full box in MP4, with four bytes of its own; none in QuickTime.
        let isPlain = bytes.dropFirst(4).starts(with: "hdlr".utf8)
        let parts = try boxes.children(of: box, skipping: isPlain ? 0 : 4)
        guard !parts.contains(where: { $0.type == "uuid" || $0.type == "xml " }) else { return .place }
        var items: [Box] = []
        for list in parts where list.type == "ilst" { items += try boxes.children(of: list) }
        return items.allSatisfy { Self.harmlessNotes.contains($0.type) } ? .none : .some
    }

    /// Whether it starts with zeros, as room does that was left free.
    private func isBlank(_ box: Box) throws(MediaError) -> Bool {
        try boxes.reader.bytes(at: box.start, count: min(box.size, 1_024)).allSatisfy { $0 == 0 }
    }
}

extension ArraySlice<UInt8> {
    fileprivate func hasRun(_ run: [UInt8]) -> Bool {
        guard count >= run.count, let first = run.first else { return false }
        return indices.dropLast(run.count - 1).contains { index in
            self[index] == first && self[index..<(index + run.count)].elementsEqual(run)
        }
    }
}
