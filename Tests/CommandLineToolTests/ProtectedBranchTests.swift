import Foundation
import TestSupport
import Testing

@Suite struct ProtectedBranchTests {
    @Test("Says where the lockfile can go when the branch takes no pushes, and loses nothing") func protected()
        async throws
    {
        let franchise = try Franchise(
            .shared(lease: "6s"),
            entries: ["post": "kind: post\npublish_at: on-merge\ncaption: Post\nmedia: [media/bread.jpg]\n"])
        let server = try GitHTTPServer(root: franchise.directory.path)
        let clone = try franchise.clone("a", of: "\(server.url)/origin.git")
        let hook = franchise.origin.path + "/hooks/update"
        try franchise.directory.write(
            "#!/bin/sh\n[ \"$1\" != refs/heads/main ] || { echo 'GH006: Protected branch update failed'; exit 1; }\n",
            to: "origin.git/hooks/update")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: hook)
        let doctor = try franchise.calends(in: clone, "doctor")
        #expect(doctor.status == 3)
        #expect(
            doctor.output.contains(
                /fail state +writing +http:\S+ refused to change refs\/heads\/main: .*GH006: Protected branch update failed.* — let this credential push to refs\/heads\/main, or push to another branch\n/
            ), "\(doctor.output)\(doctor.error)")
        #expect(
            doctor.output.contains(
                /ok +state +journal +origin takes refs beside refs\/calends\/journal, which the first run makes\n/),
            "\(doctor.output)\(doctor.error)")
        #expect(try franchise.origin.git("for-each-ref", "--format=%(refname)") == "refs/heads/main")
        let refused = try franchise.calends(in: clone, "apply")
        #expect(refused.status == 3, "\(refused.output)\(refused.error)")
        #expect(refused.error.contains("state.branch: calends-state"))
        let (published, again) = (try franchise.sandbox.truth(), try franchise.calends(in: clone, "apply"))
        #expect(again.status == 3)
        #expect(try franchise.sandbox.truth().map(\.id) == published.map(\.id))

        let settings = try clone.read("calendar/settings.yaml")
        try clone.commit(writing: [
            "calendar/settings.yaml": settings.replacing("branch: main", with: "branch: calends-state")
        ])
        let recorded = try franchise.calends(in: clone, "apply")
        #expect(recorded.status == 0, "\(recorded.output)\(recorded.error)")
        let truth = try franchise.sandbox.truth()
        #expect(truth.count == 1)
        #expect(try Array(franchise.lockfile(on: "calends-state").published.values) == truth.map(\.id))
        try clone.commit(writing: [
            "calendar/more.yaml": "kind: post\npublish_at: on-merge\ncaption: More\nmedia: [media/bread.jpg]\n"
        ])
        #expect(try franchise.calends(in: clone, "apply").status == 0)
        #expect(try franchise.calends(in: clone, "apply").output == "Nothing to do now.\n")
        #expect(try franchise.lockfile(on: "calends-state").published.count == 2)

        let well = try franchise.calends(in: clone, "doctor")
        #expect(
            well.output.contains(/ok +state +journal +origin takes pushes to refs\/calends\/journal\n/),
            "\(well.output)")
        try franchise.directory.write(
            "#!/bin/sh\ncase $1 in refs/calends/*) echo 'only branches here'; exit 1;; esac\n",
            to: "origin.git/hooks/update")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: hook)
        let (before, none) = (try franchise.origin.git("for-each-ref"), try franchise.calends(in: clone, "doctor"))
        #expect(
            none.output.contains(
                /fail +state +journal +http:\S+ refused to change refs\/calends\/journal: .*only branches here.* — let this credential push there, or name a ref that may be pushed to: state.journal: refs\/heads\/calends-journal\n/
            ), "\(none.output)")
        #expect(try franchise.origin.git("for-each-ref") == before)
    }
}
