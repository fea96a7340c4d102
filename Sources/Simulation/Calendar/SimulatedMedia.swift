import GraphModel
import ObjectIDs

/// Media that exist by name alone: the blob tells what the platform would find in the file.
enum SimulatedMedia {
    enum Kind: UInt64 {
        case picture = 1
        case film = 2
        /// A format that the platform refuses.
        case bad = 3
    }

    static func blob(_ kind: Kind, picture: Int, slot: Int) -> BlobID {
        BlobID(ObjectID(high: kind.rawValue, middle: UInt64(picture), low: UInt32(slot)))
    }

    /// Where hosting makes a medium public.
    static func url(of blob: BlobID, tag: String) -> String { "https://media.example/\(blob)?v=\(tag)" }

    /// Where a medium is on every machine.
    static func path(of blob: BlobID) -> String { "/media/\(blob)" }

    /// How long every medium is.
    static let byteCount: Int64 = 1_000

    /// So many bytes of a medium: they begin with its name, wherever in the file they are.
    static func bytes(ofFileAt path: String, count: Int) -> [UInt8] {
        let name = (path.split(separator: "/").last ?? "").utf8.prefix(count)
        return Array(name) + [UInt8](repeating: 0, count: count - name.count)
    }

    /// What such bytes are.
    static func facts(of bytes: some Sequence<UInt8>) -> FetchedMedium {
        facts(at: String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self))
    }

    /// What a fetch of such a URL, or all bytes of such a file, bring.
    static func facts(at url: String) -> FetchedMedium {
        let name = url.split(separator: "/").last?.prefix { $0 != "?" } ?? ""
        guard let blob = ObjectID(hex: name), let kind = Kind(rawValue: blob.high) else {
            return FetchedMedium(.failure(.httpStatus(404)))
        }
        let facts =
            switch kind {
            case .picture: MediumFacts(.jpeg, width: 1080, height: 1080)
            case .film:
                MediumFacts(
                    .mp4, width: 720, height: 1280,
                    video: .init(codec: "avc1", duration: .seconds(10), framesPerSecond: 30))
            case .bad: MediumFacts(.webp, width: 1080, height: 1080)
            }
        return FetchedMedium(.medium(facts), byteCount: Int(byteCount), storedName: String(name))
    }

    /// A name for a text as git would give one: FNV-1a, twice, since all that is asked of it is that texts differ.
    static func digest(of text: String) -> ObjectID {
        func hash(_ start: UInt64) -> UInt64 {
            text.utf8.reduce(start) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
        }
        return ObjectID(high: hash(0xcbf2_9ce4_8422_2325), middle: hash(0x9ae1_6a3b_2f90_404f), low: 0)
    }
}
