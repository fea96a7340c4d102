import ContentModel
import FoundationEssentials
import GraphModel
import Planning
import ScheduleLock

/// Knows the truth and watches the promises.
final class Referee: @unchecked Sendable {
    // Unchecked: used on the one thread of its schedule.
    unowned let world: World
    /// Which publication each container was made for, as it was then.
    private var made: [String: Publication] = [:]
    /// Whose everything is that was made on Pages: posts, photos, videos.
    private(set) var lineages: [String: Lineage] = [:]
    /// What of it a runner said it has written down.
    private(set) var noted: Set<String> = []
    /// What was ever live.
    private var published: Set<Place> = []
    /// What was judged when it went out, or was taken away.
    var judged: Set<String> = []
    private var seen = 0

    init(world: World) { self.world = world }

    struct Place: Hashable, Comparable {
        let lineage: Lineage
        let account: AccountName
        static func < (left: Place, right: Place) -> Bool {
            (left.lineage, left.account) < (right.lineage, right.account)
        }
    }

    /// Something that was ever seen on an account as a publication.
    private struct Sight {
        let place: Place
        /// All that it may be known by.
        let ids: [String]
        let isDeleted: Bool
        /// The post; `nil` on Instagram.
        var record: PostRecord?
    }

    func place(of id: PublicationID) -> Place? {
        world.scenario.calendar.lineage(of: id.entry).map { Place(lineage: $0, account: id.account) }
    }

    /// A runner made a container for a publication.
    func containerMade(_ container: String, for publication: Publication) {
        // A container that the platform answers twice stays what it was first.
        if made[container] == nil { made[container] = publication }
    }

    /// Something was made on a Page.
    func made(_ id: String, for lineage: Lineage) {
        if lineages[id] == nil { lineages[id] = lineage }
    }

    /// A runner has written something down, as it believes.
    func noted(_ event: JournalEvent) {
        if case .containerCreated(let id, _, _) = event.step { noted.insert(id) }
    }

    // MARK: Before a request leaves

    /// How long a publication goes on going out after the last look at the calendar.
    static let longestGoingOut = Duration.seconds(900)

    /// A publish request is about to leave a process.
    func publishLeaves(_ container: String, from process: Process, for account: AccountName) {
        checkRight(of: process, on: account)
        guard let version = made[container] else {
            return world.fail(.recordsAreTrue, "container \(container) is published, and nobody made it")
        }
        // What takes the place of something published is due as soon as that is gone.
        guard let place = place(of: version.id), !published.contains(place) else { return }
        checkTime(of: place, "\(version.id)", from: process, at: version.dueDate)
    }

    /// A request is about to leave a process that has a Page show something, now or at an hour.
    func leaves(_ act: PageAct, from process: Process, for account: AccountName) {
        checkRight(of: process, on: account)
        guard let lineage = lineages[act.object] else {
            return world.fail(.recordsAreTrue, "\(act.object) is published, and nobody made it")
        }
        let place = Place(lineage: lineage, account: account)
        guard !published.contains(place) else { return }
        guard let hour = act.hour else { return checkTime(of: place, "\(act.object)", from: process, at: nil) }
        let versions = versions(of: place, knownTo: process)
        guard !versions.isEmpty else {
            return world.fail(.wanted, "\(place.lineage) is scheduled and was not in the calendar of late")
        }
        if !versions.contains(where: { $0.due == hour }) {
            world.fail(.inTime, "\(place.lineage) is scheduled for \(Timestamp(hour)), at which it is not due")
        }
    }

    private func checkRight(of process: Process, on account: AccountName) {
        for machine in world.machines {
            guard let other = machine.process, !other.isDead, other.mayAct(account) != (other === process) else {
                continue
            }
            world.fail(
                .heldAlone,
                "\(process.name) publishes on \(account), and \(other.name) may "
                    + (other === process ? "not" : "act there"))
        }
    }

    /// The versions of an entry that a process may go by: it acts on what it saw when its pass began, which is as old as
    /// its last pull by then.
    private func versions(of place: Place, knownTo process: Process) -> [EntryVersion] {
        let calendar = world.scenario.calendar
        let stale = process.machine.setup.pullDelay + process.machine.setup.poll + Self.longestGoingOut
        let since = max(.beginning, world.now - stale)
        let commits = calendar.commits.filter { $0.at <= world.now && $0.at >= calendar.head(at: since).at }
        return commits.compactMap { $0.entries[place.lineage] }.filter { $0.accounts.contains(place.account) }
    }

    private func checkTime(of place: Place, _ name: String, from process: Process, at due: Date?) {
        let wall = process.machine.wallTime
        let versions = versions(of: place, knownTo: process)
        guard !versions.isEmpty else {
            return world.fail(.wanted, "\(name) is published and was not in the calendar of late")
        }
        let times = versions.compactMap(\.due) + [due].compactMap { $0 }
        guard versions.allSatisfy({ $0.due != nil }), !times.isEmpty else { return }
        if let earliest = times.min(), wall < earliest {
            world.fail(.inTime, "\(name) leaves at \(Timestamp(wall)) and is due \(Timestamp(earliest))")
        }
        let ends = versions.compactMap { entry in entry.due?.addingTimeInterval(entry.grace / .seconds(1)) }
        if let latest = ends.max(), wall > latest.addingTimeInterval(1) {
            world.fail(.inTime, "\(name) leaves at \(Timestamp(wall)), after its grace \(Timestamp(latest))")
        }
    }

    // MARK: After every request

