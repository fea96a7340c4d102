import Foundation
import Testing

/// `docs/features.md` names the tests that show what it says: each must be there.
@Suite struct FeaturesTests {
    private static let top = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The types and functions that each file of the tests declares, by the file's path below `Tests`.
    private static func declarations() throws -> [String: Set<String>] {
        let words = "(struct|class|extension|func|def) [A-Za-z0-9_]+"
        let found = try Program.run(
            "/usr/bin/env", ["grep", "-rEo", "--include=*.swift", "--include=*.py", words, "."],
            in: top.appending(path: "Tests").path)
        var declarations: [String: Set<String>] = [:]
        for line in found.output.split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":"), let name = line.split(separator: " ").last else { continue }
            declarations[String(line[..<colon].dropFirst(2)), default: []].insert(String(name))
        }
        return declarations
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
        let declarations = try Self.declarations()
        let names = Set(try Self.rows().flatMap(\.tests))
        #expect(names.count > 30)
        for name in names.sorted() {
            let parts = name.split { $0 == "/" || $0 == "." }.map(String.init)
            if parts[0].hasPrefix("test_") {
                let known = declarations["Conformance/\(parts[0]).py"]
                #expect(known?.isSuperset(of: parts.dropFirst()) == true, "\(name)")
            } else {
                #expect(declarations.values.contains { $0.isSuperset(of: parts) }, "\(name)")
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
