public import FoundationEssentials
public import GraphModel
import HTTPServer

/// An embedded Graph API: a server that behaves as Meta's does, keeps what is published, and shows it as web pages.
///
/// Letting go of a sandbox stops it; ``stop()`` also waits until it has stopped.
public final class Sandbox: Sendable {
    /// `http://HOST:PORT`, to which an account's `api:` is pointed.
    public let url: String
    /// How to reach each account, in the order they were given.
    public let accounts: [SandboxAccount]

    private let server: Server
    private let world: World

    /// Starts a sandbox, with the data its folder has from before.
    public static func start(_ configuration: SandboxConfiguration) async throws(SandboxError) -> Sandbox {
        let folders = try Folders(configuration)
        let examples = SandboxConfiguration.Account.examples
        let seeds = configuration.accounts.isEmpty ? examples : configuration.accounts
        var snapshot =
            try Snapshot.read(from: folders.data)
            ?? Snapshot(platform: Platform(configuration: configuration.platform, accounts: []))
        // Examples belong to an empty sandbox; what was asked for by name belongs to any.
        if !configuration.accounts.isEmpty || snapshot.accounts.isEmpty {
            for account in seeds { snapshot.add(account) }
        }

        let entrance = Entrance()
        let server: Server
        do throws(ServerError) {
            server = try Server(host: configuration.host, port: configuration.port) { await entrance.answer($0) }
        } catch {
            throw .server(error)
        }
        // Links must lead back here, and the port is known only now.
        snapshot.platform.configuration = configuration.platform
        snapshot.platform.configuration.contentBase = server.url + "/media/"
        snapshot.platform.configuration.permalinkBase = server.url + "/"
        let store = MediaStore(folder: folders.media)
        let file = SnapshotFile(path: folders.data)
        let world = World(snapshot: snapshot, file: file, fetcher: MediaFetcher(store: store))
        do {
            try await file.write(snapshot)
        } catch {
            throw .folderUnusable(path: configuration.dataDirectory, reason: "\(error)")
        }
        await world.resume()
        entrance.open(
            to: Router(
                base: server.url, world: world, media: store, hosted: HostedFolder(root: folders.hosted), seeds: seeds))
        return Sandbox(server: server, world: world, accounts: snapshot.accounts)
    }

    private init(server: Server, world: World, accounts: [SandboxAccount]) {
        (self.server, self.world, self.accounts) = (server, world, accounts)
        url = server.url
    }

    /// The line a program prints first, so that a script learns where the sandbox is and how to reach its accounts:
    /// `{"url":…,"accounts":[{"name","platform","login","id","token"}]}`.
    public var announcement: String {
        JSON.object([
            .init(name: "url", value: .string(url)), .init(name: "accounts", value: .array(accounts.map(\.json))),
        ]).text()
    }

    /// Where a file of the hosted folder is served, its key percent-encoded.
    public func hostedURL(forKey key: String) -> String {
        "\(url)/hosted/" + key.split(separator: "/").map { URLText.encoded(String($0)) }.joined(separator: "/")
    }

    /// Everything ever published, oldest first, deleted things among it.
    public func everythingPublished(on account: String? = nil) async -> [PublishedMedium] {
        await world.everything(of: account)
    }

    /// The sandbox's time.
    public func now() async -> Date {
        await world.now()
    }

    /// Lets requests under way finish, then ends the server and its downloads.
    public func stop() async {
        await server.stop()
        await world.stop()
    }
}

/// The folders a sandbox uses.
private struct Folders {
    let data: String
    let media: String
    let hosted: String

    init(_ configuration: SandboxConfiguration) throws(SandboxError) {
        let root = configuration.dataDirectory
        data = root + "/sandbox.json"
        media = root + "/media"
        hosted = configuration.hostedDirectory ?? root + "/hosted"
        for folder in [media, hosted] {
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch {
                throw .folderUnusable(path: folder, reason: "it cannot be made")
            }
        }
    }
}
