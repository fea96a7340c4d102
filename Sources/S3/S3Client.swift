import Cryptography
public import FoundationEssentials
public import HTTP
import Synchronization

/// Talks to one bucket of a store that speaks S3's protocol: AWS, Cloudflare R2, MinIO, Ceph and others.
///
/// Every request is signed with the digest of what it carries, which the store checks. What fails in passing is tried
/// again, each time after a longer wait, within ``Patience``. Requests at once are bounded for the client as a whole,
/// whoever asks.
public struct S3Client: Sendable {
    /// How long what fails in passing is tried again.
    public struct Patience: Hashable, Sendable {
        /// How often a request is sent at most.
        public var tries: Int
        /// The wait before the second try; it doubles with each further one.
        public var firstWait: Duration
        /// The longest wait, also where a store asks for a longer one.
        public var longestWait: Duration

        /// About fifteen seconds in all: longer than a store's usual hiccup, shorter than what should be told.
        public init(tries: Int = 6, firstWait: Duration = .milliseconds(500), longestWait: Duration = .seconds(8)) {
            self.tries = tries
            self.firstWait = firstWait
            self.longestWait = longestWait
        }

        /// How often a request is sent that fails so.
        func tries(after kind: S3Error.Kind) -> Int {
            switch kind {
            case .busy, .unreachable: tries
            // A wrong address is no better after a while; a name server may have been started anew.
            case .noSuchHost, .untrusted: min(tries, 3)
            default: 1
            }
        }
    }

    /// The bucket.
    public let bucket: S3Bucket
    let credentials: S3Credentials
    private let http: HTTPClient
    private let patience: Patience
    let now: @Sendable () -> Date
    private let sleep: @Sendable (Duration) async throws -> Void
    private let hinder: @Sendable (S3Error) -> Void
    let gate: Gate
    let learnt = Learnt()

    /// What a store taught while it was used.
    final class Learnt: Sendable {
        private let facts = Mutex((region: String?.none, refusesConditions: false))

        var region: String? { facts.withLock { $0.region } }
        var refusesConditions: Bool { facts.withLock { $0.refusesConditions } }
        func learn(region: String) { facts.withLock { $0.region = region } }
        func learnThatConditionsAreRefused() { facts.withLock { $0.refusesConditions = true } }
    }

    /// - Parameters:
    ///   - parallel: how many requests may be under way at once.
    ///   - now: the time that requests are signed with.
    ///   - hinder: hears at once of what failed and is tried again.
    public init(
        _ bucket: S3Bucket, credentials: S3Credentials, http: HTTPClient, parallel: Int = 16,
        patience: Patience = Patience(), now: @escaping @Sendable () -> Date = { Date() },
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        hinder: @escaping @Sendable (S3Error) -> Void = { _ in }
    ) {
        self.hinder = hinder
        self.bucket = bucket
        self.credentials = credentials
        self.http = http
        self.patience = patience
        self.now = now
        self.sleep = sleep
        gate = Gate(width: parallel)
    }

    /// The region that requests are signed for.
    var region: String { bucket.region ?? learnt.region ?? bucket.likelyRegion }

    /// The URL of a key without any signature: only a public bucket answers it.
    public func plainURL(of key: String) -> String { bucket.url(of: key) }

    /// A URL by which anybody may read a key until it ends.
    ///
    /// - Parameters:
    ///   - life: at most seven days; a key that was lent may end it earlier. Source: Amazon S3 User Guide, "Presigned
    ///     URLs".
    ///   - mark: part of the URL that the store passes over, as AWS says of all parameters that begin with `x-`.
    public func presignedURL(of key: String, lasting life: Duration, mark: String) -> String {
        let request = RequestSigner.Request(
            method: "GET", path: bucket.path(of: key), query: [("x-mark", mark)], headers: [("host", bucket.host)])
        let signer = RequestSigner(credentials: credentials, region: region)
        let seconds = max(1, min(7 * 86_400, Int(life.components.seconds)))
        let query = signer.presignedQuery(of: request, lasting: seconds, at: SigningTime(now()))
        return "\(bucket.url(of: key))?\(query)"
    }

    /// One request, before it is signed.
    struct Call {
        /// S3's name for it.
        var operation: String
        var method: HTTPRequest.Method
        var key: String?
        var query: [(name: String, value: String)] = []
        var headers: [(name: String, value: String)] = []
        var body = HTTPRequest.Body.none
        /// The digest of the body.
        var payload = SHA256.digest(of: [])
        var timeouts = HTTPRequest.Timeouts(total: .seconds(60))
    }

    /// Sends a call until it is answered by success or by what no repetition mends.
    ///
    /// All calls used here may be sent twice: keys are named by content, parts by number, and of two uploads of one key
    /// either will do.
    func send(_ call: Call) async throws(S3Error) -> HTTPResponse {
        await gate.enter()
        defer { gate.leave() }
        var tries = 0
        while true {
            tries += 1
            let failure: S3Error
            var pause: Duration?
            do throws(HTTPError) {
                let response = try await http.send(signed(call))
                // Some answers begin with success, to keep the connection alive, and end with an error.
                let isSuccess = (200...299).contains(response.status) && !response.isErrorInDisguise
                guard !isSuccess else { return response }
                failure = S3Error(response, operation: call.operation, bucket: bucket, now: now())
                pause = response.headers["Retry-After"].flatMap { Int($0) }.map { .seconds($0) }
            } catch {
                failure = S3Error(error, operation: call.operation, bucket: bucket)
            }
            if case .wrongRegion(let actual?) = failure.kind, bucket.region == nil, actual != region, tries < 3 {
                learnt.learn(region: actual)
                continue
            }
            guard tries < patience.tries(after: failure.kind) else { throw failure }
            if tries == 1 { hinder(failure) }
            let wait = max(pause ?? .zero, patience.firstWait * (1 << min(tries - 1, 16)))
            // Requests that failed together do not come back together.
            let spread = wait * Double.random(in: 0.75...1.25)
            do { try await sleep(min(spread, patience.longestWait)) } catch {
                throw S3Error(
                    kind: .cancelled, operation: call.operation, message: "cancelled while waiting to try again",
                    host: bucket.host, bucket: bucket.name)
            }
        }
    }

    private func signed(_ call: Call) -> HTTPRequest {
        let time = SigningTime(now())
        var headers = call.headers
        headers.append(("x-amz-content-sha256", call.payload.hex))
        headers.append(("x-amz-date", time.stamp))
        if let token = credentials.sessionToken { headers.append(("x-amz-security-token", token)) }
        let request = RequestSigner.Request(
            method: call.method.rawValue, path: bucket.path(of: call.key), query: call.query,
            headers: headers + [("host", bucket.host)])
        let signer = RequestSigner(credentials: credentials, region: region)
        let authorization = signer.authorization(of: request, payload: call.payload.hex, at: time)
        let query = RequestSigner.canonicalQuery(call.query)
        return HTTPRequest(
            method: call.method, url: bucket.url(of: call.key) + (query.isEmpty ? "" : "?\(query)"),
            headers: HTTPHeaders(
                (headers + [("Authorization", authorization)]).map { HTTPHeaders.Field(name: $0.name, value: $0.value) }
            ),
            body: call.body, timeouts: call.timeouts)
    }
}

extension HTTPResponse {
    /// Whether a body whose status promised success is an error after all.
    fileprivate var isErrorInDisguise: Bool {
        guard status == 200, body.count < 4096, !body.isEmpty, headers["ETag"] == nil else { return false }
        return XMLElement(parsing: body)?.name == "Error"
    }
}
