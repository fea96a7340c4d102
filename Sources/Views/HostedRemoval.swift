public import FoundationEssentials

/// What `calends media gc` took away, or would.
public struct HostedRemoval: Hashable, Sendable {
    /// A file at its host.
    public struct File: Hashable, Sendable {
        /// Named by its content.
        public var name: String
        /// In bytes.
        public var size: Int
        /// When it was hosted.
        public var modified: Date

        /// A file with these facts.
        public init(name: String, size: Int, modified: Date) {
            self.name = name
            self.size = size
            self.modified = modified
        }
    }

    /// What was removed of what this machine keeps of media, since nobody had a use for it.
    public struct Cache: Hashable, Sendable {
        /// How many files.
        public var files: Int
        /// Of how many bytes.
        public var bytes: Int

        /// So many files of so many bytes.
        public init(files: Int, bytes: Int) { (self.files, self.bytes) = (files, bytes) }
    }

    /// By name.
    public var removed: [File]
    /// The names of files whose upload was begun and given up, sorted.
    public var uploads: [String]
    /// How many files of ours stay.
    public var kept: Int
    /// Whether nothing was done.
    public var isDry: Bool
    /// Removed on this machine.
    public var cache = Cache(files: 0, bytes: 0)

    /// A removal of these.
    public init(removed: [File], uploads: [String], kept: Int, isDry: Bool) {
        self.removed = removed
        self.uploads = uploads
        self.kept = kept
        self.isDry = isDry
    }

    /// Whether there is nothing to take away from the host.
    public var isEmpty: Bool { removed.isEmpty && uploads.isEmpty }
}

/// A removal of hosted files for people.
public enum HostedRemovalText {
    /// A line a file and a sum.
    public static func text(_ removal: HostedRemoval, style: Style = .plain) -> String {
        let size = removal.removed.reduce(0) { $0 + $1.size }
        let sum = "\(counted(removal.removed.count, "file")) of \(megabytes(size))"
        var lines = [
            removal.isDry
                ? "Would remove \(sum); \(counted(removal.kept, "file")) would stay."
                : "Removed \(sum); \(staying(removal))."
        ]
        if removal.isEmpty { lines = ["Nothing to remove; \(staying(removal))."] }
        if removal.cache.files > 0 {
            let sum = "\(counted(removal.cache.files, "file")) of \(megabytes(removal.cache.bytes))"
            lines.append("\(removal.isDry ? "Would remove" : "Removed") \(sum) from this machine's cache.")
        }
        return list(removal, isAhead: removal.isDry, style: style) + lines.map { $0 + "\n" }.joined()
    }

    /// A line a file.
    ///
    /// - Parameter isAhead: whether it has not happened.
    public static func list(_ removal: HostedRemoval, isAhead: Bool, style: Style = .plain) -> String {
        let word = style.paint(isAhead ? "remove " : "removed", .danger)
        let files = removal.removed.map { file in
            "\(word) \(file.name)  \(megabytes(file.size)), hosted \(file.modified.timestamp.prefix(10))\n"
        }
        let uploads = removal.uploads.map { "\(word) \($0)  an upload that was given up\n" }
        return (files + uploads).joined()
    }

    private static func staying(_ removal: HostedRemoval) -> String {
        counted(removal.kept, "file") + (removal.kept == 1 ? " stays" : " stay")
    }

    private static func megabytes(_ bytes: Int) -> String {
        let tenths = (bytes + 50_000) / 100_000
        return "\(grouped(tenths / 10)).\(tenths % 10) MB"
    }
}

/// A removal of hosted files for programs.
public enum HostedRemovalJSON {
    /// `{"version":1,"dry_run","removed":[{"name","size","hosted_at"}],"uploads":[NAME],"kept":N,
    /// "cache":{"removed":N,"bytes":N}}`.
    public static func value(_ removal: HostedRemoval) -> JSON {
        .object([
            JSON.Member("version", 1), JSON.Member("dry_run", .bool(removal.isDry)),
            JSON.Member(
                "removed",
                .array(
                    removal.removed.map { file in
                        .object([
                            JSON.Member("name", .string(file.name)), JSON.Member("size", .number(file.size)),
                            JSON.Member("hosted_at", .string(file.modified.timestamp)),
                        ])
                    })), JSON.Member("uploads", .array(removal.uploads.map { .string($0) })),
            JSON.Member("kept", .number(removal.kept)),
            JSON.Member(
                "cache",
                .object([
                    JSON.Member("removed", .number(removal.cache.files)),
                    JSON.Member("bytes", .number(removal.cache.bytes)),
                ])),
        ])
    }
}