    /// Everything that was ever seen as a publication.
    private func sights() -> [Sight] {
        var sights: [Sight] = []
        for medium in world.platform.everything() {
            guard let version = made[medium.containerID], let place = place(of: version.id) else {
                world.fail(.onceOnly, "medium \(medium.id) was published from a container that nobody made")
                continue
            }
            sights.append(Sight(place: place, ids: [medium.id], isDeleted: medium.deletedAt != nil))
        }
        for record in world.platform.postRecords() where record.state == .published {
            guard let place = place(of: record) else {
                world.fail(.onceOnly, "post \(record.id) went out, and nobody made it")
                continue
            }
            sights.append(
                Sight(place: place, ids: record.names, isDeleted: record.deletedAt != nil, record: record))
        }
        return sights
    }

    func place(of record: PostRecord) -> Place? {
        guard let lineage = record.names.lazy.compactMap({ self.lineages[$0] }).first,
            let account = world.scenario.accounts.values.first(where: { $0.id == record.pageID })
        else { return nil }
        return Place(lineage: lineage, account: account.name)
    }

    /// Looks at everything on the platform.
    func look() {
        let count = world.platform.everything().count + world.platform.pageChanges
        guard count != seen else { return }
        seen = count
        var live: [Place: [Sight]] = [:]
        var ever: [Place: Int] = [:]
        for sight in sights() {
            ever[sight.place, default: 0] += 1
            if !sight.isDeleted { live[sight.place, default: []].append(sight) }
            if let record = sight.record { judgeOnPage(record, at: sight.place) }
        }
        published = Set(ever.keys)
        world.figures.publications = ever.count
        for (place, media) in live.sorted(by: { $0.key < $1.key }) where media.count > 1 {
            world.figures.duplicates += media.count - 1
            world.fail(.onceOnly, "\(place.lineage) on \(place.account) is there as \(media.map(\.ids))")
        }
        for (place, count) in ever.sorted(by: { $0.key < $1.key }) where count > 1 {
            let versions = Set(world.scenario.calendar.commits.compactMap { $0.entries[place.lineage] })
            if versions.count < count || !versions.contains(where: { $0.onChange == .replace }) {
                world.figures.duplicates += 1
                world.fail(.onceOnly, "\(place.lineage) on \(place.account) was published \(count) times")
            }
        }
    }

    /// A lockfile has new bytes.
    func lockfileChanged(from old: [UInt8], to new: [UInt8]) {
        do {
            let before = old.isEmpty ? Lockfile() : try Lockfile(bytes: old)
            let after = try Lockfile(bytes: new)
            for (id, record) in after.records.sorted(by: { $0.key < $1.key }) where before.records[id] != record {
                world.note("  lockfile: \(id) is \(record.publication?.mediaID ?? "-")")
                recorded(id, record)
            }
        } catch {
            world.fail(.readable, "\(error)")
        }
    }

    /// A lockfile says of a publication what became of it.
    private func recorded(_ id: PublicationID, _ record: LockRecord) {
        guard let mediaID = record.publication?.mediaID else { return }
        guard let sight = sights().first(where: { $0.ids.contains(mediaID) }) else {
            return world.fail(.recordsAreTrue, "\(id) is recorded as \(mediaID), which is no publication of ours")
        }
        if sight.place != place(of: id) {
            world.fail(.recordsAreTrue, "\(id) is recorded as \(mediaID), which is \(sight.place.lineage)")
        }
    }

    // MARK: At the end

    /// Judges what is left when faults have ended and enough time has passed.
    func judge(_ plan: Plan, lockfile: Lockfile, journal: Journal) {
        look()
        var live: [Place: Sight] = [:]
        for sight in sights() where !sight.isDeleted { live[sight.place] = sight }
        let recorded = Set(lockfile.records.values.compactMap { $0.publication?.mediaID })
        var steps: [Place: Action.Step] = [:]
        for action in plan.actions { if let place = place(of: action.publication) { steps[place] = action.step } }
        for (place, sight) in live.sorted(by: { $0.key < $1.key }) where recorded.isDisjoint(with: sight.ids) {
            if case .conflict? = steps[place] { continue }
            world.figures.unrecorded += 1
            world.fail(.recorded, "\(place.lineage) is live on \(place.account) as \(sight.ids); nothing says so")
        }
        let head = world.scenario.calendar.head(at: world.now)
        for publication in head.publications {
            guard let place = place(of: publication.id), live[place] == nil else { continue }
            judgeAbsent(publication, steps[place], lockfile)
        }
        judgeLeftovers(journal)
    }

    private func judgeAbsent(_ publication: Publication, _ step: Action.Step?, _ lockfile: Lockfile) {
        switch step {
        case .missed:
            world.figures.missed += 1
            // Faults ended long before its grace did, so there was time.
            if let due = publication.dueDate {
                let end = due.addingTimeInterval(publication.grace / .seconds(1))
                let calm = max(world.scenario.weather.end.date, due)
                let added = world.scenario.calendar.added(publication.id)
                if end > max(calm, added).addingTimeInterval(Self.enoughTime) {
                    world.figures.lost += 1
                    world.fail(.goesOut, "\(publication.id) was due \(Timestamp(due)) and was missed")
                }
            }
        case .conflict, .blocked: world.figures.stopped += 1
        case .some(.none(let note)): world.note("absent \(publication.id): \(note)")
        case .publish, .schedule, .amend, .cancel, .recover, .update, .replace, .delete, .drift, .forget, nil:
            world.figures.lost += 1
            world.fail(.explained, "\(publication.id) is not live; the plan says \(step.map { "\($0)" } ?? "nothing")")
        }
    }

    /// What going out takes at most once nothing fails any more, in seconds.
    static let enoughTime = 2 * 3600.0
}

extension Publication {
    /// `nil` for what goes out on merge.
    var dueDate: Date? { if case .at(let time) = due { time.instant } else { nil } }
}
