import Foundation
import Testing

/// `docs/features.md` names the tests that show what it says: each must be there.
@Suite struct FeaturesTests {
    private static let top = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func files(ending suffix: String) throws -> [String: String] {
        let tests = top.appending(path: "Tests")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: tests.path).filter { $0.hasSuffix(suffix) }
        return try Dictionary(
            uniqueKeysWithValues: paths.map { ($0, try String(contentsOf: tests.appending(path: $0), encoding: .utf8)) }
        )
    }

    /// The rows of the tables: the numbers of capabilities, and the names of tests in the last cell.
    private static func rows() throws -> [(numbers: [String], tests: [String])] {
        let page = try String(contentsOf: top.appending(path: "docs/features.md"), encoding: .utf8)
        return page.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
            let numbers = line.hasPrefix("|") ? cells[1].matches(of: /[A-Z]+-\d\d/).map { String($0.0) } : []
            guard !numbers.isEmpty, let last = cells.dropLast().last else { return nil }
            return (numbers, last.matches(of: /`([^`]+)`/).map { String($0.1) })
        }
    }

    @Test("Each test that the page names exists")
    func tests() throws {
        let swift = Array(try Self.files(ending: ".swift").values)
        let python = try Self.files(ending: ".py")
        let names = Set(try Self.rows().flatMap(\.tests))
        #expect(names.count > 30)
        for name in names.sorted() {
            let parts = name.split { $0 == "/" || $0 == "." }
            if parts[0].hasPrefix("test_") {
                let text = python["Conformance/\(parts[0]).py"] ?? ""
                let isThere = parts.dropFirst().enumerated().allSatisfy { index, part in
                    text.contains(index == 0 ? "class \(part)(" : "def \(part)(")
                }
                #expect(!text.isEmpty && isThere, "\(name)")
            } else {
                let suite = try Regex("(struct|class|extension) \(parts[0])\\b")
                let texts = swift.filter { $0.contains(suite) }
                #expect(texts.contains { text in parts.count == 1 || text.contains("func \(parts[1])(") }, "\(name)")
            }
        }
    }

    @Test("Each capability is judged once, and what works is shown by a test")
    func capabilities() throws {
        let page = try String(contentsOf: Self.top.appending(path: "docs/features.md"), encoding: .utf8)
        let numbers = try Self.rows().flatMap(\.numbers)
        let expected = [("AUTH", 46), ("RATE", 13)].flatMap { family, count in
            (1...count).map { "\(family)-\($0 < 10 ? "0" : "")\($0)" }
        }
        #expect(numbers.filter { $0.hasPrefix("AUTH") || $0.hasPrefix("RATE") } == expected)
        for line in page.split(separator: "\n") where line.hasPrefix("| ") && line.contains("| works") {
            #expect(line.split(separator: "|").last?.contains("`") == true, "\(line)")
        }
    }
}
