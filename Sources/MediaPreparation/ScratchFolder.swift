import FileStore
import Glibc

/// A folder of one worker's own, removed with everything in it when it is released.
final class ScratchFolder: Sendable {
    let path: String
    let files: FileRoot

    /// Makes one below `$TMPDIR`, else below `/tmp`.
    init() throws(MediaTrouble) {
        let base = getenv("TMPDIR").map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
        var template = Array("\(base)/calends-media-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw .noScratch(String(cString: strerror(errno))) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        do throws(FileError) { files = try FileRoot(path) } catch {
            rmdir(path)
            throw .noScratch(error.what)
        }
    }

    deinit {
        for file in (try? files.list()) ?? [] where file.kind != .folder { unlink("\(path)/\(file.path)") }
        rmdir(path)
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
