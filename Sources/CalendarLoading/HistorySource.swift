import Git
import ObjectIDs

/// What is asked of history to follow entries through it: a repository, or a model of one in tests.
protocol HistorySource: ~Copyable {
    /// Whether older history was left out when it was cloned.
    var isShallow: Bool { get }
    /// Whether objects were left out when it was cloned, to be fetched when they are needed.
    var isPartial: Bool { get throws(GitError) }
    func contains(_ object: ObjectID) throws(GitError) -> Bool
    func commit(_ id: CommitID) throws(GitError) -> Commit
    func files(at paths: [RepositoryPath], in tree: TreeID) throws(GitError) -> [RepositoryPath: TreeFile]
    func renames(
        from old: TreeID, to new: TreeID, under prefixes: [RepositoryPath], onto isTarget: (RepositoryPath) -> Bool
    ) throws(GitError) -> Renames
    func lastChanges(
        of places: [HistoryPlace], mostCommits: Int
    ) throws(GitError) -> (changes: [LastChange?], commitCount: Int)
    func removals(
        of absences: [Absence], mostCommits: Int
    ) throws(GitError) -> (removals: [[Commit]?], commitCount: Int)
}

extension Repository: HistorySource {}
