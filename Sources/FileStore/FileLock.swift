import Glibc

/// An advisory lock (`flock`) on a file, held until this value is gone or the process ends, however it ends.
///
/// The lock file stays behind, on purpose: removing it would let two processes lock two files of one name. Whoever
/// holds it exclusively writes into it who they are, for the message that others get.
public final class FileLock: Sendable {
    private let file: Descriptor
    private let mode: Mode

    /// Who may hold the lock at the same time.
    public enum Mode: Sendable {
        /// Nobody else.
        case exclusive
        /// Others that ask for `shared` too.
        case shared
    }

    /// Takes the lock at `path`, creating the file if there is none; its folder must exist.
    ///
    /// - Parameter timeout: how long to try again before giving up; blocks the thread for as long.
    /// - Throws: ``FileError/locked(_:holder:)`` when somebody else still holds it then.
    public convenience init(path: String, mode: Mode = .exclusive, timeout: Duration = .zero) throws(FileError) {
        try Descriptor.check(path)
        let parts = path.split(separator: "/")
        guard let name = parts.last, !path.hasSuffix("/") else { throw .notAFile(path, .folder) }
        let parent = String(path.dropLast(name.count))
        let folder = try Descriptor.open(parent.isEmpty ? "." : parent, Descriptor.pathOnly | O_DIRECTORY)
        try self.init(folder: folder, name: String(name), path: path, mode: mode, timeout: timeout)
    }

    init(folder: Descriptor, name: String, path: String, mode: Mode, timeout: Duration) throws(FileError) {
        let file: Descriptor
        do throws(FileError) {
            // Not a link: a hostile repository could point one anywhere.
            file = try folder.open(name, O_RDWR | O_CREAT | O_NONBLOCK | O_NOCTTY, mode: 0o666)
        } catch {
            throw error.naming(path)
        }
        let clock = ContinuousClock()
        let deadline = clock.now + timeout
        while flock(file.raw, (mode == .exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB) != 0 {
            switch errno {
            case EINTR: continue
            case EWOULDBLOCK:
                guard clock.now < deadline else { throw .locked(path, holder: try Self.holder(in: file)) }
                usleep(20_000)
            default: throw FileError(errno, .lock, path)
            }
        }
        // Only now, with the lock held: once its properties are set, an init that throws runs deinit.
        (self.file, self.mode) = (file, mode)
        // A shared holder is one of several: writing would only hide the others.
        if mode == .exclusive { try write(LockHolder.current) }
    }

    deinit {
        // Still locked here, so this cannot erase a successor's note.
        if mode == .exclusive { ftruncate(file.raw, 0) }
        // Closing is not enough: a child process that has not yet reached its exec shares the open file, and the lock.
        flock(file.raw, LOCK_UN)
    }

    /// What the exclusive holder of the lock at `path` wrote about itself; `nil` if nobody holds it so.
    public static func holder(at path: String) throws(FileError) -> LockHolder? {
        do throws(FileError) {
            return try holder(in: Descriptor.open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW))
        } catch FileError.missing {
            return nil
        }
    }

    private static func holder(in file: Descriptor) throws(FileError) -> LockHolder? {
        LockHolder(parsing: String(decoding: try file.read(at: 0, count: 1024), as: UTF8.self))
    }

    private func write(_ holder: LockHolder) throws(FileError) {
        guard ftruncate(file.raw, 0) == 0 else { throw FileError(errno, .write, file.path) }
        try file.write(Array(holder.text.utf8))
    }
}
