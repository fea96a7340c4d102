import ContentModel
import ObjectIDs
import ScheduleLock

/// Which record belongs to which publication, after entries were renamed, moved or swapped.
///
/// A wrong guess here would publish something twice, so a record moves only on evidence: git followed the entry to its
/// new name, or the very bytes of the entry are found under exactly one other name; the settings of the time show the
/// id of an account that has another name by now. An `id:` needs no evidence, for then the name never changed.
struct Matching {
    /// Records that move, by the id in the lockfile.
    let renames: [Rename]
    private let moves: [PublicationID: PublicationID]

    init(input: PlanningInput, calendar: Calendar) {
        let holders = Holder.all(in: input)
        let names = Names(lockfile: input.lockfile, calendar: calendar)
        let byGit = Self.movesByGit(holders, input, names)
        let byEntry = Self.movesByContent(holders, names, given: byGit, unfollowed: input.unfollowed)
        moves = byEntry.merging(Self.movesByAccount(holders, input, calendar, given: byEntry)) { _, account in account }
        renames = moves.filter { input.lockfile.records[$0.key] != nil }
            .map { Rename(from: $0.key, to: $0.value) }
            .sorted { $0.from < $1.from }
    }

    /// The id in the calendar of what lockfile or journal hold under `id`.
    func presentID(of id: PublicationID) -> PublicationID { moves[id] ?? id }

    /// Who stands under which name, and who did.
    private struct Names {
        let lockfile: Lockfile
        let calendar: Calendar

        /// Whether what stands under `id`, with an entry of that name, would go back to a name that it had.
        ///
        /// A person may have said that it goes on as `id` where git sees no rename, for its old name is in use.
        func isReturn(of id: PublicationID, to name: PublicationID) -> Bool {
            calendar.publications[id] != nil && lockfile.records[id]?.formerIDs.contains(name) ?? false
        }
    }

    private static func movesByGit(
        _ holders: [PublicationID: Holder], _ input: PlanningInput, _ names: Names
    ) -> [PublicationID: PublicationID] {
        guard !input.renames.isEmpty else { return [:] }
        var moves: [PublicationID: PublicationID] = [:]
        for (id, holder) in holders {
            guard let entry = input.places[id] ?? input.renames[id.entry], entry != id.entry else { continue }
            // What stands as it was published has not moved, whatever became of it on another account.
            if names.calendar.publications[id]?.source.blob == holder.query.source.blob { continue }
            let moved = PublicationID(entry: entry, occurrence: id.occurrence, account: id.account)
            if names.calendar.hasEntry(of: moved, source: nil) { moves[id] = moved }
        }
        // Where another account's went tells less than what went to that place on this one.
        let followed = Set(moves.filter { input.places[$0.key] != nil }.values)
        moves = moves.filter { id, target in input.places[id] != nil || !followed.contains(target) }
        return withoutCollisions(moves, among: holders, names)
    }

    /// - Parameter unfollowed: what git did not see going to where it is given: its very bytes tell more than a name.
    private static func movesByContent(
        _ holders: [PublicationID: Holder], _ names: Names, given: [PublicationID: PublicationID],
        unfollowed: Set<PublicationID>
    ) -> [PublicationID: PublicationID] {
        let calendar = names.calendar
        // What nobody can have seen gives way as well.
        let followed = given.filter { id, _ in !unfollowed.contains(id) && holders[id]?.mayBeLive ?? false }
        // Only a record whose own entry is gone or says something else can have moved.
        let adrift = holders.filter { id, holder in
            followed[id] == nil && calendar.publications[id]?.source.blob != holder.query.source.blob
        }
        guard !adrift.isEmpty else { return given }
        let taken = Set(followed.values)
        let holdersByContent = Dictionary(grouping: adrift.values) {
            EntryContent(id: $0.query.publication, blob: $0.query.source.blob)
        }
        /// Publications without a holder of their own, by what they say.
        var homeless: [EntryContent: [PublicationID]] = [:]
        for desired in calendar.publications.values {
            let content = EntryContent(id: desired.id, blob: desired.source.blob)
            guard holdersByContent[content] != nil, !taken.contains(desired.id),
                holders[desired.id]?.query.source.blob != desired.source.blob
            else { continue }
            homeless[content, default: []].append(desired.id)
        }
        var found: [PublicationID: PublicationID] = [:]
        for (content, ids) in homeless where ids.count == 1 && holdersByContent[content]?.count == 1 {
            guard let from = holdersByContent[content]?.first, let to = ids.first else { continue }
            found[from.query.publication] = to
        }
        let byContent = withoutCopies(found, taken: taken, holders, calendar)
        // A name alone points to no place where another is, byte for byte.
        let places = Set(byContent.values)
        let byName = given.filter { id, target in
            if followed[id] != nil { return true }
            let held = holders[target]?.query.source.blob
            return !places.contains(target) && (held == nil || held != calendar.publications[target]?.source.blob)
        }
        return withoutCollisions(byName.merging(byContent) { _, content in content }, among: holders, names)
    }

