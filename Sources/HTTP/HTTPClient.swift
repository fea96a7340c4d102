import Synchronization

/// Sends HTTP requests over connections it keeps open and shares.
///
/// Transfers run on threads of the client's own, one for TLS and one for plain connections, which begin with the first
/// request of their kind and sleep until a socket, a timer or a caller wakes them. HTTP/2 is used where a TLS server offers it, so many requests share one connection. Proxies come from the environment
/// (`https_proxy`, `no_proxy`, …) as libcurl reads it. A client is meant to live long: each has its own connections.
///
/// A `POST` or `PATCH` is handed to a server at most once. libcurl by itself repeats a request when a connection it had
/// kept dies before the first byte of the answer; here only idempotent requests are repeated so.
public final class HTTPClient: Sendable {
    /// Says whether a request may leave, at the last moment at which it can still be kept.
    ///
    /// It is called on the thread that carries a client's transfers: it must answer at once and never wait.
    public typealias SendCheck = @Sendable () -> Bool

    /// Hears of each request when it is handed over, and by what it answers of how that ended.
    ///
    /// Redirects that are followed and repetitions on another connection are parts of one request. What it hears has
    /// secrets in it.
    public typealias Observer =
        @Sendable (_ request: HTTPRequest) -> @Sendable (_ result: Result<HTTPResponse, HTTPError>) -> Void

    /// What all requests of one client share.
    public struct Configuration: Hashable, Sendable {
        /// The `User-Agent` field, such as `calends/1.0`.
        public var userAgent: String
        /// How many connections one host may see at once; further requests wait in line.
        public var maximumConnectionsPerHost: Int
        /// How many of them may be encrypted.
        ///
        /// Few do, since HTTP/2 carries about a hundred requests on each. More do harm: when a burst of requests is more
        /// than the open connections carry, libcurl opens all it may at once, and each costs both sides a handshake.
        /// The default carries a thousand requests within two seconds at 50 ms each even where TLS comes with HTTP/1.1.
        public var maximumEncryptedConnectionsPerHost: Int
        /// How many connections may be open at once, encrypted and plain ones counted apart.
        ///
        /// Each is a file descriptor, so there are never more than half as many as the process may have open when the
        /// client is made; what the limit holds back waits in line instead of failing.
        public var maximumConnections: Int
        /// How long a connection may have lain idle to be used again.
        public var idleConnectionLifetime: Duration
        /// A PEM file of the certificate authorities to trust in place of the system's.
        public var certificateAuthorities: String?

        /// Limits that let a thousand requests of one instant leave at once, however slow the answers.
        ///
        /// A server with TLS has to speak HTTP/2 for that; on plain connections each request has one of its own.
        public init(
            userAgent: String = "calends", maximumConnectionsPerHost: Int = 1_024,
            maximumEncryptedConnectionsPerHost: Int = 32, maximumConnections: Int = 1_280,
            idleConnectionLifetime: Duration = .seconds(60), certificateAuthorities: String? = nil
        ) {
            self.userAgent = userAgent
            self.maximumConnectionsPerHost = maximumConnectionsPerHost
            self.maximumEncryptedConnectionsPerHost = maximumEncryptedConnectionsPerHost
            self.maximumConnections = maximumConnections
            self.idleConnectionLifetime = idleConnectionLifetime
            self.certificateAuthorities = certificateAuthorities
        }
    }

    private let configuration: Configuration
    private let observe: Observer?
    private let loops = Mutex<[Bool: TransferLoop]>([:])

    /// A client with no open connection yet.
    public init(configuration: Configuration = Configuration(), observe: Observer? = nil) {
        self.configuration = configuration
        self.observe = observe
    }

    deinit {
        for loop in loops.withLock({ $0.values }) { loop.close() }
    }

    /// The thread for one kind of connection, which begins when it is first asked for.
    private func loop(isEncrypted: Bool) -> TransferLoop? {
        loops.withLock { loops in
            if let loop = loops[isEncrypted] { return loop }
            let loop = TransferLoop.start(configuration, isEncrypted: isEncrypted)
            loops[isEncrypted] = loop
            return loop
        }
    }

    /// Sends `request` and waits for the whole answer; any status is an answer.
    ///
    /// Cancelling the task ends the transfer at once.
    ///
    /// - Parameter maySend: asked when the connection stands, be it new, kept or shared, and not one byte of the request
    ///   has been written to it; waiting in line and the making of a connection are over by then. It is asked again before
    ///   every further request that comes of this one: a repetition on another connection, a redirect that is followed.
    /// - Throws: ``HTTPError``, whose ``HTTPError/delivery`` tells whether the request may have taken effect;
    ///   ``HTTPError/Kind/heldBack`` when `maySend` said no.
    public func send(
        _ request: HTTPRequest, maySend: @escaping SendCheck = { true }
    ) async throws(HTTPError) -> HTTPResponse {
        try await run(Transfer(request, configuration, maySend: maySend), of: request)
    }

    /// Sends `request` and writes the body of a successful answer to a new file at `path`, however large it is.
    ///
    /// The response then has no body. With a status other than 2xx, or after an error, there is no file, and the body is
    /// in the response as ever. ``HTTPRequest/maximumResponseBytes`` holds here too.
    ///
    /// - Throws: ``HTTPError``; ``HTTPError/Kind/fileUnwritable`` if there is a file at `path` already.
    public func download(_ request: HTTPRequest, to path: String) async throws(HTTPError) -> HTTPResponse {
        try await run(Transfer(request, configuration, savingTo: path), of: request)
    }

    private func run(_ transfer: Transfer, of request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        let noteEnd = observe?(request)
        let result = await perform(transfer)
        noteEnd?(result)
        return try result.get()
    }

    private func perform(_ transfer: Transfer) async -> Result<HTTPResponse, HTTPError> {
        guard let loop = loop(isEncrypted: transfer.isEncrypted) else {
            return .failure(transfer.failure(.other, "no thread or no libcurl handle could be made"))
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                transfer.continuation = continuation
                loop.submit(transfer)
            }
        } onCancel: {
            transfer.isCancelled.store(true, ordering: .releasing)
            loop.cancel(transfer)
        }
    }
}
