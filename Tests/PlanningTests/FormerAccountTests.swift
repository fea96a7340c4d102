import ContentModel
import ScheduleLock
import Testing

@testable import Planning

/// An account that the settings name anew is the same account, and has the same posts.
@Suite struct FormerAccountTests {
    static let before = Publication.sample("a@shop")
    static let dismissed: LockRecord = {
        var record = before.record()
        record.phase = .dismissed(DismissedPublication(at: Publication.publishedAt))
        return record
    }()
    static let conflict = """
        conflict a@bakery 2026-12-01T08:00:00Z: lookAlike of a@shop, 180
        none a@shop 2026-12-01T08:01:00Z: accountUnknown
        """

    static let scenarios: [Scenario] = [
        Scenario(
            "the account has another name",
            .sample([.sample("a@bakery")], records: [before.id: before.record()]) {
                $0.answerHistory([before.id: before])
            },
            """
            rename a@shop -> a@bakery
            unchanged 1
            """),
        Scenario(
            "the account has another name, and the entry was edited",
            .sample(
                [.sample("a@bakery", blob: "b").details { $0.caption = "Bye" }], records: [before.id: before.record()]
            ) {
                $0.answerHistory([before.id: before])
            },
            """
            rename a@shop -> a@bakery
            conflict a@bakery 2026-12-01T08:00:00Z: edited, 180
              caption: Hello -> Bye
            """),
        Scenario(
            "the account has another name, under which it went out as well",
            .sample([.sample("a@bakery")], records: [before.id: before.record(), "a@bakery": before.record("181")]) {
                $0.answerHistory([before.id: before])
            },
            """
            none a@shop 2026-12-01T08:01:00Z: accountUnknown
            unchanged 1
            """),
        Scenario(
            "the account and the entry have other names",
            .sample([.sample("b@bakery")], records: [before.id: before.record()]) {
                $0.renames = [EntryID("a"): EntryID("b")]
                $0.answerHistory([before.id: before])
            },
            """
            rename a@shop -> b@bakery
            unchanged 1
            """),
        Scenario(
            "nobody can tell which account it was",
            .sample([.sample("a@bakery")], records: [before.id: before.record()]) { $0.answerHistory([:]) }, conflict),
        Scenario(
            "the account has another name, and the entry never goes out",
            .sample([.sample("a@bakery")], records: [before.id: dismissed]) { $0.answerHistory([before.id: before]) },
            """
            rename a@shop -> a@bakery
            none a@bakery 2026-12-01T08:00:00Z: dismissed
            """),
        Scenario(
            "the account has another name, as far as anybody can tell, and the entry never goes out",
            .sample([.sample("a@bakery")], records: [before.id: dismissed]) { $0.answerHistory([:]) },
            "none a@bakery 2026-12-01T08:00:00Z: dismissed"),
        Scenario(
            "it was another account, and the entry never goes out there",
            .sample([.sample("a@bakery")], records: [before.id: dismissed]) {
                $0.answerHistory([before.id: before.with { $0.account = .other }])
            },
            "publish a@bakery 2026-12-01T08:00:00Z (due)"),
        Scenario(
            "it was another account",
            .sample([.sample("a@bakery")], records: [before.id: before.record()]) {
                $0.answerHistory([before.id: before.with { $0.account = .other }])
            },
            """
            publish a@bakery 2026-12-01T08:00:00Z (due)
            none a@shop 2026-12-01T08:01:00Z: accountUnknown
            """),
        Scenario(
            "another entry was published there",
            .sample([.sample("b@bakery", blob: "b")], records: [before.id: before.record()]) { $0.answerHistory([:]) },
            """
            publish b@bakery 2026-12-01T08:00:00Z (due)
            none a@shop 2026-12-01T08:01:00Z: accountUnknown
            """),
    ]

    @Test("Publishes nothing again on an account under a new name", arguments: scenarios)
    func plan(scenario: Scenario) { #expect(Planning.plan(scenario.input).text == scenario.plan) }
}

extension Account {
    /// One that the samples' entries never name.
    fileprivate static let other: Account = {
        let account = Account.named(AccountName("shop"))
        return Account(
            name: account.name, platform: account.platform, id: "17841400000000999", token: account.token, api: nil,
            version: account.version, location: account.location)
    }()
}
