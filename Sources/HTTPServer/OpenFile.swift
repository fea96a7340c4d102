import Glibc

/// A regular file open for reading; it closes with its owner unless taken out of it.
struct OpenFile: ~Copyable {
    private let descriptor: Int32
    /// Its size in bytes when it was opened.
    let length: UInt64
    private let modified: timespec

    /// Nil when there is no regular file of this path that may be read.
    init?(path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)  // never waits, should it be a pipe
        guard descriptor >= 0 else { return nil }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG,
            let length = UInt64(exactly: facts.st_size)
        else {
            close(descriptor)
            return nil
        }
        (self.descriptor, self.length, modified) = (descriptor, length, facts.st_mtim)
    }

    deinit { close(descriptor) }

    /// A strong tag that changes with the file's size or time.
    var entityTag: String {
        "\"\(String(length, radix: 16))-\(String(modified.tv_sec, radix: 16))-\(String(modified.tv_nsec, radix: 16))\""
    }

    /// The descriptor, which the caller now closes.
    consuming func take() -> Int32 {
        let descriptor = self.descriptor
        discard self
        return descriptor
    }
}
