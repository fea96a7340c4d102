import ContentModel
import Foundation
import ScheduleLock
import TestSupport
import Testing

@testable import Publishing

@Suite("A publication's flow") struct PublicationFlowTests {
    @Test func aPostGoesOut() {
        var flow = Fixture.flow()
        var transcript = Transcript(["list": [.mediaListed([Fixture.listed("old", after: -61 * 86_400)])]])
        transcript.run(&flow)
        #expect(
            transcript.lines == [
                "record began", "host media/1.jpg", "create", "record container C", "status C", "list feed",
                "record request C known old", "publish C", "record published M", "permalink", "= published M",
            ])
    }

    @Test func aCarouselWaitsForItsChildren() {
        var flow = Fixture.flow(Fixture.carousel)
        var transcript = Transcript(["status": [.status(.finished), .status(.inProgress), .status(.finished)]])
        transcript.run(&flow)
        #expect(
            transcript.lines == [
                "record began", "host media/1.jpg media/2.jpg", "create slide 0", "record container S0",
                "create slide 1", "record container S1", "status S0", "status S1", "wait +1", "status S1",
                "create of S0 S1", "record container P", "status P", "list feed", "record request P known ",
                "publish P", "record published M", "permalink", "= published M",
            ])
    }

    @Test func oneFailedChildIsMadeAnew() {
        var flow = Fixture.flow(Fixture.carousel)
        var transcript = Transcript([
            "status": [.status(.finished), .status(.failed(Fixture.refusal(.newContainer))), .status(.finished)]
        ])
        transcript.run(&flow)
        #expect(
            transcript.lines.filter { $0.hasPrefix("create") } == [
                "create slide 0", "create slide 1", "create slide 1", "create of S0 S1'",
            ])
    }

    @Test func aContainerOfAnotherPublicationIsNotPublishedAgain() {
        var flow = Fixture.flow()
        var transcript = Transcript(["status": [.status(.published), .status(.finished)]])
        transcript.run(&flow)
        #expect(
            transcript.lines.filter { $0.hasPrefix("publish") || $0.hasPrefix("create") } == [
                "create", "create", "publish C'",
            ])
    }

    @Test func theSameDeadContainerAgainAndAgainIsGivenUp() {
        var flow = Fixture.flow()
        var transcript = Transcript(["create": [.containerCreated(id: "C")], "status": [.status(.expired)]])
        transcript.run(&flow)
        #expect(transcript.lines.last == "= stopped failed")
    }

    @Test func noRunHostsMediaWhereAnotherGaveUpOnThem() {
        // The platform may answer one URL with one container, so each that failed costs a URL.
        var tags: [String] = []
        var state = InFlight()
        for run in 1...2 {
            var flow = Fixture.flow(state: state)
            var event = FlowEvent.started
            var made = 0
            for _ in 0..<100 {
                switch flow.handle(event, at: Fixture.due) {
                case .finished: break
                case .host(_, let tag):
                    tags.append(tag)
                    event = .hosted([OutgoingMedium(blob: .all("1")): "https://media/\(tag)"])
                    continue
                case .createContainer:
                    made += 1
                    event = .containerCreated(id: "\(run)-\(made)")
                    continue
                case .readStatus:
                    event = .status(.expired)
                    continue
                case .record:
                    event = .recorded
                    continue
                default:
                    event = .woke
                    continue
                }
                break
            }
            state = flow.state
        }
        #expect(tags.count == 7)
        #expect(Set(tags).count == tags.count)
    }

    @Test func preparingStopsBeforeAnythingIrreversible() {
        var flow = Fixture.flow(goal: .prepared)
        var transcript = Transcript()
        transcript.now = Fixture.due.addingTimeInterval(-600)
        transcript.run(&flow)
        #expect(
            transcript.lines == [
                "record began", "host media/1.jpg", "create", "record container C", "status C", "= prepared",
            ])
    }

    @Test func whatThePlatformRefusesIsKnownBeforeTheHour() {
        var flow = Fixture.flow(goal: .prepared)
        var transcript = Transcript(["status": [.status(.inProgress), .status(.failed(Fixture.refusal(.fixContent)))]])
        transcript.now = Fixture.due.addingTimeInterval(-600)
        transcript.run(&flow)
        #expect(transcript.lines.suffix(2) == ["record stop refused: no", "= stopped refused"])
    }

    @Test func nothingIsMadeThatWouldExpireBeforeItIsDue() {
        var flow = Fixture.flow()
        var transcript = Transcript()
        transcript.now = Fixture.due.addingTimeInterval(-30 * 3600)
        transcript.run(&flow, stepLimit: 3)
        #expect(transcript.lines == ["wait -72000", "record began", "host media/1.jpg", "…"])
    }

    @Test func theRequestLeavesAtItsSecond() {
        var flow = Fixture.flow()
        var transcript = Transcript()
        transcript.now = Fixture.due.addingTimeInterval(-600)
        transcript.run(&flow)
        #expect(
            transcript.lines == [
                "record began", "host media/1.jpg", "create", "record container C", "status C", "wait -20",
                "list feed", "record request C known ", "wait +0", "publish C", "record published M", "permalink",
                "= published M",
            ])
    }

    @Test func commentsAreSwitchedAndTheFirstOneMade() {
        var flow = Fixture.flow(Fixture.post(comments: false, firstComment: "#bakery"))
        var transcript = Transcript()
        transcript.run(&flow)
        #expect(
            transcript.lines.suffix(8) == [
                "record published M", "comments off", "record comments-switched", "record comment-request",
                "comment #bakery", "record commented K", "permalink", "= published M",
            ])
    }

    @Test func aCommentWhoseAnswerWasLostIsLookedUp() {
        var flow = Fixture.flow(Fixture.post(firstComment: "#bakery"))
        let there = ListedComment(id: "K1", text: "#bakery", timestamp: nil)
        var transcript = Transcript([
            "comment": [.refused(Fixture.refusal(.backOff, .unknown))], "list-comments": [.commentsListed([there])],
        ])
        transcript.run(&flow)
        #expect(
            transcript.lines.suffix(6) == [
                "comment #bakery", "wait +5", "list-comments", "record commented K1", "permalink", "= published M",
            ])
    }

    @Test func nothingThatFollowsMakesItUnpublished() {
        var flow = Fixture.flow(Fixture.post(firstComment: "#bakery"))
        var transcript = Transcript([
            "comment": [.refused(Fixture.refusal(.reauthenticate))], "permalink": [.refused(Fixture.refusal(.person))],
        ])
        #expect(
            transcript.run(&flow)
                == .published(
                    PublishedPublication(mediaID: "M", publishedAt: Timestamp(Fixture.due), permalink: nil),
                    FollowUp(warnings: ["the first comment was not made: no — help it"])))
    }

    @Test func tooLateIsMissedAndSaysSo() {
        var flow = Fixture.flow(runEnd: .distantFuture)
        var transcript = Transcript()
        transcript.now = Fixture.due.addingTimeInterval(6 * 3600 + 1)
        transcript.run(&flow)
        #expect(
            transcript.lines == [
                "record stop missed: was due 2026-12-01T08:00:00Z and its grace ended 2026-12-01T14:00:00Z",
                "= stopped missed",
            ])
    }

    @Test func anotherDueTimeNeedsNoNewContainer() {
        var flow = Fixture.flow(goal: .prepared)
        var first = Transcript()
        first.run(&flow)
        var moved = Fixture.version()
        moved.due = Timestamp(Fixture.due.addingTimeInterval(600))
        var again = PublicationFlow(
            publication: Fixture.publication(), version: moved, state: flow.state, goal: .prepared,
            runEnd: Fixture.runEnd)
        var second = Transcript()
        second.run(&again)
        #expect(second.lines == ["status C", "= prepared"])
    }

    @Test func refusedContentStopsUntilItChanges() {
        var flow = Fixture.flow()
        var transcript = Transcript(["create": [.refused(Fixture.refusal(.fixContent))]])
        transcript.run(&flow)
        #expect(
            transcript.lines == [
                "record began", "host media/1.jpg", "create", "record stop refused: no", "= stopped refused",
            ])

        var again = Fixture.flow(state: flow.state)
        var second = Transcript()
        second.run(&again)
        #expect(second.lines == ["= stopped refused"])

        var edited = Fixture.version()
        edited.source.blob = .all("b")
        var fixed = PublicationFlow(
            publication: Fixture.publication(), version: edited, state: flow.state, goal: .published,
            runEnd: Fixture.runEnd)
        var third = Transcript()
        third.run(&fixed)
        #expect(third.lines.last == "= published M")
    }

    @Test func longProcessingIsLeftToALaterRun() {
        var flow = Fixture.flow()
        var transcript = Transcript(["status": [.status(.inProgress)]])
        transcript.run(&flow)
        #expect(transcript.lines.last == "= deferred +903: the platform is processing the media")
        #expect(flow.state.container?.id == "C", "the next run goes on with the same container")
    }
}
