import Foundation
import TestSupport
import Testing

/// A scenario is a folder: the files of each commit in `1`, `2` …, what had been published after the first in
/// `schedule.lock`, and the moment of the plan in `at`; `plan.txt` is what `calends plan` then says.
///
/// A file `removed` lists what a commit deletes, `NAME.from` names the fixture that NAME is made from. The lockfiles were
/// written by a rehearsal of the first commit. With `RECORD_SCENARIOS=1` the plans are written; read the difference.
@Suite("Scenarios of plans") struct PlanScenarioTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Scenarios")
    static let fixtures = folder.appending(path: "../ScenarioMedia")
    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()

    @Test("Plans as written", arguments: names)
    func plan(name: String) throws {
        let scenario = Self.folder.appending(path: name)
        let repository = try TemporaryGitRepository()
        let root = URL(fileURLWithPath: repository.path)
        for fixture in ["picture.jpg", "other.jpg", "film.mp4"] {
            try Self.copy(Self.fixtures.appending(path: fixture), to: root.appending(path: "media/\(fixture)"))
        }
        try repository.write(".calends/\n", to: ".gitignore")
        var step = 1
        while let files = FileManager.default.enumerator(atPath: scenario.appending(path: "\(step)").path) {
            let paths = files.compactMap { $0 as? String }.sorted()
            for path in paths { try Self.lay(path, of: scenario.appending(path: "\(step)"), in: root) }
            guard !paths.isEmpty else { break }
            try repository.commit("Step \(step)")
            step += 1
        }
        let lockfile = scenario.appending(path: "schedule.lock")
        if FileManager.default.fileExists(atPath: lockfile.path) {
            try Self.copy(lockfile, to: root.appending(path: ".schedule.lock"))
        }
        let moment = try String(contentsOf: scenario.appending(path: "at"), encoding: .utf8)
        let result = try Program.run(
            Program.calends, ["plan", "--at", moment.trimmingCharacters(in: .whitespacesAndNewlines)],
            in: repository.path, environment: TemporaryGitRepository.isolation)
        let shown = result.output + result.error
        let expected = scenario.appending(path: "plan.txt")
        if ProcessInfo.processInfo.environment["RECORD_SCENARIOS"] == "1" {
            try Data(shown.utf8).write(to: expected)
        } else {
            #expect(shown == (try String(contentsOf: expected, encoding: .utf8)))
        }
    }

    @Test func everyScenarioIsFound() {
        #expect(Self.names.count >= 17)
    }

    /// Does to the work tree what one file of a step says.
    private static func lay(_ path: String, of step: URL, in root: URL) throws {
        let source = step.appending(path: path)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: source.path, isDirectory: &isFolder), !isFolder.boolValue else {
            return
        }
        if path == "removed" {
            for gone in try String(contentsOf: source, encoding: .utf8).split(separator: "\n") {
                try FileManager.default.removeItem(at: root.appending(path: String(gone)))
            }
        } else if path.hasSuffix(".from") {
            let fixture = try String(contentsOf: source, encoding: .utf8).trimmingCharacters(in: .newlines)
            try copy(fixtures.appending(path: fixture), to: root.appending(path: String(path.dropLast(5))))
        } else {
            try copy(source, to: root.appending(path: path))
        }
    }

    private static func copy(_ source: URL, to target: URL) throws {
        try FileManager.default.createDirectory(
            at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(contentsOf: source).write(to: target)
    }
}
