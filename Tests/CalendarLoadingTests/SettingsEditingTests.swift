import CalendarLoading
import ContentModel
import Testing

@Suite struct SettingsEditingTests {
    private static let bakery = SettingsEditing.Entry(
        name: "bakery", platform: .instagram(.instagram), id: "17841400000000009", token: "store:bakery")
    private static let page = SettingsEditing.Entry(
        name: "bakery", platform: .facebook, id: "9", token: "store:bakery", api: "http://127.0.0.1:1")
    private static let line =
        #"bakery: {platform: instagram, login: instagram, id: "17841400000000009", token: store:bakery}"#

    static let edits: [(String, SettingsEditing.Entry, String?)] = [
        ("version: 1", bakery, "version: 1\naccounts:\n  \(line)\n"),
        ("accounts: # all\ntimezone: UTC\n", bakery, "accounts: # all\n  \(line)\ntimezone: UTC\n"),
        ("accounts: {}\n", bakery, "accounts: {\(line)}\n"),
        ("accounts: {a: {id: 1}}\n", bakery, "accounts: {a: {id: 1}, \(line)}\n"),
        // Block style: comments, blank lines and indentation stay.
        (
            "accounts:\n    # ours\n    shop: {id: 1} # one\n\n# hosting\nhosting: x\n", bakery,
            "accounts:\n    # ours\n    shop: {id: 1} # one\n    \(line)\n\n# hosting\nhosting: x\n"
        ),
        (
            "accounts:\r\n  shop:\r\n    id: 1\r\n    token: env:A # é\r\nhosting: x\r\n", bakery,
            "accounts:\r\n  shop:\r\n    id: 1\r\n    token: env:A # é\r\n  \(line)\r\nhosting: x\r\n"
        ),
        // An account that is there keeps all but id and token.
        (
            "accounts:\n  bakery: # the shop\n    token: env:OLD  # é\n    id: \"1\"   # old\n    version: v25.0\n",
            bakery,
            "accounts:\n  bakery: # the shop\n    token: store:bakery  # é\n    id: \"17841400000000009\"   # old\n    version: v25.0\n"
        ),
        (
            "accounts:\n  bakery: {platform: facebook, id: 1, token: file:/x}\n", page,
            "accounts:\n  bakery: {platform: facebook, id: \"9\", token: store:bakery}\n"
        ),
        (
            "accounts:\n  shop: {id: 1}\n", page,
            "accounts:\n  shop: {id: 1}\n  bakery: {platform: facebook, id: \"9\", token: store:bakery, api: \"http://127.0.0.1:1\"}\n"
        ),
        // What is written in another way is left to its author.
        ("accounts:\n  bakery: {platform: facebook}\n", bakery, nil),
        ("accounts: [a]\n", bakery, nil),
        ("- a\n", bakery, nil),
        ("accounts: {\n", bakery, nil),
    ]

    /// Settings, and whether a login as `bakery` can begin with them.
    static let beginnings: [(String, Bool)] = [
        ("version: 1\ntimezone: UTC\n", true),
        ("version: 1\ntimezone: UTC\naccounts:\n", true),
        ("version: 1\ntimezone: UTC\naccounts: {}\ndefaults: {accounts: [bakery]}\n", true),
        ("version: 1\ntimezone: UTC\ndefaults: {accounts: [cafe]}\n", false),
        ("version: 1\ntimezone: Moon\n", false),
        ("timezone: UTC\n", false),
        ("version: 1\ntimezone: UTC\naccounts: []\n", false),
        ("", false),
    ]

    @Test("Settings that only lack the account are settings", arguments: beginnings)
    func beginning(text: String, isEnough: Bool) {
        let settings = SettingsEditing.settings(named: "bakery", addedTo: Array(text.utf8), zones: .system())
        #expect((settings != nil) == isEnough)
        #expect(settings?.accounts.isEmpty != false)
    }

    @Test("Tells which accounts are named, in their order")
    func names() {
        func names(_ text: String) -> [String] { SettingsEditing.accountNames(in: Array(text.utf8)) }
        #expect(names("accounts:\n  shop: {id: 1}\n  bakery:\n    id: 2\n") == ["shop", "bakery"])
        #expect(names("accounts: []") == [] && names("version: 1") == [] && names("{") == [] && names("") == [])
    }

    @Test("Writes an account and touches nothing else", arguments: edits)
    func put(text: String, entry: SettingsEditing.Entry, expected: String?) {
        let edited = SettingsEditing.putting(entry, into: Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
        #expect(edited == expected)
    }

    private static func settings(_ accounts: String, _ more: String = "") -> String {
        "version: 1\ntimezone: UTC\naccounts:\n\(accounts)\n\(more)"
    }

    /// Settings, and what keeps ``bakery`` from being written into them.
    static let wholeTexts: [(String, SettingsEditing.Obstacle?)] = [
        (settings("  a: {platform: facebook, id: \"1\", token: env:A}"), nil),
        // An id that somebody has, whoever it is.
        (
            settings("  a: {platform: facebook, id: \"17841400000000009\", token: env:A}"),
            .idTaken(by: AccountName("a"))
        ),
        // What an alias repeats would go, or change with it.
        (
            settings(
                """
                  bakery: {platform: facebook, id: "1", token: &t env:A}
                  b: {platform: facebook, id: "2", token: *t}
                """), .unknownLayout
        ),
        (
            settings(
                "  bakery: {platform: facebook, id: \"1\", token: &t env:A}", "app: {id: \"1\", secret: *t}\n"),
            .unknownLayout
        ),
        // What was wrong before stays so.
        (settings("  a: {platform: facebook, id: \"1\", token: env:A}", "zone: x\n"), nil),
        (settings("  a: {platform: facebook, id: \"1\", token: env:A}", "defaults: {accounts: [bakery]}\n"), nil),
    ]

    @Test("Nothing else is said by the settings, and they can be read as well as before", arguments: wholeTexts)
    func whole(text: String, expected: SettingsEditing.Obstacle?) {
        var obstacle: SettingsEditing.Obstacle?
        do throws(SettingsEditing.Obstacle) {
            _ = try SettingsEditing.edited(Array(text.utf8), with: Self.bakery, zones: .system())
        } catch {
            obstacle = error
        }
        #expect(obstacle == expected)
    }
}
