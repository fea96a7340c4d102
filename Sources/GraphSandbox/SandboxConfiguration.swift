public import FoundationEssentials
public import GraphModel

/// How a sandbox is set up: where it listens, where it keeps its data, and the accounts it begins with.
public struct SandboxConfiguration: Sendable {
    /// The numeric address to listen on; anything but a loopback address opens the sandbox to the network.
    public var host = "127.0.0.1"
    /// The port, or 0 for any free one.
    public var port = 0
    /// The folder for everything that is to outlast the process; made when it is missing.
    public var dataDirectory: String
    /// The accounts to begin with; empty for ``Account/examples``. In a folder with data, those it lacks are added.
    public var accounts: [Account] = []
    /// The time at which a folder without data begins; nil for the present.
    public var startTime: Date?
    /// The folder served at `/hosted/`, where media can be put to be fetched; nil for `hosted` in the data folder.
    public var hostedDirectory: String?
    /// The platform's limits and uncertain behaviours; its `contentBase`, `uploadBase` and permalink bases are set by
    /// the sandbox.
    public var platform = Configuration()

    /// A sandbox on a free loopback port that keeps its data in this folder.
    public init(dataDirectory: String) {
        self.dataDirectory = dataDirectory
    }

    /// One account to begin with.
    public struct Account: Hashable, Sendable {
        /// The name by which a calendar knows it.
        public var name: String
        /// Where it publishes.
        public var platform: SandboxAccount.Platform
        /// How its owner signs in; Pages always have Facebook Login.
        public var login: Login
        /// Its handle; nil for its name.
        public var username: String?
        /// The name people see; nil for the handle.
        public var displayName: String?
        /// The account's or Page's id; nil for a made-up one.
        public var id: String?
        /// The access token; nil for a made-up one.
        public var token: String?

        /// An account with everything else made up.
        public init(name: String, platform: SandboxAccount.Platform, login: Login) {
            (self.name, self.platform, self.login) = (name, platform, login)
        }

        /// What a sandbox holds when nobody says otherwise: an Instagram account of each login, and a Page.
        public static var examples: [Account] {
            [
                Account(name: "bakery", platform: .instagram, login: .instagram),
                Account(name: "atelier", platform: .instagram, login: .facebook),
                Account(name: "bakery-page", platform: .facebook, login: .facebook),
            ]
        }
    }
}
