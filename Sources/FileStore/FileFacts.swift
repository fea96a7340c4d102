import Glibc

/// What stands at a path.
public enum FileKind: String, Hashable, Sendable {
    case file = "a file"
    case folder = "a folder"
    case symbolicLink = "a symbolic link"
    /// A pipe, a socket or a device.
    case special = "a pipe or device"

    init(mode: mode_t) {
        switch mode & S_IFMT {
        case S_IFREG: self = .file
        case S_IFDIR: self = .folder
        case S_IFLNK: self = .symbolicLink
        default: self = .special
        }
    }
}

/// What the file system knows of a file without reading it.
public struct FileFacts: Hashable, Sendable {
    /// What it is, links followed.
    public let kind: FileKind
    /// Its length in bytes; of no meaning for folders.
    public let size: Int
    /// Seconds since 1970 of the last change of its content.
    public let modified: Int

    init(_ status: stat) {
        kind = FileKind(mode: status.st_mode)
        size = Int(status.st_size)
        modified = Int(status.st_mtim.tv_sec)
    }
}
