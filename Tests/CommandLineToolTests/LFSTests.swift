import Foundation
import TestSupport
import Testing

/// Media that real `git lfs` keeps: in a work tree of their own, beside pointers alone, and where `lfs.storage` says.
@Suite struct LFSTests {
    private static let entries = [
        "calendar/post.yaml": "kind: post\npublish_at: on-merge\ncaption: Bread\nmedia: [media/large.jpg]\n",
        "calendar/reel.yaml": "kind: reel\npublish_at: on-merge\ncaption: Oven\nmedia: [media/large.mp4]\n",
    ]

    static let storages: [String?] = [nil, "elsewhere", "/absolute"]

    @Test("Plans, hosts and sends what the pointers stand for", arguments: storages)
    func applies(storage: String?) throws {
        let franchise = try Franchise(.local)
        let clone = try franchise.clone("a")
        try clone.git("lfs", "install", "--local")
        if let storage {
            try clone.git(
                "config", "lfs.storage",
                storage.hasPrefix("/") ? franchise.directory.path(of: String(storage.dropFirst())) : storage)
        }
        try clone.git("lfs", "track", "media/large.*")
        for (small, large) in [("bread.jpg", "large.jpg"), ("oven.mp4", "large.mp4")] {
            try FileManager.default.copyItem(
                atPath: "\(clone.path)/media/\(small)", toPath: "\(clone.path)/media/\(large)")
        }
        let settings = try clone.read("calendar/settings.yaml")
        let hosted = "hosting: {kind: directory, path: public, public_url: \(franchise.sandbox.announcement.url)/hosted/}"
        try clone.write(
            settings.split(separator: "\n").map { $0.hasPrefix("hosting:") ? hosted : String($0) }
                .joined(separator: "\n"), to: "calendar/settings.yaml")
        try clone.write(".calends/\npublic\n", to: ".gitignore")
        for (name, text) in Self.entries { try clone.write(text, to: name) }
        try clone.commit("Keep large media in LFS")
        #expect(try clone.git("show", "HEAD:media/large.mp4").hasPrefix("version https://git-lfs"))

        // A work tree of its own, whose files are pointers: the contents are in the store of the repository.
        let tree = try TemporaryGitRepository(adopting: franchise.directory, folder: "tree")
        tree.environment["GIT_LFS_SKIP_SMUDGE"] = "1"
        try clone.git("config", "--local", "filter.lfs.smudge", "git-lfs smudge --skip -- %f")
        try clone.git("config", "--local", "filter.lfs.process", "git-lfs filter-process --skip")
        try clone.git("worktree", "add", "--quiet", "-b", "side", tree.path)
        #expect(try tree.read("media/large.mp4").hasPrefix("version https://git-lfs"))
        // Where the directory's files are served from.
        try FileManager.default.createSymbolicLink(
            atPath: "\(franchise.directory.path(of: "graph"))/hosted/public", withDestinationPath: "\(tree.path)/public")
        for place in [clone, tree] {
            let plan = try franchise.calends(in: place, "plan")
            #expect(plan.status == 0, "\(plan.output)\(plan.error)")
            #expect(plan.output.contains("2 to publish"), "\(plan.output)")
        }
        let apply = try franchise.calends(in: tree, "apply")
        #expect(apply.status == 0, "\(apply.output)\(apply.error)")
        let kinds = try franchise.sandbox.truth().map(\.kind)
        #expect(Set(kinds) == ["image", "reel"], "\(kinds)")
    }

    @Test("Says git lfs pull where the contents are not here, and goes on after it") func pull() throws {
        let franchise = try Franchise(.local)
        let clone = try franchise.clone("a")
        try clone.git("lfs", "install", "--local")
        try clone.git("lfs", "track", "media/large.*")
        try FileManager.default.copyItem(
            atPath: "\(clone.path)/media/oven.mp4", toPath: "\(clone.path)/media/large.mp4")
        try clone.write(Self.entries["calendar/reel.yaml"] ?? "", to: "calendar/reel.yaml")
        try clone.commit("Keep large media in LFS")
        try clone.git("push", "--quiet", "origin", "main")
        let other = try TemporaryGitRepository(adopting: franchise.directory, folder: "b")
        // Without the filter, as a machine has it on which git lfs was never set up.
        try franchise.origin.git("clone", "--quiet", franchise.origin.path, other.path)
        for command in ["validate", "apply"] {
            let result = try franchise.calends(in: other, command)
            #expect(result.status == 1)
            #expect((result.output + result.error).contains("run 'git lfs pull'"), "\(result.output)\(result.error)")
        }
        try other.git("lfs", "install", "--local")
        try other.git("lfs", "pull")
        let apply = try franchise.calends(in: other, "apply")
        #expect(apply.status == 0, "\(apply.output)\(apply.error)")
        #expect(try franchise.sandbox.truth().count == 1)
    }
}
