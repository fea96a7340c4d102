import ContentModel
import Git
import ObjectIDs
import Planning
import ScheduleLock

/// Who changed the entries that a plan has something to say about, and in which commit: one walk through history for all
/// of them, and none where nothing was changed.
struct EntryOrigins {
    private let calendar: LoadedCalendar
    private let lockfile: Lockfile
    private let departures: Departures
    private let known: [String: Commit?]
    private let memory: HistoryMemory
    private let pool: RepositoryPool

    /// - Parameter known: last changes that were found already; `nil` where one was looked for in vain.
    init(
        of calendar: LoadedCalendar, _ lockfile: Lockfile, _ departures: Departures, knowing known: [String: Commit?],
        _ memory: HistoryMemory, in pool: RepositoryPool
    ) {
        (self.calendar, self.lockfile, self.departures, self.known, self.memory, self.pool) =
            (calendar, lockfile, departures, known, memory, pool)
    }

    /// Adds to a plan what is known of them; what history does not tell is left out.
    func add(to plan: inout Plan) {
        for index in plan.renames.indices {
            let id = plan.renames[index].from
            plan.renames[index].origin = lockfile.records[id].flatMap { originOfDeparture(of: id, $0) }
        }
        let former = Dictionary(plan.renames.map { ($0.to, $0.from) }, uniquingKeysWith: { first, _ in first })
        var paths: [PublicationID: [String: BlobID?]] = [:]
        for action in plan.actions {
            let id = action.publication
            let record = lockfile.records[former[id] ?? id]
            if action.isOfRemovedEntry {
                plan.origins[id] = record.flatMap { originOfDeparture(of: former[id] ?? id, $0) }
            } else {
                let changed = changedPaths(of: action, record)
                if !changed.isEmpty { paths[id] = changed }
            }
        }
        let all = Set(paths.values.flatMap(\.keys))
        guard !all.isEmpty, let head = calendar.commit else { return }
        let committed = committed(all, head)
        for (id, changed) in paths where changed.contains(where: { committed[$0.key] != $0.value }) {
            plan.origins[id] = .workTree
            paths[id] = nil
        }
        // What may be another's continuation came where it is, whoever wrote it.
        let arrived = plan.actions.filter { if case .conflict(.lookAlike) = $0.step { true } else { false } }
            .flatMap { paths[$0.publication].map { Array($0.keys) } ?? [] }
        let changes = changes(of: Set(paths.values.flatMap(\.keys)), arrived: arrived, head)
        for (id, changed) in paths {
            let newest = changed.keys.compactMap { changes[$0] }
                .max { $0.committer.time.secondsSinceEpoch < $1.committer.time.secondsSinceEpoch }
            plan.origins[id] = newest.map(Self.origin)
        }
    }

    /// The files whose last change explains an action, with the content they have now.
    private func changedPaths(of action: Action, _ record: LockRecord?) -> [String: BlobID?] {
        switch action.step {
        case .update, .replace, .conflict(.edited), .conflict(.undeletable), .conflict(.incomparable),
            .none(.schedulingEdited):
            return editedPaths(of: action, record)
        case .blocked(.frozen), .blocked(.quiet):
            return action.changes.isEmpty ? [:] : editedPaths(of: action, record)
        case .blocked(.invalid):
            return entries(calendar.invalidEntries.filter { $0.entry == action.publication.entry }.map(\.path))
        case .blocked(.ambiguous(let paths, _)): return entries(paths)
        case .conflict(.lookAlike(let desired, _, _)): return [desired.source.path: desired.source.blob]
        case .none(.entryDrafted), .none(.accountDropped): return entries(record.map { [$0.source.path] } ?? [])
        case .amend(let desired, _, _): return [desired.source.path: desired.source.blob]
        case .publish, .schedule, .cancel, .delete, .recover, .missed, .conflict, .blocked, .drift, .forget, .none:
            return [:]
        }
    }

    private func entries(_ paths: [String]) -> [String: BlobID?] {
        Dictionary(paths.map { ($0, calendar.entries[$0]?.blob) }, uniquingKeysWith: { first, _ in first })
    }

    /// The entry where it says something else than the record, and the media that have other bytes.
    private func editedPaths(of action: Action, _ record: LockRecord?) -> [String: BlobID?] {
        guard let desired = action.desired else { return [:] }
        let former = Set(record?.media.map(\.blob) ?? [])
        var edited: [String: BlobID?] = [:]
        if record?.source.blob != desired.source.blob { edited[desired.source.path] = desired.source.blob }
        for file in desired.content.media where !former.contains(file.blob) { edited[file.path] = file.blob }
        return edited
    }

    /// What the commit that the calendar is based on has of some files.
    private func committed(_ paths: Set<String>, _ head: CommitID) -> [String: BlobID] {
        let files = try? pool.withRepository { repository throws(GitError) in
            try repository.files(at: paths.map { RepositoryPath($0) }, in: repository.tree(of: head))
        }
        return Dictionary((files ?? [:]).map { ($0.key.text, $0.value.blob) }, uniquingKeysWith: { first, _ in first })
    }

    private func changes(of paths: Set<String>, arrived: [String], _ head: CommitID) -> [String: Commit] {
        guard !paths.isEmpty else { return [:] }
        let changes = try? memory.lastChanges(of: Set(paths.map { RepositoryPath($0) })) { rest throws(GitError) in
            let known = Dictionary(
                rest.compactMap { path in self.known[path.text].map { (path, $0) } },
                uniquingKeysWith: { first, _ in first })
            let found = try? pool.withRepository { repository throws(GitError) in
                var origins = ContentOrigins()
                return try origins.find(
                    of: rest, arrived: Set(arrived.map { RepositoryPath($0) }), at: head, knowing: known,
                    in: repository)
            }
            return found ?? [:]
        }
        return Dictionary((changes ?? [:]).map { ($0.key.text, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// Which commit took an entry away; `nil` where it was not followed and something is at its place, or where nothing is
    /// known to have left it.
    private func originOfDeparture(of id: PublicationID, _ record: LockRecord) -> ChangeOrigin? {
        let (path, query) = (record.source.path, HistoryQuery(publication: id, record: record, version: .last))
        let departure = departures.own(query) ?? (calendar.entryID(at: path) == nil ? departures[path] : nil)
        return departure.map { $0.change.map(Self.origin) ?? .workTree }
    }

    private static func origin(_ commit: Commit) -> ChangeOrigin {
        .commit(
            ChangeOrigin.Authorship(
                commit: commit.id, author: commit.author.name,
                at: Timestamp(secondsSince1970: commit.author.time.secondsSinceEpoch).date, subject: commit.summary))
    }
}

extension Action {
    /// Whether it is about what the entry's removal leads to.
    fileprivate var isOfRemovedEntry: Bool {
        switch step {
        case .delete, .conflict(.undeletableRemoval), .none(.entryRemoved): true
        default: false
        }
    }
}
