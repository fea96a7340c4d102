import Testing
import TimeZones

@testable import Views

@Suite struct ProseInstantsTests {
    static let texts: [(String, String)] = [
        ("", ""), ("nothing of the kind in here", "nothing of the kind in here"),
        ("due 2026-12-01T08:00:00Z", "due Tue 1 Dec 2026, 08:00 UTC"),
        ("2026-12-01T08:00:07Z: quiet", "Tue 1 Dec 2026, 08:00:07 UTC: quiet"),
        (
            "from 2026-12-24T12:00:00Z to 2026-12-27T17:00:00Z (x)",
            "from Thu 24 Dec 2026, 12:00 to Sun 27 Dec 2026, 17:00 UTC (x)"
        ),
        ("(read 2026-12-01T08:00:00Z) — später 🥐", "(read Tue 1 Dec 2026, 08:00 UTC) — später 🥐"),
        // No instants, and parts of something else.
        ("2026-13-01T08:00:00Z", "2026-13-01T08:00:00Z"), ("2026-12-01T08:00:00+01:00", "2026-12-01T08:00:00+01:00"),
        ("media/2026-12-01T08:00:00Z", "media/2026-12-01T08:00:00Z"),
        ("2026-12-01T08:00:00Z@bakery", "2026-12-01T08:00:00Z@bakery"),
        ("12026-12-01T08:00:00Z", "12026-12-01T08:00:00Z"),
    ]
    @Test("Puts instants on a clock", arguments: texts)
    func instants(text: String, expected: String) { #expect(text.onClock(of: .utc) == expected) }
}
