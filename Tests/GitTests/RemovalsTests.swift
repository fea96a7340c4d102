import Foundation
import ObjectIDs
import TestSupport
import Testing

@testable import Git

@Suite struct RemovalsTests {
    @Test("Knows every removal that git log --full-history knows, on whichever side")
    func sides() throws {
        let fixture = try TemporaryGitRepository()
        try fixture.commit("old", writing: ["x": "0\n"])
        try fixture.git("branch", "old")
        let one = try commit("one", writing: ["a": "1\n", "b": "1\n", "d/c": "1\n"], in: fixture)
        try fixture.git("checkout", "--quiet", "-b", "side")
        try fixture.git("mv", "a", "z")
        try fixture.git("mv", "d/c", "c")
        try fixture.commit("move on the side")
        try fixture.git("checkout", "--quiet", "main")
        try fixture.git("rm", "--quiet", "a", "b")
        try fixture.commit("remove")
        try fixture.git("checkout", "--quiet", "-b", "late")
        try fixture.commit("late", writing: ["y": "1\n"])
        try fixture.git("checkout", "--quiet", "main")
        try fixture.git("merge", "--quiet", "--no-commit", "--no-ff", "-s", "ours", "side")
        try fixture.git("rm", "--quiet", "--force", "d/c")
        let merged = try commit("merge", writing: ["z": "1\n"], in: fixture)
        try fixture.git("merge", "--quiet", "--no-ff", "--no-edit", "late")
        try fixture.git("merge", "--quiet", "--no-ff", "--no-edit", "old")
        let again = try commit("again", writing: ["a": "2\n"], in: fixture)
        try fixture.git("rm", "--quiet", "a")
        try fixture.commit("remove again")
        let repository = try open(fixture.path)
        let head = try repository.headCommit()
        let absences = [
            Absence(of: "a", in: head, last: again), Absence(of: "a", in: merged, last: one),
            Absence(of: "b", in: head, last: one), Absence(of: "d/c", in: head, last: one),
            Absence(of: "d", in: head, last: one),
        ]
        let found = try repository.removals(of: absences)
        #expect(
            found.removals.map { $0?.map(\.summary) } == [
                ["remove again"], ["remove", "move on the side"], ["remove"], ["move on the side"],
                ["move on the side"],
            ])
        for (absence, removals) in zip(absences, found.removals) {
            let log = try fixture.git(
                "log", "--full-history", "--diff-filter=D", "--format=%H", "\(absence.last)..\(absence.commit)", "--",
                absence.path.description)
            let told = Set(log.split(separator: "\n").map(String.init))
            #expect(Set((removals ?? []).map { "\($0.id)" }) == told, "\(absence.path)")
        }
    }

    @Test("Does not look before what had the file last, and says where it ends too early")
    func bounds() throws {
        let fixture = try TemporaryGitRepository()
        for number in 1...20 { try fixture.commit("old \(number)", writing: ["x": "\(number)\n"]) }
        try fixture.git("branch", "before")
        let last = try commit("add", writing: ["a": "1\n"], in: fixture)
        try fixture.git("rm", "--quiet", "a")
        try fixture.commit("remove")
        // A side that never had the file.
        try fixture.git("checkout", "--quiet", "before")
        let side = try commit("side", writing: ["y": "1\n"], in: fixture)
        try fixture.git("checkout", "--quiet", "main")
        try fixture.git("merge", "--quiet", "--no-ff", "--no-edit", "\(side)")
        let repository = try open(fixture.path)
        let absence = try Absence(of: "a", in: repository.headCommit(), last: last)
        let found = try repository.removals(of: [absence])
        #expect(found.removals.map { $0?.map(\.summary) } == [["remove"]])
        #expect(found.commitCount < 8)
        #expect(try repository.removals(of: [absence], mostCommits: 1).removals == [nil])
    }

    private func commit(
        _ summary: String, writing files: [String: String], in fixture: TemporaryGitRepository
    ) throws -> CommitID {
        try #require(CommitID(hex: fixture.commit(summary, writing: files)))
    }
}
