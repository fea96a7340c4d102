import Diagnostics
import Git
import LocalState
import ObjectIDs
import ScheduleLock
import Views

/// Commits the lockfile after it was written, and nothing else.
struct ResultCommit {
    let invocation: Invocation
    let workspace: Workspace

    /// What the commit is for.
    enum Occasion {
        /// A run's results.
        case results
        /// What a person decided about one publication, in one verb: `Accept`.
        case decision(String)
    }

    /// Commits what `after` records beyond `before`. The results are on the disk already: when they cannot be
    /// committed, that is said, and is for a person.
    func commit(_ after: Lockfile, since before: Lockfile, as occasion: Occasion) -> ExitStatus {
        let changed = after.records.keys.sorted().filter {
            after.records[$0] != before.records[$0] || after.duplicates[$0] != before.duplicates[$0]
        }
        guard !changed.isEmpty, !invocation.has(.noCommit) else { return .done }
        let path = StatePaths.real.lockfile
        let what = "\(changed.count) publication\(changed.count == 1 ? "" : "s") [skip ci]"
        let subject =
            switch occasion {
            case .results: "Record \(what)"
            case .decision(let verb): "\(verb) \(what)"
            }
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
