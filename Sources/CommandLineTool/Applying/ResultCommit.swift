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

    /// Commits what `lockfile` records beyond HEAD, also what an earlier run recorded and could not commit. The results
    /// are on the disk already: when they cannot be committed, that is said, and is for a person.
    func commit(_ lockfile: Lockfile, as occasion: Occasion) -> ExitStatus {
        guard !invocation.has(.noCommit) else { return .done }
        let path = StatePaths.real.lockfile
        do throws(GitError) {
            let repository = try Repository(openingAt: workspace.root)
            let committed = try committedLockfile(at: RepositoryPath(path), in: repository)
            let changed = lockfile.records.keys.sorted().filter {
                lockfile.records[$0] != committed.records[$0] || lockfile.duplicates[$0] != committed.duplicates[$0]
            }
            guard !changed.isEmpty else { return .done }
            let what = "\(changed.count) publication\(changed.count == 1 ? "" : "s") [skip ci]"
            let subject =
                switch occasion {
                case .results: "Record \(what)"
                case .decision(let verb): "\(verb) \(what)"
                }
            let body = changed.prefix(50).map { "\n\($0)" }.joined()
            let commit = try repository.commitFiles(
                [RepositoryPath(path): lockfile.bytes], message: "\(subject)\n\(body)\n",
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

    /// The lockfile as HEAD has it; an empty one where that cannot be read, so that it is replaced.
    private func committedLockfile(
        at path: RepositoryPath, in repository: borrowing Repository
    ) throws(GitError) -> Lockfile {
        guard let head = try repository.head().commit,
            let file = try repository.file(at: path, in: repository.tree(of: head))
        else { return Lockfile() }
        let bytes = try repository.content(of: file.blob, limit: StateSnapshot.byteLimit)
        return (try? Lockfile(bytes: bytes)) ?? Lockfile()
    }
}
