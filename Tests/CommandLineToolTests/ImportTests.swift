import Foundation
import TestSupport
import Testing

/// What an account shows already becomes entries, and what changes there afterwards is told.
@Suite struct ImportTests {
    private static let caption = "Zimt & \"Zucker\": 'frisch' 🥨\n\n  # kein Kommentar\n- kein Punkt"

    /// A sandbox on which another clone, whose lockfile nobody has, has published each kind.
    private func published() throws -> (Franchise, TemporaryGitRepository) {
        let franchise = try Franchise(.local)
        let first = try franchise.clone("first")
        let body = Self.caption.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n  ")
        for (name, text) in [
            "post":
                "kind: post\ncaption: |\n  \(body)\nmedia: [{file: media/bread.jpg, alt: \"A loaf: \\\"warm\\\"\"}]\n",
            "carousel":
                "kind: carousel\ncomments: off\ncaption: Two\ncollaborators: [flourandco, rye.club]\n"
                + "media: [media/bread.jpg, media/oven.mp4]\n",
            "reel":
                "kind: reel\nshare_to_feed: false\ncaption: Oven\ncollaborators: [flourandco]\nmedia: [media/oven.mp4]\n",
            "story": "kind: story\nmedia: [media/rolls.jpg]\n",
        ] {
            try first.write("publish_at: on-merge\n" + text, to: "calendar/\(name).yaml")
        }
        try first.commit("Publish")
        let apply = try franchise.calends(in: first, "apply", "--auto-approve")
        try #require(apply.status == 0, "\(apply.output)\(apply.error)")
        return (franchise, try franchise.clone("second"))
    }

