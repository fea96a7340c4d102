import ContentModel
import Cryptography
public import FileStore
public import Publishing
import URLText

extension HostingClient {
    /// Copies media into a folder that something else serves.
    ///
    /// Names are content-addressed (``PublicFile/name``), so the same bytes are copied once ever.
    ///
    /// - Parameters:
    ///   - folder: the folder; it exists.
    ///   - publicURL: where the folder's files are served, with or without a final slash.
    public static func directory(
        _ folder: FileRoot, publicURL: String, source: @escaping PublicFileSource
    ) -> HostingClient {
        HostingClient { file, tag async throws(Refusal) in
            let found = try await source(file)
            do throws(FileError) {
                // One that a crash has cut, or somebody has changed, is written anew.
                if try !folder.holds(found) {
                    try folder.durableFile(found.name).replace(withContentOf: OpenFile(path: found.path))
                }
            } catch .leavesRoot(_, let link?) {
                throw Refusal(
                    remedy: .person, effect: .none,
                    message: "hosting \(file.path): '\(found.name)' in the folder of hosting is a link to '\(link)', "
                        + "and only relative links that stay in that folder are followed",
                    fix: "remove the link: the file itself is copied there")
            } catch {
                throw Refusal(
                    remedy: .person, effect: .none, message: "hosting \(file.path): \(error.what)", fix: error.fix)
            }
            return "\(publicURL.withoutFinalSlashes)/\(found.name)?v=\(tag)"
        }
    }
}

extension FileRoot {
    /// Whether the bytes of `file` lie under its name.
    fileprivate func holds(_ file: PublicFile) throws(FileError) -> Bool {
        guard try facts(of: file.name)?.size == file.size else { return false }
        return try SHA256.digest(of: open(file.name)) == file.sha256
    }
}
