public import ContentModel

/// What an import has found and done.
public struct ImportReport: Hashable, Sendable {
    /// A medium that has an entry now, or would have one.
    public struct Adopted: Hashable, Sendable {
        /// What it is called from now on.
        public var publication: PublicationID
        /// Meta's decimal id.
        public var mediaID: String
        /// Its page.
        public var permalink: String?
        /// The entry's file, from the repository's root.
        public var path: String

        /// A medium and its entry.
        public init(publication: PublicationID, mediaID: String, permalink: String?, path: String) {
            self.publication = publication
            self.mediaID = mediaID
            self.permalink = permalink
            self.path = path
        }
    }

    /// Whether it says of no medium what became of it.
    public var isEmpty: Bool { adopted.isEmpty && skipped.isEmpty && knownCount == 0 }

    /// A medium that was left alone.
    public struct Skipped: Hashable, Sendable {
        /// Where it is published.
        public var account: AccountName
        /// Meta's decimal id.
        public var mediaID: String
        /// Its page.
        public var permalink: String?
        /// Why it was left alone.
        public var reason: String

        /// A medium, and why.
        public init(account: AccountName, mediaID: String, permalink: String?, reason: String) {
            self.account = account
            self.mediaID = mediaID
            self.permalink = permalink
            self.reason = reason
        }
    }

    /// What has an entry now, newest first.
    public var adopted: [Adopted] = []
    /// What cannot be imported, newest first.
    public var skipped: [Skipped] = []
    /// Media that have a record already.
    public var knownCount = 0
    /// Why there may be more; nil where all was looked at.
    public var isCutShortBecause: String?
    /// Whether nothing was written.
    public let isRehearsal: Bool

    /// Nothing yet.
    public init(isRehearsal: Bool) { self.isRehearsal = isRehearsal }

    /// As lines for people.
    public func text(style: Style = .plain) -> String {
        var lines = adopted.map { item in
            let place = item.permalink.map { "  \($0)" } ?? ""
            return style.paint(isRehearsal ? "would import " : "imported ", .good)
                + item.publication.description.printable + style.paint(place.printable, .faint)
        }
        lines += skipped.map { item in
            style.paint("left alone ", .question)
                + "\(item.permalink ?? "medium \(item.mediaID)") (\(item.account)): \(item.reason)".printable
        }
        let verb = isRehearsal ? "to import" : "imported"
        var end = "\(grouped(adopted.count)) \(verb), \(grouped(knownCount)) known already"
        if !skipped.isEmpty { end += ", \(grouped(skipped.count)) left alone" }
        lines.append(end + (isCutShortBecause.map { "; there may be more: \($0)" } ?? "") + ".")
        return lines.map { $0 + "\n" }.joined()
    }

    /// `{"version":1,"imported":[…],"skipped":[…],"known","complete"}`.
    public var json: JSON {
        [
            "version": 1,
            "dry_run": .bool(isRehearsal),
            "imported": .array(
                adopted.map { item in
                    [
                        "publication": .string(item.publication.description), "media_id": .string(item.mediaID),
                        "permalink": JSON(item.permalink), "source": .string(item.path),
                    ]
                }),
            "skipped": .array(
                skipped.map { item in
                    [
                        "account": .string(item.account.text), "media_id": .string(item.mediaID),
                        "permalink": JSON(item.permalink), "reason": .string(item.reason),
                    ]
                }),
            "known": .number(knownCount),
            "more": JSON(isCutShortBecause),
        ]
    }
}
