import CalendarLoading
import ContentModel
import FileStore
import FoundationEssentials
import MediaHeaders
import MediaPreparation
import ObjectIDs
import Synchronization
import URLText
import Views

/// Media for a page that is one file: inside of it small ones as they are, and of other pictures a small likeness; what
/// remains is at its path from the repository's root.
final class ViewedMedia: Sendable {
    /// Larger ones would make a page slow to open; Instagram's own pictures are smaller.
    private static let largest = 400_000
    /// Pictures with more pixels are decoded here once, and not by everybody who opens the page.
    private static let mostPixels = 4_000_000
    /// What a page holds inside, in bytes.
    private static let most = 12_000_000

    private let media: PlannedMedia?
    private let files: FileRoot?
    private let prepared: PreparedMedia?
    private let state = Mutex<(known: [Key: PageMedium], room: Int)>(([:], most))

    /// One medium may be named by many entries.
    private struct Key: Hashable {
        let path: String
        let blob: BlobID
    }

    /// - Parameter workspace: without git, media are named by their paths alone.
    init(of workspace: Workspace) {
        media = try? PlannedMedia(inRepositoryAt: workspace.root)
        files = try? FileRoot(workspace.root)
        prepared = try? workspace.preparedMedia()
    }

    /// Where the page finds `file`: inside of it, or at the path of what is too large or could not be read; `nil` for what
    /// is in neither git nor the work tree any more.
    func medium(of file: MediaFile) -> PageMedium? {
        state.withLock { state in
            let key = Key(path: file.path, blob: file.blob)
            if let known = state.known[key] {
                // A page holds a picture once, and a video as often as it is shown.
                guard known.address.hasPrefix("data:video/") else { return known }
                guard state.room > 0 else { return path(of: file).map { PageMedium($0) } }
                state.room -= known.address.utf8.count * 3 / 4
                return known
            }
            let medium = inside(file, room: &state.room) ?? path(of: file).map { PageMedium($0) }
            state.known[key] = medium
            return medium
        }
    }

    private func path(of file: MediaFile) -> String? {
        guard let files else { return PercentEncoding.path(file.path) }
        return (try? files.facts(of: file.path)) == nil ? nil : PercentEncoding.path(file.path)
    }

    private func inside(_ file: MediaFile, room: inout Int) -> PageMedium? {
        let suffix = file.path.split(separator: ".").last?.lowercased() ?? ""
        let type = Self.types[suffix]
        guard room > 0, type != nil || Self.foreign.contains(suffix), let bytes = try? media?.bytes(of: file) else {
            return nil
        }
        let size = (try? MediaFacts(of: bytes))?.displaySize
        let isSmall = bytes.count <= Self.largest && size.map { $0.width * $0.height <= Self.mostPixels } ?? true
        if type != "video/mp4", type == nil || !isSmall, let likeness = prepared?.likeness(of: file, original: bytes) {
            return medium("image/jpeg", likeness.bytes, likeness.proportion, room: &room)
        }
        guard let type, bytes.count <= Self.largest else { return nil }
        return medium(type, bytes, size?.aspectRatio, room: &room)
    }

    private func medium(_ type: String, _ bytes: [UInt8], _ proportion: Double?, room: inout Int) -> PageMedium? {
        guard bytes.count <= room else { return nil }
        room -= bytes.count
        return PageMedium("data:\(type);base64," + Data(bytes).base64EncodedString(), proportion: proportion)
    }

    private static let types = [
        "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "gif": "image/gif",
        "mp4": "video/mp4",
    ]
    /// Of pictures that no browser, or not each, shows.
    private static let foreign: Set = ["heic", "heif", "avif", "tif", "tiff", "mpo"]
}
