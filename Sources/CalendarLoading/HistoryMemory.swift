import ContentModel
import Git
import ObjectIDs
import Planning
import Synchronization

/// What history has told of one calendar: a run plans the same calendar at every look, and history stays as it is.
///
/// What was asked last is kept, so it never grows past what one plan needs. What a larger clone would tell is asked again,
/// for the clone can be made larger meanwhile.
final class HistoryMemory: Sendable {
    /// What became of entries that are not where they were or not as they were.
    struct Fates: Sendable {
        var departures: Departures
        var moves: EntryRenames.Answer
    }

    private struct Known {
        let vanished: [HistoryQuery]
        let standing: Set<EntryID>
        let fates: Fates
        var answers: [HistoryQuery: HistoryAnswer] = [:]
        /// `nil` where none was found.
        var changes: [RepositoryPath: Commit?] = [:]
    }

    private let known = Mutex<Known?>(nil)

    /// The fates of `vanished`, as they were told before or as `find` tells them now.
    func fates(
        of vanished: [HistoryQuery], besides standing: Set<EntryID>, _ find: () throws(CalendarSourceError) -> Fates
    ) throws(CalendarSourceError) -> Fates {
        let told = known.withLock { known in
            known.flatMap { $0.vanished == vanished && $0.standing == standing ? $0.fates : nil }
        }
        if let told { return told }
        let fates = try find()
        let isFinal = fates.moves.unknown.values.allSatisfy { $0.fix == nil }
        known.withLock { $0 = isFinal ? Known(vanished: vanished, standing: standing, fates: fates) : nil }
        return fates
    }

    /// The answers to `queries`; `find` is asked those that were not told since the fates were.
    func answers(
        to queries: [HistoryQuery], _ find: ([HistoryQuery]) async -> [HistoryQuery: HistoryAnswer]
    ) async -> [HistoryQuery: HistoryAnswer] {
        let told = known.withLock { $0?.answers ?? [:] }
        let found = await find(queries.filter { told[$0] == nil })
        let answers = told.merging(found) { _, new in new }
        let asked = Set(queries)
        let wanted = answers.filter { asked.contains($0.key) }
        known.withLock { $0?.answers = wanted.filter { $0.value.isFound } }
        return wanted
    }

    /// The commit that last changed each of `paths`; `find` is asked those that were not told since the fates were.
    func lastChanges(
        of paths: Set<RepositoryPath>, _ find: ([RepositoryPath]) throws(GitError) -> [RepositoryPath: Commit]
    ) throws(GitError) -> [RepositoryPath: Commit] {
        var changes = known.withLock { $0?.changes ?? [:] }.filter { paths.contains($0.key) }
        let rest = paths.filter { changes[$0] == nil }
        if !rest.isEmpty {
            let found = try find(rest.sorted())
            for path in rest { changes[path] = .some(found[path]) }
            known.withLock { [changes] in $0?.changes = changes }
        }
        return changes.compactMapValues { $0 }
    }
}

extension HistoryAnswer {
    fileprivate var isFound: Bool { if case .found = self { true } else { false } }
}
