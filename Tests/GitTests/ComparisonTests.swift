import Foundation
import ObjectIDs
import TestSupport
import Testing

@testable import Git

/// Ten lines that share nothing with those of another `seed`.
private func lines(_ seed: String, count: Int = 10) -> String {
    (1...count).map { "\(seed) line \($0) of \(seed)\n" }.joined()
}

/// A file of the size that entries have.
private func entry(_ caption: String, on day: String = "2026-12-01", media: String = "media/stollen.jpg") -> String {
    """
    kind: post
    accounts: [bakery]
    publish_at: \(day) 09:00
    timezone: Europe/Paris
    caption: \(caption)
    media: [\(media)]

    """
}

@Suite struct ComparisonTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let before: [String: String]
        let after: [String: String]
        let expected: [String]
    }

    static let cases: [Case] = [
        Case(
            testDescription: "nothing", before: ["a": lines("a")], after: ["a": lines("a")], expected: []),
        Case(
            testDescription: "added, deleted, modified",
            before: ["gone": lines("g"), "kept": lines("k"), "same": lines("s")],
            after: ["kept": lines("k") + "more\n", "new": lines("n"), "same": lines("s")],
            expected: ["deleted gone", "modified kept", "added new"]),
        Case(
            testDescription: "exact rename", before: ["a": lines("a")], after: ["b": lines("a")],
            expected: ["renamed a -> b 100"]),
        Case(
            testDescription: "rename with edits", before: ["a": lines("a")],
            after: ["folder/b": lines("a") + "one more\n"], expected: ["renamed a -> folder/b 94"]),
        Case(
            testDescription: "too different for a rename", before: ["a": lines("a")],
            after: ["b": lines("a", count: 2) + lines("b", count: 8)], expected: ["deleted a", "added b"]),
        Case(
            testDescription: "a folder moves with all it has",
            before: ["old/1": lines("1"), "old/2": lines("2"), "old/deep/3": lines("3")],
            after: ["new/1": lines("1"), "new/2": lines("2"), "new/deep/3": lines("3")],
            expected: [
                "renamed old/1 -> new/1 100", "renamed old/2 -> new/2 100", "renamed old/deep/3 -> new/deep/3 100",
            ]),
        Case(
            testDescription: "of equal files the one with the same name is the source",
            before: ["x/1": lines("same"), "x/2": lines("same")], after: ["y/2": lines("same"), "y/3": lines("same")],
            expected: ["renamed x/2 -> y/2 100", "renamed x/1 -> y/3 100"]),
        Case(
            testDescription: "swap of different files",
            before: ["a": lines("a"), "b": lines("b")], after: ["a": lines("b"), "b": lines("a")],
            expected: ["renamed b -> a 100", "renamed a -> b 100"]),
        Case(
            testDescription: "swap of files that are alike",
            before: ["a": lines("x") + "1\n", "b": lines("x") + "2\n"],
            after: ["a": lines("x") + "2\n", "b": lines("x") + "1\n"],
            expected: ["renamed b -> a 100", "renamed a -> b 100"]),
        Case(
            testDescription: "chain of files that are alike",
            before: ["a": lines("x") + "1\n", "b": lines("x") + "2\n"],
            after: ["b": lines("x") + "1\n", "c": lines("x") + "2\n"],
            expected: ["renamed a -> b 100", "renamed b -> c 100"]),
        Case(
            testDescription: "moved away, and another written in its place",
            before: ["a": lines("a")], after: ["a": lines("z"), "b": lines("a")],
            expected: ["added a", "renamed a -> b 100"]),
        Case(
            testDescription: "moved away with edits, and another written in its place",
            before: ["a": lines("a", count: 30)],
            after: ["a": lines("z", count: 30), "b": lines("a", count: 30) + "more\n"],
            expected: ["added a", "renamed a -> b 98"]),
        Case(
            testDescription: "moved on in a chain with edits",
            before: ["a": lines("a", count: 30), "b": lines("b", count: 30)],
            after: ["b": lines("a", count: 30) + "more\n", "c": lines("b", count: 30) + "more\n"],
            expected: ["renamed a -> b 98", "renamed b -> c 98"]),
        Case(
            testDescription: "written anew in place, nothing moved",
            before: ["a": lines("a")], after: ["a": lines("z"), "c": lines("c")],
            expected: ["modified a", "added c"]),
        Case(
            testDescription: "an entry whose few words were written anew, and another like it",
            before: ["a": entry("Stollen is back.")],
            after: [
                "a": entry("Our stollen is back, with almonds from Sicily and a little more rum than last year."),
                "b": entry("Stollen is back.", on: "2026-12-08"),
            ],
            expected: ["modified a", "added b"]),
        Case(
            testDescription: "an entry moved away whole, and another written in its place",
            before: ["a": entry("Stollen is back.")],
            after: [
                "a": entry("Open on Sunday.", on: "2026-12-20", media: "media/door.jpg"),
                "b": entry("Stollen is back."),
            ],
            expected: ["added a", "renamed a -> b 100"]),
        Case(
            testDescription: "entries that swapped their names",
            before: ["a": entry("Stollen is back."), "b": entry("Open on Sunday.", media: "media/door.jpg")],
            after: ["a": entry("Open on Sunday.", media: "media/door.jpg"), "b": entry("Stollen is back.")],
            expected: ["renamed b -> a 100", "renamed a -> b 100"]),
        Case(
            testDescription: "an entry moved and edited in one",
            before: ["a": entry("Stollen is back.")], after: ["b": entry("The stollen is back.")],
            expected: ["renamed a -> b 78"]),
        Case(
            testDescription: "a folder of entries moves, and each is edited",
            before: [
                "old/1": entry("Stollen is back."), "old/2": entry("Open on Sunday.", media: "media/door.jpg"),
                "old/3": entry("We are on holiday, until the first week of January.", media: "media/sea.jpg"),
            ],
            after: [
                "new/1": entry("Stollen is back.", on: "2026-12-08"),
                "new/2": entry("Open on Sunday.", on: "2026-12-08", media: "media/door.jpg"),
                "new/3": entry(
                    "We are on holiday, until the first week of January.", on: "2026-12-08", media: "media/sea.jpg"),
            ],
            expected: ["renamed old/1 -> new/1 78", "renamed old/2 -> new/2 77", "renamed old/3 -> new/3 82"]),
        Case(
            testDescription: "more of a rewritten file in its old place than in a new one",
            before: ["a": lines("a", count: 40)],
            after: [
                "a": lines("a", count: 23) + lines("z", count: 17), "b": lines("a", count: 22) + lines("y", count: 18),
            ],
            expected: ["modified a", "added b"]),
        Case(
            testDescription: "less of a rewritten file in its old place than in a new one",
            before: ["a": lines("a", count: 40)],
            after: [
                "a": lines("a", count: 22) + lines("z", count: 18), "b": lines("a", count: 23) + lines("y", count: 17),
            ],
            expected: ["added a", "renamed a -> b 56"]),
        Case(
            testDescription: "a copy is no rename",
            before: ["a": lines("a")], after: ["a": lines("a"), "b": lines("a")], expected: ["added b"]),
        Case(
            testDescription: "moved over a file that goes nowhere",
            before: ["a": lines("a"), "b": lines("b")], after: ["b": lines("a")],
            expected: ["deleted a", "modified b"]),
        Case(
            testDescription: "empty files tell nothing",
            before: ["a": ""], after: ["b": ""], expected: ["deleted a", "added b"]),
        Case(
            testDescription: "a file becomes a folder",
            before: ["a": lines("a")], after: ["a/b": lines("b")], expected: ["deleted a", "added a/b"]),
    ]

    @Test("Says what changed", arguments: cases)
    func changes(of example: Case) throws {
        let fixture = try TemporaryGitRepository()
        let before = try CommitID(fixture.commit("Before", writing: example.before))
        for name in example.before.keys { try fixture.directory.remove("repository/\(name)") }
        let after = try CommitID(fixture.commit("After", writing: example.after))
        let repository = try open(fixture.path)
        let changes = try repository.changes(from: before, to: after)
        #expect(changes.map(Self.text) == example.expected)
    }

    @Test("Looks only below the prefixes, which are whole names")
    func prefixes() throws {
        let fixture = try TemporaryGitRepository()
        let before = try CommitID(fixture.commit(writing: ["readme": "1\n"]))
        let files = [
            "calendar/1": "a\n", "calendar/deep/2": "b\n", "calendar-old/3": "c\n", "media/4": "d\n", "[x]": "e\n",
        ]
        let after = try CommitID(fixture.commit(writing: files))
        let repository = try open(fixture.path)
        func paths(_ prefixes: RepositoryPath...) throws -> [String] {
            try repository.changes(from: before, to: after, under: prefixes).map(\.path.description)
        }
        #expect(try paths("calendar") == ["calendar/1", "calendar/deep/2"])
        #expect(try paths("calendar/", "media/4") == ["calendar/1", "calendar/deep/2", "media/4"])
        #expect(try paths("calendar/deep") == ["calendar/deep/2"])
        #expect(try paths("calendar", "calendar/deep") == ["calendar/1", "calendar/deep/2"])
        #expect(try paths("calendar/1/nothing", "absent") == [])
        #expect(try paths("[x]") == ["[x]"])
        #expect(try paths("*") == [])
        #expect(try paths("media", .top).count == 5)
    }

    @Test("Compares with the empty tree, and with link and submodule in the way")
    func kinds() throws {
        let fixture = try TemporaryGitRepository()
        let before = try CommitID(fixture.commit(writing: ["plain": lines("p"), "kept": "k\n"]))
        try FileManager.default.removeItem(atPath: fixture.path + "/plain")
        try FileManager.default.createSymbolicLink(atPath: fixture.path + "/plain", withDestinationPath: "kept")
        try fixture.git("update-index", "--add", "--cacheinfo", "160000,\(before),module")
        try FileManager.default.createDirectory(atPath: fixture.path + "/module", withIntermediateDirectories: true)
        let after = try CommitID(fixture.commit())
        let repository = try open(fixture.path)
        #expect(try repository.changes(from: before, to: after).map(Self.text) == ["deleted plain", "added plain"])
        let tree = try repository.tree(of: after)
        let files = try repository.changes(from: nil, to: tree).compactMap(\.after)
        #expect(files.map(\.path) == ["kept", "plain"])
        #expect(files.map(\.mode) == [.regular, .symbolicLink])
        #expect(try repository.files(in: tree) == files)
        #expect(try repository.content(of: files[1].blob, limit: 10) == Array("kept".utf8))
    }

    static func text(_ change: FileChange) -> String {
        switch change {
        case .added(let file): "added \(file.path)"
        case .deleted(let file): "deleted \(file.path)"
        case .modified(_, let file): "modified \(file.path)"
        case .renamed(let old, let new, let similarity): "renamed \(old.path) -> \(new.path) \(similarity)"
        }
    }
}
