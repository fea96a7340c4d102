import CalendarLoading
import Diagnostics
import FileStore
import LocalState

/// Reads what has been published, and makes sure that nothing of it was lost.
enum PublishedState {
    /// State on the disk.
    ///
    /// - Throws: besides what reading throws, a `Diagnostic` when git knows records that the lockfile of the real accounts
    ///   no longer has. A rehearsal's lockfile is in no commit.
    static func snapshot(in files: FileRoot, at paths: StatePaths) throws -> StateSnapshot {
        let snapshot = try StateSnapshot(in: files, at: paths)
        guard paths == .real else { return snapshot }
        let history = LockfileHistory(ofRepositoryAt: files.path, path: paths.lockfile)
        if let loss = try history.loss(in: snapshot.lockfile, bytes: snapshot.lockfileBytes) { throw loss }
        return snapshot
    }
}
