import ContentModel
import Diagnostics
import Foundation
import Git
import ObjectIDs
import Planning
import ScheduleLock
import TestSupport
import Testing

@testable import CalendarLoading

/// Random teams at work: edits, renames, removals, merges, rebases, decisions and applies, for one account or for both,
/// in any order.
///
/// More of them than every run can afford are had with `HISTORY_SEEDS=FIRST-LAST`, a failing one alone as well.
@Suite("Whatever a team does") struct HistoryPropertyTests {
    private static let seeds: ClosedRange<Int> = {
        guard let text = ProcessInfo.processInfo.environment["HISTORY_SEEDS"] else { return 0...199 }
        let numbers = text.split(separator: "-").compactMap { Int($0) }
        guard let first = numbers.first, let last = numbers.last, first <= last else {
            preconditionFailure("HISTORY_SEEDS is FIRST-LAST, and not '\(text)'")
        }
        return first...last
    }()
    /// Few enough for each block to show that it published, renamed and asked.
    private static let blocks = stride(from: seeds.lowerBound, through: seeds.upperBound, by: 20).map { first in
        first...min(first + 19, seeds.upperBound)
    }

    @Test("No publication goes out twice, and an applied plan leaves an empty one", arguments: blocks)
    func random(seeds: ClosedRange<Int>) throws {
        var figures = ModelTeam.Figures()
        for seed in seeds {
            let team = ModelTeam(seed: seed)
            for _ in 0..<30 { try team.step() }
            try team.apply()
            #expect(team.problems == [], "seed \(seed):\n\(team.log.joined(separator: "\n"))")
            figures.add(team.figures)
        }
        guard seeds.count == 20 else { return }
        // What never publishes never publishes twice.
        #expect(figures.published > 100, "\(figures)")
        #expect(figures.renamed > 30, "\(figures)")
        #expect(figures.asked > 10, "\(figures)")
        #expect(figures.decided > 5, "\(figures)")
    }
}

/// A team in the model: branches, one lockfile that they share, and what went out.
private final class ModelTeam {
    struct Figures {
        var published = 0, renamed = 0, asked = 0, decided = 0

        mutating func add(_ other: Figures) {
            published += other.published
            renamed += other.renamed
            asked += other.asked
            decided += other.decided
        }
    }

    private(set) var problems: [String] = []
    private(set) var log: [String] = []
    private(set) var figures = Figures()
    private var dice: SeededGenerator
    private var history = ModelHistory()
    private var branches: [CommitID]
    private var current = 0
    private var lockfile = Lockfile()
    /// What shows the media of an entry, by its account.
    private var live: [Lineage: (id: PublicationID, medium: String)] = [:]
    private var lineages = 0
    /// Entries that came back under another name: who writes one anew has made another.
    private var doubtful: Set<Int> = []
    /// Entries that were removed, as they were.
    private var removed: [(path: String, entry: ModelEntry, by: CommitID)] = []
    private let accounts = ["bakery", "café"].map { name in
        Account(
            name: AccountName(name), platform: .instagram(.facebook), id: "1784140582230491\(name.utf8.count)",
            token: .environment("TOKEN"), api: nil, version: Account.defaultVersion,
            location: SourceLocation(file: "calendar/settings.yaml"))
    }

    /// An entry on an account, whatever it is called.
    private struct Lineage: Hashable {
        let number: Int
        let account: AccountName
    }

    init(seed: Int) {
        dice = SeededGenerator(seed: UInt64(seed))
        branches = [history.commit([:], after: [])]
        for _ in 0..<3 { add() }
    }

    private func roll(_ count: Int) -> Int { Int.random(in: 0..<count, using: &dice) }
    private var head: CommitID { branches[current] }
    private var files: ModelHistory.Files { history.files(of: head) }

    private func commit(_ files: ModelHistory.Files, _ what: String, after others: [CommitID] = []) {
        branches[current] = history.commit(files, after: [head] + others)
        log.append("\(history.commits[head]?.summary ?? ""), branch \(current): \(what)")
    }

    private func aPath(besides files: ModelHistory.Files) -> String? {
        let path = "calendar/\(["", "a/", "b/"][roll(3)])\(roll(12)).yaml"
        return files[path] == nil ? path : nil
    }

    private var anEntry: String? { files.keys.sorted().randomElement(using: &dice) }

    // MARK: What people do

