import FoundationEssentials

/// Times as the controls read and write them: ISO 8601 in UTC.
enum Timestamp {
    static func text(_ date: Date) -> String {
        date.formatted(.iso8601)
    }

    /// Reads `2026-12-01T09:00:00Z`, with or without fractions of a second, in any offset.
    static func read(_ text: String) -> Date? {
        (try? Date(text, strategy: .iso8601))
            ?? (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
    }
}
