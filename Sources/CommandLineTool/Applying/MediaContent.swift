import ContentModel
import FileStore
import Publishing

/// The bytes of media, read from the work tree.
struct MediaContent: Sendable {
    let files: FileRoot

    /// More than any platform takes.
    private static let byteLimit = 1 << 30

    /// The bytes of `file`, to be hosted.
    func bytes(of file: MediaFile) throws(Refusal) -> [UInt8] {
        do throws(FileError) {
            return try files.bytes(of: file.path, limit: Self.byteLimit)
        } catch {
            throw Refusal(remedy: .person, effect: .none, message: error.what, fix: error.fix)
        }
    }
}
