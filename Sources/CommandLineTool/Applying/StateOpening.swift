import Diagnostics
import FileStore
import LocalState

/// Opens the state of a machine for a run.
enum StateOpening {
    /// - Throws: ``CommandFailure``: to try later while another run holds the state, else for a person.
    static func open(_ files: FileRoot, at paths: StatePaths) throws -> LocalState {
        do throws(Diagnostic) {
            return try LocalState(opening: files, at: paths)
        } catch {
            let holder = try FileLock.holder(at: "\(files.path)/\(paths.lock)")
            throw CommandFailure([error], status: holder == nil ? .needsPerson : .tryLater)
        }
    }
}
