import TestSupport
import Testing

/// A record that is lost would let its publication go out again, so whatever reads state refuses to go on without it.
@Suite struct LostRecordsTests {
    /// A shop whose only entry went out, as the commit `recorded` says.
    private func publishedShop() throws -> (shop: Shop, recorded: String) {
        let shop = try Shop(["launch": Shop.post("on-merge")])
        let repository = shop.repository
        func id(_ revision: String) throws -> String {
            try repository.git("rev-parse", revision).split(separator: "\n").joined()
        }
        try repository.write(
            """
            calends-lock 1

            [launch@bakery]
            published 2026-11-20T12:00:00Z
            media 18340616823276447
            commit \(id("HEAD"))
            entry \(id("HEAD:calendar/launch.yaml")) calendar/launch.yaml
            file \(id("HEAD:media/bread.jpg")) media/bread.jpg

            end

            """, to: ".schedule.lock")
        try repository.commit("Record 1 publication")
        return (shop, try id("HEAD"))
    }

    private func expectRefusal(_ shop: Shop, naming commit: String) throws {
        for command in ["plan", "status"] {
            let result = try shop.calends(command)
            #expect(result.status == 1)
            #expect(result.output == "")
            #expect(
                result.error == """
                    .schedule.lock:1:1: the record of launch@bakery is missing — without it what was published would \
                    go out again — copy it back from 'git show \(commit.prefix(12)):.schedule.lock'

                    """)
        }
        #expect(try shop.calends("apply", "--allow-uncommitted").status == 3)
    }

    @Test("Goes on while every record is there, under whatever name") func whole() throws {
        let (shop, _) = try publishedShop()
        #expect(try shop.calends("plan").output.hasPrefix("Nothing to do: 1 publication"))
        let lockfile = try shop.repository.git("show", "HEAD:.schedule.lock")
            .replacing("[launch@bakery]", with: "[opening@bakery]")
            .replacing("\n\nend", with: "\nwas launch@bakery\n\nend")
        try shop.repository.write(lockfile + "\n", to: ".schedule.lock")
        try shop.repository.git("mv", "calendar/launch.yaml", "calendar/opening.yaml")
        try shop.repository.commit("Rename the entry")
        #expect(try shop.calends("plan").output.hasPrefix("Nothing to do: 1 publication"))
    }

    @Test("Refuses a lockfile that was removed, emptied or led astray in the work tree")
    func inTheWorkTree() throws {
        let (shop, recorded) = try publishedShop()
        try shop.repository.write("", to: ".schedule.lock")
        try expectRefusal(shop, naming: recorded)
        try shop.repository.write("calends-lock 1\n\nend\n", to: ".schedule.lock")
        try expectRefusal(shop, naming: recorded)
        try shop.repository.git("rm", "-q", "-f", ".schedule.lock")
        try expectRefusal(shop, naming: recorded)
    }

    @Test("Refuses a lockfile from which a commit took records") func reverted() throws {
        let (shop, recorded) = try publishedShop()
        try shop.repository.git("revert", "--no-edit", "HEAD")
        try shop.repository.write(Shop.post("2126-12-01 09:00"), to: "calendar/later.yaml")
        try shop.repository.commit("Write another entry")
        try expectRefusal(shop, naming: recorded)
    }

    @Test("Takes records back once they are copied from history") func restored() throws {
        let (shop, recorded) = try publishedShop()
        try shop.repository.git("revert", "--no-edit", "HEAD")
        try shop.repository.git("checkout", recorded, "--", ".schedule.lock")
        #expect(try shop.calends("plan").output.hasPrefix("Nothing to do: 1 publication"))
        try shop.repository.commit("Bring the records back")
        #expect(try shop.calends("plan").output.hasPrefix("Nothing to do: 1 publication"))
    }

    @Test(
        "A shallow clone publishes nothing where it cannot tell whether there ever was a lockfile", arguments: [1, 2])
    func shallow(depth: Int) throws {
        let (shop, _) = try publishedShop()
        try shop.repository.git("revert", "--no-edit", "HEAD")
        try shop.repository.write(
            Shop.post("on-merge", "Stollen is back again"), to: "calendar/launch.yaml")
        try shop.repository.commit("Write it anew")
        let clone = Shop(in: try shop.repository.clone(into: "shallow\(depth)", "--depth=\(depth)"))
        #expect(
            try clone.calends("plan", "--format", "github").output.contains(
                "whether the lockfile lost records cannot be told"))
        let result = try clone.calends("apply", "--auto-approve", "--local-state")
        #expect(result.status == 3)
        #expect(
            result.error == """
                calends: there is no .schedule.lock, and whether there ever was one cannot be told — this clone is shallow, and \
                what was published before would go out again — git fetch --unshallow brings the rest of the history

                """)
        try clone.repository.git("fetch", "-q", "--unshallow")
        #expect(try clone.calends("plan").error.contains("the record of launch@bakery is missing"))
    }

    @Test("A shallow clone that has a lockfile goes on") func shallowWithLockfile() throws {
        let (shop, _) = try publishedShop()
        let clone = Shop(in: try shop.repository.clone(into: "shallow", "--depth=1"))
        let plan = try clone.calends("plan")
        #expect(plan.output.hasPrefix("Nothing to do: 1 publication"))
        #expect(plan.error == "")
        #expect(try clone.calends("apply", "--auto-approve", "--local-state").status == 0)
    }
}
