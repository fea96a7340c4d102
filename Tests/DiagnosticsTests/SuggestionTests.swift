import Diagnostics
import Testing

@Suite struct SuggestionTests {
    static let keys = ["caption", "kind", "media", "publish_at", "timezone"]
    static let table: [(String, String?)] = [
        ("captoin", "caption"), ("Caption", "caption"), ("publishat", "publish_at"), ("mdeia", "media"),
        ("hashtags", nil), ("", nil), ("x", nil), ("time_zone", "timezone"), ("publish-at", "publish_at"),
        (String(repeating: "caption", count: 40), nil),
    ]

    @Test("Names the nearest key only when it is near", arguments: table)
    func nearest(typed: String, expected: String?) {
        #expect(Suggestion.nearest(to: typed, among: Self.keys) == expected)
    }
}