    @Test("Imports once, plans nothing then, and tells what changes there") func imports() throws {
        let (franchise, clone) = try published()
        func calends(_ arguments: String...) throws -> Program.Result {
            try Program.run(Program.calends, arguments, in: clone.path, environment: franchise.environment)
        }
        // Of the reel, the newest of them, the platform does not tell whom it was asked for.
        try franchise.sandbox.ask(
            "POST", "faults", #"{"mode":"error","code":10,"path":"*/collaborators","nth":1}"#)
        let dry = try calends("import", "--account", "atelier", "--dry-run")
        #expect(dry.status == 0, "\(dry.error)")
        #expect(dry.output.hasSuffix("3 to import, 0 known already.\n"))
        #expect(try clone.git("status", "--porcelain") == "")

        // As after a crash: one is done, the others are not.
        let one = try calends("import", "--account", "atelier", "--limit", "1")
        #expect(one.output.hasSuffix("1 imported, 0 known already; there may be more: --limit 1.\n"), "\(one.error)")
        let rest = try calends("import", "--account", "atelier")
        #expect(rest.status == 0)
        #expect(rest.output.hasSuffix("2 imported, 1 known already.\n"), "\(rest.output)\(rest.error)")
        let state = try clone.git("status", "--porcelain", "--untracked-files=all")
        let lockfile = try clone.read(".schedule.lock")
        #expect(try calends("import", "--account", "atelier").output == "0 imported, 3 known already.\n")
        #expect(try clone.git("status", "--porcelain", "--untracked-files=all") == state)
        #expect(try clone.read(".schedule.lock") == lockfile)

        let folder = "\(clone.path)/calendar/imported/atelier"
        let entries = try FileManager.default.contentsOfDirectory(atPath: folder).map { name in
            try clone.read("calendar/imported/atelier/\(name)").split(separator: "\n")
                .filter { $0.hasPrefix("# Without") || $0.hasPrefix("kind") || $0.hasPrefix("collab") }
                .joined(separator: "\n")
        }
        #expect(
            entries.sorted()
                == [
                    """
                    # Without its location, tagged people, its cover and collaborators: the platform does not tell.
                    kind: reel
                    """,
                    """
                    # Without its location, tagged people and the descriptions of its pictures: the platform does not tell.
                    kind: carousel
                    collaborators: ["flourandco", "rye.club"]
                    """,
                    """
                    # Without its location and tagged people: the platform does not tell.
                    kind: post
                    """,
                ].sorted())

        for _ in 0..<2 {
            let plan = try calends("plan", "--format", "json")
            #expect(plan.status == 0, "\(plan.output)")
            #expect(plan.output.contains("\"actions\": []") || plan.output.contains("\"actions\":[]"), "\(plan.output)")
            #expect(try calends("apply", "--auto-approve", "--allow-uncommitted").output == "Nothing to do now.\n")
            try clone.commit("Adopt what is published")
        }
        #expect(try franchise.sandbox.truth().count == 4)
        #expect(try calends("refresh").output == "The platform shows what the lockfile says.\n")

        let live = try franchise.sandbox.truth()
        let reel = try #require(live.first { $0.kind == "reel" })
        let carousel = try #require(live.first { $0.caption == "Two" })
        try graph(franchise, "DELETE", reel.id)
        try graph(franchise, "POST", "\(carousel.id)?comment_enabled=true")
        let drift = try calends("refresh")
        #expect(drift.status == 3, "\(drift.error)")
        // A command that is longer than a line goes on in the next.
        let lines = drift.output.replacing(#/\n {6,}/#, with: " ").split(separator: "\n").map(String.init)
        #expect(lines.last == "Drift: 1 deleted, 1 changed.")
        #expect(lines.contains { $0.hasPrefix("deleted    imported/atelier/") && $0.contains(reel.id) })
        #expect(lines.contains { $0.hasPrefix("changed    imported/atelier/") && $0.contains(carousel.id) })
        #expect(lines.contains("    comments: off → on"))
        #expect(lines.contains { $0.contains("calends forget imported/atelier/") && $0.contains("--media \(reel.id)") })
        let forget = try #require(lines.first { $0.contains("calends forget") }).split(separator: " ").map(String.init)
        let plan = try calends("plan", "--refresh", "--detailed-exitcode")
        #expect(plan.status == 3, "\(plan.error)")
        #expect(plan.output.contains("Plan: 2 drifted, "), "\(plan.output)")
        #expect(plan.output.contains("accept: calends forget"), "\(plan.output)")
        let settled = try calends("forget", forget[3], "--media", reel.id)
        #expect(settled.status == 0, "\(settled.error)")
        #expect(try !calends("refresh").output.contains("deleted"))
        try accept(aCaptionFor: carousel.id, in: clone, franchise)
    }

    /// What was accepted is no drift from then on, and what was changed on the platform is still.
    private func accept(aCaptionFor medium: String, in clone: TemporaryGitRepository, _ franchise: Franchise) throws {
        let folder = "calendar/imported/atelier"
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(clone.path)/\(folder)")
        let name = try #require(names.first { $0.hasSuffix("-\(medium).yaml") })
        try clone.write(
            clone.read("\(folder)/\(name)").replacing("Two", with: "Zwei"), to: "\(folder)/\(name)")
        try clone.commit("Translate")
        let id = "imported/atelier/\(name.dropLast(5))@atelier"
        let accepted = try franchise.calends(in: clone, "accept", id)
        #expect(accepted.status == 0, "\(accepted.error)")
        let drift = try franchise.calends(in: clone, "refresh")
        #expect(drift.status == 3, "\(drift.error)")
        let changes = drift.output.split(separator: "\n").filter { $0.contains(" → ") }
        #expect(changes == ["    comments: off → on"], "\(drift.output)")
    }

    @Test("Leaves alone what looks like an entry without a record, and what was recorded is known to every runner")
    func shared() throws {
        let franchise = try Franchise(.shared(lease: "30s"))
        let clone = try franchise.clone("first")
        func entry(_ name: String, _ picture: String) -> String {
            "kind: post\npublish_at: on-merge\nmedia: [media/\(picture).jpg]\ncaption: \(name)\n"
        }
        try clone.write(entry("one", "bread"), to: "calendar/one.yaml")
        try clone.write(entry("two", "rolls"), to: "calendar/two.yaml")
        try clone.commit("Publish")
        let apply = try franchise.calends(in: clone, "apply", "--auto-approve", "--local-state", "--no-commit")
        try #require(apply.status == 0, "\(apply.output)\(apply.error)")

        // Its records are lost; the entry of one of the two reaches the branch.
        let other = try franchise.clone("second")
        try other.write(entry("one", "bread"), to: "calendar/one.yaml")
        try other.commit("Write one")
        try other.git("push", "--quiet", "origin", "main")
        let drift = try franchise.calends(in: other, "plan", "--refresh")
        #expect(drift.output.contains("and no record knows it: it may be out already"), "\(drift.output)")
        #expect(drift.output.contains("Plan: 1 drifted, 1 to adopt."), "\(drift.output)")
        let imported = try franchise.calends(in: other, "import", "--account", "atelier")
        #expect(imported.status == 0, "\(imported.error)")
        #expect(imported.output.hasSuffix("1 imported, 0 known already, 1 left alone.\n"), "\(imported.output)")

        let third = try franchise.clone("third")
        let lockfile = try third.read(".schedule.lock")
        #expect(lockfile.contains("[imported/atelier/"))
        let medium = try #require(try franchise.sandbox.truth().first { $0.caption == "one" }).id
        let accepted = try franchise.calends(in: third, "accept", "one@atelier", "--media", medium)
        #expect(accepted.status == 0, "\(accepted.error)")
        let again = try franchise.calends(in: try franchise.clone("fourth"), "apply", "--auto-approve")
        #expect(again.output == "Nothing to do now.\n", "\(again.output)\(again.error)")
        #expect(try franchise.sandbox.truth().count == 2)
    }

    @Test("Says what is published and unknown, and how to adopt it") func unknown() throws {
        let (franchise, clone) = try published()
        let result = try franchise.calends(in: clone, "refresh")
        #expect(result.status == 0, "\(result.error)")
        #expect(result.output.split(separator: "\n").count { $0.hasPrefix("unknown") } == 3)
        #expect(result.output.hasSuffix("    adopt: calends import --account atelier\nDrift: 3 unknown.\n"))
    }

    @Test("Imports nothing of an account that is not named") func unnamed() throws {
        let franchise = try Franchise(.local)
        let result = try franchise.calends(in: try franchise.clone("a"), "import")
        #expect(result.status == 64)
        #expect(
            result.error == "calends: no account is named — an import writes many files — add --account NAME\n")
    }

