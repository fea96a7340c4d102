import ContentModel
import FileStore
public import FoundationEssentials
public import HTTP
public import Publishing
import Synchronization

/// Fetches the beginning of public media as Meta would: one GET, no redirect followed, no credentials.
///
/// So a private bucket, a folder that nobody serves or a commit that was not pushed is named before a container is made.
/// What was found right is not looked at again for ten minutes.
/// Source of what Meta does: content-publishing fact sheet, "Media that Meta can fetch".
public struct PublicLook: Sendable {
    /// How media came to be public, which decides what mends it.
    public enum Place: Hashable, Sendable {
        /// A bucket that serves its objects at `hosting.public_url`.
        case publicBucket
        /// A bucket that is not public, at signed URLs.
        case signedBucket
        /// A folder that something else serves.
        case folder(String)
        /// Media that somebody else made public.
        case published
    }

    /// What Meta's documents say its fetcher calls itself.
    static let userAgent = "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"
    fileprivate static let memory = 600.0
    private static let glimpse = 1024

    let place: Place
    private let http: HTTPClient
    /// Whether the platform is on this machine, too, so that it reaches what nobody else does.
    private let isLocal: Bool
    private let looks: SharedWork
    private let sites: Sites

    /// - Parameters:
    ///   - isLocal: whether the platform may be one on this machine or network, such as the sandbox.
    ///   - observe: hears of each request.
    public init(
        _ place: Place, isLocal: Bool, observe: HTTPClient.Observer? = nil,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.place = place
        self.isLocal = isLocal
        looks = SharedWork(rememberedFor: Self.memory, now: now)
        sites = Sites(now: now)
        http = HTTPClient(
            configuration: .init(userAgent: Self.userAgent, maximumConnectionsPerHost: 16), observe: observe)
    }

    /// What sites say to robots.
    private final class Sites: Sendable {
        private let rules = Mutex<[String: RobotsRules]>([:])
        private let reads: SharedWork

        init(now: @escaping @Sendable () -> Date) { reads = SharedWork(rememberedFor: PublicLook.memory, now: now) }

        /// - Parameter site: scheme and host.
        func rules(of site: String, _ http: HTTPClient) async -> RobotsRules? {
            try? await reads.perform(site) { () async throws(Refusal) in
                let answer = try? await http.send(
                    HTTPRequest(
                        url: site + "/robots.txt", timeouts: .init(total: .seconds(10)),
                        maximumResponseBytes: 512 << 10))
                // Without an answer, or without rules, everything is allowed.
                let found = RobotsRules(answer?.status == 200 ? answer?.text ?? "" : "")
                self.rules.withLock { $0[site] = found }
            }
            return rules.withLock { $0[site] }
        }
    }

    /// Throws unless `url` shows `file` to anybody.
    ///
    /// - Parameter path: the medium, as messages name it.
    func check(_ url: String, shows file: PublicFile, path: String) async throws(Refusal) {
        let name = String(url.prefix { $0 != "?" })
        try checkAddress(url, path)
        try await looks.perform(name) { () async throws(Refusal) in
            let response = try await glimpse(of: url, file, path)
            try judge(response, of: url, file, path)
            try await checkRobots(url, path)
        }
    }

    // MARK: What is asked

    private func glimpse(of url: String, _ file: PublicFile, _ path: String) async throws(Refusal) -> HTTPResponse {
        let last = min(Self.glimpse, file.size) - 1
        do throws(HTTPError) {
            return try await http.send(
                HTTPRequest(
                    url: url, headers: ["Range": "bytes=0-\(last)", "Accept": "*/*"],
                    timeouts: .init(total: .seconds(30)), wantedBytes: Self.glimpse))
        } catch {
            throw refusal(
                path, "\(Self.host(of: url)) does not answer as the platform needs it: \(error)",
                fix: fixes.unreachable,
                isPassing: error.kind != .invalidRequest)
        }
    }

    private func judge(
        _ response: HTTPResponse, of url: String, _ file: PublicFile, _ path: String
    ) throws(Refusal) {
        let host = Self.host(of: url)
        switch response.status {
        case 200, 206: break
        case 300...399:
            let target = response.headers["Location"].map { " to \(Self.host(of: $0))" } ?? ""
            throw refusal(
                path, "its public URL at \(host) redirects\(target), which the platform does not follow",
                fix: "let \(fixes.setting) name where it leads to")
        case 401, 403:
            throw refusal(path, "it is not public: \(host) answers \(response.status)", fix: fixes.forbidden)
        case 404, 410: throw refusal(path, "\(host) does not have it: \(response.status)", fix: fixes.missing)
        case 408, 429, 500...:
            throw refusal(
                path, "\(host) answers \(response.status) at its public URL", fix: fixes.unreachable, isPassing: true)
        default:
            throw refusal(path, "\(host) answers \(response.status) at its public URL", fix: fixes.forbidden)
        }
        let type = (response.headers["Content-Type"] ?? "").prefix { $0 != ";" }.lowercased()
            .filter { !$0.isWhitespace }
        try judgeBytes(response.body, type: type, host: host, file, path)
        if let size = Self.size(told: response), size != file.size {
            throw refusal(path, "\(host) has \(size) bytes of it, not \(file.size)", fix: fixes.stale)
        }
        guard Self.isRight(type, for: file.contentType, at: place) else {
            throw refusal(
                path, "\(host) serves it as '\(type)', not as \(file.contentType)",
                fix: "have .\(file.fileExtension) served as \(file.contentType)")
        }
    }

