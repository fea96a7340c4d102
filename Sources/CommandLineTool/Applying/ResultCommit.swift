import Diagnostics
import Git
import LocalState
import ObjectIDs
import ScheduleLock
import Views

/// Commits the lockfile after a run, and nothing else.
struct ResultCommit {
    let invocation: Invocation
    let workspace: Workspace

    /// Commits what `after` records beyond `before`. The results are on the disk already: when they cannot be
    /// committed, that is said, and is for a person.
    func commit(_ after: Lockfile, since before: Lockfile) -> ExitStatus {
        let changed = after.records.filter { before.records[$0.key] != $0.value }.keys.sorted()
        guard !changed.isEmpty, !invocation.has(.noCommit) else { return .done }
        let path = StatePaths.real.lockfile
        let subject = "Record \(changed.count) publication\(changed.count == 1 ? "" : "s") [skip ci]"
        let body = changed.prefix(50).map { "\n\($0)" }.joined()
        do throws(GitError) {
            let repository = try Repository(openingAt: workspace.root)
            let commit = try repository.commitFiles(
                [RepositoryPath(path): after.bytes], message: "\(subject)\n\(body)\n",
                environment: invocation.environment)
            if let commit { invocation.tell("Committed \(commit.description.prefix(7)): \(subject)") }
            return .done
        } catch {
            let line = Diagnostic(
                nil, "\(path) is written but not committed: \(error.description)", why: error.why, fix: error.fix)
            invocation.console.report(
                "calends: " + DiagnosticText.line(line, style: invocation.console.reportStyle) + "\n")
            return .needsPerson
        }
    }
}
