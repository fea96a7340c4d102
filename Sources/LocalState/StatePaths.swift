/// Where a machine keeps the state of one calendar, relative to the repository's root.
public struct StatePaths: Hashable, Sendable {
    /// What has been published; committed.
    public var lockfile: String
    /// The folder for everything that git ignores.
    public var folder: String

    /// State at these places; `folder` is made when it is missing.
    public init(lockfile: String, folder: String) {
        self.lockfile = lockfile
        self.folder = folder
    }

    /// What is in flight on this machine.
    public var journal: String { "\(folder)/journal" }
    /// Everything that lockfiles in this work tree have ever recorded, whatever branch they were on.
    public var memory: String { "\(folder)/recorded" }
    /// What the platform last said of accounts' quotas.
    public var quotas: String { "\(folder)/quotas" }
    /// Held while a run changes state.
    public var lock: String { "\(folder)/lock" }

    /// The state of the real accounts.
    public static let real = StatePaths(lockfile: ".schedule.lock", folder: ".calends")
    /// The state of a rehearsal: of the sandbox's accounts, and never of the real ones.
    public static let sandbox = StatePaths(lockfile: ".calends/sandbox/schedule.lock", folder: ".calends/sandbox")
}
