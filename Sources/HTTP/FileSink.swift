import Glibc

/// A new file that a body is written to; it vanishes again unless the body came in full.
final class FileSink {
    private let path: String
    private var descriptor: Int32

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit {
        discard()
    }

    /// Creates a file that only this user can read; one that exists already is left alone.
    ///
    /// - Throws: what `refuse` makes of the reason.
    static func create(_ path: String, refuse: (String) -> HTTPError) throws(HTTPError) -> FileSink {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw refuse("\(path): \(String(cString: strerror(errno)))") }
        return FileSink(path: path, descriptor: descriptor)
    }

    /// Appends all of `bytes`; a reason if it could not.
    func write(_ bytes: UnsafeRawBufferPointer) -> String? {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count > 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } else if count == 0 || errno != EINTR {
                return "\(path): \(String(cString: strerror(errno)))"
            }
        }
        return nil
    }

    /// Removes the file unless it was kept; again does nothing.
    func discard() {
        guard descriptor >= 0 else { return }
        close(descriptor)
        descriptor = -1
        unlink(path)
    }

    /// Keeps the file; a reason if its bytes did not all reach the file system.
    func keep() -> String? {
        let code = close(descriptor)
        descriptor = -1
        guard code != 0 else { return nil }
        let reason = "\(path): \(String(cString: strerror(errno)))"
        unlink(path)
        return reason
    }
}
