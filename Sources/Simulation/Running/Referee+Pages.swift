import ContentModel
import FoundationEssentials
import GraphModel
import ScheduleLock

/// What is promised of Pages alone: what waits there goes out at its hour or not at all, and nothing is left lying about.
extension Referee {
    /// Judges a post that is out, once, and once more when it is gone.
    func judgeOnPage(_ record: PostRecord, at place: Place) {
        if record.isScheduledByPlatform, judged.insert("hour \(record.id)").inserted {
            world.figures.byPlatform += 1
            judgeHour(of: record, at: place)
        }
        guard record.deletedAt != nil, judged.insert("end \(record.id)").inserted else { return }
        let versions = world.scenario.calendar.commits.compactMap { $0.entries[place.lineage] }
        if !versions.contains(where: { $0.onRemove == .delete || $0.onChange == .replace }) {
            world.fail(.wanted, "\(record.id) was out and is deleted; \(place.lineage) never asked for that")
        }
    }

    /// The platform has published something by itself: at the hour that was last confirmed, and not at an old one.
    private func judgeHour(of record: PostRecord, at place: Place) {
        guard let out = record.publishedAt, let (lockfile, journal) = world.state() else { return }
        let inFlight = journal.inFlight.values.first { !Set(record.names).isDisjoint(with: $0.objects) }
        let isRecorded = lockfile.records.values.contains { held in
            held.publication.map { record.names.contains($0.mediaID) } ?? false
        }
        guard let inFlight else {
            if !isRecorded { world.fail(.wanted, "\(record.id) went out at its hour; the state knows nothing of it") }
            return
        }
        if let schedule = inFlight.schedule, schedule.isConfirmed {
            let hour = schedule.hour.date
            // A video is not shown before it is transcoded.
            if out < hour || out > hour && record.videoID == nil {
                world.fail(.inTime, "\(record.id) went out \(Timestamp(out)), and was confirmed for \(schedule.hour)")
            }
        }
        guard inFlight.stop?.kind != .ambiguous, record.videoID == nil else { return }
        let commits = world.scenario.calendar.commits
        guard let last = commits.lastIndex(where: { $0.entries[place.lineage]?.due == out }),
            last + 1 < commits.count
        else { return }
        let since = max(commits[last + 1].at, world.scenario.weather.end).date
        if out > since.addingTimeInterval(Self.enoughTime) {
            world.fail(.inTime, "\(place.lineage) went out \(Timestamp(out)), an hour that it has not had for long")
        }
    }

    /// Nothing of ours may lie on a Page, seen by nobody, that the state knows nothing of.
    func judgeLeftovers(_ journal: Journal) {
        let known = journal.inFlight.values.reduce(into: Set<String>()) { $0.formUnion($1.objects) }
        for record in world.platform.postRecords() where record.state != .published && record.deletedAt == nil {
            let names = Set(record.names)
            guard known.isDisjoint(with: names) else { continue }
            // What nobody heard of can be found by nobody.
            guard record.state == .scheduled || !noted.isDisjoint(with: names) else { continue }
            world.fail(.leavesNothing, "\(record.id) of \(String(describing: place(of: record))) is \(record.state)")
        }
        for account in world.scenario.accounts.values where account.platform == .facebook {
            let photos = world.platform.unusedPhotos(of: account.id)
            for photo in photos where noted.contains(photo) && !known.contains(photo) {
                world.fail(.leavesNothing, "photo \(photo) of \(account.name) is shown by nothing")
            }
        }
    }
}

extension PostRecord {
    /// All that it may be known by: a reel or video by its video, a story also by its photo.
    var names: [String] { [id] + (videoID.map { [$0] } ?? []) + (kind == .photoStory ? photoIDs : []) }
}

extension InFlight {
    /// Everything on a Page that it names.
    fileprivate var objects: Set<String> {
        Set([container?.id, schedule?.container, cancellation, mediaID, publishRequest?.container].compactMap { $0 })
            .union(children.values.map(\.id))
    }
}
