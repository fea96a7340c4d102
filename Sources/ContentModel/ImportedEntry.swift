public import FoundationEssentials

/// An entry made of something that is published already, and its file.
///
/// The text is one that the reader of entries gives back exactly, whatever a caption holds, but for control characters:
/// the reader refuses those, so they are left out.
public struct ImportedEntry: Hashable, Sendable {
    /// One medium: its file from the repository's root, and what people hear who do not see it.
    public struct Medium: Hashable, Sendable {
        /// From the repository's root.
        public var path: String
        /// For people who do not see it; `nil` where nobody wrote it.
        public var altText: String?

        /// A medium at a path.
        public init(path: String, altText: String? = nil) {
            self.path = path
            self.altText = altText
        }
    }

    /// Where it is published.
    public var account: AccountName
    /// What it is; stories do not last and are never imported.
    public var kind: ContentKind
    /// When it was published.
    public var publishedAt: Date
    /// The text below it.
    public var caption: String?
    /// In order; at least one.
    public var media: [Medium]
    /// Whether people can comment; `nil` where nobody said.
    public var commentsEnabled: Bool?
    /// Of a reel: whether it shows among the posts.
    public var sharesToFeed: Bool?
    /// Whether it is labelled as made with AI.
    public var isAIGenerated: Bool
    /// The accounts that publish it as well, without `@`; no more than an entry takes.
    public var collaborators: [String]
    /// Its page, for people who read the file.
    public var permalink: String?
    /// What the platform does not tell of it, for people who read the file.
    public var untold: [String]

    /// An entry of these facts.
    public init(
        account: AccountName, kind: ContentKind, publishedAt: Date, caption: String? = nil, media: [Medium],
        commentsEnabled: Bool? = nil, sharesToFeed: Bool? = nil, isAIGenerated: Bool = false,
        collaborators: [String] = [], permalink: String? = nil, untold: [String] = []
    ) {
        self.account = account
        self.kind = kind
        self.publishedAt = publishedAt
        self.caption = caption
        self.media = media
        self.commentsEnabled = commentsEnabled
        self.sharesToFeed = sharesToFeed
        self.isAIGenerated = isAIGenerated
        self.collaborators = collaborators
        self.permalink = permalink
        self.untold = untold
    }

    /// The names where an entry can have them: one with more than can be published, or others, would be an error.
    public static func collaborators(_ names: [String]) -> [String]? {
        guard names.count <= DetailRules.mostCollaborators, Set(names.map { $0.lowercased() }).count == names.count,
            names.allSatisfy({ (try? Username(written: $0)) != nil })
        else { return nil }
        return names
    }

    /// The file's text.
    public var text: String {
        var lines: [String] = []
        // What a platform answers could hold a line end, and then be read as more than a comment.
        if let permalink, permalink.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) { lines.append("# \(permalink)") }
        if let last = untold.last {
            let others = untold.dropLast().joined(separator: ", ")
            lines.append("# Without \(others.isEmpty ? last : "\(others) and \(last)"): the platform does not tell.")
        }
        lines.append("kind: \(kind.rawValue)")
        lines.append("accounts: [\(YAMLText.quoted(account.text))]")
        lines.append("publish_at: \(Self.time(publishedAt))")
        if let caption, !caption.isEmpty { lines.append("caption: \(YAMLText.scalar(caption))") }
        lines.append("media:")
        for medium in media {
            guard let altText = medium.altText, !altText.isEmpty else {
                lines.append("  - \(YAMLText.quoted(medium.path))")
                continue
            }
            lines.append("  - file: \(YAMLText.quoted(medium.path))")
            lines.append("    alt: \(YAMLText.quoted(altText))")
        }
        if !collaborators.isEmpty {
            lines.append("collaborators: [\(collaborators.map(YAMLText.quoted).joined(separator: ", "))]")
        }
        if commentsEnabled == false { lines.append("comments: off") }
        if let sharesToFeed, kind == .reel, !sharesToFeed { lines.append("share_to_feed: false") }
        if isAIGenerated { lines.append("ai_generated: true") }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Such as `2026-10-05T18:01:00+00:00`.
    private static func time(_ date: Date) -> String {
        String(date.formatted(.iso8601).prefix(19)) + "+00:00"
    }
}

/// Texts as YAML 1.2 reads them back.
enum YAMLText {
    /// A value at the first level of a mapping: a block where a person can read it as it is, else in quotes.
    static func scalar(_ text: String) -> String {
        let text = text.withoutControls
        guard isPlainBlock(text) else { return quoted(text) }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return "|\n" + lines.map { $0.isEmpty ? "" : "  \($0)" }.joined(separator: "\n")
    }

    /// In double quotes, on one line, with everything escaped that is not printed everywhere.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.withoutControls.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default:
                if isPrinted(scalar) {
                    result.unicodeScalars.append(scalar)
                } else {
                    let hex = String(scalar.value, radix: 16)
                    let width = scalar.value <= 0xFF ? 2 : scalar.value <= 0xFFFF ? 4 : 8
                    let letter = width == 2 ? "x" : width == 4 ? "u" : "U"
                    result += "\\\(letter)" + String(repeating: "0", count: width - hex.count) + hex
                }
            }
        }
        return result + "\""
    }

    /// Whether a block of lines, indented by two, is read back as `text`.
    private static func isPlainBlock(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, first != " ", first != "\t", first != "\n",
            let last = text.unicodeScalars.last, last != "\n", last != " ", last != "\t"
        else { return false }
        return text.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || isPrinted($0) }
    }

    /// YAML 1.2.2 §5.1, without the line ends of Unicode, which some readers break lines at, and the byte-order mark.
    private static func isPrinted(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x1_0000...0x10_FFFF: true
        default: false
        }
    }
}

extension String {
    /// Without what is printed nowhere: C0 but for tabs and line ends, DEL, and C1.
    fileprivate var withoutControls: String {
        var kept = UnicodeScalarView()
        for scalar in unicodeScalars
        where scalar == "\t" || scalar == "\n" || scalar == "\r" || scalar.properties.generalCategory != .control {
            kept.append(scalar)
        }
        return String(kept)
    }
}
