import Diagnostics
import FileStore
import Git
import LocalState
import ObjectIDs
import ScheduleLock
import Views

/// Commits the lockfile after it was written, and nothing else.
struct ResultCommit {
    let invocation: Invocation
    let workspace: Workspace

    /// What is committed.
    static let path = RepositoryPath(StatePaths.real.lockfile)

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
            let changed = lockfile.changes(since: committed)
            guard !changed.isEmpty else { return .done }
            let message =
                switch occasion {
                case .results: RecordingMessage(changed)
                case .decision(let verb): RecordingMessage(verb: verb, changed)
                }
            let commit = try repository.commitFiles(
                [RepositoryPath(path): lockfile.bytes], message: message.text,
                environment: invocation.environment)
            if let commit { invocation.tell("Committed \(commit.description.prefix(7)): \(message.subject)") }
            return .done
        } catch {
            report(
                Diagnostic(
                    nil, "\(path) is written but not committed: \(error.description)", why: error.why, fix: error.fix))
            return .needsPerson
        }
    }

    /// Lets the checked-out branch have what was committed to it on the remote; says what it did, or that git must.
    func follow(_ branch: String, on remote: String) -> ExitStatus {
        do throws(GitError) {
            let repository = try Repository(openingAt: workspace.root)
            let files = try fileRoot()
            guard case .branch(branch, let head) = try repository.head() else { return .done }
            let tip = try repository.resolve("refs/remotes/\(remote)/\(branch)")
            guard tip != head, !invocation.has(.noCommit) else { return .done }
            let isMoved = try repository.fastForward(from: head, to: tip, file: Self.path) { content throws(GitError) in
                do throws(FileError) {
                    try files.durableFile(StatePaths.real.lockfile).replace(with: content)
                } catch {
                    throw .unreadableFile(Self.path, detail: error.what)
                }
            }
            invocation.tell(
                isMoved
                    ? "\(branch) is at \(tip.object.abbreviated) now, with the results."
                    : "The results are on \(remote)/\(branch): git pull brings them here.")
        } catch {
            // The results are on the remote: nothing is lost.
            invocation.tell("The results are on \(remote)/\(branch); here they are not yet: \(error.description)")
        }
        return .done
    }

    private func fileRoot() throws(GitError) -> FileRoot {
        do throws(FileError) {
            return try workspace.files()
        } catch {
            throw .unreadableFile(Self.path, detail: error.what)
        }
    }

    /// Tells what went wrong with results.
    func report(_ diagnostic: Diagnostic) {
        let console = invocation.console
        console.report("calends: " + DiagnosticText.line(diagnostic, style: console.reportStyle) + "\n")
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
