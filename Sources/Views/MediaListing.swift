public import ContentModel
public import Diagnostics

/// Media and what becomes of them, as `media check` shows it.
public enum MediaListing {
    /// A line for each medium.
    public static func text(_ media: [MediaFile], style: Style = .plain) -> String {
        let width = media.map { $0.path.printable.columns }.max() ?? 0
        return media.map { file in
            let path = file.path.printable.padded(toColumns: width + 2)
            let words = file.treatment.map { style.paint($0.summary.printable, .question) }
            return path + (words ?? style.paint("goes out as it is", .faint)) + "\n"
        }.joined()
    }

    /// `{"version","media":[{"file","blob","changes","width","height"}],"diagnostics"}`
    public static func json(_ media: [MediaFile], _ diagnostics: [Diagnostic]) -> JSON {
        [
            "version": 1, "media": .array(media.map { .object(members(of: $0)) }),
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
