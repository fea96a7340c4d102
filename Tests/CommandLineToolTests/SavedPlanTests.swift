import Foundation
import TestSupport
import Testing

@Suite struct SavedPlanTests {
    @Test("Carries out what was saved, and nothing else") func applies() throws {
        let (shop, sandbox) = try Shop.served([
            "a": Shop.post("on-merge", "First"), "b": Shop.post("on-merge", "Second"),
        ])
        let plan = try shop.calends("plan", "--out", "public/a.plan", "--target", "a")
        #expect(plan.status == 0, "\(plan.error)")
        #expect(plan.error == "Saved. To do this and nothing else: calends apply public/a.plan\n")
        #expect(plan.output.contains("Plan: 1 to publish."))
        let apply = try shop.calends("apply", "public/a.plan")
        #expect(apply.status == 0, "\(apply.error)")
        #expect(apply.output == "Done: 1 published.\n")
        #expect(try shop.calends("status").output.contains("published  a@bakery"))
        // What it was made from is the lockfile before it.
        let again = try shop.calends("apply", "public/a.plan")
        #expect(again.status == 3)
        #expect(
            again.error
                == "calends: 'public/a.plan' is stale, and nothing was done: the lockfile is another: something was "
                + "published or settled; a@bakery: publish was planned, now it needs nothing — a saved plan is carried "
                + "out as it was or not at all — look at the plan of now, and save it: calends plan --out public/a.plan\n"
        )
        #expect(try shop.calends("plan").output.contains("Plan: 1 to publish, 1 unchanged."))
        sandbox.stop()
    }

    @Test("Refuses a stale plan, naming what has moved") func stale() throws {
        let (shop, sandbox) = try Shop.served(["a": Shop.post("on-merge", "First")])
        #expect(try shop.calends("plan", "-q", "--out", "public/all.plan").status == 0)
        try shop.repository.write(Shop.post("on-merge", "Other"), to: "calendar/a.yaml")
        try shop.repository.write(Shop.post("2126-12-01 09:00", "Later"), to: "calendar/b.yaml")
        try shop.repository.commit("Edit")
        let apply = try shop.calends("apply", "public/all.plan")
        #expect(apply.status == 3)
        #expect(
            apply.error.contains(
                "a@bakery: calendar/a.yaml was edited; b@bakery: nothing was planned, now it is publish; edited: "
                    + "calendar/b.yaml"), "\(apply.error)")
        #expect(!FileManager.default.fileExists(atPath: shop.repository.path + "/.schedule.lock"))
        sandbox.stop()
    }

    @Test("Plans what stops an apply, at the line that does, and how to do it all the same") func obstacles() throws {
        let (shop, sandbox) = try Shop.served(
            ["a": Shop.post("on-merge", "First")], safety: "safety: {max_publish_per_apply: 1}")
        try shop.repository.write(Shop.post("on-merge", "Second"), to: "calendar/b.yaml")
        let plan = try shop.calends("plan", "--out", "public/all.plan")
        #expect(plan.status == 0)
        let command = "commit, then calends apply public/all.plan --max-publish 2"
        #expect(plan.error == "Saved. To do this and nothing else: \(command)\n")
        let words = plan.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(
            words.hasSuffix(
                "Apply would now do nothing: calendar/b.yaml is not committed (commit first, or --allow-uncommitted "
                    + "takes the files as they are); 2 publications are due at once and safety.max_publish_per_apply "
                    + "is 1 (--max-publish 2 lets them go). Else it would publish 2."), "\(plan.output)")
        let annotations = try shop.calends("plan", "--format", "github").output
        #expect(
            annotations.contains("::warning file=calendar/settings.yaml,line=7,col=33,title=2 publications are due"),
            "\(annotations)")
        #expect(try shop.calends("apply", "public/all.plan").error.contains("not committed: calendar/b.yaml"))
        try shop.repository.commit("Add b")
        #expect(try shop.calends("apply", "public/all.plan").error.contains("2 publications are due at once"))
        let apply = try shop.calends("apply", "public/all.plan", "--max-publish", "2")
        #expect(apply.output == "Done: 2 published.\n", "\(apply.error)")
        sandbox.stop()
    }

    @Test("Says of a file that is no plan, and of options beside one, what is wrong") func refusals() throws {
        let shop = try Shop(["a": Shop.post("2126-12-01 09:00")])
        let missing = try shop.calends("apply", "nope.plan")
        #expect(missing.status == 64)
        #expect(missing.error.hasPrefix("calends: 'nope.plan' cannot be read: "))
        let other = try shop.calends("apply", "calendar/a.yaml")
        #expect(other.status == 1)
        #expect(
            other.error
                == "calends: 'calendar/a.yaml': this is not a saved plan — calends plan --out FILE writes one — "
                + "make it again: calends plan --out FILE\n")
        for options in [["--sandbox"], ["--account", "bakery"], ["--target", "a"]] {
            let result = try Program.run(
                Program.calends, ["apply", "x.plan"] + options, in: shop.repository.path,
                environment: TemporaryGitRepository.isolation)
            #expect(result.status == 64)
            #expect(result.error.hasPrefix("calends: \(options[0]) means nothing with a saved plan"))
        }
        let target = try shop.calends("plan", "--target", "2027/*")
        #expect(target.status == 64)
        #expect(
            target.error
                == "calends: --target '2027/*' names no publication — neither calendar nor lockfile has one like "
                + "it — write it like 2026-12/*, **@bakery or 2026-12/launch@bakery\n")
    }
}
