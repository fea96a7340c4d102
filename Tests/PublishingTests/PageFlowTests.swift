import ContentModel
import Foundation
import ScheduleLock
import TestSupport
import Testing

@testable import Publishing

/// What a flow to a Page asks for, answer by answer.
@Suite struct PageFlowTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var content: PageContent = PageFixture.photos(1)
        var goal: PageFlow.Goal = .published
        /// Seconds from the due time at which the run begins.
        var start: TimeInterval = 0
        var steps: [JournalEvent.Step] = []
        var amendment: PageFlow.Amendment?
        var grace: Duration = .seconds(6 * 3600)
        var answers: [String: [FlowEvent]] = [:]
        let expected: String
    }

    static let lost = FlowEvent.refused(Fixture.refusal(.backOff, .unknown))
    static let unreadable = FlowEvent.refused(Fixture.refusal(.backOff, isUnreadable: true))
    static let refused = FlowEvent.refused(Fixture.refusal(.fixContent))
    static let duplicate = FlowEvent.refused(
        Refusal(remedy: .backOff, effect: .unknown, message: "506", fix: "look", isDuplicate: true))
    static let photosTaken = FlowEvent.refused(
        Refusal(
            remedy: .sameRequestSoon, effect: .none, message: "no", fix: "wait", atMost: 2, thereafter: .newContainer))
    static func state(_ state: PageState) -> FlowEvent { .page(.state(state)) }
    static func listed(_ media: ListedMedium...) -> FlowEvent { .page(.listed(media)) }
    static func hour(_ seconds: TimeInterval) -> Date { Fixture.due.addingTimeInterval(seconds) }
    static func stamp(_ seconds: TimeInterval) -> Timestamp { Timestamp(hour(seconds)) }
    static let version = PageFixture.version()

    static let began: [JournalEvent.Step] = [.began(version), .containerCreated(id: "P_C", slide: nil)]
    static let asked = began + [.scheduleRequested(container: "P_C", for: stamp(0))]
    static let handedOver = asked + [.scheduled(for: stamp(0))]
    static let requested =
        began + [.publishRequested(container: "P_C", look: PageFixture.look, knownMedia: [])]

    static let kinds: [Row] = [
        Row(
            testDescription: "words",
            content: PageFixture.words,
            expected: """
                record began | create-post | record container P_C | list-posts | record request P_C known  \n\
                publish P_C | record published P_C | permalink | = published P_C
                """),
        Row(
            testDescription: "two photos, with a first comment",
            content: PageFixture.photos(2, comment: "#rye"),
            expected: """
                record began | photo media/1.jpg | record container F | photo media/2.jpg | record container F' \n\
                create-post F F' | record container P_C | list-posts | record request P_C known  | publish P_C \n\
                record published P_C | record comment-request | comment #rye | record commented K | permalink \n\
                = published P_C
                """),
        Row(
            testDescription: "a video of the feed, transcoded before it is published, and for a while after it",
            content: PageFixture.video,
            answers: ["read": [state(.processing), state(.unpublished), state(.processing), state(.published())]],
            expected: """
                record began | begin-upload media/4.jpg video | record container U | send U from 0 | create-video U \n\
                record container V | read V | wait +1 | read V | list-posts | record request V known  | publish V | read V \n\
                wait +3 | read V | record published V | permalink | = published V
                """),
        Row(
            testDescription: "a video that is transcoded in vain after it was published: made anew",
            content: PageFixture.video,
            answers: [
                "read": [
                    state(.unpublished), state(.failed(Fixture.refusal(.newContainer))), state(.unpublished),
                    state(.published()),
                ]
            ],
            expected: """
                record began | begin-upload media/4.jpg video | record container U | send U from 0 | create-video U \n\
                record container V | read V | list-posts | record request V known  | publish V | read V | delete V \n\
                record abandon V | begin-upload media/4.jpg video | record container U' | send U' from 0 | create-video U' \n\
                record container V' | read V' | list-posts | record request V' known  | publish V' | read V' \n\
                record published V' | permalink | = published V'
                """),
        Row(
            testDescription: "a reel, cut off and gone on with from what has arrived",
            content: PageFixture.reel,
            answers: [
                "send": [lost, .page(.sent)],
                "read": [
                    state(.receiving(bytes: 700)), state(.processing), state(.unpublished), state(.published()),
                ],
            ],
            expected: """
                record began | begin-upload media/4.jpg reel | record container U | send U from 0 | wait +5 | read U \n\
                send U from 700 | read U | wait +6 | read U | list-posts | record request U known  | publish U \n\
                read U | record published U | permalink | = published U
                """),
        Row(
            testDescription: "a photo story, which is a post of its own",
            content: PageFixture.story,
            answers: ["publish": [.page(.done(post: "S"))]],
            expected: """
                record began | photo media/3.jpg | record container F | list-stories | record request F known  | publish F \n\
                record published S | permalink | = published S
                """),
        Row(
            testDescription: "a video story", content: PageFixture.videoStory,
            answers: [
                "publish": [.page(.done(post: "S"))], "read": [state(.unpublished), state(.published(post: "S"))],
            ],
            expected: """
                record began | begin-upload media/4.jpg videoStory | record container U | send U from 0 | read U \n\
                list-stories | record request U known  | publish U | read U | record published S | permalink \n\
                = published S
                """),
    ]

    static let publishing: [Row] = [
        Row(
            testDescription: "the answer lost, and it is out", steps: began,
            answers: ["publish": [lost], "read": [state(.unpublished), state(.published())]],
            expected: """
                read P_C | list-posts | record request P_C known  | publish P_C | wait +5 | read P_C \n\
                record published P_C | permalink | = published P_C
                """),
        Row(
            testDescription: "the answer lost, and it is not out: the same again, once no request can be on its way",
            steps: began, answers: ["publish": [lost, .page(.done())]],
            expected: """
                read P_C | list-posts | record request P_C known  | publish P_C | wait +5 | read P_C | wait +7 | read P_C \n\
                wait +11 | read P_C | wait +19 | read P_C | wait +35 | read P_C | wait +67 | read P_C | publish P_C \n\
                record published P_C | permalink | = published P_C
                """),
        Row(
            testDescription: "a run before died after the request was recorded: the thing itself is asked first",
            steps: requested, answers: ["read": [state(.published())]],
            expected: "read P_C | record published P_C | permalink | = published P_C"),
        Row(
            testDescription: "asked for before, gone from the calendar since, and not out: taken back",
            goal: .cancelled, steps: requested,
            expected: """
                read P_C | wait +2 | read P_C | wait +6 | read P_C | wait +14 | read P_C | wait +30 | read P_C | wait +62 \n\
                read P_C | delete P_C | record abandon P_C | = cancelled
                """),
        Row(
            testDescription: "refused for its content: what nobody sees is deleted, and a person is told",
            steps: began, answers: ["publish": [refused]],
            expected: """
                read P_C | list-posts | record request P_C known  | publish P_C | wait +5 | read P_C | delete P_C \n\
                record abandon P_C | record stop refused: no | = stopped refused
                """),
        Row(
            testDescription: "refused as a duplicate, and the Page shows it already: a person",
            steps: began,
            answers: [
                "publish": [duplicate],
                "list-posts": [listed(), listed(Fixture.listed("P_9", after: -60))],
            ],
            expected: """
                read P_C | list-posts | record request P_C known  | publish P_C | wait +5 | read P_C | list-posts \n\
                record stop ambiguous: the Page already shows post P_9 with these words, and no record knows it: it was very \
                likely published by hand, or by a clone that does not share this state | = stopped ambiguous
                """),
        Row(
            testDescription: "refused as a duplicate, and it is this one: adopted", steps: began,
            answers: ["publish": [duplicate], "read": [state(.unpublished), state(.published())]],
            expected: """
                read P_C | list-posts | record request P_C known  | publish P_C | wait +5 | read P_C \n\
                record published P_C | permalink | = published P_C
                """),
        Row(
            testDescription: "the Page shows the same, and nothing was asked for: a person", steps: began,
            answers: ["list-posts": [listed(Fixture.listed("P_9", after: -60))]],
            expected: """
                read P_C | list-posts | record stop ambiguous: the Page already shows post P_9 with these words, and no \
                record knows it: it was very likely published by hand, or by a clone that does not share this state \n\
                = stopped ambiguous
                """),
        Row(
            testDescription: "a photo story, the answer lost, and the list shows one: adopted",
            content: PageFixture.story,
            answers: [
                "publish": [lost],
                "list-stories": [listed(), listed(Fixture.listed("S", caption: nil))],
            ],
            expected: """
                record began | photo media/3.jpg | record container F | list-stories | record request F known  | publish F \n\
                wait +5 | read F | list-stories | record published S | permalink | = published S
                """),
        Row(
            testDescription: "a photo story, the answer lost, and two could be it: a person",
            content: PageFixture.story,
            answers: [
                "publish": [lost],
                "list-stories": [
                    listed(), listed(Fixture.listed("S", caption: nil), Fixture.listed("R", caption: nil)),
                ],
            ],
            expected: """
                record began | photo media/3.jpg | record container F | list-stories | record request F known  | publish F \n\
                wait +5 | read F | list-stories | record stop ambiguous: 2 stories appeared since the publish request, and \
                each can be this one: S, R | = stopped ambiguous
                """),
        Row(
            testDescription: "past its grace: what nobody sees is deleted", start: 7 * 3600, steps: began,
            expected: """
                delete P_C | record abandon P_C | record stop missed: was due 2026-12-01T08:00:00Z and its grace ended \
                2026-12-01T14:00:00Z | = stopped missed
                """),
    ]

    static let making: [Row] = [
        Row(
            testDescription: "the answer to making a post lost: what it made is taken over", content: PageFixture.words,
            answers: [
                "create-post": [lost],
                "list-unpublished": [listed(Fixture.listed("P_S", after: 1, kind: .text))],
            ],
            expected: """
                record began | create-post | wait +5 | list-unpublished | record container P_S | read P_S | list-posts \n\
                record request P_S known  | publish P_S | record published P_S | permalink | = published P_S
                """),
        Row(
            testDescription: "two strays: one is deleted, the other taken over", content: PageFixture.words,
            steps: [.began(version)],
            answers: [
                "list-unpublished": [
                    listed(
                        Fixture.listed("P_1", after: 1, kind: .text), Fixture.listed("P_2", after: 1, kind: .text))
                ]
            ],
            expected: """
                list-unpublished | delete P_2 | list-unpublished | record container P_1 | read P_1 | list-posts \n\
                record request P_1 known  | publish P_1 | record published P_1 | permalink | = published P_1
                """),
        Row(
            testDescription: "drafts cannot be listed for a moment: asked again, so that no second one is made",
            content: PageFixture.words, steps: [.began(version)],
            answers: [
                "list-unpublished": [
                    .refused(Fixture.refusal(.backOff)), listed(Fixture.listed("P_S", after: 1, kind: .text)),
                ]
            ],
            expected: """
                list-unpublished | wait +5 | list-unpublished | record container P_S | read P_S | list-posts \n\
                record request P_S known  | publish P_S | record published P_S | permalink | = published P_S
                """),
        Row(
            testDescription: "this token may not list drafts: made anew, and no person is asked",
            content: PageFixture.words, steps: [.began(version)],
            answers: ["list-unpublished": [.refused(Fixture.refusal(.reauthenticate))]],
            expected: """
                list-unpublished | create-post | record container P_C | list-posts | record request P_C known  \n\
                publish P_C | record published P_C | permalink | = published P_C
                """),
        Row(
            testDescription: "its photos are in a post of which nobody heard: they go, with it, and are sent anew",
            steps: [.began(version), .containerCreated(id: "F_1", slide: 0)],
            answers: [
                "create-post": [photosTaken, photosTaken, photosTaken, .page(.made(id: "P_C"))]
            ],
            expected: """
                list-unpublished | create-post F_1 | wait +5 | create-post F_1 | wait +15 | create-post F_1 | delete F_1 \n\
                record abandon F_1 | photo media/1.jpg | record container F | create-post F | record container P_C \n\
                list-posts | record request P_C known  | publish P_C | record published P_C | permalink \n\
                = published P_C
                """),
        Row(
            testDescription: "made for another version: deleted before work begins anew",
            steps: [
                .began(PageFixture.version(blob: "b")), .containerCreated(id: "F_1", slide: 0),
                .containerCreated(id: "P_C", slide: nil),
            ],
            expected: """
                delete P_C | delete F_1 | record abandon P_C | record began | photo media/1.jpg | record container F \n\
                create-post F | record container P_C | list-posts | record request P_C known  | publish P_C \n\
                record published P_C | permalink | = published P_C
                """),
        Row(
            testDescription: "vanished unpublished: made anew", steps: began,
            answers: ["read": [unreadable], "delete": [unreadable]],
            expected: """
                read P_C | wait +5 | read P_C | wait +15 | read P_C | wait +35 | read P_C | delete P_C | record abandon P_C \n\
                photo media/1.jpg | record container F | list-unpublished | create-post F | record container P_C | list-posts \n\
                record request P_C known  | publish P_C | record published P_C | permalink | = published P_C
                """),
        Row(
            testDescription: "gone from the calendar: what nobody sees is deleted", goal: .cancelled, steps: began,
            expected: "delete P_C | record abandon P_C | = cancelled"),
        Row(
            testDescription: "a photo that Facebook refuses", answers: ["photo": [refused]],
            expected: "record began | photo media/1.jpg | record stop refused: no | = stopped refused"),
    ]

    static let scheduling: [Row] = [
        Row(
            testDescription: "handed over", goal: .scheduled, start: -7200,
            expected: """
                record began | photo media/1.jpg | record container F | create-post F | record container P_C \n\
                list-scheduled | record schedule-request P_C for +0 | schedule P_C for +0 | record scheduled for +0 \n\
                = scheduled for +0
                """),
        Row(
            testDescription: "a reel", content: PageFixture.reel, goal: .scheduled, start: -7200,
            expected: """
                record began | begin-upload media/4.jpg reel | record container U | send U from 0 | read U | list-scheduled \n\
                record schedule-request U for +0 | schedule U for +0 | record scheduled for +0 | = scheduled for +0
                """),
        Row(
            testDescription: "too late by the time it is made: left to the runner", goal: .scheduled, start: -500,
            expected: """
                record began | photo media/1.jpg | record container F | create-post F | record container P_C | = prepared
                """),
        Row(
            testDescription: "the Page has the same for the same time: a person", goal: .scheduled, start: -7200,
            steps: began, answers: ["list-scheduled": [listed(Fixture.listed("P_9", after: 0))]],
            expected: """
                read P_C | list-scheduled | record stop ambiguous: the Page already has post P_9 scheduled for the same time \
                with these words, and no record knows it: it was very likely scheduled by hand, or by a clone that does not \
                share this state | = stopped ambiguous
                """),
        Row(
            testDescription: "refused for sure: the runner keeps the same container", goal: .scheduled, start: -7200,
            steps: began, answers: ["schedule": [refused]],
            expected: """
                read P_C | list-scheduled | record schedule-request P_C for +0 | schedule P_C for +0 | read P_C \n\
                record not scheduled: no | = prepared
                """),
        Row(
            testDescription: "the answer lost, and Facebook has it", goal: .scheduled, start: -7200, steps: began,
            answers: ["schedule": [lost], "read": [state(.unpublished), state(.scheduled(for: hour(0)))]],
            expected: """
                read P_C | list-scheduled | record schedule-request P_C for +0 | schedule P_C for +0 | wait -7195 | read P_C \n\
                record scheduled for +0 | = scheduled for +0
                """),
        Row(
            testDescription: "error 1 each time, as for several photos: after three tries the runner keeps it",
            goal: .scheduled, start: -7200, steps: began,
            answers: ["schedule": [.refused(Fixture.refusal(.backOff))]],
            expected: """
                read P_C | list-scheduled | record schedule-request P_C for +0 | schedule P_C for +0 | wait -7195 | read P_C \n\
                record schedule-request P_C for +0 | schedule P_C for +0 | wait -7190 | read P_C \n\
                record schedule-request P_C for +0 | schedule P_C for +0 | wait -7185 | read P_C | record not scheduled: no \n\
                = prepared
                """),
        Row(
            testDescription: "observed at its hour, and out", goal: .published, start: 3600, steps: handedOver,
            answers: ["read": [state(.published(post: nil, at: hour(1)))]],
            expected: "read P_C | record published P_C | permalink | = published P_C at +1"),
        Row(
            testDescription: "observed at its hour, which comes in a minute", goal: .published, start: -60,
            steps: handedOver,
            answers: ["read": [state(.scheduled(for: hour(0))), state(.published())]],
            expected: "read P_C | wait +2 | read P_C | record published P_C | permalink | = published P_C at +0"),
        Row(
            testDescription: "Facebook did not publish it: two minutes later the runner publishes the very same",
            goal: .published, start: 180, steps: handedOver, answers: ["read": [state(.scheduled(for: hour(0)))]],
            expected: """
                read P_C | list-posts | record request P_C known  | publish P_C | record published P_C | permalink \n\
                = published P_C
                """),
        Row(
            testDescription: "deleted by hand: a person", goal: .scheduled, start: -7200, steps: handedOver,
            answers: ["read": [unreadable]],
            expected: """
                read P_C | wait -7195 | read P_C | wait -7185 | read P_C | wait -7165 | read P_C | list-scheduled \n\
                list-posts | record stop ambiguous: what Facebook had for it, P_C, is not there any more: somebody deleted \
                it, or it is out | = stopped ambiguous
                """),
        Row(
            testDescription: "not readable, and still listed: it waits there", goal: .scheduled, start: -7200,
            steps: handedOver,
            answers: ["read": [unreadable], "list-scheduled": [listed(Fixture.listed("P_C", after: 0))]],
            expected: """
                read P_C | wait -7195 | read P_C | wait -7185 | read P_C | wait -7165 | read P_C | list-scheduled \n\
                = scheduled for +0
                """),
    ]

    static let changing: [Row] = [
        Row(
            testDescription: "other words: changed there, and read again, for it may have gone out meanwhile",
            goal: .scheduled, start: -7200,
            steps: [.began(PageFixture.version(blob: "b"))] + handedOver.dropFirst(), amendment: .inPlace,
            answers: ["read": [state(.scheduled(for: hour(0)))]],
            expected: "read P_C | edit P_C | record revised | read P_C | = scheduled for +0"),
        Row(
            testDescription: "other words, and it went out first: they reach what is live", goal: .scheduled,
            start: -7200, steps: [.began(PageFixture.version(blob: "b"))] + handedOver.dropFirst(),
            amendment: .inPlace,
            answers: ["read": [state(.scheduled(for: hour(0))), state(.published(post: nil, at: hour(-7200)))]],
            expected: """
                read P_C | edit P_C | record revised | read P_C | record published P_C | permalink \n\
                = published P_C
                """),
        Row(
            testDescription: "another hour", goal: .scheduled, start: -7200,
            steps: began + [
                .scheduleRequested(container: "P_C", for: stamp(3600)), .scheduled(for: stamp(3600)),
            ],
            amendment: .inPlace, answers: ["read": [state(.scheduled(for: hour(3600)))]],
            expected: """
                read P_C | record schedule-request P_C for +0 | schedule P_C for +0 | record scheduled for +0 \n\
                = scheduled for +0
                """),
        Row(
            testDescription: "another hour, and it is out already", goal: .scheduled, start: -7200,
            steps: began + [
                .scheduleRequested(container: "P_C", for: stamp(-7300)), .scheduled(for: stamp(-7300)),
            ],
            amendment: .inPlace, answers: ["read": [state(.published())]],
            expected: "read P_C | record published P_C | permalink | = published P_C at -7300"),
        Row(
            testDescription: "other photos: taken back, made anew, handed over", goal: .scheduled, start: -7200,
            steps: [.began(PageFixture.version(blob: "b"))] + handedOver.dropFirst(), amendment: .anew,
            answers: ["read": [state(.scheduled(for: hour(0)))]],
            expected: """
                read P_C | record cancel-request P_C | read P_C | delete P_C | record abandon P_C | record began \n\
                photo media/1.jpg | record container F | create-post F | record container P_C | list-scheduled \n\
                record schedule-request P_C for +0 | schedule P_C for +0 | record scheduled for +0 | = scheduled for +0
                """),
        Row(
            testDescription: "taken back", goal: .cancelled, start: -7200, steps: handedOver,
            answers: ["read": [state(.scheduled(for: hour(0)))]],
            expected: "read P_C | record cancel-request P_C | read P_C | delete P_C | record abandon P_C | = cancelled"),
        Row(
            testDescription: "taken back, and it went out first: recorded, for it is live", goal: .cancelled,
            start: -7200, steps: handedOver,
            answers: ["read": [state(.scheduled(for: hour(0))), state(.published())]],
            expected: """
                read P_C | record cancel-request P_C | read P_C | record published P_C | permalink | = published P_C
                """),
        Row(
            testDescription: "taken back by a run that died: not there, and not listed", goal: .cancelled, start: -7200,
            steps: handedOver + [.cancelRequested(container: "P_C")],
            answers: ["read": [unreadable], "delete": [unreadable]],
            expected: """
                read P_C | wait -7195 | read P_C | wait -7185 | read P_C | wait -7165 | read P_C | list-scheduled \n\
                list-posts | delete P_C | list-scheduled | record abandon P_C | = cancelled
                """),
        Row(
            testDescription: "taken back, refused as unreadable while it is still listed: asked again",
            goal: .cancelled,
            start: -7200, steps: handedOver + [.cancelRequested(container: "P_C")],
            answers: [
                "read": [state(.scheduled(for: hour(0)))], "delete": [unreadable, .page(.done())],
                "list-scheduled": [listed(Fixture.listed("P_C", after: 0))],
            ],
            expected: """
                read P_C | delete P_C | list-scheduled | wait -7195 | read P_C | delete P_C | record abandon P_C \n\
                = cancelled
                """),
        Row(
            testDescription: "taken back, and the deletion had to wait beyond its hour: looked at again, and it is out",
            goal: .cancelled, start: -600, steps: handedOver + [.cancelRequested(container: "P_C")],
            answers: [
                "read": [state(.scheduled(for: hour(0))), state(.published())],
                "delete": [
                    .refused(
                        Refusal(
                            remedy: .backOff, effect: .none, message: "too many calls", fix: "wait",
                            retryAfter: .seconds(700), isThrottling: true))
                ],
            ],
            expected: """
                read P_C | delete P_C | wait +100 | read P_C | record published P_C | permalink | = published P_C at +0
                """),
        Row(
            testDescription: "taken back, not readable, and its hour has just come: lists have the time to show it",
            goal: .cancelled, start: 60, steps: handedOver + [.cancelRequested(container: "P_C")],
            answers: [
                "read": [unreadable], "list-posts": [listed(), listed(Fixture.listed("P_C", after: 0))],
            ],
            expected: """
                read P_C | wait +65 | read P_C | wait +75 | read P_C | wait +95 | read P_C | list-scheduled | list-posts \n\
                wait +300 | list-scheduled | list-posts | record published P_C | permalink | = published P_C at +0
                """),
    ]

    @Test("Follows each answer", arguments: kinds + making + publishing + scheduling + changing)
    func follows(row: Row) {
        var state = InFlight()
        for step in row.steps { state.apply(step, at: Timestamp(Fixture.due.addingTimeInterval(-10_000))) }
        var transcript = Transcript(row.answers)
        transcript.now = Fixture.due.addingTimeInterval(row.start)
        var flow = PageFixture.flow(
            row.content, state: state, goal: row.goal, amendment: row.amendment, grace: row.grace,
            runEnd: transcript.now.addingTimeInterval(900))
        let outcome = transcript.run(&flow)
        var lines = transcript.lines
        // When it went out matters where Facebook did it.
        if row.steps.contains(where: { if case .scheduled = $0 { true } else { false } }),
            case .published(let published, _)? = outcome, flow.state.publishRequest == nil, let last = lines.popLast()
        {
            let seconds = Int(published.publishedAt.date.timeIntervalSince(Fixture.due))
            let isKnown = published.publishedAt.date != transcript.now
            lines.append(isKnown ? last + " at \(seconds < 0 ? "" : "+")\(seconds)" : last)
        }
        #expect(
            lines.joined(separator: " | ")
                == row.expected.replacing(" \n", with: " | ").replacing("\n", with: " | "))
    }
}

