import ContentModel
import Foundation
import Planning
import ScheduleLock
import TestSupport
import Testing

@testable import Publishing

@Suite struct WorkloadTests {
    @Test("Takes note of an edit that changes nothing on the platform, so that it is not told again") func noted() {
        let publication = Fixture.publication()
        let published = PublishedPublication(mediaID: "180", publishedAt: Timestamp(Fixture.due), permalink: nil)
        let former = PublicationID("früher@bakery")!  // both sides of the @ are there
        let before = LockRecord(
            phase: .published(published), source: Publication.Source(path: "calendar/former.yaml", blob: .all("9")),
            commit: nil, media: [], formerIDs: [former])
        let changes = [FieldChange(field: "publish_at", before: "before", after: "after")]
        let now = Fixture.due.addingTimeInterval(3600)
        let plan = Plan(
            commit: nil, lockfileDigest: "", now: now,
            actions: [
                Action(
                    publication: publication.id, at: Fixture.due,
                    step: .none(.schedulingEdited(publication, published, changes: changes)))
            ])
        let workload = Workload(
            of: plan, lockfile: Lockfile(records: [publication.id: before]), journal: Journal(), publishUntil: now)
        let version = Fixture.version()
        let record = LockRecord(
            phase: .published(published), source: publication.source, commit: nil, media: version.media,
            revisedAt: Timestamp(now), formerIDs: [former])
        #expect(workload.work.map(\.task) == [.note(record)])
        #expect(record.source == version.source)
    }

    @Test("What an update makes is shown from then on, and of what was accepted nothing else") func updated() {
        let publication = Fixture.publication()
        let published = PublishedPublication(mediaID: "180", publishedAt: Timestamp(Fixture.due), permalink: nil)
        let (caption, comments) = (ShownField("caption", "First"), ShownField("comments", "on"))
        let before = LockRecord(
            phase: .published(published), source: publication.source, commit: nil, media: [],
            mayShow: [caption, comments])
        let now = Fixture.due.addingTimeInterval(3600)
        func shown(_ step: Action.Step) -> [ShownField]? {
            let plan = Plan(
                commit: nil, lockfileDigest: "", now: now,
                actions: [Action(publication: publication.id, at: Fixture.due, step: step)])
            let workload = Workload(
                of: plan, lockfile: Lockfile(records: [publication.id: before]), journal: Journal(), publishUntil: now)
            return switch workload.work.first?.task {
            case .update(_, _, let record), .note(let record): record.mayShow
            default: nil
            }
        }
        let changes = [FieldChange(field: "comments", before: "on", after: "off")]
        #expect(shown(.update(publication, published, changes: changes)) == [caption])
        #expect(shown(.none(.schedulingEdited(publication, published, changes: []))) == [caption, comments])
    }
}
