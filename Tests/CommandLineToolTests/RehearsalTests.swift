import Foundation
import TestSupport
import Testing

@Suite struct RehearsalTests {
    @Test("Publishes a month in the sandbox, each at its time, and nothing a second time") func month() throws {
        let shop = try Shop([
            "2026-12/first": Shop.post("2026-12-01 09:00", "One"),
            "2026-12/second": Shop.post("2026-12-15 18:30", "Two"),
            "2027-01/third": Shop.post("2027-01-01 00:00", "Three"),
        ])
        let lines = ["apply", "--sandbox", "--at", "2026-11-30", "--until", "2026-12-31"]
        let first = try shop.calends(lines[0], lines[1], lines[2], lines[3], lines[4], lines[5])
        #expect(first.status == 0, "\(first.error)")
        #expect(
            first.output == """
                Done: 2 published.
                Next due: 2027-01/third@bakery, Fri 1 Jan 2027, 00:00 Europe/Paris.

                """)
        let second = try shop.calends(lines[0], lines[1], lines[2], lines[3], lines[4], lines[5])
        #expect(second.status == 0)
        #expect(second.output.hasPrefix("Nothing to do now.\n"))
        let status = try shop.calends("status", "--sandbox", "--format", "json")
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(status.output.utf8)) as? [String: Any])
        let publications = try #require(report["publications"] as? [[String: Any]])
        #expect(publications.map { $0["state"] as? String } == ["published", "published", "scheduled"])
        #expect(
            publications.map { $0["at"] as? String } == [
                "2026-12-01T08:00:00Z", "2026-12-15T17:30:00Z", "2026-12-31T23:00:00Z",
            ])
        let published = try #require(publications.first?["published_at"] as? String)
        #expect(published.hasPrefix("2026-12-01T08:00:"))
        // The real state is as it was.
        #expect(!FileManager.default.fileExists(atPath: shop.repository.path + "/.schedule.lock"))
        #expect(try shop.repository.git("status", "--porcelain") == "")
    }

    @Test("Publishes what falls due minutes apart") func close() throws {
        let shop = try Shop([
            "a": Shop.post("2026-12-01 09:00", "One"), "b": Shop.post("2026-12-01 09:05", "Two"),
            "c": Shop.post("2027-02-01 09:00", "Three"),
        ])
        let result = try shop.calends("apply", "--sandbox", "--at", "2026-11-30", "--until", "2027-03-01")
        #expect(result.status == 0)
        #expect(result.output == "Done: 3 published.\n")
        // At each moment the rehearsal meets again what it has prepared.
        let prepared = result.error.split(separator: "\n").filter { $0.hasPrefix("prepared") }
        #expect(prepared == ["prepared  a@bakery", "prepared  b@bakery", "prepared  c@bakery"])
    }

    @Test("Waits for the end of a quiet window, and leaves out what is due inside") func quiet() throws {
        let window = "safety: {quiet: [{from: 2026-12-01 12:00, to: 2026-12-01 14:00}]}\n"
        let shop = try Shop(
            ["a": Shop.post("2026-12-01 11:00", "One"), "b": Shop.post("2026-12-01 13:00", "Two")],
            settings: Shop.settings + window)
        let result = try shop.calends("apply", "--sandbox", "--at", "2026-12-01 12:30", "--until", "2026-12-01", "-q")
        #expect(result.status == 3)
        #expect(
            result.output == """
                Done: 1 published.
                1 publication waits for a person: b@bakery. calends plan --sandbox says why.

                """)
        let report = try shop.calends("show", "a", "--sandbox", "--format", "json").output
        #expect(report.contains("\"published_at\": \"2026-12-01T13:00:"))
    }

    @Test("Joins the sandbox that is being served") func joins() throws {
        let shop = try Shop(["a": Shop.post("2026-12-01 09:00", "One"), "b": Shop.post("2026-12-02 09:00", "Two")])
        let sandbox = try ServedSandbox([], in: shop.repository.path)
        let joined = try shop.calends("apply", "--sandbox", "--at", "2026-12-01", "--until", "2026-12-01", "-q")
        #expect(joined.status == 0, "\(joined.error)")
        #expect(joined.output.hasPrefix("Done: 1 published.\n"))
        #expect(try shop.calends("status", "--sandbox").output.contains(sandbox.announcement.url + "/p/"))
        #expect(sandbox.stop() == 0)
        // The next one is its own again, and knows what was published.
        let alone = try shop.calends("apply", "--sandbox", "--at", "2026-12-01", "--until", "2026-12-02", "-q")
        #expect(alone.output == "Done: 1 published.\n")
    }

    @Test("Tells events as JSON, one object a line") func events() throws {
        let shop = try Shop(["first": Shop.post("2026-12-01 09:00")])
        let result = try shop.calends(
            "apply", "--sandbox", "--at", "2026-12-01 09:00", "--format", "json", "-q")
        #expect(result.error == "")
        let events = try result.output.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        let names = events.compactMap { $0["event"] as? String }
        #expect(
            names.filter { $0 != "waiting" } == [
                "started", "hosting", "container_created", "publishing", "published", "summary",
            ])
        #expect(events.last?["published"] as? Int == 1)
        #expect(events.last?["exit_status"] as? Int == 0)
    }

    @Test("Says what was missed, and never publishes it silently") func missed() throws {
        let shop = try Shop(["late": Shop.post("2026-12-01 09:00")])
        let result = try shop.calends("apply", "--sandbox", "--at", "2026-12-01 15:00:01")
        #expect(result.status == 3)
        #expect(
            result.output == """
                Nothing to do now.
                1 publication waits for a person: late@bakery. calends plan --sandbox says why.

                """)
    }

    @Test("Keeps published what was renamed") func renamed() throws {
        let shop = try Shop(["old": Shop.post("2026-12-01 09:00", "A long caption that git recognises again")])
        #expect(try shop.calends("apply", "--sandbox", "--at", "2026-12-01 09:00").status == 0)
        try shop.repository.git("mv", "calendar/old.yaml", "calendar/new.yaml")
        try shop.repository.commit("Rename")
        let plan = try shop.calends("plan", "--sandbox", "--at", "2026-12-01 09:10")
        #expect(plan.output.contains("old@bakery is now new@bakery"))
        let apply = try shop.calends("apply", "--sandbox", "--at", "2026-12-01 09:10")
        #expect(apply.output == "Nothing to do now.\n")
        let status = try shop.calends("status", "--sandbox").output
        #expect(status.contains("new@bakery") && status.contains("1 published") && !status.contains("old@bakery"))
    }

    @Test("Runs once at a time") func locked() throws {
        let shop = try Shop(["first": Shop.post("2026-12-01 09:00")])
        try shop.repository.write("", to: ".calends/sandbox/lock")
        let holder = try #require(Program.find("flock"))
        let result = try Program.run(
            holder, [shop.repository.path + "/.calends/sandbox/lock", Program.calends, "apply", "--sandbox"],
            in: shop.repository.path, environment: TemporaryGitRepository.isolation)
        #expect(result.status == 4)
        #expect(result.error.hasPrefix("calends: "))
        #expect(result.error.contains("two at once could publish the same thing twice"))
    }
}
