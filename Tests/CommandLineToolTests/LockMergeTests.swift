import Foundation
import TestSupport
import Testing

@Suite struct LockMergeTests {
    private func block(_ id: String, media: String, removed: Bool = false) -> String {
        """
        [\(id)]
        published 2026-11-02T08:00:00Z
        \(removed ? "removed 2026-11-02T09:00:00Z\n" : "")media \(media)
        entry \(String(repeating: "a", count: 40)) calendar/x.yaml


        """
    }

    private func lockfile(_ blocks: String...) -> String {
        "calends-lock 1\n\n" + blocks.joined() + "end\n"
    }

    @Test("Joins both sides of a merge when git asks") func throughGit() throws {
        let repository = try TemporaryGitRepository()
        try repository.git("config", "merge.calends.driver", "'\(Program.calends)' lock merge %O %A %B %P")
        try repository.commit(
            writing: [
                ".gitattributes": ".schedule.lock merge=calends\n",
                ".schedule.lock": lockfile(block("a@x", media: "1")),
            ])
        try repository.git("checkout", "-qb", "side")
        try repository.commit(writing: [".schedule.lock": lockfile(block("a@x", media: "1"), block("b@x", media: "2"))])
        try repository.git("checkout", "-q", "main")
        try repository.commit(writing: [".schedule.lock": lockfile(block("a@x", media: "1"), block("c@x", media: "3"))])
        try repository.git("merge", "-q", "side", "-m", "Merge")
        #expect(
            try repository.read(".schedule.lock")
                == lockfile(block("a@x", media: "1"), block("b@x", media: "2"), block("c@x", media: "3")))
    }

    @Test("Says what was published twice") func twice() throws {
        let folder = try TemporaryDirectory()
        try folder.write("", to: "base")
        try folder.write(lockfile(block("a@x", media: "1")), to: "ours")
        try folder.write(lockfile(block("a@x", media: "2")), to: "theirs")
        let result = try Program.run(
            Program.calends, ["lock", "merge", "base", "ours", "theirs", ".schedule.lock"], in: folder.path)
        #expect(result.status == 0)
        #expect(
            result.error
                == "calends: .schedule.lock: a@x was published 2 times — both sides published it before they were "
                + "merged — calends plan shows what to do\n")
        #expect(try folder.read("ours") == lockfile(block("a@x", media: "1"), block("a@x", media: "2")))
    }

    @Test("Says nothing of what one side replaced") func replaced() throws {
        let folder = try TemporaryDirectory()
        let (old, new) = (block("a@x", media: "1", removed: true), block("a@x", media: "2"))
        try folder.write("", to: "base")
        try folder.write(lockfile(block("a@x", media: "1")), to: "ours")
        try folder.write(lockfile(new, old), to: "theirs")
        let result = try Program.run(
            Program.calends, ["lock", "merge", "base", "ours", "theirs", ".schedule.lock"], in: folder.path)
        #expect(result.status == 0 && result.error == "")
        #expect(try folder.read("ours") == lockfile(new, old))
    }

    @Test("Refuses what it cannot read, and leaves our side as it is") func damaged() throws {
        let folder = try TemporaryDirectory()
        try folder.write("", to: "base")
        try folder.write(lockfile(block("a@x", media: "1")), to: "ours")
        try folder.write("calends-lock 2\n", to: "theirs")
        let result = try Program.run(
            Program.calends, ["lock", "merge", "base", "ours", "theirs", ".schedule.lock"], in: folder.path)
        #expect(result.status == 1)
        #expect(
            result.error
                == ".schedule.lock:1:1: their side: written by a newer calends (format 2) — this calends reads "
                + "format 1 and would lose what it does not know — upgrade calends\n")
        #expect(try folder.read("ours") == lockfile(block("a@x", media: "1")))
    }
}
