import Glibc

/// The descriptors 0, 1 and 2 of this process.
enum StandardStreams {
    /// Opens nothing in the place of each that the caller closed.
    ///
    /// Otherwise the next file to be opened, say the journal, would become standard output, and be written into.
    static func secure() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 && errno == EBADF {
            // The lowest free descriptor is this one, for those below are open.
            _ = open("/dev/null", O_RDWR)
        }
    }

    /// Writes every byte; stops without an error where nobody reads any more.
    ///
    /// - Returns: the code of the error that kept some of it from being written; `nil` when there was none.
    static func write(_ text: String, to descriptor: Int32) -> Int32? {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written >= 0 {
                rest = rest.dropFirst(written)
                continue
            }
            switch errno {
            case EINTR: continue
            case EAGAIN:
                // Whoever shares the stream with us made it non-blocking.
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&ready, 1, -1)
            case EPIPE: return nil
            case let code: return code
            }
        }
        return nil
    }
}
