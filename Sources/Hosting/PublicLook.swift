import ContentModel
import FileStore
public import FoundationEssentials
public import HTTP
public import Publishing
import Synchronization

/// Fetches public media as Meta would: a plain GET, no redirect followed, no credentials.
///
/// Pictures are fetched whole. Of what is larger than any picture the beginning is, and pieces up to the end: a host that
/// is wrong shows another file, an older one, or one that was cut short, and none of them is the same in all of these.
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

    let place: Place
    let http: HTTPClient
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
            try await compare(url, file, path)
            try await checkRobots(url, path)
        }
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

    func refusal(
        _ path: String, _ message: String, fix: String, isPassing: Bool = false
    ) -> Refusal {
        Refusal(
            remedy: isPassing ? .backOff : .person, effect: .none, message: "hosting \(path): \(message)", fix: fix,
            atMost: isPassing ? 3 : nil, thereafter: isPassing ? .person : nil)
    }

    var fixes: PublicLookFixes { PublicLookFixes(place) }

    /// The host of a URL with its port.
    static func host(of url: String) -> String {
        guard let start = url.firstRange(of: "://")?.upperBound else { return "the same host" }
        return String(url[start...].prefix { !"/?#".contains($0) })
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