    /// What went out on an account that the settings have given another name since goes on under that, wherever its entry
    /// went, where history shows by the account's id that it is the same.
    private static func movesByAccount(
        _ holders: [PublicationID: Holder], _ input: PlanningInput, _ calendar: Calendar,
        given: [PublicationID: PublicationID]
    ) -> [PublicationID: PublicationID] {
        let former = holders.keys.filter { id in
            input.accounts[id.account] == nil && input.lockfile.records[id] != nil && input.journal.inFlight[id] == nil
        }
        guard !former.isEmpty else { return [:] }
        let names = Dictionary(grouping: input.accounts.values, by: \.id)
        let taken = Set(given.values)
        var found: [PublicationID: PublicationID] = [:]
        for id in former {
            guard let query = holders[id]?.versionPublished, case .found(let before)? = input.history[query],
                let accounts = names[before.account.id]
            else { continue }
            let alike = accounts.count == 1 ? accounts : accounts.filter { $0.platform == before.account.platform }
            guard alike.count == 1, let account = alike.first else { continue }
            let place = given[id] ?? id
            let target = PublicationID(entry: place.entry, occurrence: place.occurrence, account: account.name)
            guard calendar.publications[target] != nil, holders[target] == nil, !taken.contains(target) else {
                continue
            }
            found[id] = target
        }
        // Nobody can say which of two it is.
        return Dictionary(grouping: found, by: \.value).values.reduce(into: [:]) { moves, those in
            if those.count == 1 { moves[those[0].key] = those[0].value }
        }
    }

    /// Drops moves away from an entry that still stands, unless another took its place, as in a swap.
    ///
    /// Its bytes under a second name may be a copy, and nobody can say whether that is meant to go out.
    private static func withoutCopies(
        _ moves: [PublicationID: PublicationID], taken: Set<PublicationID>, _ holders: [PublicationID: Holder],
        _ calendar: Calendar
    ) -> [PublicationID: PublicationID] {
        var moves = moves
        while true {
            let arrivals = taken.union(moves.values)
            let copies = moves.keys.filter { id in
                !arrivals.contains(id) && calendar.hasEntry(of: id, source: holders[id]?.query.source)
            }
            if copies.isEmpty { return moves }
            for id in copies { moves[id] = nil }
        }
    }

    /// Drops moves onto an id that keeps what it holds, which was there first, and moves of several onto one. What nobody
    /// can have seen gives way to what may be live: its containers are made anew. Drops returns as well, unless another
    /// comes in its place, as where a swap is undone.
    private static func withoutCollisions(
        _ moves: [PublicationID: PublicationID], among holders: [PublicationID: Holder], _ names: Names
    ) -> [PublicationID: PublicationID] {
        var moves = moves
        while true {
            let arrivals = Dictionary(grouping: moves.keys) { moves[$0] ?? $0 }
            let refused = moves.filter { id, target in
                if arrivals[id] == nil, names.isReturn(of: id, to: target) { return true }
                let rivals = (arrivals[target] ?? []).filter { $0 != id } + (moves[target] == nil ? [target] : [])
                let isSeen = holders[id]?.mayBeLive ?? false
                return rivals.contains { holders[$0].map { $0.mayBeLive || !isSeen } ?? false }
            }
            if refused.isEmpty { return moves }
            for id in refused.keys { moves[id] = nil }
        }
    }
}

/// What an entry says for one account, wherever it stands.
private struct EntryContent: Hashable {
    let blob: BlobID
    let occurrence: String?
    let account: AccountName

    init(id: PublicationID, blob: BlobID) {
        self.blob = blob
        occurrence = id.occurrence
        account = id.account
    }
}