    private func judgeBytes(
        _ body: [UInt8], type: String, host: String, _ file: PublicFile, _ path: String
    ) throws(Refusal) {
        let expected: [UInt8]
        do throws(FileError) {
            expected = try OpenFile(path: file.path).read(at: 0, count: min(Self.glimpse, file.size))
        } catch {
            throw Refusal(remedy: .person, effect: .none, message: "hosting \(path): \(error.what)", fix: error.fix)
        }
        guard !body.starts(with: expected) else { return }
        let text = String(decoding: body.prefix(200), as: UTF8.self)
        if text.hasPrefix("version https://git-lfs") {
            throw refusal(
                path, "\(host) shows a Git LFS pointer instead of it",
                fix: "use hosting of kind s3 or directory: this host does not resolve Git LFS")
        }
        if type == "text/html" {
            throw refusal(
                path, "\(host) shows a web page instead of it",
                fix: "let \(fixes.setting) lead to the files themselves, with no page, warning or log-in in front")
        }
        throw refusal(path, "\(host) shows other bytes than its file has", fix: fixes.stale)
    }

    /// Meta advises against anything but ASCII in URLs, and reaches public addresses alone.
    private func checkAddress(_ url: String, _ path: String) throws(Refusal) {
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw refusal(
                path, "its public URL has characters beyond ASCII",
                fix: "write \(fixes.setting) in ASCII: names of hosts in Punycode, paths percent-encoded")
        }
        let host = Self.host(of: url)
        guard isLocal || !LocalAddress.isLocal(host) else {
            throw refusal(
                path, "its public URL is at \(host), which only this machine or network reaches",
                fix: "let \(fixes.setting) name an address that Meta reaches")
        }
    }

    private func checkRobots(_ url: String, _ path: String) async throws(Refusal) {
        guard let start = url.firstRange(of: "://")?.upperBound else { return }
        let slash = url[start...].firstIndex(of: "/") ?? url.endIndex
        let rules = await sites.rules(of: String(url[..<slash]), http)
        guard let rule = rules?.rule(against: String(url[slash...])) else { return }
        throw refusal(
            path, "robots.txt at \(Self.host(of: url)) forbids it to facebookexternalhit: Disallow: \(rule)",
            fix: "allow facebookexternalhit the path in robots.txt")
    }

    // MARK: Words

    private func refusal(
        _ path: String, _ message: String, fix: String, isPassing: Bool = false
    ) -> Refusal {
        Refusal(
            remedy: isPassing ? .backOff : .person, effect: .none, message: "hosting \(path): \(message)", fix: fix,
            atMost: isPassing ? 3 : nil, thereafter: isPassing ? .person : nil)
    }

    private var fixes: Fixes { Fixes(place) }

    /// The host of a URL with its port.
    static func host(of url: String) -> String {
        guard let start = url.firstRange(of: "://")?.upperBound else { return "the same host" }
        return String(url[start...].prefix { !"/?#".contains($0) })
    }

    /// The length of the whole, where the answer tells it.
    private static func size(told response: HTTPResponse) -> Int? {
        if response.status == 206 {
            return response.headers["Content-Range"].flatMap { $0.split(separator: "/").last }.flatMap { Int($0) }
        }
        guard response.headers["Content-Encoding"] == nil else { return nil }
        return response.headers["Content-Length"].flatMap { Int($0) }
    }

    /// What others serve is taken as bytes without a type, too: nobody here can change that, and the bytes are right.
    private static func isRight(_ type: String, for expected: String, at place: Place) -> Bool {
        if type == expected { return true }
        if expected == "image/jpeg", type == "image/jpg" || type == "image/pjpeg" { return true }
        return place == .published && ["", "application/octet-stream", "binary/octet-stream"].contains(type)
    }
}

/// What mends a public URL that does not show what it should.
private struct Fixes {
    let setting: String
    let unreachable: String
    let forbidden: String
    let missing: String
    let stale: String

    init(_ place: PublicLook.Place) {
        switch place {
        case .publicBucket:
            setting = "hosting.public_url"
            unreachable = "look at hosting.public_url: it has to serve the bucket's objects"
            forbidden = "make the objects public, or remove hosting.public_url: URLs are then signed"
            missing = "let hosting.public_url name where the bucket's objects are served, without the prefix"
            stale = "empty the cache behind hosting.public_url, or remove the setting: URLs are then signed"
        case .signedBucket:
            setting = "hosting.endpoint"
            unreachable = "look at hosting.endpoint: signed URLs lead there"
            forbidden = "allow the access key s3:GetObject: signed URLs may do no more than their key"
            missing = "look at hosting.endpoint and hosting.addressing: signed URLs lead there"
            stale = "remove the object: it is uploaded again"
        case .folder(let path):
            setting = "hosting.public_url"
            unreachable = "look at hosting.public_url: it has to serve what is in \(path)"
            forbidden = "have what is in \(path) served at hosting.public_url to everybody"
            missing = "publish the folder \(path), or let hosting.public_url name where it is served"
            stale = "publish the folder \(path) as it is now"
        case .published:
            setting = "hosting.base"
            unreachable = "look at hosting.base"
            forbidden = "make the repository public, or use hosting of kind s3 or directory"
            missing = "push the commit, or correct hosting.base"
            stale = "let hosting.base name {commit}, and push"
        }
    }
}

extension HostingClient {
    /// The same hosting, which answers a URL only once `look` has seen the file there.
    public func lookedAt(by look: PublicLook, source: @escaping PublicFileSource) -> HostingClient {
        let publish = publish
        return HostingClient { files, tag, progress async throws(Refusal) in
            let urls = try await publish(files, tag, progress)
            _ = try await files.each { file async throws(Refusal) in
                guard let url = urls[file.outgoing] else { return "" }
                try await look.check(url, shows: source(file), path: file.path)
                return url
            }
            return urls
        }
    }
}