    func step() throws {
        switch roll(22) {
        case 0, 1: add()
        case 2, 3, 4: edit()
        case 5, 6, 7: rename()
        case 8: moveFolder()
        case 9: swap()
        case 10: remove()
        case 11: restore()
        case 12: branch()
        case 13, 14: merge()
        case 15: squash()
        case 16: rewrite()
        case 17: try decide()
        case 18: try apply(only: accounts[roll(2)].name)
        default: try apply()
        }
    }

    private func add() {
        var files = files
        guard let path = aPath(besides: files) else { return }
        lineages += 1
        let template = roll(3) == 0 ? 1_000_000 : lineages
        files[path] = ModelEntry(lineage: lineages, template: template)
        commit(files, "add \(lineages) at \(path)")
    }

    private func change(_ entry: inout ModelEntry) -> String {
        switch roll(3) {
        case 0: return ""
        case 1:
            entry.detail += 1
            return ", edited"
        default:
            entry.text += 1
            guard doubtful.contains(entry.lineage) else { return ", written anew" }
            lineages += 1
            entry.lineage = lineages
            return ", written anew, and another since: \(lineages)"
        }
    }

    private func edit() {
        var files = files
        guard let path = anEntry, var entry = files[path] else { return }
        let what = change(&entry)
        files[path] = entry
        commit(files, "\(entry.lineage) at \(path)\(what)")
    }

    private func rename() {
        var files = files
        guard let path = anEntry, let target = aPath(besides: files), var entry = files.removeValue(forKey: path) else {
            return
        }
        let what = change(&entry)
        files[target] = entry
        commit(files, "\(entry.lineage) from \(path) to \(target)\(what)")
    }

    private func moveFolder() {
        let moved = Dictionary(
            files.sorted { $0.key < $1.key }.map { path, entry in
                (path.hasPrefix("calendar/a/") ? path.replacing("/a/", with: "/c\(roll(9))/") : path, entry)
            }, uniquingKeysWith: { first, _ in first })
        if moved.count == files.count { commit(moved, "move a folder") }
    }

    private func swap() {
        var files = files
        guard let one = anEntry, let two = anEntry, one != two else { return }
        (files[one], files[two]) = (files[two], files[one])
        commit(files, "swap \(one) and \(two)")
    }

    private func remove() {
        var files = files
        guard let path = anEntry, let entry = files.removeValue(forKey: path) else { return }
        commit(files, "remove \(entry.lineage) at \(path)")
        removed.append((path, entry, head))
    }

    /// Reverts a removal that history shows, once: what was removed again elsewhere since would be another entry.
    private func restore() {
        guard let index = removed.indices.randomElement(using: &dice) else { return }
        let (path, entry, commit) = removed[index]
        guard files[path] == nil, history.ancestors(of: head).contains(commit),
            !files.values.contains(where: { $0.lineage == entry.lineage })
        else { return }
        var files = files
        files[path] = entry
        self.commit(files, "restore \(entry.lineage) at \(path)")
        removed.removeAll { $0.entry.lineage == entry.lineage }
    }

    private func branch() {
        if branches.count < 3 { branches.append(head) }
        current = roll(branches.count)
    }

    /// As git merges: what one side alone has changed of an entry, its path or its content, is taken.
    private func merge() {
        let other = roll(branches.count)
        guard other != current, branches[other] != head else { return }
        let common = history.ancestors(of: head).intersection(history.ancestors(of: branches[other]))
        let base = common.max { age($0) < age($1) }.map { history.files(of: $0) } ?? [:]
        let sides = [base, files, history.files(of: branches[other])].map { files in
            Dictionary(files.map { ($1.lineage, (path: $0, entry: $1)) }, uniquingKeysWith: { first, _ in first })
        }
        var merged: ModelHistory.Files = [:]
        for lineage in Set(sides.flatMap(\.keys)).sorted() {
            let versions = sides.map { $0[lineage] }
            let path = pick(versions.map { $0?.path })
            let entry = pick(versions.map { $0?.entry })
            guard let path, let entry, merged[path] == nil else { continue }
            merged[path] = entry
        }
        merged = told(merged, after: head, besides: Set(base.values.map(\.lineage)))
        commit(merged, "merge branch \(other)", after: [branches[other]])
    }

    private func pick<Value: Equatable>(_ versions: [Value?]) -> Value? {
        let (base, ours, theirs) = (versions[0], versions[1], versions[2])
        return ours == base ? theirs : theirs == base || roll(2) == 0 ? ours : theirs
    }

