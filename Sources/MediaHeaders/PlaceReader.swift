/// Looks for the place where a video was taken in the metadata of an MP4 or QuickTime index.
///
/// Sources: QuickTime File Format, "User Data Atoms" (`©xyz`) and "Metadata Atoms" (the key
/// `com.apple.quicktime.location.ISO6709`); 3GPP TS 26.244, 8.4 (`loci`); XMP Specification, part 3 (`XMP_`, `uuid`).
struct PlaceReader {
    private let boxes: BoxReader

    init(_ boxes: BoxReader) { self.boxes = boxes }

    /// Whether the boxes of an index, or of one of its tracks, name a place; true where that cannot be read.
    ///
    /// Notes are laid out as their writers like, and one that is odd makes no video unfit to be shown.
    func mayNamePlace(_ parts: [Box]) -> Bool { (try? namesPlace(parts)) ?? true }

    private func namesPlace(_ parts: [Box]) throws(MediaError) -> Bool {
        for part in parts {
            switch part.type {
            case "udta":
                for note in try boxes.children(of: part) {
                    if ["©xyz", "loci", "XMP_"].contains(note.type) { return true }
                    if note.type == "meta", try hasLocationKey(note) { return true }
                }
            case "meta": if try hasLocationKey(part) { return true }
            case "uuid": return true
            case "trak": if try namesPlace(boxes.children(of: part).filter { $0.type != "trak" }) { return true }
            default: break
            }
        }
        return false
    }

    /// Keys are listed by name, and a name is found wherever it stands, however the box is laid out.
    private func hasLocationKey(_ box: Box) throws(MediaError) -> Bool {
        let searched = min(box.size, 32_768)
        let bytes = try boxes.reader.bytes(at: box.start, count: searched)
        return ["quicktime.location", "©xyz"].contains { name in
            bytes.hasRun(name == "©xyz" ? [0xA9, 0x78, 0x79, 0x7A] : Array(name.utf8))
        }
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
