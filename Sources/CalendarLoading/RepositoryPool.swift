import Git
import Synchronization

/// Opened handles of one repository, lent to one task at a time.
///
/// A handle may move between threads but not be shared; opening one costs about as much as reading a few entries.
final class RepositoryPool: Sendable {
    /// The path that each handle is opened at.
    let path: String
    private let idle = Mutex<[Handle]>([])

    init(path: String) { self.path = path }

    /// Calls `body` with a handle that nobody else uses meanwhile.
    func withRepository<Result>(
        _ body: (borrowing Repository) throws(GitError) -> Result
    ) throws(CalendarSourceError) -> Result {
        do throws(GitError) {
            let waiting = idle.withLock { $0.popLast() }
            let handle = if let waiting { waiting } else { try Handle(openingAt: path) }
            defer { idle.withLock { $0.append(handle) } }
            return try body(handle.repository)
        } catch {
            throw CalendarSourceError(what: error.description, why: error.why, fix: error.fix)
        }
    }

    /// Owns one handle. Unchecked, because the pool is what makes it true: a handle taken from it has one user.
    private final class Handle: @unchecked Sendable {
        let repository: Repository

        init(openingAt path: String) throws(GitError) { repository = try Repository(discoveringFrom: path) }
    }
}
