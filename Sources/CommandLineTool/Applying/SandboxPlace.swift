import ContentModel
import FileStore
import GraphModel
import GraphSandbox
import LocalState

/// Where rehearsals keep the sandbox's data, and how the sandbox is started there.
struct SandboxPlace {
    let files: FileRoot

    /// The folder of the sandbox's own data.
    var dataFolder: String { "\(files.path)/\(StatePaths.sandbox.folder)/graph" }
    /// The folder whose files the sandbox serves, as media hosting.
    var hostedFolder: String { dataFolder + "/hosted" }

    /// Tried first, so that links of former runs still lead somewhere.
    private static let usualPort = 4280

    /// Starts the sandbox with the accounts of the settings.
    ///
    /// - Parameter port: `nil` for the usual one, or any free one where that is taken.
    func start(for settings: Settings?, port: Int? = nil) async throws -> Sandbox {
        try files.createFolder(StatePaths.sandbox.folder)
        var configuration = SandboxConfiguration(dataDirectory: dataFolder)
        configuration.hostedDirectory = hostedFolder
        configuration.accounts = (settings?.accounts.values.sorted { $0.name < $1.name } ?? []).map(\.inSandbox)
        configuration.port = port ?? Self.usualPort
        do throws(SandboxError) {
            return try await Sandbox.start(configuration)
        } catch {
            guard port == nil, case .server = error else { throw error }
        }
        configuration.port = 0
        return try await Sandbox.start(configuration)
    }
}

extension Account {
    /// The account as the sandbox plays it: the same name and id, with a token made up.
    fileprivate var inSandbox: SandboxConfiguration.Account {
        let (platform, login): (SandboxAccount.Platform, GraphModel.Login) =
            switch self.platform {
            case .instagram(.instagram): (.instagram, .instagram)
            case .instagram(.facebook): (.instagram, .facebook)
            case .facebook: (.facebook, .facebook)
            }
        var account = SandboxConfiguration.Account(name: name.text, platform: platform, login: login)
        account.id = id
        return account
    }
}
