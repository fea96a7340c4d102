import FileStore
import Glibc
import Synchronization

/// A folder of one worker's own, removed with everything in it when it is released.
///
/// As long as it is used it is locked, so that what a killed process has left can be told from it.
final class ScratchFolder: Sendable {
    let path: String
    let files: FileRoot
    private let lock: Int32

    private static let prefix = "calends-media-"
    /// Seconds after which a folder that nobody holds was left by a process that was killed.
    private static let oldEnough = 60
    private static let hasSwept = Atomic(false)

    /// Makes one below `$TMPDIR`, else below `/tmp`.
    init() throws(MediaTrouble) {
        let base = getenv("TMPDIR").map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
        if !Self.hasSwept.exchange(true, ordering: .relaxed) { Self.sweep(base) }
        var template = Array("\(base)/\(Self.prefix)XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw .noScratch("'\(base)': \(String(cString: strerror(errno)))") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        flock(lock, LOCK_EX | LOCK_NB)
        do throws(FileError) { files = try FileRoot(path) } catch {
            close(lock)
            rmdir(path)
            throw .noScratch(error.what)
        }
    }

    deinit {
        Self.remove(path, files)
        close(lock)
    }

    private static func remove(_ path: String, _ files: FileRoot) {
        for file in (try? files.list()) ?? [] where file.kind != .folder { unlink("\(path)/\(file.path)") }
        rmdir(path)
    }

    /// Removes what was left below `base` by processes that were killed.
    static func sweep(_ base: String) {
        guard let folder = opendir(base) else { return }
        defer { closedir(folder) }
        guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return }
        while let entry = readdir(folder) {
            // A record ends with its name: all that C declares may lie outside of memory, so it is read where it lies.
            let name = String(cString: (UnsafeRawPointer(entry) + offset).assumingMemoryBound(to: CChar.self))
            guard name.hasPrefix(prefix), name.utf8.count == prefix.utf8.count + 6 else { continue }
            removeIfLeft("\(base)/\(name)")
        }
    }

    private static func removeIfLeft(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_uid == geteuid(),
            facts.st_mtim.tv_sec < time(nil) - oldEnough, flock(descriptor, LOCK_EX | LOCK_NB) == 0,
            let files = try? FileRoot(path)
        else { return }
        remove(path, files)
    }

    /// Writes a file that only this user may read.
    func write(_ bytes: [UInt8], to name: String) throws(MediaTrouble) {
        let descriptor = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .noScratch(String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .noScratch(String(cString: strerror(errno))) }
            rest = rest.dropFirst(count)
        }
    }

    func remove(_ name: String) { unlink("\(path)/\(name)") }
}
