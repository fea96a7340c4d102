import Glibc

/// What an open folder holds, by what it is.
struct FolderNames {
    /// Most folders hold just what the index names, so that their files' names are not asked for.
    var fileCount = 0
    var folders: Set<RepositoryPath> = []
    /// Whether there are links, pipes or folders whose names are not UTF-8.
    var hasOthers = false

    /// - Parameter file: is told the name of each file.
    init?(of folder: Int32, file: (UnsafePointer<CChar>) -> Void = { _ in }) {
        var found = (fileCount: 0, folders: Set<RepositoryPath>(), hasOthers: false)
        let isWhole = Self.each(of: folder) { name, type in
            switch type {
            case Int(DT_REG):
                found.fileCount += 1
                file(name)
            case Int(DT_DIR):
                guard let text = String(validatingCString: name) else {
                    found.hasOthers = true
                    return
                }
                if text != ".", text != ".." { found.folders.insert(RepositoryPath(text)) }
            default: found.hasOthers = true
            }
        }
        guard isWhole else { return nil }
        (fileCount, folders, hasOthers) = found
    }

    /// The names of the files of an open folder; `nil` where one is not UTF-8.
    static func files(of folder: Int32) -> [String]? {
        var files: [String] = []
        var areTexts = true
        let isWhole = each(of: folder) { name, type in
            guard type == Int(DT_REG) else { return }
            if let text = String(validatingCString: name) { files.append(text) } else { areTexts = false }
        }
        return isWhole && areTexts ? files : nil
    }

    private static func each(of folder: Int32, _ body: (UnsafePointer<CChar>, Int) -> Void) -> Bool {
        // The stream closes the descriptor it is given, so it gets one of its own, which shares its place in the folder.
        guard let stream = fdopendir(fcntl(folder, F_DUPFD_CLOEXEC, 0)) else { return false }
        defer { closedir(stream) }
        rewinddir(stream)
        guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return false }
        errno = 0
        while let entry = readdir(stream) {
            // A name may be longer than the array in C's declaration, so it is read where it lies.
            let name = (UnsafeRawPointer(entry) + offset).assumingMemoryBound(to: CChar.self)
            body(name, Int(entry.pointee.d_type))
        }
        return errno == 0
    }
}
