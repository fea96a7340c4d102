import Foundation
import TestSupport
import Testing

/// An apply whose git remote is not as it should be says whether to wait or to call a person, and loses nothing.
@Suite struct RemoteAwayTests {
    private static let post = "kind: post\npublish_at: on-merge\ncaption: Post\nmedia: [media/bread.jpg]\n"

    @Test("Is to be run again later while the remote cannot be reached") func away() throws {
        let shim = try CrashShim()
        let franchise = try Franchise(
            .shared(lease: "600s"), entries: ["post": Self.post], world: shim.environment(speed: 25))
        let clone = try franchise.clone("a")
        // As another process leaves it that is at work, or that died.
        let lock = "origin.git/refs/calends/journal.lock"
        try franchise.directory.write("", to: lock)
        let result = try franchise.calends(in: clone, "apply")
        #expect(result.status == 4, "\(result.error)")
        #expect(result.output == "Nothing was done.\n")
        #expect(result.error.contains("refs/calends/journal of"))
        #expect(try franchise.sandbox.truth().isEmpty)
        try franchise.directory.remove(lock)
        #expect(try franchise.calends(in: clone, "apply").status == 0)
        #expect(try franchise.lockfile().published.count == 1)
    }

    @Test("Calls a person when there is no such repository") func missing() throws {
        let franchise = try Franchise(.shared(lease: "6s"), entries: ["post": Self.post])
        let clone = try franchise.clone("a")
        let (place, other) = (franchise.origin.path, franchise.origin.path + ".away")
        try FileManager.default.moveItem(atPath: place, toPath: other)
        let result = try franchise.calends(in: clone, "apply")
        #expect(result.status == 3, "\(result.error)")
        #expect(result.error.contains("git remote set-url"))
        let doctor = try franchise.calends(in: clone, "doctor")
        #expect(doctor.status == 3)
        #expect(
            doctor.output.contains(
                "no repository at \(place) — correct the URL with 'git remote set-url', or get access to the repository\n"
            ),
            "\(doctor.output)\(doctor.error)")
        try FileManager.default.moveItem(atPath: other, toPath: place)
        #expect(try franchise.calends(in: clone, "apply").status == 0)
        #expect(try franchise.lockfile().published.count == 1)
    }
}
