import ContentModel
import ScheduleLock
import Testing

@testable import Planning

@Suite struct UnpublishedTests {
    static let a = Publication.sample("a@bakery")

    static let scenarios: [Scenario] = [
        Scenario("nothing", .sample(), ""),
        Scenario("due and within its grace", .sample([a]), "publish a@bakery 2026-12-01T08:00:00Z (due)"),
        Scenario("due this second", .sample([a.due(hoursFromNow: 0)]), "publish a@bakery 2026-12-01T09:00:00Z (due)"),
        Scenario("due later", .sample([a.due(hoursFromNow: 1)]), "publish a@bakery 2026-12-01T10:00:00Z"),
        Scenario(
            "on merge", .sample([a.with { $0.due = .onMerge }]), "publish a@bakery 2026-12-01T09:00:00Z (due)"),
        Scenario(
            "at the last second of its grace", .sample([a.due(hoursFromNow: -6)]),
            "publish a@bakery 2026-12-01T03:00:00Z (due)"),
        Scenario(
            "past its grace", .sample([a.due(hoursFromNow: -6.01)]),
            "missed a@bakery 2026-12-01T02:59:24Z: grace 6h"),
        Scenario(
            "frozen", .sample([a]) { $0.freeze = "until the\nstatement is out\n" },
            "blocked a@bakery 2026-12-01T08:00:00Z: frozen, until the|statement is out|"),
        Scenario(
            "in order of time, then of name",
            .sample([
                a.due(hoursFromNow: 2), .sample("z@bakery"), .sample("c@bakery"), .sample("b@café"),
                Publication.sample("b@bakery").due(hoursFromNow: 2),
            ]),
            """
            publish b@café 2026-12-01T08:00:00Z (due)
            publish c@bakery 2026-12-01T08:00:00Z (due)
            publish z@bakery 2026-12-01T08:00:00Z (due)
            publish a@bakery 2026-12-01T11:00:00Z
            publish b@bakery 2026-12-01T11:00:00Z
            """),
        Scenario(
            "invalid",
            .sample { input in
                input.invalid = [
                    InvalidEntry(
                        entry: EntryID("a"), path: "calendar/a.yaml",
                        accounts: [AccountName("bakery"), AccountName("café")], errorCount: 2),
                    InvalidEntry(entry: EntryID("b"), path: "calendar/b.yaml", accounts: [], errorCount: 1),
                ]
            },
            """
            blocked a@bakery 2026-12-01T09:00:00Z: invalid, 2
            blocked a@café 2026-12-01T09:00:00Z: invalid, 2
            """),
        Scenario(
            "one id in two entries",
            .sample([a, .sample("a@bakery", blob: "b", path: "calendar/other.yaml"), .sample("b@bakery")]),
            """
            publish b@bakery 2026-12-01T08:00:00Z (due)
            blocked a@bakery 2026-12-01T09:00:00Z: ambiguous, calendar/a.yaml, calendar/other.yaml
            calendar/other.yaml:1:1: a@bakery is claimed by calendar/a.yaml as well — \
            a publication goes out once, so only one entry can say what it is — give this entry another id
            """),
        Scenario(
            "forgotten on purpose",
            .sample(
                [a],
                records: [
                    a.id: LockRecord(
                        phase: .dismissed(DismissedPublication(at: Publication.publishedAt)), source: a.source,
                        commit: nil, media: [])
                ]),
            "none a@bakery 2026-12-01T08:00:00Z: dismissed"),
    ]

    @Test("Unpublished", arguments: scenarios)
    func plans(scenario: Scenario) {
        #expect(Planning.plan(scenario.input).text == scenario.plan)
    }
}
