import ContentModel
import Diagnostics
import Foundation
import ScheduleLock
import Testing

@testable import Planning

/// It is 10 o'clock, and `a` was published an hour ago, at 9:01.
@Suite struct SpacingTests {
    static let a = Publication.sample("a@bakery")

    /// Another entry, with media and a caption of its own.
    static func other(
        _ id: PublicationID = "b@bakery", media: Character = "f", caption: String? = "Bye", hours: Double = 1
    ) -> Publication {
        Publication.sample(id, blob: "b", media: media).due(hoursFromNow: hours).details { $0.caption = caption }
    }

    static func story(_ publication: Publication) -> Publication {
        publication.with {
            guard case .post(let post) = $0.content else { return }
            $0.content = .story(Story(medium: .photo(post.image.file)))
        }
    }

    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var desired: [Publication]
        var isPublished = true
        var change: @Sendable (inout PlanningInput) -> Void = { _ in }
        var warnings: [String]
    }

    static func gap(_ line: String) -> String {
        line + " — safety.min_gap asks for 2h between two posts of one account — "
            + "move publish_at of one of them, or lower min_gap"
    }

    static let gaps: [Row] = [
        Row(
            testDescription: "after the last published", desired: [a, other()],
            warnings: [gap("calendar/b.yaml:1:1: warning: b@bakery goes out 1h59m after a@bakery")]),
        Row(testDescription: "far enough from it", desired: [a, other(hours: 1.1)], warnings: []),
        Row(
            testDescription: "after one planned",
            desired: [other("c@bakery", hours: 5), other(hours: 5.25)],
            warnings: [gap("calendar/b.yaml:1:1: warning: b@bakery goes out 15m after c@bakery")]),
        Row(
            testDescription: "overdue, so that both go out now",
            desired: [other(hours: -1), other("c@bakery", hours: -3)],
            isPublished: false,
            warnings: [gap("calendar/c.yaml:1:1: warning: c@bakery goes out together with b@bakery")]),
        Row(testDescription: "a story", desired: [a, story(other())], warnings: []),
        Row(testDescription: "on another account", desired: [a, other("b@café")], warnings: []),
        Row(
            testDescription: "one that waits for the end of a quiet window",
            desired: [other(hours: -1), other("c@bakery", hours: 3)], isPublished: false,
            change: { $0.safety.quiet = Safety.quiet(-0.5...2).quiet },
            warnings: [gap("calendar/c.yaml:1:1: warning: c@bakery goes out 1h after b@bakery")]),
        Row(
            testDescription: "one that does not go out", desired: [a, other()], change: { $0.freeze = "wait" },
            warnings: []),
    ]

    static func repetition(_ line: String, _ what: String) -> String {
        line + " — safety.repeat_within warns of what one account shows again within 30d — give it \(what), "
            + "or a later publish_at"
    }

    static let repetitions: [Row] = [
        Row(
            testDescription: "the media of one published", desired: [a, other(media: "e", hours: 48.5)],
            warnings: [
                repetition(
                    "calendar/a.yaml:1:1: warning: b@bakery has the media of a@bakery, 2d1h after it", "other media")
            ]),
        Row(
            testDescription: "the media of one that is to be deleted", desired: [other(media: "e")],
            change: { input in
                input.answerHistory([a.id: a.with { $0.onRemove = .delete }])
            }, warnings: []),
        Row(
            testDescription: "the media of one whose entry is gone", desired: [other(media: "e")],
            change: { $0.answerHistory([a.id: a]) },
            warnings: [
                repetition(
                    "calendar/a.yaml:1:1: warning: b@bakery has the media of a@bakery, 1h59m after it", "other media")
            ]),
        Row(
            testDescription: "the caption of one published, but for white space",
            desired: [a, other(caption: " Hello\n")],
            warnings: [
                repetition(
                    "calendar/b.yaml:1:1: warning: b@bakery has the caption of a@bakery, 1h59m after it",
                    "another caption")
            ]),
        Row(
            testDescription: "nearly the caption of one planned",
            desired: [
                other(
                    "c@bakery", media: "0", caption: "Rye is back! Two days of patience, 1 kg, dark as ever. #rye",
                    hours: 2),
                other(caption: "RYE is back: two days of patience, one kg, dark as ever 🥖 #rye", hours: 30),
            ], isPublished: false,
            warnings: [
                repetition(
                    "calendar/b.yaml:1:1: warning: b@bakery has nearly the caption of c@bakery, 1d4h after it",
                    "another caption")
            ]),
        Row(
            testDescription: "both of one planned", desired: [a, other(media: "e", caption: "Hello")],
            isPublished: false,
            warnings: [
                repetition(
                    "calendar/a.yaml:1:1: warning: b@bakery has the media of a@bakery, 1h after it", "other media")
            ]),
        Row(testDescription: "later than that", desired: [a, other(media: "e", hours: 30 * 24)], warnings: []),
        Row(
            testDescription: "no caption twice",
            desired: [other(caption: nil), other("c@bakery", media: "0", caption: nil)],
            isPublished: false, warnings: []),
        Row(testDescription: "a story of a post", desired: [a, story(other(media: "e"))], warnings: []),
        Row(testDescription: "on another account", desired: [a, other("b@café", media: "e")], warnings: []),
        Row(
            testDescription: "an entry that repeats itself",
            desired: [other("c#2026-12-01@bakery", hours: 1), other("c#2026-12-08@bakery", hours: 170)],
            warnings: []),
    ]

    static func warnings(of row: Row, safety: Safety) -> [String] {
        let input = PlanningInput.sample(row.desired, records: row.isPublished ? [a.id: a.record()] : [:]) {
            $0.safety = safety
            row.change(&$0)
        }
        return Planning.plan(input).diagnostics.filter { $0.location?.file != "calendar/FREEZE" }.map(\.description)
    }

    @Test("Min gap", arguments: gaps)
    func warnsOfGaps(row: Row) {
        #expect(Self.warnings(of: row, safety: Safety(minimumGap: .seconds(7200))) == row.warnings)
        #expect(Self.warnings(of: row, safety: Safety()) == [])
    }

    @Test("Repeat within", arguments: repetitions)
    func warnsOfRepetitions(row: Row) {
        #expect(Self.warnings(of: row, safety: Safety(repeatWithin: .seconds(30 * 86_400))) == row.warnings)
        #expect(Self.warnings(of: row, safety: Safety()) == [])
    }
}
