import Diagnostics
import TestSupport
import Testing
import YAML

@Suite struct RandomBytesTests {
    static let pieces: [String] = [
        "a", "b: ", "- ", "? ", ": ", "\n", "\n  ", "\n    ", "\t", " ", "[", "]", "{", "}", ",", "&a ", "*a", "!!str ",
        "!x ",
        "|", ">", "|-\n", "'", "\"", "\\", "\\x", "#", "%TAG ", "%YAML 1.2\n", "---\n", "...\n", "<<: ", "😀", "é",
        "\u{2028}",
        "\r\n", "\r", "0x", "9999999999999999999", ".inf", "~", "@", "\u{FEFF}", "\0",
    ]

    static let shape = Shape.mapping("an entry") { fields in
        _ = fields.required("a", .oneOrMany(.integer(in: 0...9)))
        _ = fields.optional("b", .dictionary(of: .list(of: .text)))
        return true
    }

    /// Holds for every input: marks lie in the file, problems are sorted and bounded, and no problem means a root.
    static func check(_ bytes: [UInt8], _ seed: UInt64) {
        let limits = Limits(maximumDepth: 8, maximumAliasExpansion: 50, maximumProblems: 5)
        let document = parse(bytes, limits: limits)
        let lines = bytes.count { $0 == 0x0A || $0 == 0x0D } + 1
        #expect(document.problems == document.problems.sorted { $0.mark < $1.mark }, "seed \(seed)")
        #expect(document.problems.count <= 6, "seed \(seed)")
        #expect(document.root != nil || !document.problems.isEmpty, "seed \(seed)")
        #expect(document.problems.allSatisfy { (1...lines + 1).contains($0.mark.line) }, "seed \(seed)")
        #expect(shape.read(document, limits: limits).problems.count >= document.problems.count, "seed \(seed)")
    }

    @Test("Survives any bytes", arguments: 0..<300 as Range<UInt64>)
    func bytes(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let count = Int.random(in: 0...200, using: &random)
        Self.check((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }, seed)
    }

    @Test("Survives any mixture of YAML's own signs", arguments: 0..<1_500 as Range<UInt64>)
    func signs(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let count = Int.random(in: 0...60, using: &random)
        let text = (0..<count).map { _ in pieces(&random) }.joined()
        Self.check(Array(text.utf8), seed)
    }

    func pieces(_ random: inout SeededGenerator) -> String { Self.pieces.randomElement(using: &random) ?? "" }
}
