import ContentModel
import ScheduleLock
import Testing

@testable import Planning

/// An occurrence that went out does not go out again because its entry's repetition gives it another name.
@Suite struct FormerOccurrenceTests {
    static let once = Publication.sample("a@bakery", blob: "a")
    static let today = Publication.sample("a#2026-12-01@bakery", blob: "b")
    static let tomorrow = Publication.sample("a#2026-12-02@bakery", blob: "b").due(hoursFromNow: 23)
    static let dropped = "none a@bakery 2026-12-01T08:01:00Z: accountDropped"

    static func conflict(_ id: String, with other: String) -> String {
        "conflict \(id) 2026-12-01T08:00:00Z: lookAlike of \(other), 180"
    }

    static let scenarios: [Scenario] = [
        Scenario(
            "the entry repeats now", .sample([today, tomorrow], records: [once.id: once.record()]),
            """
            \(conflict("a#2026-12-01@bakery", with: "a@bakery"))
            \(dropped)
            publish a#2026-12-02@bakery 2026-12-02T08:00:00Z
            """),
        Scenario(
            "the entry no longer repeats", .sample([once], records: [today.id: today.record()]),
            """
            \(conflict("a@bakery", with: "a#2026-12-01@bakery"))
            none a#2026-12-01@bakery 2026-12-01T08:01:00Z: accountDropped
            """),
        Scenario(
            "another zone has another day then",
            .sample([.sample("a#2026-12-02@bakery", blob: "b")], records: [today.id: today.record()]),
            """
            \(conflict("a#2026-12-02@bakery", with: "a#2026-12-01@bakery"))
            none a#2026-12-01@bakery 2026-12-01T08:01:00Z: accountDropped
            """),
        Scenario(
            "another day is another time", .sample([tomorrow], records: [today.id: today.record()]),
            """
            none a#2026-12-01@bakery 2026-12-01T08:01:00Z: accountDropped
            publish a#2026-12-02@bakery 2026-12-02T08:00:00Z
            """),
        Scenario(
            "another picture is another post",
            .sample([.sample("a#2026-12-01@bakery", blob: "b", media: "f")], records: [once.id: once.record()]),
            """
            publish a#2026-12-01@bakery 2026-12-01T08:00:00Z (due)
            \(dropped)
            """),
        Scenario(
            "an occurrence that still stands holds nothing up",
            .sample([today, tomorrow], records: [today.id: today.record()]),
            """
            publish a#2026-12-02@bakery 2026-12-02T08:00:00Z
            unchanged 1
            """),
    ]

    @Test("Publishes nothing again under the name of another occurrence", arguments: scenarios)
    func plan(scenario: Scenario) { #expect(Planning.plan(scenario.input).text == scenario.plan) }
}
