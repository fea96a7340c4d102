import ContentModel
import Foundation
import ObjectIDs
import ScheduleLock
import TestSupport
import Testing

@testable import Planning

@Suite struct SavedPlanTests {
    static let a = Publication.sample("a@bakery")
    static let b = Publication.sample("b@bakery", blob: "b", media: "f").due(hoursFromNow: 5)
    static let merged = Publication.sample("m@bakery", blob: "c", media: "d").with { $0.due = .onMerge }
    static let calendar = BlobID.all("9")

    static func saved(_ desired: [Publication], change: (inout PlanningInput) -> Void = { _ in }) -> SavedPlan {
        SavedPlan(Planning.plan(.sample(desired, change: change)), calendar: calendar, targets: ["2026-12/*"])
    }

    @Test("Reads what it wrote, and writes the same again") func roundTrip() throws {
        let plan = Self.saved([Self.a, Self.b, Self.merged])
        let read = try SavedPlan(parsing: Array(plan.text.utf8))
        #expect(read == plan)
        #expect(read.text == plan.text)
        #expect(read.publications == [Self.a.id, Self.b.id, Self.merged.id])
    }

    @Test("Binds itself to nothing that passing time alone changes") func later() {
        let plan = Self.saved([Self.a, Self.merged])
        #expect(plan.moved(to: Self.saved([Self.a, Self.merged]) { $0.now += 60 }) == [])
    }

    static let moves: [(String, [Publication], @Sendable (inout PlanningInput) -> Void, [String])] = [
        ("nothing", [a, b], { _ in }, []),
        (
            "another time", [a, b.due(hoursFromNow: 6)], { _ in },
            ["b@bakery: due 2026-12-01T15:00:00Z, not 2026-12-01T14:00:00Z"]
        ),
        ("due by now", [a, b], { $0.now += 5 * 3600 }, ["b@bakery has fallen due since"]),
        (
            "missed by now", [a, b], { $0.now += 6 * 3600 },
            ["a@bakery: publish was planned, now it is missed", "b@bakery has fallen due since"]
        ),
        (
            "edited", [Publication.sample("a@bakery", blob: "7"), b], { _ in },
            ["a@bakery: calendar/a.yaml was edited"]
        ),
        (
            "another picture", [Publication.sample("a@bakery", media: "7"), b], { _ in },
            ["a@bakery: media/a.jpg has other bytes"]
        ),
        ("one more", [a, b, merged], { _ in }, ["m@bakery: nothing was planned, now it is publish"]),
        ("one less", [a], { _ in }, ["b@bakery: publish was planned, now it needs nothing"]),
        (
            "frozen", [a], { $0.freeze = "no" },
            [
                "a@bakery: publish was planned, now it is blocked",
                "b@bakery: publish was planned, now it needs nothing",
            ]
        ),
        (
            "published meanwhile", [a, b],
            { input in
                input.lockfile = Lockfile(records: [a.id: a.record()])
                input.lockfileDigest = "other"
            },
            [
                "the lockfile is another: something was published or settled",
                "a@bakery: publish was planned, now it needs nothing",
            ]
        ),
    ]

    @Test("Names what has moved", arguments: moves.indices)
    func moved(index: Int) {
        let (name, desired, change, sentences) = Self.moves[index]
        #expect(Self.saved([Self.a, Self.b]).moved(to: Self.saved(desired, change: change)) == sentences, "\(name)")
    }

    @Test("Notices edits that change no action") func settings() {
        let plan = Self.saved([Self.a])
        var other = plan
        other.calendar = "another"
        #expect(plan.moved(to: other) == ["settings or entries were edited"])
    }

    static let damages: [(String, @Sendable (String) -> String, SavedPlanError)] = [
        ("cut short", { String($0.prefix($0.count / 2)) }, .damaged),
        ("edited", { $0.replacing("2026-12/*", with: "2026-11/*") }, .damaged),
        ("newer", { $0.replacing("\"calends_plan\" : 1", with: "\"calends_plan\" : 2") }, .newerFormat(2)),
        ("a plan's JSON", { _ in #"{"version":1,"actions":[]}"# }, .notAPlan),
        ("no JSON", { _ in "kind: post\n" }, .notAPlan), ("empty", { _ in "" }, .notAPlan),
        ("a list", { _ in "[1]" }, .notAPlan), ("deep", { _ in String(repeating: "[", count: 100_000) }, .notAPlan),
    ]

    @Test("Refuses what it cannot trust", arguments: damages.indices)
    func damaged(index: Int) {
        let (name, change, expected) = Self.damages[index]
        let text = change(Self.saved([Self.a, Self.b]).text)
        #expect(throws: expected, "\(name)") { try SavedPlan(parsing: Array(text.utf8)) }
    }
}

@Suite struct TargetPatternTests {
    static let cases: [(String, String, Bool)] = [
        ("2026-12/launch@bakery", "2026-12/launch@bakery", true), ("2026-12/launch", "2026-12/launch@bakery", true),
        ("2026-12/*", "2026-12/launch@bakery", true), ("2026-12/*", "2026-12/a/b@bakery", false),
        ("2026-12/**", "2026-12/a/b@bakery", true), ("*", "launch@bakery", true), ("*", "2026-12/launch@bakery", false),
        ("**@bakery", "2026-12/launch@bakery", true), ("**@bakery", "2026-12/launch@workshop", false),
        ("*@bakery", "2026-12/launch@bakery", false), ("2026-1?/l*h", "2026-12/launch@bakery", true),
        ("2026-12/saturday", "2026-12/saturday#2026-12-26@bakery", true),
        ("2026-12/saturday#2026-12-26", "2026-12/saturday#2026-12-26@bakery", true),
        ("2026-12/saturday#2026-12-19", "2026-12/saturday#2026-12-26@bakery", false),
        ("launch", "2026-12/launch@bakery", false), ("", "launch@bakery", false), ("**", "a/b@c", true),
        ("***", "a/b@c", true), ("[a]*", "a@c", false),
        (String(repeating: "**a", count: 60), String(repeating: "a", count: 59) + "@c", false),
    ]

    @Test("Matches names", arguments: cases)
    func matches(pattern: String, name: String, isMatch: Bool) throws {
        let publication = try #require(PublicationID(name))
        #expect(TargetPattern(pattern).matches(publication) == isMatch)
    }

    @Test(
        "Names entries of which there is no publication yet",
        arguments: [
            ("2026-12/*@bakery", "2026-12/launch", true), ("launch#2026-12-26", "launch", true),
            ("launch", "launch", true), ("**@bakery", "a/b", true), ("launch@bakery", "other", false),
        ])
    func names(pattern: String, entry: String, isMatch: Bool) {
        #expect(TargetPattern(pattern).mayName(EntryID(entry)) == isMatch)
    }
}
