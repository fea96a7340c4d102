import Diagnostics
import TestSupport
import Testing

@testable import YAML

@Suite struct PlainReaderTests {
    /// Lines of entries, some that are not plain, and some that are no YAML where they stand.
    static let lines: [String] = [
        "kind: post", "accounts: [bakery, bakery-page]", "caption: |", "  Text of it.", "   more", "    ", "media:",
        "  - file: media/a.jpg", "    alt: A é😀 text # no", "  - b.png", "- x", "- y: z",
        "  tags: [{user: flour, x: 0.4}, {user: 'b c', x: .5}]", "x: \"q é q\"", "y: 'single'  # comment", "# comment",
        "  # comment", "n: ~", "t: true", "i: 0x1F", "d: 2026-12-01 09:00", "caption: |-", "overrides:",
        "  bakery-page: {caption: \"a: b\", link: https://x.example}", "a:", "  b:", "    c: 1", "- - q", "-", "k:",
        "  - |", "    lit", "...", "---", "z: a:b", "z2: a #b", "q: a#b", "   ", "\t", "e: ''", "g: []", "h: {}",
        "j: [ a , b ]", "l: [a, ]", "m: {a: 1,}", "cr: a\r", "2026-12-26: {caption: x}", "o: >", "p: a  ",
        "r: [a b, c-d]", "s: {t: u:v, w: x:}",
    ]
    static let signs: [String] = [
        "a", ": ", "- ", "\n", "\n  ", " ", "[", "]", "{", "}", ",", "&a ", "|", ">", "'", "\"", "\\", "#", " #", "é",
        "😀", "\r\n", "\t", "~", "-", "?", "!", "%", ":", "|-", "|+", "\n\n", "0", "--- ", "...", "\n- ", "\n    - ",
    ]

    /// Whether all of a file was plain; if so, it must be what libyaml makes of it.
    static func isPlain(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let check = EncodingCheck(bytes.span)
        guard check.problem == nil else { return false }
        let content = bytes.span.extracting(droppingFirst: check.prefix)
        guard let root = PlainReader.root(of: content, isASCII: check.isPlain, limits: .standard) else { return false }
        let document = parseByEvents(bytes.span)
        #expect(document.problems == [], "\(text.debugDescription)")
        #expect(document.root.map(told) == told(root), "\(text.debugDescription)")
        return true
    }

    /// A node with everything that is known of it.
    static func told(_ node: Node) -> String {
        let place = "@\(node.mark.line):\(node.mark.column)-\(node.end.line):\(node.end.column)"
        return switch node.content {
        case .unreadable: "unreadable" + place
        case .scalar(let scalar): "\(scalar.text.debugDescription) \(scalar.style) \(scalar.value)" + place
        case .sequence(let items): "[" + items.map(told).joined(separator: ", ") + "]" + place
        case .mapping(let pairs):
            "{" + pairs.map { told($0.key) + ": " + told($0.value) }.joined(separator: ", ") + "}" + place
        }
    }

    static let plainTexts: [String] = [
        "kind: post\n", "a: 1", "\u{FEFF}a: 1", "# c\n\na: b # c\n  # c\nb: c\n\n", "a: b  \n",
        "a: x:y, 'z' - #1 é😀\nb: ~", "a: [b, c d,e]\nb: [ ]\nc: {}", "a: [{b: 1, c: [d]}, 'é', \"f: g\"] # c\n",
        "a: 'é' \nb: \"#\"", "a:\n  b:\n    c: d\n  e: f\n", "a:\n  - b\n  - c: d\n    e: f\n  - [g]\nh: i",
        "a:\n- b\n- c: d\n  e: f\ng: h\n", "a:\n  - b:\n    - c\n", "a: {b: env:C, d: [e:1]}",
        "a: |\n  b\n\n   c\n  \n    \n  d\n\n\ne: f\n", "a: |-\n  é #b: c\n",
        "a:\n  - |\n    b\n  - c\n", "a: |\n  b\n # c\nd: e",
    ]

    @Test("Reads what entries are written in, as libyaml does", arguments: plainTexts)
    func readsPlain(text: String) { #expect(Self.isPlain(text)) }

    static let unusualTexts: [String] = [
        "", "# c", "- a", "a", "a: &b c", "a: *b", "a: !!str b", "a: >\n  b\n", "a: b\n  c", "a: \"\\n\"", "a: ''''",
        "a: b: c", "a:", "a: 1\na: 2", "'a': b", "? a\n: b", "--- {a: b}", "a: b\n...\n", "a:\tb", "a: b\r\n", "[a: b]",
        "a: [b:, c]", "a: [b,\n  c]", "a: |\n\n  b\n", "a: |2\n  b\n", "a: |\n  b", "a: |\n  b\n  ", "a: b\n ", "a: @b",
        " a: b\n",
        "a: - b",
    ]

    @Test("Leaves everything else to libyaml", arguments: unusualTexts)
    func leavesUnusual(text: String) { #expect(!Self.isPlain(text)) }

    @Test("Leaves what passes a limit to the reader that has words for it")
    func limits() {
        func isRead(_ text: String, _ limits: Limits) -> Bool {
            PlainReader.root(of: Array(text.utf8).span, isASCII: true, limits: limits) != nil
        }
        #expect(isRead("a: [b]", Limits(maximumDepth: 2)))
        #expect(!isRead("a: [b]", Limits(maximumDepth: 1)))
        #expect(!isRead("a:\n  b: c", Limits(maximumDepth: 1)))
        #expect(!isRead("a:\n  - b", Limits(maximumDepth: 1)))
        #expect(!isRead("a: b\n", Limits(maximumBytes: 4)))
        #expect(!isRead("a: b\n", Limits(maximumNodes: 2)))
        #expect(!isRead("a: bcd\n", Limits(maximumScalarBytes: 2)))
    }

    @Test("Reads whatever it reads as libyaml does")
    func random() {
        var plainCount = 0
        for seed in 0..<6_000 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            var text = ""
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                if Int.random(in: 0...9, using: &random) == 0 { text += "  " }
                text += (Self.lines.randomElement(using: &random) ?? "") + "\n"
            }
            if Bool.random(using: &random) { text.removeLast() }
            var scalars = Array(text.unicodeScalars)
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                let place = Int.random(in: 0...scalars.count, using: &random)
                if Bool.random(using: &random), place < scalars.count {
                    scalars.remove(at: place)
                } else {
                    let sign = Self.signs.randomElement(using: &random) ?? ""
                    scalars.insert(contentsOf: sign.unicodeScalars, at: place)
                }
            }
            var changed = String.UnicodeScalarView()
            changed.append(contentsOf: scalars)
            if Self.isPlain(String(changed)) { plainCount += 1 }
        }
        #expect(plainCount > 200)
    }
}
