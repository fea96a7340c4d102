import CalendarLoading
import ContentModel
import FileStore
import FoundationEssentials
import MediaHeaders
import ObjectIDs
import Synchronization
import URLText
import Views

/// Media for a page that is one file: small ones inside of it, the others at their paths from the repository's root.
final class ViewedMedia: Sendable {
    /// Larger ones would make a page slow to open; Instagram's own pictures are smaller.
    private static let largest = 400_000
    /// What a page holds inside, in bytes.
    private static let most = 12_000_000

    private let media: PlannedMedia?
    private let files: FileRoot?
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
        guard let type = Self.types[file.path.split(separator: ".").last?.lowercased() ?? ""], room > 0,
            let bytes = try? media?.bytes(of: file), bytes.count <= min(Self.largest, room)
        else { return nil }
        room -= bytes.count
        return PageMedium(
            "data:\(type);base64," + Data(bytes).base64EncodedString(),
            proportion: (try? MediaFacts(of: bytes))?.displaySize?.aspectRatio)
    }

    private static let types = [
        "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "gif": "image/gif",
        "mp4": "video/mp4",
    ]
}
