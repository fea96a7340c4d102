/// Why nothing can be said about a medium.
public enum MediaError: Error, Hashable, Sendable {
    /// There are no bytes at all.
    case empty
    /// A text of Git LFS stands where the medium should be.
    case lfsPointer(LFSPointer)
    /// It is of a kind that is known and not read; its name.
    case foreign(String, isVideo: Bool)
    /// A text of Git LFS stands there that names no content.
    case damagedPointer
    /// What Git LFS keeps at `path` is not what the pointer names.
    case lfsContent(LFSPointer, path: String)
    /// No known format starts like this.
    case unrecognised(firstBytes: [UInt8])
    /// The file ends at `size`, before the byte at `needed` that its headers speak of.
    case truncated(MediaFormat, needed: Int, size: Int)
    /// The headers contradict themselves or the format.
    case malformed(MediaFormat, String)
    /// The headers would take more reading than those of any honest file.
    case excessive(MediaFormat)
    /// The bytes could not be read, in the words of whoever tried.
    case unreadable(String)

    /// What is wrong, in a few words.
    public var what: String {
        switch self {
        case .empty: "the file is empty"
        case .lfsPointer(let pointer): "the file is a Git LFS pointer to \(pointer.size) bytes that are not here"
        case .foreign(let name, let isVideo): "the file is \(isVideo ? "a video" : "a picture") of the kind \(name)"
        case .damagedPointer: "the file is a Git LFS pointer, and a damaged one"
        case .lfsContent(let pointer, _):
            "what Git LFS keeps for it here is not \(pointer.oid.prefix(12))…, which it names"
        case .unrecognised(let bytes): "not an image or a video: it starts with \(Self.shown(bytes))"
        case .truncated(let format, let needed, let size):
            "the \(format.rawValue) file is cut short: it ends after \(size) bytes, its headers reach to \(needed)"
        case .malformed(let format, let detail): "the \(format.rawValue) file is damaged: \(detail)"
        case .excessive(let format): "the \(format.rawValue) file has headers without end"
        case .unreadable(let reason): "the file cannot be read: \(reason)"
        }
    }

    /// What makes that a reason to stop.
    public var why: String {
        switch self {
        case .foreign: "the platform does not take it, and it is not among what is made into what it takes"
        case .lfsPointer, .damagedPointer: "the platform would be given a few lines of text"
        case .lfsContent: "another picture or video than the committed one would be published"
        case .unreadable: "nothing can be said about media that cannot be read"
        default: "the platform would refuse it, perhaps only at the moment of publishing"
        }
    }

    /// What to do about it.
    public var fix: String {
        switch self {
        case .empty, .truncated, .malformed, .excessive: "export or copy the file again"
        case .lfsPointer: "run 'git lfs pull'"
        case .foreign(_, let isVideo): "export it as \(isVideo ? "MP4" : "JPEG")"
        case .damagedPointer: "restore it from git's history, or add the picture or video itself again"
        case .lfsContent(_, let path): "remove '\(path)' and run 'git lfs pull'"
        case .unrecognised: "name an image or a video"
        case .unreadable: "check that the file exists and may be read"
        }
    }

    /// The first bytes as hexadecimal digits and as the text they would be: `3C 68 74 6D "<htm"`.
    static func shown(_ bytes: [UInt8]) -> String {
        let shown = bytes.prefix(12)
        let digits = shown.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }
        let text = shown.map { 0x20...0x7E ~= $0 ? Character(Unicode.Scalar($0)) : "." }
        return digits.joined(separator: " ") + " \"" + String(text) + "\""
    }
}
