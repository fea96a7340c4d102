import ContentModel
import Foundation
import ScheduleLock
import TestSupport
import Testing

@testable import Publishing

/// What the account shows already before anything was asked for.
@Suite("A medium that looks like the publication") struct TwinTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var content = Fixture.post()
        var listed: [ListedMedium]
        var removal: String?
        var publication = PublicationID("launch@bakery")
        let stops: Bool
    }

    static let rows: [Row] = [
        Row(testDescription: "made at the hour", listed: [Fixture.listed("T")], stops: true),
        Row(
            testDescription: "by hand, half an hour before", listed: [Fixture.listed("T", after: -1_800)], stops: true),
        Row(
            testDescription: "another caption", listed: [Fixture.listed("T", caption: "Bread")], stops: false),
        Row(
            testDescription: "the same caption with other white space",
            listed: [Fixture.listed("T", caption: "Stollen  is back\n")], stops: true),
        Row(testDescription: "another kind", listed: [Fixture.listed("T", kind: .video)], stops: false),
        Row(
            testDescription: "yesterday's occurrence", listed: [Fixture.listed("T", after: -86_400)],
            publication: PublicationID("launch#2026-12-01@bakery"), stops: false),
        Row(
            testDescription: "an occurrence, half an hour before", listed: [Fixture.listed("T", after: -1_800)],
            publication: PublicationID("launch#2026-12-01@bakery"), stops: true),
        Row(
            testDescription: "weeks ago, and put off since", listed: [Fixture.listed("T", after: -50 * 86_400)],
            stops: true),
        Row(
            testDescription: "longer ago than an entry is put off", listed: [Fixture.listed("T", after: -61 * 86_400)],
            stops: false),
        Row(
            testDescription: "no time is told",
            listed: [ListedMedium(id: "T", timestamp: nil, caption: "Stollen is back", kind: .image, childCount: nil)],
            stops: false),
        Row(
            testDescription: "no caption", content: Fixture.post(caption: " "),
            listed: [Fixture.listed("T", caption: nil)], stops: false),
        Row(
            testDescription: "a story", content: Fixture.story, listed: [Fixture.listed("T", caption: nil)],
            stops: false),
        Row(
            testDescription: "a carousel of as many", content: Fixture.carousel,
            listed: [Fixture.listed("T", caption: "Two things", kind: .carousel, children: 2)], stops: true),
        Row(
            testDescription: "a carousel of more", content: Fixture.carousel,
            listed: [Fixture.listed("T", caption: "Two things", kind: .carousel, children: 3)], stops: false),
        Row(
            testDescription: "what it replaces, deleted a moment ago", listed: [Fixture.listed("T", after: -60)],
            removal: "T", stops: false),
    ]

    @Test("Stops what is very likely out already, and nothing else", arguments: rows)
    func twin(row: Row) {
        var state = InFlight()
        state.removal = row.removal
        var flow = Fixture.flow(row.content, state: state, as: row.publication)
        var transcript = Transcript(["list": [.mediaListed(row.listed)]])
        transcript.run(&flow)
        #expect(transcript.lines.last == (row.stops ? "= stopped ambiguous" : "= published M"))
        #expect(transcript.lines.contains { $0.hasPrefix("publish ") } != row.stops)
    }

    static let stopped: InFlight = {
        var flow = Fixture.flow()
        var transcript = Transcript(["list": [.mediaListed([Fixture.listed("T")])]])
        transcript.run(&flow)
        return flow.state
    }()

    @Test func saysWhichAndWhatToDo() {
        #expect(
            Self.stopped.stop?.reason
                == "the account already shows medium T, made 2026-12-01T08:00:01Z, with this kind and caption, and no record "
                + "knows it: it was very likely published by hand, or by a clone that does not share this state")
        #expect(Self.stopped.stop?.fix.contains("`calends accept launch@bakery --media T`") == true)
    }

    @Test func theNextRunSendsNothingEither() {
        var flow = Fixture.flow(state: Self.stopped)
        var transcript = Transcript()
        transcript.run(&flow)
        #expect(transcript.lines == ["= stopped ambiguous"])
    }

    @Test func goesOutOnceAPersonSaidThatItIsNotThere() {
        var state = Self.stopped
        state.apply(.notLive, at: Timestamp(Fixture.due.addingTimeInterval(60)))
        var flow = Fixture.flow(state: state)
        var transcript = Transcript(["list": [.mediaListed([Fixture.listed("T")])]])
        transcript.now = Fixture.due.addingTimeInterval(70)
        transcript.run(&flow)
        #expect(transcript.lines.suffix(3) == ["record published M", "permalink", "= published M"])
        #expect(transcript.lines.contains("record request C known T"))
    }

    @Test func whatAppearsAfterThePersonLookedCountsAgain() {
        var state = Self.stopped
        state.apply(.notLive, at: Timestamp(Fixture.due.addingTimeInterval(60)))
        var flow = Fixture.flow(state: state)
        var transcript = Transcript(["list": [.mediaListed([Fixture.listed("U", after: 65)])]])
        transcript.now = Fixture.due.addingTimeInterval(70)
        transcript.run(&flow)
        #expect(transcript.lines.last == "= stopped ambiguous")
    }

    @Test func anEditedEntryIsAnotherQuestion() {
        var edited = Fixture.version()
        edited.source.blob = .all("b")
        var flow = PublicationFlow(
            publication: Fixture.publication(), version: edited, state: Self.stopped, goal: .published,
            runEnd: Fixture.runEnd)
        var transcript = Transcript()
        transcript.run(&flow)
        #expect(transcript.lines.last == "= published M")
    }
}
