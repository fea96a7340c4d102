import ContentModel
import ScheduleLock
import Testing

@testable import Planning

/// It is 10 o'clock, and `a` was due at 9 with a grace of 6 hours.
@Suite struct QuietTests {
    static let a = Publication.sample("a@bakery")

    static func scenario(
        _ description: String, _ desired: Publication = a, quiet: ClosedRange<Double>..., plan: String
    ) -> Scenario {
        var safety = Safety()
        safety.quiet = quiet.flatMap { Safety.quiet($0).quiet }
        return Scenario(description, .sample([desired]) { $0.safety = safety }, plan)
    }

    static let asked = a.begun(.publishRequested(container: "c", look: .sample, knownMedia: []))

    static let scenarios: [Scenario] = [
        scenario(
            "due inside, later", a.due(hoursFromNow: 3), quiet: 2...4,
            plan: "blocked a@bakery 2026-12-01T12:00:00Z: due in quiet, calendar/settings.yaml:1:1"),
        scenario(
            "due inside, and the window has passed", quiet: -2...(-0.5),
            plan: "blocked a@bakery 2026-12-01T08:00:00Z: due in quiet, calendar/settings.yaml:1:1"),
        scenario(
            "due inside, and now is inside as well", quiet: -2...2,
            plan: "blocked a@bakery 2026-12-01T08:00:00Z: due in quiet, calendar/settings.yaml:1:1"),
        scenario(
            "due at its first moment", a.due(hoursFromNow: 2), quiet: 2...4,
            plan: "blocked a@bakery 2026-12-01T11:00:00Z: due in quiet, calendar/settings.yaml:1:1"),
        scenario(
            "due at the first moment after it", a.due(hoursFromNow: 4), quiet: 2...4,
            plan: "publish a@bakery 2026-12-01T13:00:00Z"),
        scenario(
            "due before it, and now is inside", quiet: -0.5...2, (-0.5)...3,
            plan: "blocked a@bakery 2026-12-01T08:00:00Z: quiet until 2026-12-01T12:00:00Z"),
        scenario(
            "due before it, and it has passed", quiet: -0.5...0, plan: "publish a@bakery 2026-12-01T08:00:00Z (due)"),
        scenario(
            "due after it, and now is inside", a.due(hoursFromNow: 5), quiet: -1...2,
            plan: "publish a@bakery 2026-12-01T14:00:00Z"),
        scenario(
            "due before it, and past its grace", a.due(hoursFromNow: -7), quiet: -1...2,
            plan: "missed a@bakery 2026-12-01T02:00:00Z: grace 6h"),
        scenario(
            "on merge", a.with { $0.due = .onMerge }, quiet: -1...2,
            plan: "blocked a@bakery 2026-12-01T09:00:00Z: quiet until 2026-12-01T11:00:00Z"),
        Scenario(
            "frozen as well",
            .sample([a]) {
                $0.safety = .quiet(-2...2)
                $0.freeze = "wait"
            }, "blocked a@bakery 2026-12-01T08:00:00Z: frozen, wait"),
        Scenario(
            "publishing was asked for, and now is inside",
            .sample([a], journal: asked) { $0.safety = .quiet(-0.5...2) },
            "recover a@bakery 2026-12-01T08:00:00Z: publishing"),
        Scenario(
            "publishing was asked for, and it was due inside",
            .sample([a], journal: asked) { $0.safety = .quiet(-2...(-0.5)) },
            "recover a@bakery 2026-12-01T08:00:00Z: publishing"),
        replacing(
            "a replacement, and now is inside", quiet: -0.5...2,
            plan: "blocked a@bakery 2026-12-01T08:00:00Z: quiet until 2026-12-01T11:00:00Z\n  caption: Hello -> Bye"),
        replacing(
            "a replacement of what was due inside", quiet: -2...(-0.5),
            plan: "replace a@bakery 2026-12-01T08:00:00Z: 180\n  caption: Hello -> Bye"),
        Scenario(
            "an entry that is gone and asked for its deletion",
            removal(quiet: -0.5...2), "delete a@bakery 2026-12-01T08:01:00Z: 180"),
    ]

    static func replacing(_ description: String, quiet: ClosedRange<Double>, plan: String) -> Scenario {
        let after = Publication.sample("a@bakery", blob: "b").details { $0.caption = "Bye" }.with {
            $0.onChange = .replace
        }
        let input = PlanningInput.sample([after], records: [a.id: a.record()]) {
            $0.safety = .quiet(quiet)
            $0.answerHistory([a.id: a])
        }
        return Scenario(description, input, plan)
    }

    static func removal(quiet: ClosedRange<Double>) -> PlanningInput {
        .sample(records: [a.id: a.record()]) {
            $0.safety = .quiet(quiet)
            $0.answerHistory([a.id: a.with { $0.onRemove = .delete }])
        }
    }

    @Test("Quiet", arguments: scenarios)
    func plans(scenario: Scenario) {
        #expect(Planning.plan(scenario.input).text == scenario.plan)
    }
}
