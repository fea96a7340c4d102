import Glibc

/// Ends the worker when calends is gone, also in the middle of a file.
enum ParentWatch {
    /// Watches standard input on a thread of its own: its other end is closed when the parent ends, however it does.
    static func begin() {
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { _ in
                var input = pollfd(fd: STDIN_FILENO, events: 0, revents: 0)
                while poll(&input, 1, -1) >= 0 || errno == EINTR {
                    if input.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { ParentWatch.leave() }
                }
                return nil
            }, nil)
        pthread_detach(thread)
    }

    /// Takes the files of the scratch folder along: nobody else may be left to remove a film of gigabytes.
    private static func leave() -> Never {
        if let folder = opendir(".") {
            while let entry = readdir(folder) {
                withUnsafePointer(to: &entry.pointee.d_name) { name in
                    _ = unlink(UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
                }
            }
        }
        _exit(0)
    }
}
