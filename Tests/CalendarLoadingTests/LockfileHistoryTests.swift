import ContentModel
import Diagnostics
import Foundation
import ObjectIDs
import ScheduleLock
import TestSupport
import Testing

@testable import CalendarLoading

/// What a lockfile had before is looked for in what it has now.
@Suite struct LockfileHistoryTests {
    struct Row: CustomTestStringConvertible {
        let before, after: LockfileLayout
        /// The entries that the lockfile has records of now; it had those of `a` and `b`.
        let recorded: [String]
        let isWhole: Bool
        var testDescription: String { "\(before) to \(after), \(recorded)" }
    }

    static let rows = LockfileLayout.allCases.flatMap { before in
        LockfileLayout.allCases.flatMap { after in
            [
                Row(before: before, after: after, recorded: ["a", "b"], isWhole: true),
                Row(before: before, after: after, recorded: ["a", "b", "c"], isWhole: true),
                Row(before: before, after: after, recorded: ["a", "c"], isWhole: false),
                Row(before: before, after: after, recorded: ["b"], isWhole: false),
            ]
        }
    }

    @Test("Every name that it had is there, whichever files it lies in", arguments: rows)
    func names(row: Row) async throws {
        let repository = try TemporaryGitRepository()
        try repository.write(Fixture.settings, to: "calendar/settings.yaml")
        try repository.write(Fixture.jpeg(seed: 1), to: "media/1.jpg")
        let accounts = ["a": "bakery", "b": "cafe", "c": "bakery"]
        for (name, account) in accounts {
            try repository.write(
                "kind: post\naccounts: [\(account)]\npublish_at: 2026-10-01 09:00\nmedia: [media/1.jpg]\n",
                to: "calendar/\(name).yaml")
        }
        func write(_ names: [String], as layout: LockfileLayout) throws {
            try? FileManager.default.removeItem(atPath: "\(repository.path)/.schedule.lock")
            let records = names.map { name in
                (
                    PublicationID(entry: EntryID(name), account: AccountName(accounts[name] ?? "")),
                    LockRecord(
                        phase: .published(
                            PublishedPublication(
                                mediaID: "18\(name)", publishedAt: Timestamp(secondsSince1970: 0), permalink: nil)),
                        source: Publication.Source(path: "calendar/\(name).yaml", blob: .all("a")), commit: nil,
                        media: [])
                )
            }
            for (name, bytes) in LockfileParts(cutting: Lockfile(joining: records).bytes, into: layout).contents {
                let path = name.isEmpty ? ".schedule.lock" : ".schedule.lock/\(name)"
                try repository.write(String(decoding: bytes, as: UTF8.self), to: path)
            }
        }
        try write(["a", "b"], as: row.before)
        try repository.commit()
        try write(row.recorded, as: row.after)
        let given = CalendarLoader.Settled(
            memory: { [] }, lockfilePath: ".schedule.lock", inFlight: [], recent: { _ in .distantPast })
        let calendar = try #require(
            try await Fixture.loader.loadUnsettled(workTreeAt: repository.path, given: given))
        let history = LockfileHistory(ofRepositoryAt: repository.path, path: ".schedule.lock")
        let survey = try #require(try history.survey())
        #expect(try (history.versionsHeld(by: calendar, of: survey) != nil) == row.isWhole)
    }

    /// What is done with the lockfile, a commit each, after one of all accounts was recorded.
    enum Step {
        /// The lockfile has records of these.
        case record([String])
        /// There is no lockfile.
        case remove
        /// A branch begins here, or is gone on with.
        case branch(String)
        /// The other branch is merged, and the lockfile has records of these.
        case merge(String, [String])
        /// The last name is the first one's now.
        case rename(String, was: String)
    }

    struct Story: CustomTestStringConvertible {
        let testDescription: String
        let steps: [Step]
        /// What is missing; then also how many others are.
        let lost: String?
        var others = 0
    }

    static let stories = [
        Story(
            testDescription: "A merge keeps the older side",
            steps: [
                .record(["r"]), .branch("feature"), .branch("main"), .record(["p", "r"]), .branch("feature"),
                .merge("main", ["r"]), .branch("main"), .merge("feature", ["r"]),
            ], lost: "p@bakery"),
        Story(
            testDescription: "Results follow a merge that kept the older side",
            steps: [
                .record(["r"]), .branch("feature"), .branch("main"), .record(["p", "q", "r"]), .branch("feature"),
                .merge("main", ["r"]), .record(["r", "s"]), .record(["r", "s", "t"]),
            ], lost: "p@bakery", others: 1),
        Story(
            testDescription: "A merge keeps the side that had none",
            steps: [
                .branch("feature"), .branch("main"), .record(["p"]), .branch("feature"), .merge("main", []), .remove,
            ], lost: "p@bakery"),
        Story(
            testDescription: "A merge joins both sides but for one",
            steps: [
                .record(["r"]), .branch("feature"), .branch("main"), .record(["p", "r"]), .branch("feature"),
                .record(["r", "s", "t"]), .merge("main", ["r", "s", "t", "u"]),
            ], lost: "p@bakery"),
        Story(
            testDescription: "A result follows a revert",
            steps: [.record(["p", "q"]), .remove, .record(["s"])], lost: "p@bakery", others: 1),
        Story(
            testDescription: "A longer one takes the place of another",
            steps: [.record(["p", "q"]), .record(["q", "s", "t"]), .record(["q", "s", "t", "u"])], lost: "p@bakery"),
        Story(
            testDescription: "A revert is taken back",
            steps: [.record(["p", "q"]), .record(["q"]), .record(["p", "q"]), .record(["p", "q", "s"])], lost: nil),
        Story(
            testDescription: "A merge joins both sides",
            steps: [
                .record(["r"]), .branch("feature"), .branch("main"), .record(["p", "r"]), .branch("feature"),
                .record(["r", "s"]), .merge("main", ["p", "r", "s"]),
            ], lost: nil),
        Story(
            testDescription: "A merge keeps the newer side",
            steps: [
                .record(["r"]), .branch("feature"), .branch("main"), .record(["p", "r"]),
                .merge("feature", ["p", "r"]),
            ], lost: nil),
        Story(
            testDescription: "An entry was renamed",
            steps: [.record(["p", "q"]), .rename("s", was: "p"), .record(["q", "s", "t"])], lost: nil),
    ]

    @Test(
        "Every version on each side of a merge is looked for", arguments: stories, LockfileLayout.allCases)
    func loss(story: Story, layout: LockfileLayout) throws {
        let repository = try TemporaryGitRepository()
        try repository.write("", to: "README")
        try repository.commit()
        let main = try repository.git("branch", "--show-current").split(separator: "\n").joined()
        var present = Lockfile()
        func write(_ names: [String], was: [String: String] = [:]) throws {
            let folder = "\(repository.path)/.schedule.lock"
            try? FileManager.default.removeItem(atPath: folder)
            present = Lockfile(joining: names.map { Self.record($0, was: was[$0]) })
            guard !names.isEmpty else { return }
            for (name, bytes) in LockfileParts(cutting: present.bytes, into: layout).contents {
                let path = name.isEmpty ? ".schedule.lock" : ".schedule.lock/\(name)"
                try repository.write(String(decoding: bytes, as: UTF8.self), to: path)
            }
        }
        var (branches, renamed): (Set<String>, [String: String]) = ([main], [:])
        func name(_ branch: String) -> String { branch == "main" ? main : branch }
        for step in story.steps {
            switch step {
            case .record(let names): try write(names, was: renamed)
            case .remove: try write([])
            case .branch(let branch):
                let isNew = branches.insert(name(branch)).inserted
                try repository.git(["checkout", "-q"] + (isNew ? ["-b"] : []) + [name(branch)])
                continue
            case .merge(let branch, let names):
                try repository.git("merge", "-q", "--no-ff", "--no-commit", "-s", "ours", name(branch))
                try write(names)
            case .rename(let new, let former):
                renamed[new] = former
                try write(["q", new], was: renamed)
            }
            try repository.git("add", "-A")
            try repository.git("commit", "-q", "--allow-empty", "-m", "Change")
        }
        let history = LockfileHistory(ofRepositoryAt: repository.path, path: ".schedule.lock")
        let finding = try history.finding(of: present, bytes: present.bytes)
        let others = story.others > 0 ? " and \(story.others) other" : ""
        #expect(finding.loss?.message == story.lost.map { "the record of \($0)\(others) is missing" })
        let file = layout == .file ? ".schedule.lock" : ".schedule.lock/bakery"
        if let fix = finding.loss?.fix, let lost = story.lost {
            let commit = try #require(fix.split(separator: "'").first { $0.hasPrefix("git show") })
            #expect(commit.hasSuffix(":\(file)"))
            let content = try repository.git(commit.split(separator: " ").dropFirst().map(String.init))
            #expect(content.contains("[\(lost)]"))
        }
    }

    private static func record(_ name: String, was former: String?) -> (PublicationID, LockRecord) {
        let account = AccountName("bakery")
        var record = LockRecord(
            phase: .published(
                PublishedPublication(
                    mediaID: "18\(former ?? name)", publishedAt: Timestamp(secondsSince1970: 0), permalink: nil)),
            source: Publication.Source(path: "calendar/\(name).yaml", blob: .all("a")), commit: nil, media: [])
        if let former { record.formerIDs = [PublicationID(entry: EntryID(former), account: account)] }
        return (PublicationID(entry: EntryID(name), account: account), record)
    }
}
