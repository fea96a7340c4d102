import FileStore
public import FoundationEssentials
public import GraphModel
import HTTPServer
import Synchronization

/// An embedded Graph API: a server that behaves as Meta's does, keeps what is published, and shows it as web pages.
///
/// Graph calls go to ``url`` with or without a version. One address stands for all of Meta's hosts: a path that begins
/// with a host's name (`/graph.instagram.com/v25.0/me`) or a `Host` header that is one means that host, and else the
/// token tells which. Uploads go to `/ig-api-upload/…`, `/video-upload/…` and `/upload:…`, media are at `/media/…`, and
/// pages at `/`, `/@USERNAME`, `/pages/ID` and the permalinks. The controls:
///
/// - `GET`, `POST /_sandbox/clock`: `{"advance":SECONDS}`, `{"set":"TIME"}`, `{"freeze":true}`. Time never goes back.
/// - `GET`, `POST`, `DELETE /_sandbox/faults`: `mode`, `path` (with `*`), `method`, `nth` or `skip`, `count` (null for
///   all), `latency` in milliseconds, `status`, `code`, `subcode`, `message`, `retry_after`.
/// - `GET`, `DELETE /_sandbox/requests`: the last Graph calls, tokens left out.
/// - `GET /_sandbox/media?account=ID`: everything ever published, deleted things marked.
/// - `GET`, `POST /_sandbox/accounts`: `name`, `platform`, `login`, `username`, `id`, `token`.
/// - `POST /_sandbox/tokens`: `account`, and `revoked`, `expires` or `scopes`.
/// - `GET`, `POST /_sandbox/platform`: limits and uncertain behaviours, by the names of ``Configuration``.
/// - `GET /_sandbox/posts?page=ID`: every post of Pages, also those nobody sees; `POST` with `page` and `message`, with
///   `post` and `message`, or with `post` and `deleted`: what people do by hand.
/// - `POST /_sandbox/comments`: `media`, `username`, `text`: a follower's comment, on Instagram or on a Page.
/// - `PUT /_sandbox/hosting/KEY`: a file that is then at `/hosted/KEY`.
/// - `GET /_sandbox/revision`: a number that changes with every change.
/// - `POST /_sandbox/reset`: begins anew; the clock goes on.
///
/// Letting go of a sandbox stops it; ``stop()`` also waits until it has stopped.
public final class Sandbox: Sendable {
    /// `http://HOST:PORT`, to which an account's `api:` is pointed.
    public let url: String
    /// How to reach each account it began with, in the order they were given.
    public let accounts: [SandboxAccount]

    /// Past the platform's own limit for videos, so that it is the model that refuses what is too large.
    private static let largestUpload = 320 << 20

    private let server: Server
    let world: World
    /// Keeps other processes from the data folder.
    private let lock: Mutex<FileLock?>

    /// Starts a sandbox, with the data its folder has from before.
    public static func start(_ configuration: SandboxConfiguration) async throws(SandboxError) -> Sandbox {
        let folders = try Folders(configuration)
        let examples = SandboxConfiguration.Account.examples
        let seeds = configuration.accounts.isEmpty ? examples : configuration.accounts
        var snapshot = try Snapshot.read(from: folders.file) ?? Snapshot(beginning: configuration)
        // Examples belong to an empty sandbox; what was asked for by name belongs to any.
        if !configuration.accounts.isEmpty || snapshot.accounts.isEmpty {
            for account in seeds { snapshot.add(account) }
        }

        let entrance = Entrance()
        let server: Server
        do throws(ServerError) {
            server = try Server(
                host: configuration.host, port: configuration.port, limits: ServerLimits(body: Self.largestUpload)
            ) { await entrance.answer($0) }
        } catch {
            throw .server(error)
        }
        // Links must lead back here, and the port is known only now.
        snapshot.platform.configuration = configuration.platform
        snapshot.platform.configuration.contentBase = server.url + "/media/"
        snapshot.platform.configuration.permalinkBase = server.url + "/"
        snapshot.platform.configuration.pagePermalinkBase = server.url + "/"
        snapshot.platform.configuration.uploadBase = server.url + "/"
        let store = MediaStore(folder: folders.media)
        store.removeLeftovers()
        let world = World(snapshot: snapshot, file: folders.file, store: store)
        do {
            try await world.begin()
        } catch {
            entrance.bar()
            throw (error as? FileError).map(SandboxError.folder) ?? .dataUnwritable("\(error)")
        }
        entrance.open(
            to: Router(
                base: server.url, world: world, media: store, hosted: folders.hosted, seeds: seeds))
        return Sandbox(server: server, world: world, accounts: snapshot.accounts, lock: folders.lock)
    }

    private init(server: Server, world: World, accounts: [SandboxAccount], lock: FileLock) {
        (self.server, self.world, self.accounts) = (server, world, accounts)
        self.lock = Mutex(lock)
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

    /// All posts ever made on Pages, oldest first, deleted ones and those that nobody saw among them.
    public func postRecords(of page: String? = nil) async -> [PostRecord] {
        await world.postRecords(of: page)
    }

    /// The sandbox's time.
    public func now() async -> Date {
        await world.now()
    }

    /// Lets requests under way finish, ends the server and its downloads, and leaves the data folder to others.
    public func stop() async {
        await server.stop()
        await world.stop()
        lock.withLock { $0 = nil }
    }
}

/// The places a sandbox uses, made where they were missing, and taken for this process.
private struct Folders {
    let file: DurableFile
    let media: String
    let hosted: HostedFolder
    let lock: FileLock

    init(_ configuration: SandboxConfiguration) throws(SandboxError) {
        let root = configuration.dataDirectory
        media = root + "/media"
        let hosted = configuration.hostedDirectory ?? root + "/hosted"
        for folder in [media, hosted] {
            // What went wrong shows, in the system's words, when the folder is opened.
            try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        do throws(FileError) {
            _ = try FileRoot(media)
            self.hosted = try HostedFolder(hosted)
            lock = try FileLock(path: root + "/.lock")
            file = try DurableFile(path: root + "/sandbox.json")
        } catch {
            throw .folder(error)
        }
    }
}
