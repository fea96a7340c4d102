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
    func entries() throws(FileError) -> [(name: String, kind: FileKind)] { try listing().map { ($0.name, $0.kind) } }

    /// As ``entries()``, with the bytes of each name that is not UTF-8: no text opens what has such a name.
    func listing() throws(FileError) -> [(name: String, bytes: [UInt8]?, kind: FileKind)] {
        // The stream closes the descriptor it is given, so it gets one of its own.
        let copy = fcntl(raw, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { throw FileError(errno, .list, path) }
        guard let stream = fdopendir(copy) else {
            let code = errno
            close(copy)
            throw FileError(code, .list, path)
        }
        defer { closedir(stream) }
        var entries: [(name: String, bytes: [UInt8]?, kind: FileKind)] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw FileError(errno, .list, path) }
                return entries
            }
            // A name may be longer than the array in C's declaration, so it is read where it lies.
            guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return entries }
            let start = UnsafeRawPointer(entry) + offset
            let characters = start.assumingMemoryBound(to: CChar.self)
            let text = String(validatingCString: characters)
            let bytes = text == nil ? Array(UnsafeRawBufferPointer(start: start, count: strlen(characters))) : nil
            let name = text ?? String(cString: characters)
            if name == "." || name == ".." { continue }
            let type = Int(entry.pointee.d_type)
            switch type {
            case Int(DT_REG): entries.append((name, bytes, .file))
            case Int(DT_DIR): entries.append((name, bytes, .folder))
            case Int(DT_LNK): entries.append((name, bytes, .symbolicLink))
            case Int(DT_UNKNOWN):  // some file systems do not say
                var status = stat()
                guard fstatat(raw, characters, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
                    throw FileError(errno, .list, appending(name))
                }
                entries.append((name, bytes, FileKind(mode: status.st_mode)))
            default: entries.append((name, bytes, .special))
            }
        }
    }
}
