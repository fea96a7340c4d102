import Diagnostics

/// A path to a medium that stays inside the repository by its text alone.
///
/// A path is its bytes, as git and Linux have it: `é` in one scalar or in two names two files, which a `String` takes for
/// one. So whatever is looked up by a path is looked up by this.
public struct MediaPath: Sendable {
    /// The path as it is written.
    public let text: String

    /// Takes a path that git or a folder has, or that passed the rules before.
    public init(known text: String) { self.text = text }

    /// - Throws: ``MediaPathError`` for a path that is empty, absolute, a URL, or climbs out.
    init(_ written: String) throws(MediaPathError) {
        if written.isPlainPath {
            text = written
            return
        }
        guard !written.isEmpty else { throw .empty }
        guard !NameProblem.joinsSeparators(written) else { throw .joined(written) }
        guard !written.contains("://") else { throw .url(written) }
        guard !written.hasPrefix("/"), !written.hasPrefix("~") else { throw .absolute(written) }
        guard !written.contains("\\") else { throw .backslash(written) }
        guard written.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else { throw .control }
        let parts = written.split(separator: "/", omittingEmptySubsequences: false)
        guard !parts.contains("..") else { throw .climbing(written) }
        guard parts.allSatisfy({ !$0.isEmpty && $0 != "." }) else {
            throw .roundabout(written, straight: parts.filter { !$0.isEmpty && $0 != "." }.joined(separator: "/"))
        }
        guard parts.first?.lowercased() != ".git" else { throw .gitFolder(written) }
        text = written
    }

    /// Whether a text is such a path.
    static func isSound(_ written: String) -> Bool { written.isPlainPath || (try? MediaPath(written)) != nil }
}

extension MediaPath: Hashable, Comparable {
    /// Whether they have the same bytes.
    public static func == (left: MediaPath, right: MediaPath) -> Bool {
        left.text.withBytes { left in
            right.text.withBytes { right in left.count == right.count && left.begins(with: right) }
        }
    }

    /// Hashes the bytes.
    public func hash(into hasher: inout Hasher) {
        text.withBytes { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(0xFF as UInt8)
    }

    /// As the bytes are ordered.
    public static func < (left: MediaPath, right: MediaPath) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

/// Why a text is no path of a medium.
enum MediaPathError: Error, Hashable {
    case empty
    case url(String)
    case absolute(String)
    case backslash(String)
    case control
    /// A mark joins a `/` to make another character of it.
    case joined(String)
    case climbing(String)
    case roundabout(String, straight: String)
    case gitFolder(String)
}

extension MediaPathError: Explained {
    var what: String {
        switch self {
        case .empty: "the path is empty"
        case .url(let text): "'\(text)' is a URL"
        case .absolute(let text): "'\(text)' is an absolute path"
        case .backslash(let text): "'\(text)' has a backslash in it"
        case .control: "the path has a control character in it"
        case .joined(let text): "'\(text)' has a mark that joins a '/'"
        case .climbing(let text): "'\(text)' has '..' in it"
        case .roundabout(let text, _): "'\(text)' has an empty part or '.' in it"
        case .gitFolder(let text): "'\(text)' lies in git's own folder"
        }
    }

    var why: String {
        switch self {
        case .empty: "a medium is a file of the repository"
        case .url: "media are files of the repository, so that a plan knows their content"
        case .absolute: "it would mean another file on every machine"
        case .backslash: "paths have '/' between their parts everywhere"
        case .control: "nobody sees it"
        case .joined: "what is shown as one character is a '/' and a mark to git"
        case .climbing: "a path may not leave the repository"
        case .roundabout: "each medium has one path, so that the same one is recognised"
        case .gitFolder: "that is no part of the calendar"
        }
    }

    var fix: String {
        switch self {
        case .url: "add the file to the repository and write its path"
        case .backslash(let text): "write \(String(text.map { $0 == "\\" ? "/" : $0 }))"
        case .roundabout(_, let straight): straight.isEmpty ? "write the file's path" : "write \(straight)"
        default: "write the path from the repository's root, like media/cake.jpg"
        }
    }
}
