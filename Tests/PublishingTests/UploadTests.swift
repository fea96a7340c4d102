import ContentModel
import Foundation
import ScheduleLock
import TestSupport
import Testing

@testable import Publishing

/// Videos that are sent straight to their containers, with Facebook Login.
@Suite struct UploadTests {
    static let film = Video(file: Fixture.file("4"))
    static let reel = Content.reel(Reel(video: film, details: FeedDetails(caption: "Stollen is back")))
    static let mixed = Content.carousel(
        Carousel(
            items: [.photo(Photo(file: Fixture.file("1"))), .video(film), .video(Video(file: Fixture.file("5")))],
            details: FeedDetails(caption: "Three things")))

    static func flow(
        _ content: Content = reel, login: Login = .facebook, state: InFlight = InFlight(), canHost: Bool = true,
        goal: PublicationFlow.Goal = .published
    ) -> PublicationFlow {
        var publication = Fixture.publication(content)
        publication.account = Account(
            name: Fixture.account.name, platform: .instagram(login), id: Fixture.account.id,
            token: Fixture.account.token, api: nil, version: Fixture.account.version,
            location: Fixture.account.location)
        return PublicationFlow(
            publication: publication, version: Fixture.version(content), state: state, goal: goal,
            runEnd: Fixture.due.addingTimeInterval(7200), canHost: canHost)
    }

    /// Up to the container that is whole; the rest is as ever.
    static func lines(
        _ answers: [String: [FlowEvent]] = [:], _ flow: PublicationFlow = flow()
    ) -> [String] {
        var (flow, transcript) = (flow, Transcript(answers))
        transcript.run(&flow)
        return transcript.lines.prefix { !$0.hasPrefix("list") }.filter { $0 != "record began" }
    }

    static func created(_ id: String) -> FlowEvent { .containerCreated(id: id, uploadURL: "https://rupload/\(id)") }

    static let refusals: [(Refusal.Remedy, Refusal.Effect)] = [(.sameRequestSoon, .none), (.backOff, .unknown)]

