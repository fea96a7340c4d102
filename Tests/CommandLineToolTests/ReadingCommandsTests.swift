import Foundation
import TestSupport
import Testing

@Suite struct ReadingCommandsTests {
    @Test("Reports every problem of every file in each format") func validate() throws {
        let shop = try Shop([
            "a": Shop.post("2026-12-01 09:00").replacing("caption:", with: "captoin:"),
            "b": Shop.post("2026-12-01 25:00"), "c": Shop.post("2026-12-02 09:00"),
        ])
        let text = try shop.calends("validate")
        #expect(text.status == 1)
        try expectSnapshot(text.output, named: "validate.txt")
        #expect(text.error.hasSuffix(" in 3 entries\n"))
        let annotations = try shop.calends("validate", "--format", "github", "-q")
        try expectSnapshot(annotations.output, named: "validate-github.txt")
        #expect(annotations.error == "")
        let json = try shop.calends("validate", "--format", "json")
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        #expect((report["diagnostics"] as? [Any])?.count == text.output.split(separator: "\n").count)
    }

    @Test("Plans without changing anything") func plan() throws {
        let shop = try Shop([
            "launch": Shop.post("2026-12-01 09:00"), "late": Shop.post("2026-11-01 09:00", "Too late"),
        ])
        let before = try shop.repository.git("status", "--porcelain")
        let plan = try shop.calends("plan", "--at", "2026-11-30 12:00")
        #expect(plan.status == 0)
        #expect(plan.error == "")
        try expectSnapshot(plan.output, named: "plan.txt")
        #expect(try shop.calends("plan", "--at", "2026-11-30 12:00", "--detailed-exitcode").status == 2)
        // What plan remembers of media is kept out of git's sight.
        #expect(try shop.repository.git("status", "--porcelain") == before)
    }

    @Test("Plans for the accounts that are named") func accounts() throws {
        let shop = try Shop(
            ["both": Shop.post("2126-12-01 09:00", more: "accounts: [bakery, atelier]")],
            settings: Shop.settings.replacing(
                "hosting:",
                with: "  atelier: {platform: instagram, login: facebook, id: \"1784\", token: env:OTHER}\nhosting:"))
        func publications(_ arguments: String...) throws -> [String] {
            try shop.calends("plan", arguments[0], arguments[1]).output.split(separator: "\n").map(String.init)
                .filter { $0.hasSuffix("(Instagram)") }
        }
        #expect(try publications("--color", "never") == ["atelier (Instagram)", "bakery (Instagram)"])
        #expect(try publications("--account", "atelier") == ["atelier (Instagram)"])
        #expect(try publications("--account", "atelier,bakery") == ["atelier (Instagram)", "bakery (Instagram)"])
        let unknown = try shop.calends("plan", "--account", "bakry")
        #expect(unknown.status == 64)
        #expect(unknown.error.hasPrefix("calends: --account cannot be 'bakry': it is atelier or bakery — did you mean"))
    }

    @Test("Tells by status what a plan holds") func detailedExitcode() throws {
        let shop = try Shop(["late": Shop.post("2026-11-01 09:00")])
        #expect(try shop.calends("plan", "--at", "2026-10-01", "--detailed-exitcode").status == 2)
        #expect(try shop.calends("plan", "--at", "2026-12-01", "--detailed-exitcode").status == 3)
        #expect(try shop.calends("plan", "--at", "2026-12-01").status == 0)
        try shop.repository.git("rm", "-q", "calendar/late.yaml")
        #expect(try shop.calends("plan", "--detailed-exitcode").status == 0)
    }

