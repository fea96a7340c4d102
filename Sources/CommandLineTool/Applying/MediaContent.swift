import CalendarLoading
import ContentModel
import Cryptography
import FileStore
import GraphPublishing
import Hosting
import MediaHeaders
import MediaPreparation
import ObjectIDs
import Publishing
import Synchronization

/// Media as they were planned and prepared, as files that are made public or sent.
final class MediaContent: Sendable {
    private let media: PlannedMedia
    private let prepared: PreparedMedia
    /// Where the bytes lie that git has no file of.
    private let cache: FileRoot
    private let known = Mutex<[Outcome: PublicFile]>([:])

    /// What goes out: the same bytes for the same blob and treatment.
    private struct Outcome: Hashable {
        var blob: BlobID
        var treatment: Treatment?
    }

    init(of workspace: Workspace) throws {
        media = try PlannedMedia(inRepositoryAt: workspace.root)
        prepared = try workspace.preparedMedia()
        cache = try FileRoot("\(workspace.root)/\(MediaCache.folder)")
    }

    /// What is made public of `file`, or sent; a flow stops for a person where it cannot be had.
    func publicFile(of file: MediaFile) throws(Refusal) -> PublicFile {
        let outcome = Outcome(blob: file.blob, treatment: file.treatment)
        if let known = known.withLock({ $0[outcome] }) { return known }
        let found = try read(file)
        known.withLock { $0[outcome] = found }
        return found
    }

    /// The same files, for uploads that read them while they are sent.
    var videos: VideoFiles {
        VideoFiles { [self] file throws(Refusal) in
            let found = try publicFile(of: file)
            return VideoFiles.Location(path: found.path, byteCount: Int64(found.size))
        }
    }

    /// The path of the bytes of `file` that go out, prepared if they were not.
    func path(of file: MediaFile) throws(MediaTrouble) -> String {
        guard let treatment = file.treatment else {
            return try reading { () throws(CalendarSourceError) in try media.path(of: file, in: cache) }
        }
        return try prepared.path(of: file, by: treatment) { () throws(MediaTrouble) in
            try reading { () throws(CalendarSourceError) in try media.bytes(of: file) }
        }
    }

    /// Whether asking for its path takes no work.
    func isPrepared(_ file: MediaFile) -> Bool { prepared.isPrepared(file) }

    private func reading<Value>(_ read: () throws(CalendarSourceError) -> Value) throws(MediaTrouble) -> Value {
        do throws(CalendarSourceError) {
            return try read()
        } catch {
            throw .unreadable(error.what, why: error.why, fix: error.fix)
        }
    }

    private func read(_ file: MediaFile) throws(Refusal) -> PublicFile {
        func refuse(_ what: String, fix: String) -> Refusal {
            Refusal(remedy: .person, effect: .none, message: "reading \(what)", fix: fix)
        }
        let path: String
        do throws(MediaTrouble) { path = try self.path(of: file) } catch {
            let (what, _, fix) = error.explained(path: file.path)
            throw refuse(what, fix: fix)
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
