import ContentModel
import Foundation
import ScheduleLock
import Testing

@testable import Publishing

@Suite("A removal's flow") struct RemovalFlowTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var delete: [FlowEvent] = [.deleted]
        var look: [FlowEvent] = [.permalinkRead(nil)]
        var list: [FlowEvent] = [.mediaListed([])]
        let expected: [String]
    }

    static let gone = FlowEvent.refused(Fixture.refusal(.backOff, .unknown, isUnreadable: true))

    static let rows: [Row] = [
        Row(testDescription: "deleted", expected: ["record removal M", "delete M", "= deleted"]),
        Row(
            testDescription: "the answer lost, and gone", delete: [.refused(Fixture.refusal(.backOff, .unknown))],
            look: [gone], expected: ["record removal M", "delete M", "permalink", "list feed", "= deleted"]),
        Row(
            testDescription: "unreadable in an outage, and listed",
            delete: [.refused(Fixture.refusal(.backOff, .unknown)), .deleted], look: [gone],
            list: [.mediaListed([Fixture.listed("M")])],
            expected: ["record removal M", "delete M", "permalink", "list feed", "wait +5", "delete M", "= deleted"]),
        Row(
            testDescription: "the answer lost, and still there",
            delete: [.refused(Fixture.refusal(.backOff, .unknown)), .deleted],
            expected: ["record removal M", "delete M", "permalink", "wait +5", "delete M", "= deleted"]),
        Row(
            testDescription: "gone before", delete: [gone], look: [gone],
            expected: ["record removal M", "delete M", "permalink", "list feed", "= deleted"]),
        Row(
            testDescription: "not allowed", delete: [.refused(Fixture.refusal(.reauthenticate))],
            expected: [
                "record removal M", "delete M", "record stop failed: the platform does not delete it: no",
                "= stopped failed",
            ]),
    ]

    @Test("Believes in a deletion only when it is seen", arguments: rows)
    func removal(row: Row) {
        var flow = RemovalFlow(
            Fixture.publication().id,
            published: PublishedPublication(
                mediaID: "M", publishedAt: Timestamp(Fixture.due), permalink: "https://instagram.com/p/M/"),
            state: InFlight(), runEnd: Fixture.runEnd)
        var transcript = Transcript(["delete": row.delete, "permalink": row.look, "list": row.list])
        transcript.run(&flow)
        #expect(transcript.lines == row.expected)
    }
}

@Suite("A removal that is wanted no more") struct ResolvedRemovalTests {
    static let rows: [([FlowEvent], [String])] = [
        ([.permalinkRead("https://instagram.com/p/M/")], ["permalink", "= kept"]),
        ([RemovalFlowTests.gone], ["permalink", "list feed", "= deleted"]),
    ]

    @Test("Only looks", arguments: rows)
    func look(answers: [FlowEvent], expected: [String]) {
        var state = InFlight()
        state.removal = "M"
        var flow = RemovalFlow(
            Fixture.publication().id,
            published: PublishedPublication(mediaID: "M", publishedAt: Timestamp(Fixture.due), permalink: nil),
            state: state, goal: .resolved, runEnd: Fixture.runEnd)
        var transcript = Transcript(["permalink": answers])
        transcript.run(&flow)
        #expect(transcript.lines == expected)
    }
}

@Suite("An update's flow") struct UpdateFlowTests {
    static let rows: [([FlowEvent], [String])] = [
        ([.commentsSwitched], ["comments off", "= updated"]),
        (
            [.refused(Fixture.refusal(.backOff, .unknown)), .commentsSwitched],
            ["comments off", "wait +5", "comments off", "= updated"]
        ),
        ([.refused(Fixture.refusal(.reauthenticate))], ["comments off", "= stopped failed"]),
    ]

    @Test("Asks again, since asking twice changes nothing", arguments: rows)
    func update(answers: [FlowEvent], expected: [String]) {
        var flow = UpdateFlow(media: "M", change: .comments(enabled: false), runEnd: Fixture.runEnd)
        var transcript = Transcript(["comments": answers])
        transcript.run(&flow)
        #expect(transcript.lines == expected)
    }
}
