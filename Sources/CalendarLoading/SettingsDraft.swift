import ContentModel
import Diagnostics
import YAML

/// What the settings' file says, before rules have looked across its fields.
struct SettingsDraft {
    var timezone: ContentModel.Located<String>?
    var accounts: [(name: ContentModel.Located<String>, account: AccountDraft)] = []
    var hosting: HostingSettings?
    var defaultAccounts: [ContentModel.Located<String>] = []
    var defaultGrace: Duration?
    var state: StateDraft?
    var safety = Safety()
    var quiet: [QuietDraft] = []
    var app: AppSettings?
    var facebookScheduling: FacebookScheduling?
}

/// An account as far as it could be read.
struct AccountDraft {
    var platform: Platform?
    var id: String?
    var token: SecretReference?
    var api: String?
    var version: String?
}

/// A quiet window as written.
struct QuietDraft {
    var from: ContentModel.Located<String>
    var to: ContentModel.Located<String>
    var location: SourceLocation
}

/// Where and how state is kept.
struct StateDraft {
    /// `nil` keeps it on this machine.
    var shared: StateSettings?
    var keepsLockfilePerAccount: Bool
}
