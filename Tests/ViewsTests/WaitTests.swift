import ContentModel
import Foundation
import Planning
import ScheduleLock
import Testing

@testable import Views

/// What waits says for what, in place of a guess.
@Suite struct WaitTests {
    private static let launch = Fixture.publication("launch@bakery")
    private static let until = Timestamp(Fixture.now.addingTimeInterval(600))

    private static func status(_ step: (InFlight) -> Action.Step, _ steps: JournalEvent.Step..., waits: Bool = true)
        throws -> PublicationStatus
    {
        let journal = Journal(
            events: steps.map { JournalEvent(publication: launch.id, at: Timestamp(Fixture.now), step: $0) })
        let inFlight = try #require(journal.inFlight[launch.id])
        var plan = Fixture.plan([Fixture.action(launch, step(inFlight))])
        plan.waits = inFlight.waiting.map { [launch.id: Wait(until: $0.until.date, reason: $0.reason)] } ?? [:]
        return try #require(
            PublicationStatus.all(of: plan, desired: [launch], lockfile: Lockfile(), journal: journal).first)
    }

    private static let request = JournalEvent.Step.publishRequested(
        container: "C", look: MediaLook(of: launch.content), knownMedia: [])
    private static let waiting = JournalEvent.Step.waiting(until: until, reason: "the quota is used up")

    private static func recovery(_ inFlight: InFlight) -> Action.Step {
        .recover(Recovery(journalID: launch.id, inFlight: inFlight, desired: launch, mayPublish: true))
    }

    @Test func aRequestThatWaitsIsNotCalledLost() throws {
        let status = try Self.status(Self.recovery, Self.request, Self.waiting)
        #expect(
            status.reason
                == "a publish was asked for on \(Timestamp(Fixture.now)); waits until about \(Self.until): the quota is used up"
        )
        let text = StatusText([status]).text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("the quota is used up"))
        #expect(ShowText(status).text.contains("the quota is used up"))
    }

    @Test func aLostAnswerStillIs() throws {
        #expect(
            try Self.status(Self.recovery, Self.waiting, Self.request).reason?.contains("the answer was lost") == true)
    }

    @Test func whatIsToGoOutSaysWhatItWaitsFor() throws {
        let status = try Self.status({ _ in .publish(Self.launch) }, Self.waiting)
        #expect(status.reason == "waits until about \(Self.until): the quota is used up")
        #expect(StatusText([status]).text.contains("why: waits until about"))
        #expect(
            StatusJSON.report([status]).text.contains(
                "\"waits_until\": \"\(Fixture.now.addingTimeInterval(600).timestamp)\""))
    }

    @Test func whatWasMissedSaysWhatItWaitedFor() throws {
        let status = try Self.status({ _ in .missed(Self.launch) }, Self.waiting)
        #expect(status.reason?.hasSuffix("; last it waited: the quota is used up") == true)
    }

    @Test func aPlanSaysWhichWaitAndUntilWhen() {
        var plan = Fixture.plan([Fixture.action(Self.launch, .publish(Self.launch))])
        plan.waits = [Self.launch.id: Wait(until: Self.until.date, reason: "the account's quota is 25 in 24 hours")]
        let text = PlanText(plan).text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(
            text.contains(
                "why: waits until about Tue 1 Dec 2026, 07:40 UTC: the account's quota is 25 in 24 hours"))
        let json = PlanJSON.value(plan).text
        #expect(json.contains("\"waits_until\": \"\(Fixture.now.addingTimeInterval(600).timestamp)\""))
        #expect(json.contains("\"waits_for\": \"the account's quota is 25 in 24 hours\""))
    }
}
