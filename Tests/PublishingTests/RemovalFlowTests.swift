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
        let expected: [String]
    }

    static let gone = FlowEvent.refused(Fixture.refusal(.backOff, .unknown, isUnreadable: true))

    static let rows: [Row] = [
        Row(testDescription: "deleted", expected: ["record removal M", "delete M", "= deleted"]),
        Row(
            testDescription: "the answer lost, and gone", delete: [.refused(Fixture.refusal(.backOff, .unknown))],
            look: [gone], expected: ["record removal M", "delete M", "permalink", "= deleted"]),
        Row(
            testDescription: "the answer lost, and still there",
            delete: [.refused(Fixture.refusal(.backOff, .unknown)), .deleted],
            expected: ["record removal M", "delete M", "permalink", "wait +5", "delete M", "= deleted"]),
        Row(
            testDescription: "gone before", delete: [gone], look: [gone],
            expected: ["record removal M", "delete M", "permalink", "= deleted"]),
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
            published: PublishedPublication(
                mediaID: "M", publishedAt: Timestamp(Fixture.due), permalink: "https://instagram.com/p/M/"),
            state: InFlight(), runEnd: Fixture.runEnd)
        var transcript = Transcript(["delete": row.delete, "permalink": row.look])
        transcript.run(&flow)
        #expect(transcript.lines == row.expected)
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
        var flow = UpdateFlow(media: "M", commentsEnabled: false, runEnd: Fixture.runEnd)
        var transcript = Transcript(["comments": answers])
        transcript.run(&flow)
        #expect(transcript.lines == expected)
    }
}
