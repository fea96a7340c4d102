import Glibc

extension Descriptor {
    /// What the symbolic link `name` in this folder says.
    func linkTarget(_ name: String) throws(FileError) -> String {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = buffer.withUnsafeMutableBytes { bytes in
            bytes.assumingMemoryBound(to: CChar.self).baseAddress.map { readlinkat(raw, name, $0, bytes.count) } ?? -1
        }
        guard count >= 0 else { throw FileError(errno, .read, appending(name)) }
        return String(decoding: buffer.prefix(count), as: UTF8.self)
    }

    /// The names in this folder, in no order, without `.` and `..`; links are not followed.
    func entries() throws(FileError) -> [(name: String, kind: FileKind)] {
        // The stream closes the descriptor it is given, so it gets one of its own.
        let copy = fcntl(raw, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { throw FileError(errno, .list, path) }
        guard let stream = fdopendir(copy) else {
            let code = errno
            close(copy)
            throw FileError(code, .list, path)
        }
        defer { closedir(stream) }
        var entries: [(name: String, kind: FileKind)] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw FileError(errno, .list, path) }
                return entries
            }
            // A name may be longer than the array in C's declaration, so it is read where it lies.
            guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return entries }
            let start = UnsafeRawPointer(entry) + offset
            let name = String(cString: start.assumingMemoryBound(to: CChar.self))
            if name == "." || name == ".." { continue }
            let type = Int(entry.pointee.d_type)
            switch type {
            case Int(DT_REG): entries.append((name, .file))
            case Int(DT_DIR): entries.append((name, .folder))
            case Int(DT_LNK): entries.append((name, .symbolicLink))
            case Int(DT_UNKNOWN):  // some file systems do not say
                var status = stat()
                guard fstatat(raw, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
                    throw FileError(errno, .list, appending(name))
                }
                entries.append((name, FileKind(mode: status.st_mode)))
            default: entries.append((name, .special))
            }
        }
    }
}
