import Diagnostics
import FileStore
import LocalState
import ScheduleLock

/// Opens the state of a machine for a run.
enum StateOpening {
    /// - Throws: ``CommandFailure``: to try later while another run holds the state, else for a person.
    static func open(
        _ files: FileRoot, at paths: StatePaths, layout: LockfileLayout = .file
    ) throws -> LocalState {
        let state: LocalState
        do throws(Diagnostic) {
            state = try LocalState(opening: files, at: paths, layout: layout)
        } catch {
            throw CommandFailure([error], status: isHeld("\(files.path)/\(paths.lock)") ? .tryLater : .needsPerson)
        }
        do {
            // With the lock held, so that no other run writes what is looked at.
            let snapshot = try PublishedState.snapshot(in: files, at: paths)
            if paths == .real { try ShallowHistory.requireLockfile(of: snapshot, in: files) }
        } catch let error as Diagnostic {
            throw CommandFailure([error], status: .needsPerson)
        }
        return state
    }

    private static func isHeld(_ lock: String) -> Bool {
        do throws(FileError) {
            _ = try FileLock(path: lock)
            return false
        } catch {
            if case .locked = error { return true }
            return false
        }
    }
}
