public import ContentModel
public import Diagnostics

/// Media and what becomes of them, as `media check` shows it.
public enum MediaListing {
    /// A medium, as one or several entries show it.
    public struct Row: Sendable {
        /// The medium and what becomes of it.
        public var file: MediaFile
        /// Who shows it so, sorted.
        public var entries: [EntryID]

        /// `file`, as `entries` show it.
        public init(_ file: MediaFile, entries: [EntryID]) { (self.file, self.entries) = (file, entries) }
    }

    /// A line for each medium: the file, what becomes of it, and who shows it so.
    public static func text(_ rows: [Row], style: Style = .plain) -> String {
        let width = rows.map { $0.file.path.printable.columns }.max() ?? 0
        return rows.map { row in
            let path = row.file.path.printable.padded(toColumns: width + 2)
            let words = row.file.treatment.map { style.paint($0.summary.printable, .question) }
            return path + (words ?? style.paint("goes out as it is", .faint))
                + style.paint(shown(in: row.entries), .faint)
                + "\n"
        }.joined()
    }

    /// At most three entries are named: a logo may be shown by hundreds.
    private static func shown(in entries: [EntryID]) -> String {
        guard !entries.isEmpty else { return "" }
        let named = entries.prefix(entries.count == 3 ? 3 : 2).map(\.text.printable)
        let rest = entries.count - named.count
        return " (in " + named.joined(separator: ", ") + (rest > 0 ? " and \(grouped(rest)) others" : "") + ")"
    }

    /// `{"version","media":[{"file","blob","changes","entries"}],"diagnostics"}`
    public static func json(_ rows: [Row], _ diagnostics: [Diagnostic]) -> JSON {
        let media = rows.map { row in
            let entries = JSON.array(row.entries.map { .string($0.text) })
            return JSON.object(members(of: row.file) + [JSON.Member("entries", entries)])
        }
        return [
            "version": 1, "media": .array(media),
            "diagnostics": .array(diagnostics.sorted().map(DiagnosticJSON.value)),
        ]
    }

    /// What is said of one medium; an empty list of changes lets it out as it is.
    public static func members(of file: MediaFile) -> [JSON.Member] {
        [
            JSON.Member("file", .string(file.path)), JSON.Member("blob", .string("\(file.blob)")),
            JSON.Member("changes", .array((file.treatment?.changes ?? []).map { .string($0.words) })),
        ]
    }

    /// A length in kilobytes of a thousand bytes, rounded up.
    public static func kilobytes(_ bytes: Int) -> String { "\((bytes + 999) / 1_000) kB" }
}