    private func age(_ commit: CommitID) -> Int64 { history.commits[commit]?.committer.time.secondsSinceEpoch ?? 0 }

    /// Makes one commit of a few, and forgets or keeps them.
    private func squash() {
        guard let parent = history.commits[head]?.parents.first,
            let base = history.commits[parent]?.parents.first ?? history.commits[parent]?.id, base != head
        else { return }
        let files = told(files, after: base)
        branches[current] = base
        commit(files, "all in one")
    }

    /// Files as people call them that a commit after `base` brings, each entry by its number.
    ///
    /// An entry that a commit took away is over. What a later commit brings under another name, in other words, is a new
    /// one that shows its picture: that the old one was brought back and then changed, history does not say. With nearly
    /// its words it is taken for the old one, as long as it has them.
    ///
    /// - Parameter others: entries of which history shows how they went on, which stay who they are.
    private func told(
        _ files: ModelHistory.Files, after base: CommitID, besides others: Set<Int> = []
    ) -> ModelHistory.Files {
        func version(of lineage: Int, in commit: CommitID) -> (path: String, entry: ModelEntry)? {
            history.files(of: commit).first { $0.value.lineage == lineage }.map { ($0.key, $0.value) }
        }
        var told = files
        for (path, entry) in files.sorted(by: { $0.key < $1.key }) where !others.contains(entry.lineage) {
            guard version(of: entry.lineage, in: base) == nil else { continue }
            let last = history.ancestors(of: base).filter { version(of: entry.lineage, in: $0) != nil }
                .max { age($0) < age($1) }.flatMap { version(of: entry.lineage, in: $0) }
            guard let last, last.path != path else { continue }
            if last.entry.text == entry.text {
                doubtful.insert(entry.lineage)
            } else {
                lineages += 1
                log.append("\(entry.lineage) at \(path) is \(lineages) from now on")
                told[path]?.lineage = lineages
            }
        }
        return told
    }

    /// Another history with the same files, in as many steps: a rebase.
    private func rewrite() {
        var steps: [ModelHistory.Files] = []
        var next: CommitID? = head
        while let commit = next {
            steps.append(history.files(of: commit))
            next = history.commits[commit]?.parents.first
        }
        var tip: CommitID?
        for files in steps.reversed() { tip = history.commit(files, after: tip.map { [$0] } ?? []) }
        guard let tip else { return }
        branches = [tip]
        current = 0
        if roll(2) == 0 { history.keep(only: tip) }
        log.append("rewritten, up to \(history.commits[tip]?.summary ?? "")")
    }

    /// What a person settles about one publication, as `calends accept` and `calends forget` record it: nothing is said of
    /// its other account.
    private func decide() throws {
        let plan = try plan()
        guard let action = plan.actions.filter({ $0.desired != nil }).randomElement(using: &dice),
            let desired = action.desired
        else { return }
        var renamed = lockfile
        renamed.rename(Dictionary(plan.renames.map { ($0.from, $0.to) }, uniquingKeysWith: { first, _ in first }))
        // People know whether it is the same.
        func isSame(_ published: PublishedPublication?) -> Bool {
            files[desired.source.path].map {
                live[Lineage(number: $0.lineage, account: desired.id.account)]?.medium == published?.mediaID
            } ?? false
        }
        let record: LockRecord
        switch action.step {
        case .publish where renamed.records[desired.id] == nil:
            record = LockRecord(
                phase: .dismissed(DismissedPublication(at: Timestamp(Team.now))), source: desired.source,
                commit: plan.commit, media: [])
        case .conflict(.edited(_, let published, _)) where isSame(published),
            .conflict(.incomparable(_, let published, _)) where isSame(published):
            // Each decision wins over the one before it.
            record = LockRecord(
                phase: .published(published), source: desired.source, commit: plan.commit,
                media: desired.content.media.map { MediaReference(path: $0.path, blob: $0.blob) },
                revisedAt: Timestamp(Team.now.addingTimeInterval(Double(figures.decided))),
                formerIDs: renamed.records[desired.id]?.formerIDs ?? [])
        case .conflict(.lookAlike(_, let other, let published)) where isSame(published):
            let former = plan.renames.first { $0.from == other }?.to ?? other
            renamed.rename(former, to: desired.id)
            guard let carried = renamed.records[desired.id] else { return }
            record = carried
        default: return
        }
        figures.decided += 1
        log.append("decided about \(desired.id): \(action.kind)")
        // What goes on under another name makes room first.
        var moves = Dictionary(plan.renames.map { ($0.from, $0.to) }, uniquingKeysWith: { first, _ in first })
        var (name, room) = (desired.id, Lockfile())
        var following = lockfile
        following.rename(moves)
        while let next = moves.removeValue(forKey: name) {
            room.records[next] = following.records[next]
            name = next
        }
        lockfile = .merged(.merged(lockfile, room), Lockfile(records: [desired.id: record]))
    }

