import CGit2
import FoundationEssentials
import ObjectIDs

#if canImport(Glibc)
    import Glibc
#endif

extension Repository {
    /// Makes sure that a loose object is whole, before libgit2 reads it.
    ///
    /// libgit2 1.5 never returns from reading a loose object whose file was cut short, as a full disk or a power cut
    /// leaves it. For an object in a pack this costs one look for its file.
    func checkLooseObject(_ id: ObjectID) throws(GitError) {
        let hex = id.description
        let file = "\(commonFolderPath)/objects/\(hex.prefix(2))/\(hex.dropFirst(2))"
        guard access(file, F_OK) == 0, let content = try? Data(contentsOf: URL(fileURLWithPath: file)) else { return }
        let isWhole = content.withUnsafeBytes { raw in
            calends_git_is_whole_zlib_stream(raw.bindMemory(to: UInt8.self).baseAddress, raw.count) == 1
        }
        guard isWhole else { throw .corruptObject(id, detail: "its file is cut short or overwritten") }
    }
}
