import ContentModel
import Diagnostics
import FileStore
import Git
import GitState
import LocalState
import ObjectIDs
import ScheduleLock
import Views

/// Commits the lockfile after it was written, and nothing else.
struct ResultCommit {
    let invocation: Invocation
    let workspace: Workspace
    let layout: LockfileLayout

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
            let former = try committedParts(in: repository)
            // What cannot be read is replaced.
            let committed = (try? former?.lockfile()) ?? Lockfile()
            let changed = lockfile.changes(since: committed)
            guard !changed.isEmpty else { return .done }
            let message =
                switch occasion {
                case .results: RecordingMessage(changed)
                case .decision(let verb): RecordingMessage(verb: verb, changed)
                }
            let change = LockfileChange(to: lockfile, as: layout, at: Self.path, from: former)
            let commit = try repository.commitFiles(
                change.contents, removing: change.removed, message: message.text,
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
            let isMoved = try repository.fastForward(from: head, to: tip, path: Self.path) {
                contents throws(GitError) in
                try write(contents, to: LockfilePlace(in: files, at: StatePaths.real.lockfile))
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

    /// Lets the work tree have the lockfile's files as a commit has them.
    private func write(_ contents: [RepositoryPath: [UInt8]], to place: LockfilePlace) throws(GitError) {
        let names = contents.map { path, bytes in (path.name(below: Self.path), bytes) }
        let parts = LockfileParts(Dictionary(names, uniquingKeysWith: { first, _ in first }))
        do throws(FileError) {
            try place.replace(with: parts)
        } catch {
            throw .unreadableFile(Self.path, detail: error.what)
        }
    }

    /// The lockfile as HEAD has it.
    private func committedParts(in repository: borrowing Repository) throws(GitError) -> LockfileParts? {
        guard let head = try repository.head().commit else { return nil }
        return try LockfileParts(at: Self.path, of: head, in: repository)
    }
}

extension LockfileLayout {
    /// As the settings have it.
    init(_ settings: Settings) { self = settings.keepsLockfilePerAccount ? .accounts : .file }
}