    @Test("Says why the platform was not asked, and whether a person has to do something") func unasked() throws {
        let franchise = try Franchise(.local)
        let clone = try franchise.clone("a")
        func imported() throws -> Program.Result {
            try franchise.calends(in: clone, "import", "--account", "atelier", "--dry-run")
        }
        try franchise.sandbox.ask(
            "POST", "faults", #"{"mode":"error","code":190,"subcode":463,"path":"*/media","nth":1}"#)
        let expired = try imported()
        #expect(expired.status == 3, "\(expired.error)")
        #expect(expired.output == "")
        #expect(expired.error.hasPrefix("calends: the token of account atelier has expired — GET "))
        #expect(expired.error.hasSuffix(" — run calends auth login --account atelier\n"))

        let settings = try clone.read("calendar/settings.yaml")
        try clone.write(
            settings.replacing(#/api: "[^"]*"/#, with: #"api: "http://127.0.0.1:9""#), to: "calendar/settings.yaml")
        let away = try imported()
        #expect(away.status == 4, "\(away.error)")
        #expect(away.output == "")
        #expect(away.error.hasPrefix("calends: the platform cannot be asked about account atelier now — GET "))
        #expect(away.error.hasSuffix(" — try again later\n"))
    }

    private func graph(_ franchise: Franchise, _ method: String, _ path: String) throws {
        let curl = try #require(Program.find("curl"))
        let token = try #require(franchise.accounts["atelier"]?.token)
        let result = try Program.run(
            curl,
            [
                "--silent", "--fail-with-body", "--request", method, "--header", "Authorization: Bearer \(token)",
                "\(franchise.sandbox.announcement.url)/graph.facebook.com/v25.0/\(path)",
            ])
        try #require(result.status == 0, "\(result.output)")
    }
}
