import ContentModel
import Foundation
import ScheduleLock
import Testing

@testable import Publishing

/// What follows a `media_publish` whose effect is not known. In no row is anything but the same container published
/// unless that container is known to be dead and the list shows nothing.
@Suite("A publish request in doubt") struct PublishInDoubtTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var publish: [FlowEvent] = [.published(media: "M")]
        var status: [FlowEvent] = [.status(.finished)]
        var list: [FlowEvent] = [.mediaListed([])]
        /// The lines after the last request was recorded.
        let expected: [String]
    }

    static let lost = FlowEvent.refused(Fixture.refusal(.backOff, .unknown))
    static let unreadable = FlowEvent.refused(Fixture.refusal(.backOff, isUnreadable: true))
    static let ours = Fixture.listed("M7")

    static let rows: [Row] = [
        Row(
            testDescription: "live, the answer lost: adopted",
            publish: [lost], status: [.status(.finished), .status(.published)],
            list: [.mediaListed([]), .mediaListed([ours])],
            expected: [
                "publish C", "wait +5", "status C", "list feed", "record published M7", "permalink", "= published M7",
            ]),
        Row(
            testDescription: "live, and listed late: looked for until it shows",
            publish: [lost], status: [.status(.finished), .status(.published)],
            list: [.mediaListed([]), .mediaListed([]), .mediaListed([]), .mediaListed([ours])],
            expected: [
                "publish C", "wait +5", "status C", "list feed", "wait +7", "status C", "list feed", "wait +11",
                "status C", "list feed", "record published M7", "permalink", "= published M7",
            ]),
        Row(
            testDescription: "judged spam while it is live: adopted",
            publish: [.refused(Fixture.refusal(.person, .unknown))],
            status: [.status(.finished), .status(.published)], list: [.mediaListed([]), .mediaListed([ours])],
            expected: [
                "publish C", "wait +5", "status C", "list feed", "record published M7", "permalink", "= published M7",
            ]),
        Row(
            testDescription: "judged spam and not live: a person",
            publish: [.refused(Fixture.refusal(.person, .unknown))],
            expected: [
                "publish C", "wait +5", "status C", "list feed", "wait +7", "status C", "list feed", "wait +11",
                "status C", "list feed", "wait +19", "status C", "list feed", "wait +35", "status C",
                "list feed", "wait +67", "status C", "list feed", "record stop failed: no", "= stopped failed",
            ]),
        Row(
            testDescription: "not live: the same container again",
            publish: [lost, .published(media: "M")],
            expected: [
                "publish C", "wait +5", "status C", "list feed", "wait +7", "status C", "list feed", "wait +11",
                "status C", "list feed", "wait +19", "status C", "list feed", "wait +35", "status C",
                "list feed", "wait +67", "status C", "list feed", "publish C", "record published M", "permalink",
                "= published M",
            ]),
        Row(
            testDescription: "two that could be it: a person",
            publish: [lost], status: [.status(.finished), .status(.published)],
            list: [.mediaListed([]), .mediaListed([ours, Fixture.listed("M8")])],
            expected: [
                "publish C", "wait +5", "status C", "list feed",
                "record stop ambiguous: 2 media appeared since the publish request, and each can be this one: M7, M8",
                "= stopped ambiguous",
            ]),
        Row(
            testDescription: "somebody else's post in the same minute is not taken for it",
            publish: [lost], status: [.status(.finished), .status(.published)],
            list: [.mediaListed([]), .mediaListed([Fixture.listed("X", caption: "by hand"), ours])],
            expected: [
                "publish C", "wait +5", "status C", "list feed", "record published M7", "permalink", "= published M7",
            ]),
        Row(
            testDescription: "what looks like it although its container is unpublished is not taken for it: a person",
            publish: [lost], list: [.mediaListed([]), .mediaListed([ours])],
            expected: [
                "publish C", "wait +5", "status C", "list feed", "wait +7", "status C", "list feed", "wait +11",
                "status C", "list feed",
                "record stop ambiguous: medium M7 looks like it, but its container says that it was not published",
                "= stopped ambiguous",
            ]),
        Row(
            testDescription: "the container unreadable: the list decides",
            publish: [lost], status: [.status(.finished), unreadable],
            list: [.mediaListed([]), .mediaListed([ours])],
            expected: [
                "publish C", "wait +5", "status C", "wait +10", "status C", "wait +20", "status C", "wait +40",
                "status C", "wait +80", "status C", "list feed", "record published M7", "permalink", "= published M7",
            ]),
        Row(
            testDescription: "the container expired and nothing is live: a new one",
            publish: [lost, .published(media: "M")],
            status: [
                .status(.finished), .status(.expired), .status(.expired), .status(.expired), .status(.finished),
            ],
            expected: [
                "publish C", "wait +5", "status C", "list feed", "wait +7", "status C", "list feed", "wait +11",
                "status C", "list feed", "record abandon C", "host media/1.jpg", "create", "record container C2",
                "status C2",
                "list feed", "record request C2 known ", "publish C2", "record published M", "permalink",
                "= published M",
            ]),
        Row(
            testDescription: "not ready yet: the same request soon",
            publish: [.refused(Fixture.refusal(.sameRequestSoon)), .published(media: "M")],
            expected: [
                "publish C", "wait +5", "status C", "list feed", "publish C", "record published M", "permalink",
                "= published M",
            ]),
        Row(
            testDescription: "the quota is used up: a later run",
            publish: [.refused(Fixture.refusal(.laterWindow))],
            expected: ["publish C", "= deferred +3600: no"]),
    ]

    @Test("Doubt is ended by looking", arguments: rows)
    func doubt(row: Row) {
        var flow = Fixture.flow()
        var transcript = Transcript([
            "publish": row.publish, "status": row.status, "list": row.list,
            "create": [.containerCreated(id: "C"), .containerCreated(id: "C2")],
        ])
        transcript.run(&flow)
        let start = transcript.lines.firstIndex(of: "record request C known ") ?? 0
        #expect(Array(transcript.lines[(start + 1)...]) == row.expected)
    }

    @Test("New containers are not made for ever")
    func refusedAgainAndAgain() {
        var flow = Fixture.flow(runEnd: .distantFuture)
        var transcript = Transcript(["publish": [.refused(Fixture.refusal(.newContainer))]])
        transcript.run(&flow)
        #expect(
            transcript.lines.filter { $0.hasPrefix("publish ") } == [
                "publish C", "publish C'", "publish C''", "publish C'''",
            ])
        #expect(
            transcript.lines.suffix(3) == [
                "record abandon C'''", "record stop failed: 4 containers in vain; the last: no", "= stopped failed",
            ])
    }

    @Test("What was held back for longer than its grace does not go out")
    func heldBack() {
        var flow = Fixture.flow(runEnd: .distantFuture)
        var transcript = Transcript(["publish": [.refused(Fixture.refusal(.laterWindow))]])
        transcript.run(&flow)
        #expect(
            transcript.lines.suffix(6) == [
                "wait +21601", "status C", "list feed", "record abandon C",
                "record stop missed: was due 2026-12-01T08:00:00Z and its grace ended 2026-12-01T14:00:00Z; last: no",
                "= stopped missed",
            ])
    }

    @Test("After a crash the questions are the same", arguments: ["publish C", "record published M"])
    func crash(before line: String) throws {
        var flow = Fixture.flow()
        var first = Transcript()
        first.run(&flow, until: line)
        var resumed = Fixture.flow(state: flow.state)
        var second = Transcript([
            "status": [.status(.published)], "list": [.mediaListed([Self.ours])],
        ])
        second.run(&resumed)
        #expect(second.lines == ["status C", "list feed", "record published M7", "permalink", "= published M7"])
    }

    @Test("A crash before the second never publishes early")
    func crashBeforeDue() {
        var flow = Fixture.flow()
        var first = Transcript()
        first.now = Fixture.due.addingTimeInterval(-20)
        first.run(&flow, until: "wait +0")
        var resumed = Fixture.flow(state: flow.state)
        var second = Transcript()
        second.now = Fixture.due.addingTimeInterval(-15)
        second.run(&resumed)
        #expect(
            second.lines == [
                "status C", "list feed", "wait -13", "status C", "list feed", "wait -9", "status C", "list feed",
                "wait +0", "publish C", "record published M", "permalink", "= published M",
            ])
    }

    @Test("A crash at any step never leads to two media")
    func crashAnywhere() {
        var whole = Transcript()
        var complete = Fixture.flow(Fixture.carousel)
        whole.run(&complete)
        for steps in 1..<whole.lines.count {
            var flow = Fixture.flow(Fixture.carousel)
            var first = Transcript()
            first.run(&flow, stepLimit: steps)
            let published = first.lines.contains { $0.hasPrefix("publish ") }
            var resumed = Fixture.flow(Fixture.carousel, state: flow.state)
            let live = Fixture.listed("M", caption: "Two things", kind: .carousel, children: 2)
            var second = Transcript([
                "status": [.status(published ? .published : .finished)],
                "list": [.mediaListed(published ? [live] : [])],
            ])
            second.run(&resumed)
            let sent = (first.lines + second.lines).filter { $0.hasPrefix("publish ") }
            #expect(sent == ["publish P"], "crash after step \(steps): \(second.lines)")
            #expect(second.lines.last == "= published M")
        }
    }
}
