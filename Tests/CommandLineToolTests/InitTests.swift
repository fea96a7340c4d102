import Foundation
import TestSupport
import Testing

@Suite struct InitTests {
    @Test("Sets up a folder, and says what is valid and comes next") func fresh() throws {
        let folder = try TemporaryDirectory()
        func calends(_ arguments: String...) throws -> Program.Result {
            try Program.run(
                Program.calends, arguments, in: folder.path, environment: TemporaryGitRepository.isolation)
        }
        let first = try calends("init")
        #expect(first.status == 0)
        #expect(first.output == "")
        try expectSnapshot(first.error, named: "init.txt")
        try expectSnapshot(try folder.read("calendar/settings.yaml"), named: "init-settings.yaml")
        #expect(try folder.read(".gitattributes") == ".schedule.lock merge=calends\n.schedule.lock/* merge=calends\n")
        #expect(try folder.read(".gitignore") == ".calends/\npublic/media/\n")
        #expect(try folder.read(".git/config").contains("driver = calends lock merge %O %A %B %P"))
        let validation = try calends("validate")
        #expect(validation.output == "")
        #expect(validation.error == "No problems in 1 entry\n")
        #expect(validation.status == 0)
        #expect(try calends("apply", "--sandbox", "--until", "2030-01-01").status == 0)
    }

    @Test("Overwrites nothing, and adds each line once") func again() throws {
        let folder = try TemporaryDirectory()
        try folder.write("mine\n", to: "calendar/settings.yaml")
        try folder.write("*.log", to: ".gitignore")
        func initialize() throws -> Program.Result {
            try Program.run(
                Program.calends, ["init", "--no-git"], in: folder.path, environment: TemporaryGitRepository.isolation)
        }
        #expect(try initialize().status == 0)
        let second = try initialize()
        #expect(second.status == 0)
        #expect(second.error.split(separator: "\n").prefix(5).allSatisfy { $0.hasPrefix("  kept ") })
        #expect(try folder.read("calendar/settings.yaml") == "mine\n")
        #expect(try folder.read(".gitignore") == "*.log\n.calends/\n")
        #expect(!FileManager.default.fileExists(atPath: folder.path(of: ".git")))
        // Nothing is named that would only answer that there is no repository.
        #expect(!second.error.contains("calends plan"))
    }

    @Test("Writes the jobs that docs/ci shows, and settings that fit them", arguments: ["github", "gitlab"])
    func jobs(host: String) throws {
        let folder = try TemporaryDirectory()
        func initialize() throws -> Program.Result {
            try Program.run(
                Program.calends, ["init", "--ci", host], in: folder.path, environment: TemporaryGitRepository.isolation)
        }
        #expect(try initialize().status == 0)
        let written = try folder.read(host == "github" ? ".github/workflows/calends.yml" : ".gitlab/calends.yml")
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        #expect(written == (try String(contentsOf: root.appending(path: "docs/ci/\(host).yml"), encoding: .utf8)))
        #expect(try folder.read("calendar/settings.yaml").contains("\nstate: {remote: origin, branch: main}\n"))
        let again = try initialize()
        #expect(!again.error.contains("write state:"))
        let toFill = "in .github/workflows/calends.yml where it says your_account/calends@commit."
        #expect(again.error.contains(toFill) == (host == "github"))
        let other = try Program.run(
            Program.calends, ["init", "--ci", "jenkins"], in: folder.path, environment: TemporaryGitRepository.isolation
        )
        #expect(other.status == 64)
        guard host == "github" else { return }
        // The remote comes later.
        let plan = try Program.run(
            Program.calends, ["plan"], in: folder.path, environment: TemporaryGitRepository.isolation)
        #expect(plan.status == 0)
        #expect(
            plan.error.hasPrefix(
                "There is no remote origin yet, which state.remote names: what other clones publish is unknown here.\n"),
            "\(plan.error)")
        let settings = try folder.read("calendar/settings.yaml")
        try folder.write(settings.replacing("\nstate:", with: "\n# state:"), to: "calendar/settings.yaml")
        #expect(try initialize().error.contains("write state: {remote: origin, branch: main} in the settings."))
        try folder.write(
            written.replacing("your_account/calends@commit", with: "shop/calends@0123456"),
            to: ".github/workflows/calends.yml")
        #expect(try !initialize().error.contains("name yours"))
    }
}
