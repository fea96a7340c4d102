import Testing

@testable import YAML

@Suite struct NearestWordTests {
    static let known = ["caption", "publish_at", "media", "on", "off", "first_comment"]
    static let words: [(String, String?)] = [
        ("captoin", "caption"), ("captions", "caption"), ("CAPTION", "caption"), ("publishAt", "publish_at"),
        ("publish-at", "publish_at"), ("medai", "media"), ("first", nil), ("x", nil), ("of", "on"), ("offf", "off"),
        ("", nil), ("completely different", nil), (String(repeating: "caption", count: 20), nil),
    ]

    @Test("Suggests what was most likely meant", arguments: words)
    func nearestWord(word: String, expected: String?) {
        #expect(nearest(to: word, among: Self.known) == expected)
    }
}
