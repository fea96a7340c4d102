import ContentModel
import FileStore
import FoundationEssentials
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

    /// Where `calends sandbox` leaves the line it begins with, for as long as it runs.
    private static let addressPath = StatePaths.sandbox.folder + "/address"

    /// The sandbox that `calends sandbox` serves here already, or else one of our own.
    ///
    /// - Parameter time: when one of our own begins, if nothing has happened in it yet.
    func join(for settings: Settings?, beginningAt time: Date) async throws -> RehearsalSandbox {
        do throws(SandboxError) {
            return RehearsalSandbox(try await start(for: settings, beginningAt: time))
        } catch {
            guard case .folder(.locked) = error,
                let address = try? files.bytes(of: Self.addressPath, limit: 1 << 20),
                let served = RehearsalSandbox(announcement: address)
            else { throw error }
            return served
        }
    }

    /// Leaves the address of a sandbox that is being served, so that rehearsals find it.
    func announce(_ sandbox: Sandbox) throws {
        try files.durableFile(Self.addressPath).replace(with: Array(sandbox.announcement.utf8))
    }

    /// Takes the address away again.
    func withdraw() throws { try files.durableFile(Self.addressPath).remove() }

    /// Starts the sandbox with the accounts of the settings.
    ///
    /// - Parameters:
    ///   - port: `nil` for the usual one, or any free one where that is taken.
    ///   - time: when it begins, if nothing has happened in it yet; `nil` for now.
    func start(
        for settings: Settings?, port: Int? = nil, beginningAt time: Date? = nil
    ) async throws(SandboxError) -> Sandbox {
        do throws(FileError) {
            try files.createFolder(StatePaths.sandbox.folder)
        } catch {
            throw .folder(error)
        }
        var configuration = SandboxConfiguration(dataDirectory: dataFolder)
        configuration.hostedDirectory = hostedFolder
        configuration.startTime = time
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
