import ContentModel
import Cryptography
import FileStore
import FoundationEssentials
import Git
import HTTP
import MediaHeaders
import MetaGraph
import ObjectIDs
import ScheduleLock

/// Brings the files of published media into the work tree, never over something that is there.
struct ImportWriting: Sendable {
    /// A file that could not be fetched; the next import tries it again.
    struct DownloadFailure: Error {
        let reason: String
    }

    private let files: FileRoot
    private let http: HTTPClient
    private let trace: Trace
    private static let folder = ".calends/cache/import"
    private static let largestFile = 1 << 30

    init(in workspace: Workspace) throws {
        files = try workspace.files()
        trace = workspace.trace
        http = trace.httpClient()
        try files.createFolder(Self.folder)
    }

    /// The paths of what is at `urls`, which is fetched where it is not there yet.
    func download(_ urls: [String], to place: ImportPlace) async throws -> [String] {
        var paths: [String] = []
        for (index, url) in urls.enumerated() {
            paths.append(try await download(url, index, of: urls.count, to: place))
        }
        return paths
    }

    private func download(_ url: String, _ index: Int, of count: Int, to place: ImportPlace) async throws -> String {
        let kinds = MediaFormat.allCases.map(\.fileExtension)
        for path in kinds.map({ place.mediaPath(index, of: count, fileExtension: $0) })
        where try files.facts(of: path) != nil {
            return path
        }
        let temporary = try files.durableFile("\(Self.folder)/\(UUID().uuidString)")
        defer { try? temporary.remove() }
        let path = "\(files.path)/\(temporary.path)"
        var request = HTTPRequest(
            url: url, timeouts: .init(total: nil, stall: .seconds(60)), maximumResponseBytes: Self.largestFile)
        request.followRedirects = true
        let response: HTTPResponse
        do throws(HTTPError) {
            response = try await http.download(request, to: path)
        } catch {
            throw DownloadFailure(reason: "its file cannot be fetched: \(error)")
        }
        guard (200..<300).contains(response.status) else {
            throw DownloadFailure(reason: "its file cannot be fetched: HTTP \(response.status)")
        }
        let open = try OpenFile(path: path)
        let format: MediaFormat
        do throws(MediaError) {
            format = try MediaFacts(size: open.size) { try open.read(at: $0, count: $1) }.format
        } catch {
            throw DownloadFailure(reason: "its file is none that an entry can have: \(error.what)")
        }
        let target = place.mediaPath(index, of: count, fileExtension: format.fileExtension)
        trace.step("writes \(target), \(open.size) bytes")
        try createFolder(of: target)
        try files.durableFile(target).replace(withContentOf: open)
        return target
    }

    /// Writes the entry, unless somebody has written into its file, and answers the record of it.
    func write(_ entry: ImportedEntry, at place: ImportPlace, of medium: Media) throws -> LockRecord {
        let path = place.entryPath
        if try files.facts(of: path) == nil {
            trace.step("writes \(path)")
            try createFolder(of: path)
            try files.durableFile(path).replace(with: Array(entry.text.utf8))
        }
        // Once it is committed, git names it so.
        let repository = try Repository(openingAt: files.path)
        let blob = try repository.blobID(ofWorkTreeFile: RepositoryPath(path))
        let media = try entry.media.map { medium in
            MediaReference(path: medium.path, blob: try self.blob(ofMedium: medium.path, in: repository))
        }
        return LockRecord(
            phase: .published(
                PublishedPublication(
                    mediaID: medium.id.text, publishedAt: Timestamp(entry.publishedAt), permalink: medium.permalink)),
            source: Publication.Source(path: path, blob: blob), commit: nil, media: media)
    }

    /// What git will record: the file, or where Git LFS keeps such files the pointer to it.
    private func blob(ofMedium path: String, in repository: borrowing Repository) throws -> BlobID {
        let repositoryPath = RepositoryPath(path)
        guard try repository.attribute("filter", of: repositoryPath) == "lfs" else {
            return try repository.blobID(ofWorkTreeFile: repositoryPath)
        }
        let open = try files.open(path)
        let pointer =
            "version https://git-lfs.github.com/spec/v1\noid sha256:\(try SHA256.digest(of: open))\nsize \(open.size)\n"
        return BlobID(hashing: Array(pointer.utf8))
    }

    private func createFolder(of path: String) throws {
        guard let slash = path.lastIndex(of: "/") else { return }
        try files.createFolder(String(path[..<slash]))
    }
}