    // MARK: What an apply does

    private func plan() throws -> Plan {
        let head = try history.commit(head)
        let publications = files.flatMap { path, entry in accounts.map { entry.publication(at: path, on: $0) } }
            .sorted { $0.id < $1.id }
        let entries = files.map { path, entry in (path, LoadedEntry(id: EntryID(path: path), blob: entry.blob)) }
        let calendar = LoadedCalendar(
            settings: nil, publications: publications, entries: Dictionary(entries) { first, _ in first }, drafts: [],
            invalidEntries: [], diagnostics: [], freeze: nil, commit: head.id, uncommitted: [])
        var input = PlanningInput(
            desired: publications, accounts: Dictionary(uniqueKeysWithValues: accounts.map { ($0.name, $0) }),
            lockfile: lockfile, lockfileDigest: "",
            commit: head.id, now: Team.now)
        let vanished = Planning.vanished(from: input)
        var departures = Departures(from: head.id)
        departures.find(vanished, in: history)
        let moved = try EntryRenames.find(
            vanished, in: calendar, besides: calendar.standing(in: lockfile), &departures, history)
        (input.renames, input.arrivals) = (moved.renames, moved.arrivals)
        (input.places, input.unfollowed) = (moved.places, moved.unfollowed)
        for query in Planning.historyNeeded(by: input) {
            let blob = query.version == .last ? departures[query]?.blob : query.source.blob
            if let gap = moved.unknown[query], query.version == .last {
                input.history[query] = .unavailable(gap.reason)
            } else if let account = accounts.first(where: { $0.name == query.publication.account }),
                var found = blob.flatMap({ history.blobs[$0] })?.publication(at: query.source.path, on: account)
            {
                found.id = query.publication
                input.history[query] = .found(found)
            }
        }
        return Planning.plan(input)
    }

    /// - Parameter account: nothing is done for another one, nor recorded; `nil` for all.
    func apply(only account: AccountName? = nil) throws {
        var plan = try plan()
        if let account {
            plan.actions.removeAll { $0.publication.account != account }
            plan.renames.removeAll { $0.to.account != account }
            log.append("for \(account) alone")
        }
        lockfile.rename(Dictionary(plan.renames.map { ($0.from, $0.to) }, uniquingKeysWith: { first, _ in first }))
        figures.renamed += plan.renames.count
        for rename in plan.renames { log.append("  \(rename.from) is now \(rename.to)") }
        for action in plan.actions where action.kind == .conflict { log.append("  asked about \(action.publication)") }
        figures.asked += plan.actions.count { $0.kind == .conflict }
        for action in plan.actions {
            guard case .publish(let publication) = action.step, let entry = files[publication.source.path] else {
                continue
            }
            log.append("publish \(entry.lineage) as \(publication.id)")
            figures.published += 1
            let lineage = Lineage(number: entry.lineage, account: publication.id.account)
            if let former = live[lineage] {
                problems.append("\(entry.lineage) went out as \(former.id), and again as \(publication.id)")
            }
            live[lineage] = (publication.id, "\(figures.published)")
            lockfile.records[publication.id] = LockRecord(
                phase: .published(
                    PublishedPublication(
                        mediaID: "\(figures.published)", publishedAt: Timestamp(Team.now), permalink: nil)),
                source: publication.source, commit: plan.commit,
                media: publication.content.media.map { MediaReference(path: $0.path, blob: $0.blob) })
        }
        if account == nil, let left = try? self.plan(), left.hasChanges {
            let changes = left.actions.filter { $0.kind.isChange }.map { "\($0.kind) \($0.publication)" }
            problems.append("an applied plan leaves \(left.renames.map { "\($0.from) to \($0.to)" }), \(changes)")
        }
    }
}
