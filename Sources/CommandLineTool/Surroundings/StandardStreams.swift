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

    /// Why so many bytes more would be lost on a stream, in words: it is a device that keeps nothing, nobody reads its
    /// other end, or its file's disk is full. `nil` where none of that is so.
    static func obstacle(to count: Int, at descriptor: Int32) -> String? {
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { return String(cString: strerror(errno)) }
        switch facts.st_mode & S_IFMT {
        case S_IFCHR: return isatty(descriptor) == 1 ? nil : "it is closed, or a device that keeps nothing"
        case S_IFREG:
            // Some file systems do not say how much they hold.
            var space = statvfs()
            guard fstatvfs(descriptor, &space) == 0, space.f_blocks > 0, space.f_frsize > 0 else { return nil }
            return space.f_bavail < (UInt(count) + space.f_frsize - 1) / space.f_frsize ? "the disk is full" : nil
        default:
            var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            return poll(&state, 1, 0) == 1 && state.revents & Int16(POLLERR) != 0 ? "nobody reads it" : nil
        }
    }
}
