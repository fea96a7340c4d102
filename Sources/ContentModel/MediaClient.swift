public import MediaHeaders
public import ObjectIDs

/// How an entry's media are looked at: the git tree or the work tree in the product, a table in tests.
public struct MediaClient: Sendable {
    /// Looks at the file at a path from the repository's root.
    public var inspect: @Sendable (_ path: MediaPath) -> Result<InspectedMedia, MediaProblem>

    /// Looks at media in whatever way `inspect` does.
    public init(inspect: @escaping @Sendable (_ path: MediaPath) -> Result<InspectedMedia, MediaProblem>) {
        self.inspect = inspect
    }
}

/// A medium's name by content, and what its first bytes tell.
public struct InspectedMedia: Hashable, Sendable {
    /// The git name of its bytes.
    public var blob: BlobID
    /// What its first bytes tell.
    public var facts: MediaFacts
    /// What was found when it was decoded.
    public var insight = MediaInsight()

    /// A medium of this content.
    public init(blob: BlobID, facts: MediaFacts) {
        self.blob = blob
        self.facts = facts
    }
}

/// What is known of a medium by decoding it, and not by its headers.
public struct MediaInsight: Hashable, Sendable {
    /// What is wrong with it; `nil` where nothing is, or nobody looked.
    public var defect: MediaDefect?
    /// Whether no picture of a video looks back past a key frame; `nil` where nobody looked, or it cannot be told.
    public var hasClosedGroups: Bool?

    /// What was found, if anything was.
    public init(defect: MediaDefect? = nil, hasClosedGroups: Bool? = nil) {
        (self.defect, self.hasClosedGroups) = (defect, hasClosedGroups)
    }
}

/// What is wrong with a medium behind sound headers, or why it cannot be looked into.
public struct MediaDefect: Error, Hashable, Sendable {
    /// What is wrong, naming the file.
    public var what: String
    /// The rule or fact behind it.
    public var why: String
    /// What to do about it.
    public var fix: String

    /// A defect in the words a person reads.
    public init(what: String, why: String, fix: String) { (self.what, self.why, self.fix) = (what, why, fix) }
}

/// Why a path leads to no medium.
public enum MediaProblem: Error, Hashable, Sendable {
    /// There is no such file; `nearest` is the path that was probably meant.
    case missing(nearest: String?)
    /// There is one whose name differs in case only, `actual`.
    case caseDiffers(actual: String)
    /// There is one whose name looks the same and has other bytes, `actual`.
    case spelledOtherwise(actual: String)
    case isFolder
    /// The file is a symbolic link, or lies below one.
    case symbolicLink
    /// It is there, and no medium can be told from it.
    case headers(MediaError)
}

extension MediaProblem {
    func explained(path: String) -> (what: String, why: String, fix: String) {
        switch self {
        case .missing(let nearest):
            (
                "'\(path)' does not exist", "paths start at the repository's root",
                nearest.map { "write \($0)" } ?? "add the file, or correct the path"
            )
        case .caseDiffers(let actual):
            ("'\(path)' does not exist", "the file is named '\(actual)', and case counts", "write \(actual)")
        case .spelledOtherwise(let actual):
            (
                "'\(path)' does not exist",
                "the file's name looks the same and is written with other code points: "
                    + Self.firstDifference(actual, from: path),
                "rename the file to what is written here, or copy its name from git ls-files"
            )
        case .isFolder: ("'\(path)' is a folder", "a medium is one file", "name a file in it")
        case .symbolicLink:
            (
                "'\(path)' is reached through a symbolic link", "a link could lead out of the repository",
                "put the file itself there"
            )
        case .headers(let error): ("'\(path)': \(error.what)", error.why, error.fix)
        }
    }

    /// Where two texts that look the same begin to differ: `it has U+0065 U+0301, and the entry U+00E9`.
    private static func firstDifference(_ actual: String, from written: String) -> String {
        let pair = zip(actual, written).first { !$0.unicodeScalars.elementsEqual($1.unicodeScalars) }
        func points(_ character: Character?) -> String {
            (character?.unicodeScalars).map { scalars in
                scalars.map { scalar in
                    let digits = String(scalar.value, radix: 16, uppercase: true)
                    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
                }.joined(separator: " ")
            } ?? "none"
        }
        return "it has \(points(pair?.0)), and the entry \(points(pair?.1))"
    }
}