enum PageFixture {
    static let words = PageContent.post(PagePost(details: PageDetails(message: "Stollen is back")))
    static func photos(_ count: Int, comment: String? = nil) -> PageContent {
        let files: [Character] = ["1", "2", "3"]
        return .post(
            PagePost(
                attachment: .photos(files.prefix(count).map { PagePhoto(file: Fixture.file($0)) }),
                details: PageDetails(message: "Stollen is back", firstComment: comment)))
    }
    static let video = PageContent.post(
        PagePost(attachment: .video(Fixture.file("4")), details: PageDetails(message: "Stollen is back")))
    static let reel = PageContent.reel(
        PageReel(video: Fixture.file("4"), details: PageDetails(message: "Stollen is back")))
    static let story = PageContent.story(.photo(Fixture.file("3")))
    static let videoStory = PageContent.story(.video(Fixture.file("4")))
    static let look = MediaLook(of: .page(photos(1)))

    static func version(blob: Character = "a") -> JournalEvent.Version {
        JournalEvent.Version(
            source: Publication.Source(path: "calendar/launch.yaml", blob: .all(blob)), commit: nil, media: [],
            due: Timestamp(Fixture.due))
    }

    static func flow(
        _ content: PageContent?, version: JournalEvent.Version = version(), state: InFlight = InFlight(),
        goal: PageFlow.Goal, amendment: PageFlow.Amendment? = nil, grace: Duration = .seconds(6 * 3600), runEnd: Date
    ) -> PageFlow {
        PageFlow(
            PublicationID("launch@page")!, content: content, version: version, grace: grace, state: state, goal: goal,
            amendment: amendment, runEnd: runEnd)
    }
}
