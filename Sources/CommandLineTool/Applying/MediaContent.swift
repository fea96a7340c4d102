import CalendarLoading
import ContentModel
import Cryptography
import FileStore
import GraphPublishing
import Hosting
import MediaHeaders
import ObjectIDs
import Publishing
import Synchronization

/// Media as they were planned, as files that are made public or sent.
final class MediaContent: Sendable {
    /// Where the bytes lie that git has no file of.
    private static let folder = ".calends/cache/media"

    private let media: PlannedMedia
    private let cache: FileRoot
    private let known = Mutex<[BlobID: PublicFile]>([:])

    init(of workspace: Workspace) throws {
        media = try PlannedMedia(inRepositoryAt: workspace.root)
        let files = try workspace.files()
        try files.createFolder(Self.folder)
        cache = try FileRoot("\(workspace.root)/\(Self.folder)")
    }

    /// What is made public of `file`, or sent; a flow stops for a person where it cannot be had.
    func publicFile(of file: MediaFile) throws(Refusal) -> PublicFile {
        if let known = known.withLock({ $0[file.blob] }) { return known }
        let found = try read(file)
        known.withLock { $0[file.blob] = found }
        return found
    }

    /// The same files, for uploads that read them while they are sent.
    var videos: VideoFiles {
        VideoFiles { [self] file throws(Refusal) in
            let found = try publicFile(of: file)
            return VideoFiles.Location(path: found.path, byteCount: Int64(found.size))
        }
    }

    private func read(_ file: MediaFile) throws(Refusal) -> PublicFile {
        func refuse(_ what: String, fix: String) -> Refusal {
            Refusal(remedy: .person, effect: .none, message: "reading \(what)", fix: fix)
        }
        let path: String
        do throws(CalendarSourceError) { path = try media.path(of: file, in: cache) } catch {
            throw refuse(error.what, fix: error.fix)
        }
        let (open, digest): (OpenFile, Digest)
        do throws(FileError) {
            open = try OpenFile(path: path)
            digest = try SHA256.digest(of: open)
        } catch {
            throw refuse(error.what, fix: error.fix)
        }
        do throws(MediaError) {
            let format = try MediaFacts(size: open.size) { try open.read(at: $0, count: $1) }.format
            return PublicFile(
                path: path, size: open.size, sha256: digest, contentType: format.contentType,
                fileExtension: format.fileExtension)
        } catch {
            throw refuse("'\(file.path)': \(error.what)", fix: error.fix)
        }
    }
}
