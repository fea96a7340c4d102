import Glibc

/// Why the file system did not do what was asked.
public enum FileError: Error, Hashable, Sendable {
    case missing(String)
    case forbidden(FileOperation, String)
    case noSpace(String)
    /// A file was needed where something else stands.
    case notAFile(String, FileKind)
    /// A folder was needed where something else stands.
    case notAFolder(String)
    /// The path, or a link on its way (`link`), leads out of the root it must stay below.
    case leavesRoot(String, link: String?)
    /// Links point at links too often, perhaps in a circle.
    case tooManyLinks(String)
    /// The path is empty or holds a zero byte.
    case invalidPath(String)
    case tooLarge(String, size: Int, limit: Int)
    /// The file has become shorter than what the caller knew to be there.
    case shrunk(String, size: Int, expected: Int)
    /// Somebody else holds the lock; `holder` is what they wrote about themselves.
    case locked(String, holder: LockHolder?)
    /// Any other failure, with the code (`errno`) of the call.
    case system(FileOperation, String, code: Int32)

    /// The failure that `code`, an `errno` value, stands for.
    init(_ code: Int32, _ operation: FileOperation, _ path: String) {
        switch code {
        case ENOENT: self = .missing(path)
        case EACCES, EPERM, EROFS: self = .forbidden(operation, path)
        case ENOSPC, EDQUOT: self = .noSpace(path)
        case EISDIR: self = .notAFile(path, .folder)
        case ENOTDIR: self = .notAFolder(path)
        case ELOOP: self = .tooManyLinks(path)
        default: self = .system(operation, path, code: code)
        }
    }

    /// What is wrong, in a few words.
    public var what: String {
        switch self {
        case .missing(let path): "'\(path)' does not exist"
        case .forbidden(let operation, let path): "cannot \(operation.rawValue) '\(path)': not permitted"
        case .noSpace(let path): "cannot write '\(path)': the disk is full"
        case .notAFile(let path, let kind): "'\(path)' is \(kind.rawValue), not a file"
        case .notAFolder(let path): "'\(path)' is not a folder, or a part of the path is none"
        case .leavesRoot(let path, nil): "'\(path)' leads out of the repository"
        case .leavesRoot(let path, let link?) where FileRoot.isAbsolute(link):
            "'\(path)' goes through the link to '\(link)', an absolute path"
        case .leavesRoot(let path, let link?): "'\(path)' leads out of the repository through the link to '\(link)'"
        case .tooManyLinks(let path): "'\(path)' goes through too many symbolic links"
        case .invalidPath(let path): path.isEmpty ? "the path is empty" : "a path holds a zero byte"
        case .tooLarge(let path, let size, _): "'\(path)' has \(size) bytes"
        case .shrunk(let path, let size, let expected): "'\(path)' has \(size) bytes, where \(expected) were known"
        case .locked(let path, let holder): "'\(path)' is held by \(holder.map { "\($0)" } ?? "another process")"
        case .system(let operation, let path, let code):
            "cannot \(operation.rawValue) '\(path)': \(String(cString: strerror(code)))"
        }
    }

    /// The rule that was broken, or what follows from it.
    public var why: String {
        switch self {
        case .leavesRoot(_, let link?) where FileRoot.isAbsolute(link):
            "a calendar may only use what is in its repository, which lies elsewhere on other machines"
        case .leavesRoot: "a calendar may only use what is in its repository"
        case .tooLarge(_, _, let limit): "at most \(limit) bytes are read"
        case .shrunk: "what was recorded before must not be lost"
        case .locked: "two at once could publish the same thing twice"
        case .noSpace: "what is not on the disk is forgotten in a crash"
        case .tooManyLinks: "links in a circle have no end"
        default: "nothing can go on without it"
        }
    }

    /// What to do about it.
    public var fix: String {
        switch self {
        case .missing: "check the spelling, or create it"
        case .forbidden: "check its owner and permissions"
        case .noSpace: "free some space, then run again"
        case .notAFile: "name a file"
        case .notAFolder: "name a folder"
        case .leavesRoot(_, let link?) where FileRoot.isAbsolute(link):
            "make the link relative, or put the file itself in its place"
        case .leavesRoot: "copy the file into the repository"
        case .tooManyLinks: "replace the links by what they mean"
        case .invalidPath: "write the path from the root of the repository"
        case .tooLarge: "make it smaller"
        case .shrunk: "restore it from a backup or from git"
        case .locked: "wait until it has finished"
        case .system: "check the disk"
        }
    }
}

/// What was being done to a file.
public enum FileOperation: String, Hashable, Sendable {
    case open, read, write, sync, rename, remove, lock, list, create
}
