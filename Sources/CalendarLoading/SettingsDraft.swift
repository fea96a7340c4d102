import ContentModel
import Diagnostics
import YAML

/// What the settings' file says, before rules have looked across its fields.
struct SettingsDraft {
    var timezone: Located<String>?
    var accounts: [(name: Located<String>, account: AccountDraft)] = []
    var hosting: HostingSettings?
    var defaultAccounts: [Located<String>] = []
    var defaultGrace: Duration?
    var state: StateDraft?
    var safety = Safety()
    var (publishesMark, deletesMark): (Mark?, Mark?) = (nil, nil)
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
    var from: Located<String>
    var to: Located<String>
    var mark: Mark
}

/// Where and how state is kept.
struct StateDraft {
    /// `nil` keeps it on this machine.
    var shared: StateSettings?
    var keepsLockfilePerAccount: Bool
}
