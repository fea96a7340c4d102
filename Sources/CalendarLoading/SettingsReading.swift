import ContentModel
import Diagnostics
import YAML

/// What `calendar/settings.yaml` comes to.
struct SettingsReading {
    /// The settings, with something harmless in place of what is wrong; not to be acted on while there are errors.
    var settings: Settings
    /// Accounts that are named but could not be read.
    var undecidedAccounts: Set<AccountName>
    var diagnostics: [Diagnostic]

    /// Whether there is anything to hold the accounts of entries against; only errors of the file can take it away.
    var namesAccounts: Bool {
        !settings.accounts.isEmpty || !undecidedAccounts.isEmpty || !diagnostics.containsError
    }

    /// Reads `bytes`, the content of the settings' file.
    init(_ bytes: [UInt8], file: String, zones: ZoneClient) {
        let reading = SettingsShapes().settings.read(bytes)
        var findings = Findings(in: file)
        findings.add(reading.problems.map { $0.diagnostic(in: file) })
        let draft = reading.value?.value
        if draft == nil, reading.problems.isEmpty {
            findings.error(
                .start, "the file is empty", why: "it names the accounts to publish on",
                fix: "write version, timezone and accounts")
        }
        let rules = SettingsRules(draft: draft ?? SettingsDraft(), zones: zones)
        (settings, undecidedAccounts) = rules.settings(findings: &findings)
        diagnostics = Set(findings.diagnostics).sorted()
    }

    /// What is known when there is no file at all.
    init(missing file: String) {
        settings = Settings(
            timezone: "UTC", accounts: [:], hosting: nil, defaults: Defaults(), state: nil, safety: Safety())
        undecidedAccounts = []
        diagnostics = [
            Diagnostic(
                SourceLocation(file: file), "there are no settings", why: "they name the accounts to publish on",
                fix: "run calends init, or write version, timezone and accounts")
        ]
    }
}
