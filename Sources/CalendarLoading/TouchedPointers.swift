import ContentModel
import Cryptography
import FileStore
import Git
import MediaHeaders
import ObjectIDs

/// Files of Git LFS that git would find to be what it has, once its filter had run.
///
/// The filter is a program, which is not run here: a file that was only touched, or copied with the repository, would
/// count as changed. What it would write follows from the content: a pointer with its length and its SHA-256.
struct TouchedPointers {
    private let folder: FileRoot

    init(below top: String) throws(CalendarSourceError) {
        do throws(FileError) { folder = try FileRoot(top) } catch { throw CalendarSourceError(error) }
    }

    /// The blob that git has of a modified file, where that is a pointer to what the file says.
    func blob(of file: WorkTreeFile, in repository: borrowing Repository) throws(GitError) -> BlobID? {
        guard file.state == .modified, file.mode != .symbolicLink, let noted = file.noted,
            let pointer = try Self.pointer(noted, in: repository),
            let content = try? folder.open(file.path.text), content.size == pointer.size,
            let digest = try? SHA256.digest(of: content), digest.hex == pointer.oid
        else { return nil }
        return noted
    }

    private static func pointer(_ blob: BlobID, in repository: borrowing Repository) throws(GitError) -> LFSPointer? {
        do throws(GitError) {
            return LFSPointer(parsing: try repository.content(of: blob, limit: LFSPointer.maximumLength))
        } catch .missingObject, .blobTooLarge {
            return nil
        }
    }
}
