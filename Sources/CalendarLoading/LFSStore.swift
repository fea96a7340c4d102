import ContentModel
import FileStore
import Git
import MediaHeaders

/// The contents that Git LFS has fetched to this machine.
struct LFSStore: Sendable {
    /// Where git-lfs keeps everything, usually `.git/lfs`.
    private let folder: String

    /// The store below the git folder that all work trees of a repository share, or where `lfs.storage` says.
    ///
    /// - Parameter storage: the variable's value; relative to the git folder unless absolute (git-lfs-config(5)).
    init(gitFolder: String, storage: String? = nil) {
        let gitFolder = gitFolder.hasSuffix("/") ? String(gitFolder.dropLast()) : gitFolder
        let storage = storage.flatMap { $0.isEmpty ? nil : $0 } ?? "lfs"
        folder = storage.hasPrefix("/") ? storage : "\(gitFolder)/\(storage)"
    }

    /// The store of an open repository.
    init(of repository: borrowing Repository) throws(GitError) {
        self.init(gitFolder: repository.commonFolderPath, storage: try repository.configuration("lfs.storage"))
    }

    /// Whether git-lfs ever kept anything here.
    var exists: Bool { (try? FileRoot(folder)) != nil }

    /// The path of a pointer's content, whether or not it is there.
    ///
    /// Layout: git-lfs keeps an object `abcdef…` as `objects/ab/cd/abcdef…` in its folder.
    func path(of pointer: LFSPointer) -> String {
        "\(folder)/objects/\(pointer.oid.prefix(2))/\(pointer.oid.dropFirst(2).prefix(2))/\(pointer.oid)"
    }

    /// The facts that `read` gives or, where it meets a pointer, those of the pointer's content.
    func resolving(_ read: () throws(MediaError) -> MediaFacts) -> Result<MediaFacts, MediaProblem> {
        do throws(MediaError) {
            return .success(try read())
        } catch {
            guard case .lfsPointer(let pointer) = error else { return .failure(.headers(error)) }
            do throws(MediaError) {
                let facts = try MediaFacts(ofFileAt: path(of: pointer))
                // Its digest is looked at when all of it is read.
                guard facts.byteCount == pointer.size else { return .failure(.headers(.lfsPointer(pointer))) }
                return .success(facts)
            } catch .unreadable {
                return .failure(.headers(.lfsPointer(pointer)))
            } catch {
                return .failure(.headers(error))
            }
        }
    }
}

extension MediaFacts {
    /// Reads the headers of the file at an absolute path, a few kilobytes of it.
    init(ofFileAt path: String) throws(MediaError) {
        let file: OpenFile
        do throws(FileError) { file = try OpenFile(path: path) } catch { throw .unreadable(error.what) }
        try self.init(of: file)
    }

    /// Reads the headers of an open file.
    init(of file: OpenFile) throws(MediaError) {
        try self.init(size: file.size) { offset, count in try file.read(at: offset, count: count) }
    }
}
