import Foundation
import TestSupport
import Testing

/// Media that real `git lfs` keeps: beside pointers alone, in a work tree of their own, and where `lfs.storage` says.
@Suite struct LFSTests {
    static let storages: [String?] = [nil, "elsewhere", "/absolute"]

    @Test("Plans, hosts and sends what the pointers of a work tree stand for", arguments: storages)
    func applies(storage: String?) throws {
        let directory = try TemporaryDirectory()
        let clone = try Self.repository(in: directory)
        if let storage {
            let isAbsolute = storage.hasPrefix("/")
            try clone.git(
                "config", "lfs.storage", isAbsolute ? directory.path(of: String(storage.dropFirst())) : storage)
        }
        try clone.commit("Keep large media in LFS")
        let tree = try TemporaryGitRepository(adopting: directory, folder: "tree")
        try clone.git("config", "filter.lfs.process", "git-lfs filter-process --skip")
        try clone.git("worktree", "add", "--quiet", "-b", "side", tree.path)
        #expect(try tree.read("media/large.mp4").hasPrefix("version https://git-lfs"))

        let sandbox = try ServedSandbox(data: tree.path + "/public/graph")
        let account = try #require(sandbox.announcement.accounts.first { $0.name == "atelier" })
        let url = sandbox.announcement.url
        try tree.write(
            """
            version: 1
            timezone: UTC
            accounts:
              atelier: {platform: instagram, login: facebook, id: "\(account.id)", token: env:TOKEN, api: "\(url)"}
            hosting: {kind: directory, path: public/graph/hosted, public_url: "\(url)/hosted"}
            defaults: {accounts: [atelier]}

            """, to: "calendar/settings.yaml")
        try tree.commit("Say where")
        func calends(_ command: String) throws -> Program.Result {
            let environment = TemporaryGitRepository.isolation.merging(["TOKEN": account.token]) { $1 }
            return try Program.run(Program.calends, [command], in: tree.path, environment: environment)
        }
        let plan = try calends("plan")
        #expect(plan.status == 0 && plan.output.contains("2 to publish"), "\(plan.output)\(plan.error)")
        let apply = try calends("apply")
        #expect(apply.status == 0, "\(apply.output)\(apply.error)")
        #expect(try sandbox.truth().count == 2)
    }

    @Test("Says git lfs pull where the contents are not here, and goes on after it") func pull() throws {
        let directory = try TemporaryDirectory()
        let clone = try Self.repository(in: directory)
        try clone.write(
            Shop.settings.replacing("login: instagram", with: "login: facebook"), to: "calendar/settings.yaml")
        try clone.commit("Keep large media in LFS")
        try clone.git("clone", "--quiet", "--bare", clone.path, directory.path(of: "origin.git"))
        try clone.git("remote", "add", "origin", directory.path(of: "origin.git"))
        try clone.git("lfs", "push", "--all", "origin")
        // As a machine has it on which git lfs was never set up.
        try clone.git("clone", "--quiet", directory.path(of: "origin.git"), directory.path(of: "other"))
        let other = try TemporaryGitRepository(adopting: directory, folder: "other")
        func validate() throws -> Program.Result {
            try Program.run(
                Program.calends, ["validate"], in: other.path, environment: TemporaryGitRepository.isolation)
        }
        let before = try validate()
        #expect(before.status == 1)
        #expect(
            before.output.contains(
                "'media/large.mp4': the file is a Git LFS pointer to \(try Self.film().count) bytes that are not here"),
            "\(before.output)\(before.error)")
        #expect(before.output.contains("run 'git lfs pull'"))
        try other.git("lfs", "install", "--local")
        try other.git("lfs", "pull")
        let after = try validate()
        #expect(after.status == 0, "\(after.output)\(after.error)")
    }

    @Test("A file that was only touched is as git has it, and another content is not") func touched() throws {
        let directory = try TemporaryDirectory()
        let clone = try Self.repository(in: directory)
        try clone.write(
            Shop.settings.replacing("login: instagram", with: "login: facebook"), to: "calendar/settings.yaml")
        try clone.commit("Keep large media in LFS")
        /// Apart from the time at which it is made.
        func plan() throws -> String {
            try Program.run(
                Program.calends, ["plan", "--format", "json"], in: clone.path,
                environment: TemporaryGitRepository.isolation
            ).output.replacing(#/20\d\d-\d\d-\d\dT[\d:]+/#, with: "T")
        }
        let before = try plan()
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_800_000_000)],
            ofItemAtPath: "\(clone.path)/media/large.mp4")
        let after = try plan()
        #expect(after == before)
        try directory.write(try Self.fixture("other.jpg"), to: "clone/media/large.jpg")
        let apply = try Program.run(
            Program.calends, ["apply"], in: clone.path,
            environment: TemporaryGitRepository.isolation.merging(["BAKERY_TOKEN": "t"]) { $1 })
        #expect(apply.error.contains("media/large.jpg") && !apply.error.contains("media/large.mp4"), "\(apply.error)")
    }

    /// A post and a reel, with media that are staged as pointers.
    private static func repository(in directory: TemporaryDirectory) throws -> TemporaryGitRepository {
        let clone = try TemporaryGitRepository(adopting: directory, folder: "clone")
        try FileManager.default.createDirectory(atPath: clone.path, withIntermediateDirectories: true)
        try clone.git("init", "--quiet", "--initial-branch=main")
        try clone.git("lfs", "install", "--local")
        try clone.git("lfs", "track", "media/large.*")
        try directory.write(try fixture("picture.jpg"), to: "clone/media/large.jpg")
        try directory.write(try film(), to: "clone/media/large.mp4")
        try clone.write(
            "kind: post\npublish_at: on-merge\ncaption: Bread\nmedia: [media/large.jpg]\n", to: "calendar/post.yaml")
        try clone.write(
            "kind: reel\npublish_at: on-merge\ncaption: Oven\nmedia: [media/large.mp4]\n", to: "calendar/reel.yaml")
        try clone.write(".calends/\npublic/\n", to: ".gitignore")
        return clone
    }

    private static func film() throws -> Data { try fixture("film.mp4") }

    private static func fixture(_ name: String) throws -> Data {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try Data(contentsOf: tests.appending(path: "GraphSandboxTests/Fixtures/\(name)"))
    }
}
