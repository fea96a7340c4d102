import CalendarLoading
import Diagnostics
import FileStore
import LocalState
import Planning

/// What cannot be told of the lockfile where a shallow clone has not the history of it.
///
/// A lockfile that lost a record by a revert or a merge is found out by the versions that it had before. Where those are not
/// here, something that is due may have been published long ago.
enum ShallowHistory {
    private static let fix = "git fetch --unshallow brings the rest of the history"

    /// What a plan says of it that holds something to publish now.
    ///
    /// - Throws: what reading history throws.
    static func warnings(in root: String, for plan: Plan) throws -> [Diagnostic] {
        let publishes = plan.actions.contains { action in
            guard plan.isDue(action) else { return false }
            return action.kind == .publish || action.kind == .schedule
        }
        guard publishes, try history(in: root).isCutOff() else { return [] }
        return [
            Diagnostic(
                nil, "whether the lockfile lost records cannot be told",
                why: "this clone is shallow, and what is due may have been published by a record that is gone",
                fix: fix,
                severity: .warning)
        ]
    }

    /// Makes sure that a missing lockfile is one that never was.
    ///
    /// - Throws: ``CommandFailure`` where this clone has not the history that would tell; what reading history throws.
    static func requireLockfile(of snapshot: StateSnapshot, in files: FileRoot) throws {
        guard snapshot.lockfileBytes.isEmpty, try history(in: files.path).isCutOff() else { return }
        throw CommandFailure(
            "there is no \(StatePaths.real.lockfile), and whether there ever was one cannot be told",
            why: "this clone is shallow, and what was published before would go out again", fix: fix,
            status: .needsPerson)
    }

    private static func history(in root: String) -> LockfileHistory {
        LockfileHistory(ofRepositoryAt: root, path: StatePaths.real.lockfile)
    }
}
