import ContentModel
import FoundationEssentials
import GraphModel
import Planning
import ScheduleLock

/// Knows the truth and watches the promises.
final class Referee: @unchecked Sendable {
    // Unchecked: used on the one thread of its schedule.
    private unowned let world: World
    /// Which publication each container was made for, as it was then.
    private var made: [String: Publication] = [:]
    /// What was ever live.
    private var published: Set<Place> = []
    private var seen = 0

    init(world: World) { self.world = world }

    private struct Place: Hashable, Comparable {
        let lineage: Lineage
        let account: AccountName
        static func < (left: Place, right: Place) -> Bool {
            (left.lineage, left.account) < (right.lineage, right.account)
        }
    }

    private func place(of id: PublicationID) -> Place? {
        world.scenario.calendar.lineage(of: id.entry).map { Place(lineage: $0, account: id.account) }
    }

    /// A runner made a container for a publication.
    func containerMade(_ container: String, for publication: Publication) {
        // A container that the platform answers twice stays what it was first.
        if made[container] == nil { made[container] = publication }
    }

    // MARK: Before a request leaves

    /// How long a publication goes on going out after the last look at the calendar.
    static let longestGoingOut = Duration.seconds(900)

    /// A publish request is about to leave a process.
    func publishLeaves(_ container: String, from process: Process, for account: AccountName) {
        for machine in world.machines {
            guard let other = machine.process, !other.isDead, other.mayAct(account) != (other === process) else {
                continue
            }
            world.fail(
                .heldAlone,
                "\(process.name) publishes on \(account), and \(other.name) may "
                    + (other === process ? "not" : "act there"))
        }
        guard let version = made[container] else {
            return world.fail(.recordsAreTrue, "container \(container) is published, and nobody made it")
        }
        // What takes the place of something published is due as soon as that is gone.
        guard let place = place(of: version.id), !published.contains(place) else { return }
        let wall = process.machine.wallTime
        let calendar = world.scenario.calendar
        // A runner acts on what it saw when its pass began, which is as old as its last pull by then.
        let stale = process.machine.setup.pullDelay + process.machine.setup.poll + Self.longestGoingOut
        let since = max(.beginning, world.now - stale)
        let commits = calendar.commits.filter { $0.at <= world.now && $0.at >= calendar.head(at: since).at }
        let versions = commits.compactMap { $0.entries[place.lineage] }.filter { $0.accounts.contains(account) }
        guard !versions.isEmpty else {
            return world.fail(.wanted, "\(version.id) is published and was not in the calendar since \(since)")
        }
        let times = versions.compactMap(\.due) + [version.dueDate].compactMap { $0 }
        guard versions.allSatisfy({ $0.due != nil }), !times.isEmpty else { return }
        if let earliest = times.min(), wall < earliest {
            world.fail(.inTime, "\(version.id) leaves at \(Timestamp(wall)) and is due \(Timestamp(earliest))")
        }
        let ends = versions.compactMap { entry in entry.due?.addingTimeInterval(entry.grace / .seconds(1)) }
        if let latest = ends.max(), wall > latest.addingTimeInterval(1) {
            world.fail(.inTime, "\(version.id) leaves at \(Timestamp(wall)), after its grace \(Timestamp(latest))")
        }
    }

    // MARK: After every request

    /// Looks at everything on the platform.
    func look() {
        let media = world.platform.everything()
        guard media.count != seen else { return }
        seen = media.count
        var live: [Place: [PublishedMedium]] = [:]
        var ever: [Place: Int] = [:]
        for medium in media {
            guard let version = made[medium.containerID], let place = place(of: version.id) else {
                world.fail(.onceOnly, "medium \(medium.id) was published from a container that nobody made")
                continue
            }
            ever[place, default: 0] += 1
            if medium.deletedAt == nil { live[place, default: []].append(medium) }
        }
        published = Set(ever.keys)
        world.figures.publications = ever.count
        for (place, media) in live.sorted(by: { $0.key < $1.key }) where media.count > 1 {
            world.figures.duplicates += media.count - 1
            world.fail(.onceOnly, "\(place.lineage) on \(place.account) is there as \(media.map(\.id))")
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
        let medium = world.platform.everything().first { $0.id == mediaID }
        guard let medium, let version = made[medium.containerID] else {
            return world.fail(.recordsAreTrue, "\(id) is recorded as \(mediaID), which is no publication of ours")
        }
        if place(of: version.id) != place(of: id) {
            world.fail(.recordsAreTrue, "\(id) is recorded as \(mediaID), which is \(version.id)")
        }
    }

    // MARK: At the end

    /// Judges what is left when faults have ended and enough time has passed.
    func judge(_ plan: Plan, lockfile: Lockfile, journal: Journal) {
        var live: [Place: PublishedMedium] = [:]
        for medium in world.platform.everything() where medium.deletedAt == nil {
            if let version = made[medium.containerID], let place = place(of: version.id) { live[place] = medium }
        }
        let recorded = Set(lockfile.records.values.compactMap { $0.publication?.mediaID })
        var steps: [Place: Action.Step] = [:]
        for action in plan.actions { if let place = place(of: action.publication) { steps[place] = action.step } }
        for (place, medium) in live.sorted(by: { $0.key < $1.key }) where !recorded.contains(medium.id) {
            if case .conflict? = steps[place] { continue }
            world.figures.unrecorded += 1
            world.fail(.recorded, "\(place.lineage) is live on \(place.account) as \(medium.id); nothing says so")
        }
        let head = world.scenario.calendar.head(at: world.now)
        for publication in head.publications {
            guard let place = place(of: publication.id), live[place] == nil else { continue }
            judgeAbsent(publication, steps[place], lockfile)
        }
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