    @Test func theContainerIsDurableBeforeAByteLeaves() {
        #expect(
            Self.lines() == ["create for upload", "record container C", "upload C from 0", "status C"])
    }

    @Test func withInstagramLoginTheVideoIsFetched() {
        #expect(
            Self.lines([:], Self.flow(login: .instagram))
                == ["host media/4.jpg", "create", "record container C", "status C"])
    }

    @Test func onlyTheCoverIsHosted() {
        let reel = Content.reel(
            Reel(video: Self.film, cover: Fixture.file("1"), details: FeedDetails(caption: "Stollen is back")))
        #expect(
            Self.lines([:], Self.flow(reel)) == [
                "host media/1.jpg", "create for upload", "record container C", "upload C from 0", "status C",
            ])
    }

    @Test func everyVideoOfACarouselGoesToItsOwnContainer() {
        #expect(
            Self.lines([:], Self.flow(Self.mixed)) == [
                "host media/1.jpg", "create slide 0", "record container S0", "create slide 1 for upload",
                "record container S1", "create slide 2 for upload", "record container S2", "status S0",
                "upload S1 from 0", "status S1", "upload S2 from 0", "status S2", "create of S0 S1 S2",
                "record container P", "status P",
            ])
    }

    @Test("A cut goes on where the platform says", arguments: refusals)
    func goesOn(remedy: Refusal.Remedy, effect: Refusal.Effect) {
        #expect(
            Self.lines([
                "upload": [.refused(Fixture.refusal(remedy, effect)), .uploaded],
                "status": [.status(.receiving(bytes: 400)), .status(.finished)],
            ]) == [
                "create for upload", "record container C", "upload C from 0", "wait +5", "status C",
                "upload C from 400", "status C",
            ])
    }

    @Test func whatArrivedWithoutAnAnswerIsNotSentAgain() {
        #expect(
            Self.lines([
                "upload": [.refused(Fixture.refusal(.backOff, .unknown))],
                "status": [.status(.processing), .status(.finished)],
            ]) == [
                "create for upload", "record container C", "upload C from 0", "wait +5", "status C", "wait +6",
                "status C",
            ])
    }

    @Test func aRunThatDiedAsksHowFarItCame() {
        var flow = Self.flow()
        var transcript = Transcript()
        transcript.run(&flow, until: "upload C from 0")
        #expect(
            Self.lines(
                ["status": [.status(.receiving(bytes: 70)), .status(.finished)]], Self.flow(state: flow.state))
                == ["status C", "upload C from 70", "status C"])
    }

    @Test func whereNobodySaysHowMuchArrivedAllIsSentAgain() {
        var flow = Self.flow()
        var transcript = Transcript()
        transcript.run(&flow, until: "upload C from 0")
        let lines = Self.lines(
            ["status": Array(repeating: .status(.inProgress), count: 6) + [.status(.finished)]],
            Self.flow(state: flow.state))
        #expect(lines.filter { $0.hasPrefix("upload") } == ["upload C from 0"])
        #expect(lines.count { $0.hasPrefix("wait") } == 5)
    }

    @Test func aLookOlderThanTheAnswerIsNotBelievedAtOnce() {
        let lines = Self.lines([
            "status": [.status(.receiving(bytes: 10)), .status(.receiving(bytes: 10)), .status(.finished)]
        ])
        #expect(lines.filter { $0.hasPrefix("upload") } == ["upload C from 0"])
    }

    @Test func aContainerThatFailsIsThrownAwayAndThenTheVideoIsHosted() {
        let lines = Self.lines(["upload": [.refused(Fixture.refusal(.newContainer))]])
        #expect(
            lines == [
                "create for upload", "record container C", "upload C from 0", "wait +5",
                "create for upload", "record container C'", "upload C' from 0", "wait +15",
                "host media/4.jpg", "create", "record container C''", "status C''",
            ])
    }

    @Test func goingByHostingIsSaid() {
        var flow = Self.flow()
        var reasons: [String] = []
        var event = FlowEvent.started
        var made = 0
        for _ in 0..<40 {
            switch flow.handle(event, at: Fixture.due) {
            case .createContainer:
                made += 1
                event = Self.created("C\(made)")
            case .upload: event = .refused(Fixture.refusal(.newContainer))
            case .wait(_, let reason):
                reasons.append(reason)
                event = .woke
            default: event = .recorded
            }
        }
        #expect(reasons == ["no", "no; after 2 uploads in vain the video goes by way of hosting"])
    }

    @Test func withoutHostingItIsTriedAgainAndThenLeftToALaterRun() {
        let lines = Self.lines(["upload": [.refused(Fixture.refusal(.newContainer))]], Self.flow(canHost: false))
        #expect(lines.count { $0 == "create for upload" } == PublicationFlow.mostReplacements + 1)
        #expect(lines.suffix(2) == ["record stop failed: 4 containers in vain; the last: no", "= stopped failed"])
    }

    @Test func aVideoThatIsLostAfterwardsIsSentToANewContainer() {
        let lines = Self.lines([
            "status": [.status(.failed(Fixture.refusal(.newContainer))), .status(.finished)]
        ])
        #expect(lines.filter { $0.hasPrefix("upload") } == ["upload C from 0", "upload C' from 0"])
    }

    @Test func aVideoThatThePlatformRefusesIsNotSentAgain() {
        let lines = Self.lines(["status": [.status(.failed(Fixture.refusal(.fixContent)))]])
        #expect(lines.last == "= stopped refused")
        #expect(lines.count { $0.hasPrefix("upload") } == 1)
    }

    @Test func aFileThatCannotBeReadLeavesTheEntryFreeToBeTriedAgain() {
        #expect(Self.lines(["upload": [.refused(Fixture.refusal(.fixContent))]]).last == "= stopped failed")
    }

    @Test func cutAgainAndAgainWithoutAByteItGetsANewContainer() {
        let lines = Self.lines([
            "upload": [.refused(Fixture.refusal(.backOff, .unknown))], "status": [.status(.receiving(bytes: 0))],
        ])
        #expect(lines.count { $0 == "upload C from 0" } == PublicationFlow.mostCuts)
        #expect(lines.contains("upload C' from 0"))
    }

    @Test func aSlowLineThatMovesIsNeverGivenUp() {
        let cut = FlowEvent.refused(Fixture.refusal(.backOff, .unknown))
        let lines = Self.lines([
            "upload": Array(repeating: cut, count: 20) + [.uploaded],
            "status": (1...20).map { .status(.receiving(bytes: $0)) } + [.status(.finished)],
        ])
        #expect(lines.count { $0.hasPrefix("upload C from") } == 21)
        #expect(!lines.contains { $0.hasPrefix("upload C'") })
    }

    @Test func aCutContainerThatCannotBeReadIsMadeAnew() {
        let lines = Self.lines([
            "upload": [.refused(Fixture.refusal(.backOff, .unknown)), .uploaded],
            "status": [.refused(Fixture.refusal(.backOff, isUnreadable: true))],
        ])
        #expect(lines.filter { $0.hasPrefix("upload") } == ["upload C from 0", "upload C' from 0"])
    }
}
