import CalendarLoading
import Diagnostics
import Git
import ObjectIDs
import Publishing

/// The calendar as a branch has it, read anew when the branch has moved.
actor CalendarFollower {
    private let workspace: Workspace
    /// Finds the branch's newest commit, with its objects in the repository.
    private let tip: @Sendable () async throws -> CommitID
    private var known: (tip: CommitID, calendar: LoadedCalendar)?

    init(_ workspace: Workspace, tip: @escaping @Sendable () async throws -> CommitID) {
        self.workspace = workspace
        self.tip = tip
    }

    /// The calendar at the branch's newest commit.
    ///
    /// One that differs in the lockfile alone is not read again: it is what our own results make, many times a day.
    func calendar() async throws -> LoadedCalendar {
        let tip = try await tip()
        if let known {
            if known.tip == tip { return known.calendar }
            if try differsInLockfileAlone(known.tip, tip) {
                self.known = (tip, known.calendar)
                return known.calendar
            }
        }
        let calendar = try await workspace.calendar(at: tip.description)
        known = (tip, calendar)
        return calendar
    }

    private func differsInLockfileAlone(_ old: CommitID, _ new: CommitID) throws -> Bool {
        let repository = try Repository(openingAt: workspace.root)
        let changes = try repository.changes(from: old, to: new, detectingRenames: false)
        return changes.allSatisfy { ResultCommit.path.contains($0.path) }
    }
}
