import Diagnostics
import Testing
import YAML

@Suite struct PositionTests {
    /// Every node of a document as `text@line:column-line:column`.
    static func places(_ node: Node) -> [String] {
        let place = "@\(node.mark.line):\(node.mark.column)-\(node.end.line):\(node.end.column)"
        return switch node.content {
        case .unreadable: ["unreadable" + place]
        case .scalar(let scalar): [scalar.text + place]
        case .sequence(let items): ["[]" + place] + items.flatMap(places)
        case .mapping(let pairs): ["{}" + place] + pairs.flatMap { places($0.key) + places($0.value) }
        }
    }

    static let documents: [(String, [String])] = [
        ("a: 1\nb:\n  - x\n", ["{}@1:1-4:1", "a@1:1-1:2", "1@1:4-1:5", "b@2:1-2:2", "[]@3:3-4:1", "x@3:5-3:6"]),
        ("a: 1\r\nb: 'x'\r\n", ["{}@1:1-3:1", "a@1:1-1:2", "1@1:4-1:5", "b@2:1-2:2", "x@2:4-2:7"]),
        ("\u{FEFF}a: 1", ["{}@1:1-2:1", "a@1:1-1:2", "1@1:4-1:5"]),
        ("{😀é: 👩‍🍳, b: ~}", ["{}@1:1-1:16", "😀é@1:2-1:4", "👩‍🍳@1:6-1:9", "b@1:11-1:12", "~@1:14-1:15"]),
        ("a:\nb: ", ["{}@1:1-3:1", "a@1:1-1:2", "@1:3-1:3", "b@2:1-2:2", "@2:3-2:3"]),
        ("# comment\n\n---\na: |\n  x\n", ["{}@4:1-6:1", "a@4:1-4:2", "x\n@4:4-6:1"]),
        ("[&a [x], *a]", ["[]@1:1-1:13", "[]@1:2-1:8", "x@1:6-1:7", "[]@1:10-1:12", "x@1:6-1:7"]),
    ]

    @Test("Knows where every node begins and ends", arguments: documents)
    func place(text: String, expected: [String]) throws {
        let root = try #require(parse(Array(text.utf8)).root)
        #expect(Self.places(root) == expected)
    }
}
