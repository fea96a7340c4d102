import Synchronization

/// Sends HTTP requests over connections it keeps open and shares.
///
/// All transfers run on one thread of the client's own that sleeps until a socket, a timer or a caller wakes it. HTTP/2
/// is used where a TLS server offers it, so many requests share one connection. Proxies come from the environment
/// (`https_proxy`, `no_proxy`, …) as libcurl reads it. A client is meant to live long: each has its own connections.
///
/// A `POST` or `PATCH` is handed to a server at most once. libcurl by itself repeats a request when a connection it had
/// kept dies before the first byte of the answer; here only idempotent requests are repeated so.
public final class HTTPClient: Sendable {
    /// What all requests of one client share.
    public struct Configuration: Hashable, Sendable {
        /// The `User-Agent` field, such as `calends/1.0`.
        public var userAgent: String
        /// How many connections one host may see at once; further requests wait in line.
        public var maximumConnectionsPerHost: Int
        /// How many connections may be open at once; each is a file descriptor.
        public var maximumConnections: Int
        /// How long a connection may have lain idle to be used again.
        public var idleConnectionLifetime: Duration
        /// A PEM file of the certificate authorities to trust in place of the system's.
        public var certificateAuthorities: String?

        /// Limits that carry a thousand requests a second at 50 ms each, even over HTTP/1.1.
        public init(
            userAgent: String = "calends", maximumConnectionsPerHost: Int = 100, maximumConnections: Int = 256,
            idleConnectionLifetime: Duration = .seconds(60), certificateAuthorities: String? = nil
        ) {
            self.userAgent = userAgent
            self.maximumConnectionsPerHost = maximumConnectionsPerHost
            self.maximumConnections = maximumConnections
            self.idleConnectionLifetime = idleConnectionLifetime
            self.certificateAuthorities = certificateAuthorities
        }
    }

    private let configuration: Configuration
    private let loop: TransferLoop?

    /// A client with no open connection yet.
    public init(configuration: Configuration = Configuration()) {
        self.configuration = configuration
        loop = TransferLoop.start(configuration)
    }

    deinit {
        loop?.close()
    }

    /// Sends `request` and waits for the whole answer; any status is an answer.
    ///
    /// Cancelling the task ends the transfer at once.
    ///
    /// - Throws: ``HTTPError``, whose ``HTTPError/delivery`` tells whether the request may have taken effect.
    public func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        try await run(Transfer(request, configuration))
    }

    /// Sends `request` and writes the body of a successful answer to a new file at `path`, however large it is.
    ///
    /// The response then has no body. With a status other than 2xx, or after an error, there is no file, and the body is
    /// in the response as ever. ``HTTPRequest/maximumResponseBytes`` holds here too.
    ///
    /// - Throws: ``HTTPError``; ``HTTPError/Kind/fileUnwritable`` if there is a file at `path` already.
    public func download(_ request: HTTPRequest, to path: String) async throws(HTTPError) -> HTTPResponse {
        try await run(Transfer(request, configuration, savingTo: path))
    }

    private func run(_ transfer: Transfer) async throws(HTTPError) -> HTTPResponse {
        guard let loop else { throw transfer.failure(.other, "no thread or no libcurl handle could be made") }
        let result: Result<HTTPResponse, HTTPError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                transfer.continuation = continuation
                loop.submit(transfer)
            }
        } onCancel: {
            transfer.isCancelled.store(true, ordering: .releasing)
            loop.cancel(transfer)
        }
        return try result.get()
    }
}
