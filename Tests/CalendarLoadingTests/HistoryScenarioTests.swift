import ContentModel
import Foundation
import Planning
import TestSupport
import Testing

@testable import CalendarLoading

/// What teams do to a repository after something was published: it never goes out again, and the plan says what it knows.
@Suite("After something was published") struct HistoryScenarioTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let entries: [String: String]
        let happens: @Sendable (Team) async throws -> Void
        let plan: [String]

        init(
            _ description: String, _ entries: [String: String] = ["bread": "Bread"], plan: [String],
            _ happens: @escaping @Sendable (Team) async throws -> Void
        ) {
            (testDescription, self.entries, self.plan, self.happens) = (description, entries, plan, happens)
        }
    }

    private static let long = (1...9).map { "Line \($0) says something else altogether" }.joined(separator: "; ")

    static let moves: [Row] = [
        Row("renamed", plan: ["bread@bakery is now loaf@bakery [Rename]"]) { team in
            try team.move("bread.yaml", to: "loaf.yaml")
            try team.repository.commit("Rename")
            try team.repository.commit("Something else", writing: ["notes": "1"])
        },
        Row(
            "edited, and renamed twice after it",
            plan: [
                "bread@bakery is now rye/loaf@bakery [Rename]", "rye/loaf@bakery edited, caption: Bread → Rye [Edit]",
            ]
        ) { team in
            try team.write("Rye", to: "bread")
            try team.repository.commit("Edit")
            try team.move("bread.yaml", to: "loaf.yaml")
            try team.repository.commit("Rename")
            try team.move("loaf.yaml", to: "rye/loaf.yaml")
            try team.repository.commit("Move")
        },
        Row("renamed, and removed after it", plan: ["bread@bakery none [Remove]"]) { team in
            try team.move("bread.yaml", to: "loaf.yaml")
            try team.repository.commit("Rename")
            try team.remove("loaf.yaml")
        },
        Row("moved, and not committed", plan: ["bread@bakery is now 2026/bread@bakery [not committed]"]) { team in
            try team.move("bread.yaml", to: "2026/bread.yaml")
        },
        Row(
            "renamed and edited in one commit",
            plan: [
                "bread@bakery is now loaf@bakery [Rename and edit]",
                "loaf@bakery edited, caption: Bread → Rye [Rename and edit]",
            ]
        ) { team in
            try team.move("bread.yaml", to: "loaf.yaml")
            try team.write("Rye", to: "loaf")
            try team.repository.commit("Rename and edit")
        },
        Row(
            "renamed and written anew, where git takes it for another that left",
            plan: ["bread@bakery none [Rename]", "loaf@bakery looks like bread@bakery [Rename]"]
        ) { team in
            try team.write(long, to: "other")
            try team.repository.commit("Plan another")
            try team.repository.git("rm", "--quiet", "calendar/other.yaml", "calendar/bread.yaml")
            let text = Fixture.entry("media/bread.jpg", caption: long) + "grace: 3h\n"
            try team.repository.write(text, to: "calendar/loaf.yaml")
            try team.repository.commit("Rename")
        },
        Row(
            "renamed, renamed again, and then written anew",
            plan: [
                "bread@bakery is now rye/loaf@bakery [Rename]",
                "rye/loaf@bakery edited, caption: Bread → \(long) [Write anew]",
            ]
        ) { team in
            try team.move("bread.yaml", to: "loaf.yaml")
            try team.repository.commit("Rename")
            try team.move("loaf.yaml", to: "rye/loaf.yaml")
            try team.repository.commit("Move")
            try team.write(long, to: "rye/loaf")
            try team.repository.commit("Write anew")
        },
        Row(
            "a whole folder moved, one of it edited", ["a/one": "One", "a/two": "Two", "a/b/three": "Three"],
            plan: [
                "a/b/three@bakery is now z/b/three@bakery [Move]", "a/one@bakery is now z/one@bakery [Move]",
                "a/two@bakery is now z/two@bakery [Move]", "z/two@bakery edited, caption: Two → 2 [Move]",
            ]
        ) { team in
            try team.move("a", to: "z")
            try team.write("2", to: "z/two")
            try team.repository.commit("Move")
        },
        Row(
            "two that swapped their names", ["a": "One of two loaves", "b": "Something else"],
            plan: ["a@bakery is now b@bakery", "b@bakery is now a@bakery"]
        ) { team in
            try team.move("a.yaml", to: "c.yaml")
            try team.move("b.yaml", to: "a.yaml")
            try team.move("c.yaml", to: "b.yaml")
            try team.repository.commit("Swap")
        },
        Row("a rename reverted before an apply saw it", plan: []) { team in
            try team.move("bread.yaml", to: "loaf.yaml")
            try team.repository.commit("Rename")
            try team.repository.git("revert", "--no-edit", "HEAD")
        },
        Row(
            "a rename reverted after an apply recorded it",
            plan: ["loaf@bakery is now bread@bakery"]
        ) { team in
            try team.move("bread.yaml", to: "loaf.yaml")
            try team.repository.commit("Rename")
            try await team.apply()
            try team.repository.git("revert", "--no-edit", "HEAD")
        },
    ]

    static let edits: [Row] = [
        Row("edited", plan: ["bread@bakery edited, caption: Bread → Rye [Edit]"]) { team in
            try team.write("Rye", to: "bread")
            try team.repository.commit("Edit")
            try team.repository.commit("Something else", writing: ["notes": "1"])
        },
        Row("edited, and not committed", plan: ["bread@bakery edited, caption: Bread → Rye [not committed]"]) { team in
            try team.write("Rye", to: "bread")
        },
        Row("an edit reverted", plan: []) { team in
            try team.write("Rye", to: "bread")
            try team.repository.commit("Edit")
            try team.repository.git("revert", "--no-edit", "HEAD")
        },
        Row("removed", plan: ["bread@bakery none [Remove]"]) { team in
            try team.remove("bread.yaml")
        },
        Row("a removal reverted", plan: []) { team in
            try team.remove("bread.yaml")
            try team.repository.git("revert", "--no-edit", "HEAD")
        },
        Row(
            "removed, and another with the same picture long after",
            plan: ["bread@bakery none [Remove]", "cake@bakery publish"]
        ) { team in
            try team.remove("bread.yaml")
            try team.write(long, to: "cake")
            try team.repository.commit("Add")
        },
    ]

    /// What git alone cannot tell: a person is asked.
    static let doubtful: [Row] = [
        Row(
            "renamed and written anew, then edited and swapped with another in one commit",
            plan: [
                "bread@bakery none [Rename]", "cake@bakery looks like bread@bakery [Swap]", "loaf@bakery publish",
            ]
        ) { team in
            try team.writeCake("Cake", to: "cake")
            try team.repository.commit("Plan another")
            try team.move("bread.yaml", to: "loaf.yaml")
            try team.write(long, to: "loaf")
            try team.repository.commit("Rename")
            try team.writeCake("Cake with cherries", to: "loaf")
            try team.write(long + ", and more", to: "cake")
            try team.repository.commit("Swap")
        },
        Row(
            "moved onto another that made way, then renamed and written anew",
            plan: ["bread@bakery none [Make way]", "tart@bakery looks like bread@bakery [Rename]"]
        ) { team in
            try team.writeCake("Cake", to: "cake")
            try team.repository.commit("Plan another")
            try team.repository.git("mv", "--force", "calendar/bread.yaml", "calendar/cake.yaml")
            try team.repository.commit("Make way")
            try team.move("cake.yaml", to: "tart.yaml")
            try team.write(long, to: "tart")
            try team.repository.commit("Rename")
        },
        Row(
            "renamed and written anew, then removed on one branch and renamed on the other",
            plan: ["bread@bakery none [Rename]", "tart@bakery looks like bread@bakery [Rename again]"]
        ) { team in
            try team.move("bread.yaml", to: "loaf.yaml")
            try team.write(long, to: "loaf")
            try team.repository.commit("Rename")
            try team.remove("loaf.yaml")
            try team.repository.git("branch", "side")
            try team.repository.git("revert", "--no-edit", "HEAD")
            try team.move("loaf.yaml", to: "tart.yaml")
            try team.repository.commit("Rename again")
            try team.repository.git("checkout", "--quiet", "side")
            try team.repository.commit("Something else", writing: ["notes": "1"])
            try team.repository.git("merge", "--quiet", "--no-edit", "main")
        },
        Row(
            "removed, and back under another name with a word changed", ["bread": long],
            plan: ["bread@bakery none [Remove]", "loaf@bakery looks like bread@bakery [Bring back]"]
        ) { team in
            try team.remove("bread.yaml")
            try team.write(long + " again", to: "loaf")
            try team.repository.commit("Bring back")
        },
        Row(
            "removed, back under another name as an apply recorded, then renamed and written anew",
            plan: ["loaf@bakery none [Rename]", "tart@bakery looks like loaf@bakery [Rename]"]
        ) { team in
            try team.remove("bread.yaml")
            try team.write("Bread", to: "loaf")
            try team.repository.commit("Bring back")
            try await team.apply()
            try team.move("loaf.yaml", to: "tart.yaml")
            try team.write(long, to: "tart")
            try team.repository.commit("Rename")
        },
        Row(
            "removed, and back under another name at its time, with one of its few words changed",
            ["bread": "Bread is back in our shop"],
            plan: ["bread@bakery none [Remove]", "loaf@bakery looks like bread@bakery [Bring back]"]
        ) { team in
            try team.remove("bread.yaml")
            try team.write("Bread is back at our shop", to: "loaf")
            try team.repository.commit("Bring back")
        },
        Row(
            "removed, back at its place in other words, then renamed",
            plan: ["bread@bakery none [Remove]", "loaf@bakery looks like bread@bakery [Rename]"]
        ) { team in
            try team.remove("bread.yaml")
            try team.write(long, to: "bread")
            try team.repository.commit("Bring back")
            try team.move("bread.yaml", to: "loaf.yaml")
            try team.repository.commit("Rename")
        },
    ]

    static let merges: [Row] = [
        Row(
            "one branch removes, the other renames and wins, and it is renamed and written anew",
            plan: ["bread@bakery none [Remove]", "tart@bakery looks like bread@bakery [Rename again]"]
        ) { team in
            try team.repository.git("checkout", "--quiet", "-b", "side")
            try team.move("bread.yaml", to: "loaf.yaml")
            try team.repository.commit("Rename")
            try team.repository.git("checkout", "--quiet", "main")
            try team.remove("bread.yaml")
            try team.repository.git("merge", "--quiet", "--no-commit", "--strategy", "ours", "side")
            try team.write("Bread", to: "loaf")
            try team.repository.commit("Merge")
            try team.move("loaf.yaml", to: "tart.yaml")
            try team.write(long, to: "tart")
            try team.repository.commit("Rename again")
        },
        Row(
            "one branch renames, the other edits",
            plan: [
                "bread@bakery is now loaf@bakery [Rename]",
                "loaf@bakery edited, caption: Bread → Rye [Edit]",
            ]
        ) { team in
            try team.repository.git("checkout", "--quiet", "-b", "side")
            try team.write("Rye", to: "bread")
            try team.repository.commit("Edit")
            try team.repository.git("checkout", "--quiet", "main")
            try team.move("bread.yaml", to: "loaf.yaml")
            try team.repository.commit("Rename")
            try team.repository.git("merge", "--quiet", "--no-edit", "side")
        },
        Row(
            "both branches rename and edit, and one of them wins",
            plan: [
                "bread@bakery is now loaf@bakery [Rename here]",
                "loaf@bakery edited, caption: Bread → Rye [Rename here]",
            ]
        ) { team in
            try team.repository.git("checkout", "--quiet", "-b", "side")
            try team.move("bread.yaml", to: "cake.yaml")
            try team.write("Cake", to: "cake")
            try team.repository.commit("Rename there")
            try team.repository.git("checkout", "--quiet", "main")
            try team.move("bread.yaml", to: "loaf.yaml")
            try team.write("Rye", to: "loaf")
            try team.repository.commit("Rename here")
            try team.repository.git("merge", "--quiet", "--no-edit", "--strategy", "ours", "side")
        },
        Row(
            "renamed and written anew on a branch, merged as one commit",
            plan: ["bread@bakery none [Squash]", "loaf@bakery looks like bread@bakery [Squash]"]
        ) { team in
            try team.repository.git("checkout", "--quiet", "-b", "side")
            try team.move("bread.yaml", to: "loaf.yaml")
            try team.repository.commit("Rename")
            try team.write(long, to: "loaf")
            try team.repository.commit("Write anew")
            try team.repository.git("checkout", "--quiet", "main")
            try team.repository.git("merge", "--quiet", "--squash", "side")
            try team.repository.commit("Squash")
        },
    ]

    static let rewritten: [Row] = [
        Row(
            "rebased: the commit it was published from is no longer there, and it was renamed and edited",
            plan: [
                "bread@bakery is now loaf@bakery [Rename and edit]",
                "loaf@bakery edited, caption: Bread → Rye [Rename and edit]",
            ]
        ) { team in
            try team.rewrite("Open the shop, again")
            try team.move("bread.yaml", to: "loaf.yaml")
            try team.write("Rye", to: "loaf")
            try team.repository.commit("Rename and edit")
        },
        Row("rebased: edited", plan: ["bread@bakery edited, caption: Bread → Rye [Edit]"]) { team in
            try team.rewrite("Open the shop, again")
            try team.write("Rye", to: "bread")
            try team.repository.commit("Edit")
        },
        Row(
            "squashed to one commit: what it said is lost",
            plan: [
                "bread@bakery edited, because no commit here has that version any more (git object), as after history was "
                    + "rewritten [All]"
            ]
        ) { team in
            try team.write("Rye", to: "bread")
            try team.repository.commit("Edit")
            try team.rewrite("All")
        },
        Row(
            "pushed by force: the old commits are here, and not in the branch",
            plan: [
                "bread@bakery is now loaf@bakery",
                "loaf@bakery edited, caption: Bread → Rye [Another history]",
            ]
        ) { team in
            let before = try team.repository.head()
            try team.repository.git("checkout", "--quiet", "--orphan", "new")
            try team.move("bread.yaml", to: "loaf.yaml")
            try team.write("Rye", to: "loaf")
            try team.repository.commit("Another history")
            #expect(try team.repository.head() != before)
        },
    ]

    static let clones: [Row] = [
        Row("shallow: renamed", plan: ["bread@bakery is now loaf@bakery"]) { team in
            try team.move("bread.yaml", to: "loaf.yaml")
            try team.repository.commit("Rename")
            team.repository = try team.repository.clone(into: "clone", "--depth", "1")
        },
        Row(
            "shallow: renamed and edited",
            plan: [
                "bread@bakery none", "loaf@bakery looks like bread@bakery",
                "bread@bakery cannot be followed through history: run git fetch --unshallow",
            ]
        ) { team in
            try team.move("bread.yaml", to: "loaf.yaml")
            try team.write("Rye", to: "loaf")
            try team.repository.commit("Rename and edit")
            team.repository = try team.repository.clone(into: "clone", "--depth", "1")
        },
        Row(
            "shallow: edited",
            plan: [
                "bread@bakery edited, because this clone is shallow and has not that version "
                    + "(git fetch --unshallow brings it)"
            ]
        ) { team in
            try team.write("Rye", to: "bread")
            try team.repository.commit("Edit")
            team.repository = try team.repository.clone(into: "clone", "--depth", "1")
        },
        Row("shallow, as far back as the change", plan: ["bread@bakery edited, caption: Bread → Rye [Edit]"]) { team in
            try team.write("Rye", to: "bread")
            try team.repository.commit("Edit")
            team.repository = try team.repository.clone(into: "clone", "--depth", "2")
        },
        Row("partial: renamed", plan: ["bread@bakery is now loaf@bakery [Rename]"]) { team in
            try team.move("bread.yaml", to: "loaf.yaml")
            try team.repository.commit("Rename")
            try team.clonePartially()
        },
        Row(
            "partial: renamed and edited",
            plan: [
                "bread@bakery none [Rename and edit]", "loaf@bakery looks like bread@bakery [Rename and edit]",
                "bread@bakery cannot be followed through history: run git fetch --refetch --no-filter",
            ]
        ) { team in
            try team.move("bread.yaml", to: "loaf.yaml")
            try team.write("Rye", to: "loaf")
            try team.repository.commit("Rename and edit")
            try team.clonePartially()
        },
        Row(
            "partial: edited",
            plan: [
                "bread@bakery edited, because this clone is partial and has not fetched that version "
                    + "(git cat-file -p BLOB does) [Edit]"
            ]
        ) { team in
            try team.write("Rye", to: "bread")
            try team.repository.commit("Edit")
            try team.clonePartially()
        },
    ]

    @Test("It is not published again", arguments: moves + edits + doubtful + merges + rewritten + clones)
    func scenario(row: Row) async throws {
        let team = try Team(row.entries)
        try await team.apply()
        #expect(team.published.count == row.entries.count)
        try await row.happens(team)
        let facts = try await team.plan().facts.map { fact in
            fact.replacing(/git object [0-9a-f]{40}/, with: "git object").replacing(/-p [0-9a-f]{40}/, with: "-p BLOB")
        }
        #expect(facts == row.plan)
    }

    @Test("What was decided of one day of a series does not hide that it has another name") func decided() async throws
    {
        let team = try Team([:])
        func write(_ caption: String, to name: String, count: Int) throws {
            let text = Fixture.entry("media/bread.jpg", caption: caption) + "repeat: {every: day, count: \(count)}\n"
            try team.repository.write(text, to: "calendar/\(name).yaml")
        }
        try write("Bread", to: "weekly", count: 2)
        try team.repository.commit("Bake")
        try await team.apply()
        #expect(team.published.count == 2)
        try team.move("weekly.yaml", to: "daily.yaml")
        try write("Rye", to: "daily", count: 3)
        try team.repository.commit("Rename")
        let renamed = try await team.plan().facts.filter { !$0.contains("2026-12-03") }
        #expect(renamed.count == 4, "\(renamed)")
        try await team.forget("daily#2026-12-03@bakery")
        #expect(try await team.plan().facts.filter { !$0.contains("2026-12-03") } == renamed)
        try await team.apply()
        #expect(team.published.count == 2)
    }

    @Test("What was let go stays so when it swaps its name with another that was, and one of them is renamed again")
    func swappedDismissals() async throws {
        let team = try Team(["a": "One of two loaves", "b": "Something else"])
        for name in ["a@bakery", "b@bakery"] { try await team.forget(name) }
        try team.move("a.yaml", to: "c.yaml")
        try team.move("b.yaml", to: "a.yaml")
        try team.move("c.yaml", to: "b.yaml")
        try team.repository.commit("Swap")
        try await team.apply()
        try team.move("a.yaml", to: "d.yaml")
        try team.repository.commit("Rename")
        try await team.apply()
        #expect(try await team.plan().facts == ["b@bakery none", "d@bakery none"])
        #expect(team.published == [])
    }

    @Test("What is let go under the name that another had which was let go stays so as well")
    func dismissedUnderAUsedName() async throws {
        let team = try Team(["a": "One of two loaves"])
        try await team.forget("a@bakery")
        try team.move("a.yaml", to: "b.yaml")
        try team.repository.commit("Rename")
        try await team.apply()
        try team.write("Something else", to: "a")
        try team.repository.commit("Plan another")
        try await team.forget("a@bakery")
        #expect(try await team.plan().facts == ["a@bakery none", "b@bakery none"])
    }

    @Test("The plan is the same wherever the work tree lies") func place() async throws {
        let team = try Team(["a": "One", "b/c": "Two"])
        try await team.apply()
        try team.move("b", to: "d")
        try team.write("Three", to: "a")
        try team.repository.commit("Move and edit")
        let plan = try await team.plan()
        team.repository = try team.repository.clone(into: "else/where")
        #expect(try await team.plan() == plan)
        #expect(plan.renames.count == 1 && plan.actions.count == 1)
    }

    @Test("Of what nothing was changed, nothing is asked of history", arguments: [0, 3]) func quiet(count: Int)
        async throws
    {
        let team = try Team(["bread": "Bread"])
        try await team.apply()
        for number in 0..<count { try team.repository.commit("Notes \(number)", writing: ["notes": "\(number)"]) }
        let plan = try await team.plan()
        #expect(plan.actions.isEmpty && plan.origins.isEmpty && plan.unchangedCount == 1)
    }
}

extension Team {
    /// Writes an entry with a picture of its own.
    fileprivate func writeCake(_ caption: String, to name: String) throws {
        try repository.write(Fixture.jpeg(seed: 1), to: "media/cake.jpg")
        try repository.write(Fixture.entry("media/cake.jpg", caption: caption), to: "calendar/\(name).yaml")
    }

    /// Makes a history of one commit of the present files, in a clone that knows no other.
    fileprivate func rewrite(_ message: String) throws {
        try repository.git("checkout", "--quiet", "--orphan", "new")
        try repository.commit(message)
        repository = try repository.clone(into: "rewritten", "--branch", "new", "--single-branch")
    }

    fileprivate func clonePartially() throws {
        try repository.git("config", "uploadpack.allowFilter", "true")
        repository = try repository.clone(into: "clone", "--filter=blob:none")
    }
}
