import Glibc

/// An open file descriptor, closed exactly once, with the path it was opened by for messages.
final class Descriptor: Sendable {
    let raw: Int32
    let path: String

    /// `O_PATH` of `asm-generic/fcntl.h`, which Swift's Glibc module leaves out: names a file without opening it.
    static let pathOnly: Int32 = 0o10_000_000

    private init(raw: Int32, path: String) {
        (self.raw, self.path) = (raw, path)
    }

    deinit { close(raw) }

    static func open(_ path: String, _ flags: Int32) throws(FileError) -> Descriptor {
        try check(path)
        return try retrying(.open, path) { Glibc.open(path, flags | O_CLOEXEC) }
    }

    /// Opens one component below this folder, itself not followed if it is a link.
    func open(_ name: String, _ flags: Int32, mode: mode_t = 0) throws(FileError) -> Descriptor {
        try Self.retrying(.open, appending(name)) {
            openat(raw, name, flags | O_CLOEXEC | O_NOFOLLOW, mode)
        }
    }

    /// How messages name what lies below this folder.
    func appending(_ name: String) -> String {
        path.isEmpty || path == "." ? name : path.hasSuffix("/") ? path + name : "\(path)/\(name)"
    }

    func status() throws(FileError) -> stat {
        var status = stat()
        guard fstat(raw, &status) == 0 else { throw FileError(errno, .read, path) }
        return status
    }

    func facts() throws(FileError) -> FileFacts { FileFacts(try status()) }

    /// Reads up to `count` bytes from `offset`; fewer only at the end of the file.
    func read(at offset: Int, count: Int) throws(FileError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            if count >= Self.largeRead { Self.askForLargePages(buffer) }
            while filled < count, let base = buffer.baseAddress {
                let result = pread(raw, base + filled, count - filled, off_t(offset + filled))
                if result > 0 {
                    filled += result
                } else if result == 0 {
                    break
                } else if errno != EINTR {
                    failure = errno
                    break
                }
            }
        }
        guard failure == 0 else { throw FileError(failure, .read, path) }
        return bytes
    }

    /// From so many bytes on, reading takes half its time to be given small pages one by one.
    private static let largeRead = 4 << 20

    /// A system that has no large pages gives small ones.
    private static func askForLargePages(_ buffer: UnsafeMutableBufferPointer<UInt8>) {
        let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))
        let skipped = -Int(bitPattern: buffer.baseAddress) & (pageSize - 1)
        guard let base = buffer.baseAddress, buffer.count > skipped else { return }
        madvise(base + skipped, buffer.count - skipped, MADV_HUGEPAGE)
    }

    func write(_ bytes: [UInt8]) throws(FileError) {
        var written = 0
        var failure: Int32 = 0
        bytes.withUnsafeBytes { buffer in
            while written < buffer.count, let base = buffer.baseAddress {
                let result = Glibc.write(raw, base + written, buffer.count - written)
                if result >= 0 {
                    written += result
                } else if errno != EINTR {
                    failure = errno
                    break
                }
            }
        }
        guard failure == 0 else { throw FileError(failure, .write, path) }
    }

    func sync() throws(FileError) {
        while fsync(raw) != 0 {
            // Pipes and some file systems know no sync; there is then nothing more to be done.
            if errno == EINVAL || errno == ENOTSUP { return }
            guard errno == EINTR else { throw FileError(errno, .sync, path) }
        }
    }

    /// Refuses what C would cut off or misread.
    static func check(_ path: String) throws(FileError) {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw .invalidPath(path) }
    }

    private static func retrying(
        _ operation: FileOperation, _ path: String, _ call: () -> Int32
    ) throws(FileError) -> Descriptor {
        while true {
            let raw = call()
            if raw >= 0 { return Descriptor(raw: raw, path: path) }
            guard errno == EINTR else { throw FileError(errno, operation, path) }
        }
    }
}