    @Test("Refuses a damaged lockfile, naming the line") func damagedLockfile() throws {
        let shop = try Shop(["a": Shop.post("2126-12-01 09:00")])
        try shop.repository.write(
            "calends-lock 1\n\n[a@bakery]\npublsihed 2026-11-01T08:00:00Z\n", to: ".schedule.lock")
        for command in ["plan", "status", "apply"] {
            let result = try shop.calends(command, "--account", "bakery")
            #expect(result.status != 0)
            #expect(result.output == "")
            #expect(
                result.error.hasPrefix(".schedule.lock:4:1: unknown key 'publsihed' — ") || command == "apply",
                "\(result.error)")
        }
    }

    @Test("Plans a commit and not the files") func planCommit() throws {
        let shop = try Shop(["launch": Shop.post("2126-12-01 09:00")])
        try shop.repository.write(Shop.post("2126-12-02 09:00"), to: "calendar/more.yaml")
        #expect(try shop.calends("plan").output.contains("2 to publish"))
        #expect(try shop.calends("plan", "--commit", "HEAD").output.contains("1 to publish"))
        #expect(try shop.calends("plan", "--commit", "nope").status == 1)
    }

    @Test("Colours when asked to, whatever the output is") func colour() throws {
        let shop = try Shop(["launch": Shop.post("2126-12-01 09:00")])
        #expect(try shop.calends("plan", "--color", "always").output.contains("\u{1B}[32m"))
        #expect(try !shop.calends("plan").output.contains("\u{1B}"))
    }

    @Test("Shows one publication or all of an entry's") func show() throws {
        let shop = try Shop(["launch": Shop.post("2126-12-01 09:00")])
        try expectSnapshot(try shop.calends("show", "launch").output, named: "show.txt")
        #expect(try shop.calends("show", "launch@bakery").output == shop.calends("show", "launch").output)
        let unknown = try shop.calends("show", "lunch@bakery")
        #expect(unknown.status == 64)
        #expect(
            unknown.error == "calends: nothing is called 'lunch@bakery' — neither calendar nor lockfile names it — "
                + "did you mean 'launch@bakery'?\n")
    }

    @Test("Works from a folder of the repository, and where -C says") func folders() throws {
        let shop = try Shop(["launch": Shop.post("2126-12-01 09:00")])
        let inside = try Program.run(
            Program.calends, ["status"], in: shop.repository.path + "/calendar",
            environment: TemporaryGitRepository.isolation)
        let outside = try Program.run(
            Program.calends, ["-C", shop.repository.path, "-C", "media", "status"], in: "/",
            environment: TemporaryGitRepository.isolation)
        #expect(inside.output == outside.output)
        #expect(inside.output.contains("launch@bakery"))
    }

    static let refusals: [([String], Int32)] = [
        (["--version"], 0), (["--help"], 0), (["help"], 0), (["plan", "--help"], 0), (["help", "--man"], 0), ([], 64),
        (["lock", "--help"], 0), (["nope", "--help"], 64), (["nope"], 64), (["plan", "--nope"], 64),
        (["plan", "--account", "nope"], 64),
        (["apply", "--at", "2026-01-01"], 64),
        (["-C", "/nonexistent", "plan"], 64), (["plan", "--at", "tomorrow"], 64), (["completions", "tcsh"], 64),
    ]
    @Test("Ends with the status that says what to do next", arguments: refusals)
    func status(arguments: [String], status: Int32) throws {
        let shop = try Shop()
        let result = try Program.run(
            Program.calends, arguments, in: shop.repository.path, environment: TemporaryGitRepository.isolation)
        #expect(result.status == status, "\(result.error)")
        #expect(status == 0 || result.output.isEmpty)
    }

    @Test("Needs git to plan, and none to validate") func withoutGit() throws {
        let folder = try TemporaryDirectory()
        try folder.write(Shop.settings, to: "calendar/settings.yaml")
        func status(_ command: String) throws -> Int32 {
            try Program.run(
                Program.calends, [command], in: folder.path, environment: TemporaryGitRepository.isolation
            ).status
        }
        #expect(try status("validate") == 0)
        #expect(try status("plan") == 1)
        #expect(try status("apply") == 1)
    }
}
