/// What a name may look like, so that it survives in `ENTRY-ID@ACCOUNT`, in the lockfile and on a command line.
extension EntryID {
    /// The folder that holds every entry.
    public static let folder = "calendar/"
    /// How an entry's file name ends.
    public static let suffix = ".yaml"

    /// The id that a file's path gives: the path below `calendar/` without `.yaml`.
    public init(path: String) {
        guard !Self.isPlain(path: path) else {
            let name = path.withBytes { bytes in
                String(
                    decoding: bytes.dropFirst(Self.folder.utf8.count).dropLast(Self.suffix.utf8.count), as: UTF8.self)
            }
            self.init(name)
            return
        }
        var name = path[...]
        if name.hasPrefix(Self.folder) { name = name.dropFirst(Self.folder.count) }
        if name.hasSuffix(Self.suffix) { name = name.dropLast(Self.suffix.count) }
        self.init(String(name))
    }

    /// Whether a path says at one look that it is an entry's, as nearly every entry's does: it is one of ASCII, of which no
    /// character is made of several scalars.
    public static func isPlain(path: String) -> Bool {
        path.withBytes { bytes in
            bytes.count > folder.utf8.count + suffix.utf8.count && bytes.reduce(0, |) < 0x80
                && folder.withBytes { bytes.begins(with: $0) }
                && suffix.withBytes { UnsafeBufferPointer(rebasing: bytes.suffix($0.count)).begins(with: $0) }
        }
    }

    /// What makes the id unusable, or `nil`.
    func problem(named name: String) -> NameProblem? {
        if text.isPlainPath, text.utf8.count <= NameProblem.longest { return nil }
        if let problem = NameProblem(of: text, named: name) { return problem }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return parts.contains { $0.isEmpty || $0 == "." || $0 == ".." } ? .emptyPart(text, named: name) : nil
    }
}

extension AccountName {
    /// What makes the name unusable, or `nil`.
    public var problem: (what: String, why: String, fix: String)? {
        guard let problem = NameProblem(of: text, named: "account name") else {
            guard text.hasPrefix("-") || text.contains("/") || text.contains(" ") else { return nil }
            return (
                "account name '\(text)' starts with '-' or has a space or '/' in it", "names stand on command lines",
                "rename it with letters, digits and '-'"
            )
        }
        return (problem.what, problem.why, problem.fix)
    }
}

/// Why an id or a name is unusable.
enum NameProblem: Error, Hashable {
    case empty(named: String)
    case reserved(Character, in: String, named: String)
    case control(named: String)
    case padded(String, named: String)
    /// A mark joins what separates names, to make another character of it.
    case joined(String, named: String)
    case emptyPart(String, named: String)
    case tooLong(Int, named: String)

    /// In UTF-8: the longest path a file system takes for granted, and a bound on every line of state.
    static let longest = 255

    init?(of text: String, named name: String) {
        if text.isEmpty {
            self = .empty(named: name)
        } else if text.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }) {
            self = .control(named: name)
        } else if let reserved = text.unicodeScalars.first(where: { "@#\\".unicodeScalars.contains($0) }) {
            self = .reserved(Character(reserved), in: text, named: name)
        } else if Self.joinsSeparators(text) {
            self = .joined(text, named: name)
        } else if text.first?.isWhitespace == true || text.last?.isWhitespace == true {
            self = .padded(text, named: name)
        } else if text.utf8.count > Self.longest {
            self = .tooLong(text.utf8.count, named: name)
        } else {
            return nil
        }
    }

    /// Whether a `/` in the text, or an `@` before or behind it, would be part of a longer character, as before a
    /// combining mark: a `String` finds no separator there, and git and the lockfile do.
    static func joinsSeparators(_ text: String) -> Bool {
        let framed = "@\(text)@"
        return framed.count { $0 == "/" || $0 == "@" }
            != framed.unicodeScalars.count { $0 == "/" || $0 == "@" }
    }
}

extension NameProblem: Explained {
    var what: String {
        switch self {
        case .empty(let name): "\(name) is empty"
        case .reserved(let character, let text, let name): "\(name) '\(text)' has '\(character)' in it"
        case .control(let name): "\(name) has a control character in it"
        case .padded(let text, let name): "\(name) '\(text)' starts or ends with a space"
        case .joined(let text, let name): "\(name) '\(text)' has a mark that joins a '/' or would join an '@'"
        case .emptyPart(let text, let name): "\(name) '\(text)' has a part that is empty, '.' or '..'"
        case .tooLong(let count, let name): "\(name) has \(count) bytes"
        }
    }

    var why: String {
        switch self {
        case .empty: "without one nothing can be published twice or once"
        case .reserved(let character, _, _):
            switch character {
            case "@": "'@' separates entry and account in ENTRY-ID@ACCOUNT"
            case "#": "'#' separates entry and day in ENTRY-ID#DAY@ACCOUNT"
            default: "it is no part of a path everywhere"
            }
        case .control, .padded: "nobody sees it, and the lockfile is read line by line"
        case .joined: "an id is a path, and '@' separates entry and account in ENTRY-ID@ACCOUNT"
        case .emptyPart: "an id is a path"
        case .tooLong: "at most \(Self.longest) are allowed"
        }
    }

    var fix: String {
        switch self {
        case .empty: "give it a name"
        case .reserved(let character, _, _): "rename it without '\(character)'"
        case .control, .padded, .joined, .emptyPart: "rename it without that"
        case .tooLong: "rename it"
        }
    }
}
