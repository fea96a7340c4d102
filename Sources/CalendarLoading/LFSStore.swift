import ContentModel
import FileStore
import MediaHeaders

/// The contents that Git LFS has fetched to this machine.
struct LFSStore: Sendable {
    /// The folder that all work trees of a repository share, usually `.git`.
    let gitFolder: String

    /// The path of a pointer's content, whether or not it is there.
    ///
    /// Layout: git-lfs keeps an object `abcdef…` as `lfs/objects/ab/cd/abcdef…`.
    func path(of pointer: LFSPointer) -> String {
        "\(gitFolder)/lfs/objects/\(pointer.oid.prefix(2))/\(pointer.oid.dropFirst(2).prefix(2))/\(pointer.oid)"
    }

    /// The facts that `read` gives or, where it meets a pointer, those of the pointer's content.
    func resolving(_ read: () throws(MediaError) -> MediaFacts) -> Result<MediaFacts, MediaProblem> {
        do throws(MediaError) {
            return .success(try read())
        } catch {
            guard case .lfsPointer(let pointer) = error else { return .failure(.headers(error)) }
            do throws(MediaError) {
                return .success(try MediaFacts(ofFileAt: path(of: pointer)))
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
