import Glibc

/// A part of an open file, read in order and from any point again; closed exactly once.
final class FileSlice {
    /// How many bytes the part has.
    let length: Int64
    private let descriptor: Int32
    private let offset: Int64
    private var position: Int64 = 0

    private init(descriptor: Int32, offset: Int64, length: Int64) {
        self.descriptor = descriptor
        self.offset = offset
        self.length = length
    }

    deinit {
        close(descriptor)
    }

    /// Opens `length` bytes from `offset`, or all that follow it.
    ///
    /// - Throws: what `refuse` makes of the reason.
    static func open(
        _ path: String, offset: Int64, length: Int64?, refuse: (String) -> HTTPError
    ) throws(HTTPError) -> FileSlice {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)  // a FIFO must not hold us up
        guard descriptor >= 0 else { throw refuse("\(path): \(String(cString: strerror(errno)))") }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw refuse("\(path): not a regular file")
        }
        let size = Int64(facts.st_size)
        guard offset >= 0, offset <= size, length ?? 0 >= 0, length ?? 0 <= size - offset else {
            close(descriptor)
            throw refuse("\(path): has \(size) bytes, which is less than the part to send")
        }
        return FileSlice(descriptor: descriptor, offset: offset, length: length ?? size - offset)
    }

    /// The count of bytes read, 0 at the end of the part, nil when the file gives less than it promised.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        let wanted = Int(min(Int64(buffer.count), length - position))
        guard wanted > 0 else { return 0 }
        var count = pread(descriptor, buffer.baseAddress, wanted, off_t(offset + position))
        while count < 0, errno == EINTR {
            count = pread(descriptor, buffer.baseAddress, wanted, off_t(offset + position))
        }
        guard count > 0 else { return nil }
        position += Int64(count)
        return count
    }

    /// Goes to a place counted from the start of the part.
    func rewind(to place: Int64) {
        position = min(max(0, place), length)
    }
}
