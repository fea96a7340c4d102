import CalendarLoading
import ContentModel
import FileStore
import FoundationEssentials
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
    private let state = Mutex<(sources: [MediaFile: String], room: Int)>(([:], most))

    /// - Parameter workspace: without git, media are named by their paths alone.
    init(of workspace: Workspace) {
        media = try? PlannedMedia(inRepositoryAt: workspace.root)
        files = try? FileRoot(workspace.root)
    }

    /// Where the page finds `file`: a `data:` URL, or the path of what is too large or could not be read; `nil` for what
    /// is in neither git nor the work tree any more.
    func source(of file: MediaFile) -> String? {
        state.withLock { state in
            if let known = state.sources[file] {
                // What is shown twice stands in the page twice.
                guard known.hasPrefix("data:") else { return known }
                guard state.room > 0 else { return path(of: file) }
                state.room -= known.utf8.count * 3 / 4
                return known
            }
            guard let source = inside(file, room: &state.room) ?? path(of: file) else { return nil }
            state.sources[file] = source
            return source
        }
    }

    private func path(of file: MediaFile) -> String? {
        guard let files else { return PercentEncoding.path(file.path) }
        return (try? files.facts(of: file.path)) == nil ? nil : PercentEncoding.path(file.path)
    }

    private func inside(_ file: MediaFile, room: inout Int) -> String? {
        guard let type = Self.types[file.path.split(separator: ".").last?.lowercased() ?? ""], room > 0,
            let bytes = try? media?.bytes(of: file), bytes.count <= min(Self.largest, room)
        else { return nil }
        room -= bytes.count
        return "data:\(type);base64," + Data(bytes).base64EncodedString()
    }

    private static let types = [
        "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "gif": "image/gif",
        "mp4": "video/mp4",
    ]
}
