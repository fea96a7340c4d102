import ContentModel
import ObjectIDs
import TestSupport
import Testing

@testable import ScheduleLock

@Suite struct JournalTests {
    static let launch = JournalTextTests.launch
    static let other = PublicationID("other", on: "bakery")
    static let version = JournalTextTests.version

    static func event(_ step: JournalEvent.Step, _ publication: PublicationID = launch) -> JournalEvent {
        JournalTextTests.event(step, publication)
    }

    static let look = MediaLook(surface: .feed, kind: .image, captionDigest: "af63dc4c8601ec8c", childCount: nil)

    @Test func settledPublicationsAreForgotten() {
        let journal = Journal(events: [
            Self.event(.began(Self.version)), Self.event(.published(mediaID: "1")), Self.event(.settled),
        ])
        #expect(journal.inFlight.isEmpty)
    }

    @Test func beginningAnewKeepsWhatMayBeLive() {
        var newer = Self.version
        newer.source.blob = .all("9")
        let journal = Journal(events: [
            Self.event(.began(Self.version)), Self.event(.containerCreated(id: "c", slide: nil)),
            Self.event(.publishRequested(container: "c", look: Self.look, knownMedia: ["0"])),
            Self.event(.began(newer)),
            Self.event(.published(mediaID: "1")),
        ])
        let state = journal.inFlight[Self.launch]
        #expect(state?.container == nil)
        #expect(state?.publishRequest?.container == "c")
        // What went out is the version that was asked for, not the one that was begun since.
        let record = state.flatMap { LockRecord(finished: $0, permalink: nil) }
        #expect(record?.source == Self.version.source)
        #expect(record?.publication?.mediaID == "1")
    }

    @Test func whatFailedAndWaitsNowIsStoppedNoMore() {
        let waiting = JournalEvent.Step.waiting(until: JournalTextTests.event(.settled).at, reason: "no such host")
        for kind in JournalEvent.Stop.Kind.allCases {
            let stop = JournalEvent.Stop(kind: kind, reason: "no TLS", fix: "look")
            let steps = [JournalEvent.Step.began(Self.version), .stopped(stop), waiting]
            let state = Journal(events: steps.map { Self.event($0) }).inFlight[Self.launch]
            #expect(state?.waiting?.reason == "no such host")
            #expect(state?.stop == (kind == .failed ? nil : stop))
        }
    }

    @Test func thereIsNoRecordOfWhatMayNotBeLive() {
        let journal = Journal(events: [
            Self.event(.began(Self.version)),
            Self.event(.publishRequested(container: "c", look: Self.look, knownMedia: [])),
        ])
        #expect(journal.inFlight[Self.launch].flatMap { LockRecord(finished: $0, permalink: nil) } == nil)
    }

    @Test func compactingKeepsTheEventsOfWhatIsUnsettled() {
        let events = [
            Self.event(.began(Self.version)), Self.event(.settled), Self.event(.began(Self.version), Self.other),
            Self.event(.began(Self.version)), Self.event(.containerCreated(id: "c", slide: nil)),
            Self.event(.settled, Self.other),
        ]
        let compacted = Journal.compacted(events)
        #expect(compacted == [events[3], events[4]])
        #expect(Journal(events: compacted) == Journal(events: events))
    }
}
