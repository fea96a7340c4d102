/// An HTTP/1.1 server that runs as long as it is kept, on one thread however many clients there are.
///
/// While a handler works, its connection is suspended and holds no thread. Letting go of a server stops it; ``stop(grace:)``
/// also waits until it has stopped.
public final class Server: Sendable {
    /// What turns a request into its answer; calls run side by side.
    public typealias Handler = @Sendable (ServerRequest) async -> ServerResponse

    /// The numeric address it listens on.
    public let host: String
    /// The port it listens on: the real one, where 0 was asked for.
    public let port: Int

    private let daemon: Daemon

    /// `http://HOST:PORT`, without a slash at the end.
    public var url: String { host.contains(":") ? "http://[\(host)]:\(port)" : "http://\(host):\(port)" }

    /// Starts to listen; requests are answered from here on.
    ///
    /// - Parameters:
    ///   - host: A numeric IPv4 or IPv6 address of this machine.
    ///   - port: The port, or 0 for any free one.
    public init(
        host: String = "127.0.0.1", port: Int = 0, limits: ServerLimits = ServerLimits(), handler: @escaping Handler
    ) throws(ServerError) {
        let socket = try ListeningSocket(host: host, port: port)
        self.host = host
        self.port = socket.port
        daemon = try Daemon(socket: socket, limits: limits, handler: handler)
    }

    deinit {
        let daemon = daemon
        Task { await daemon.stop(grace: .zero) }
    }

    /// Takes no new connection, lets the requests under way finish for at most `grace`, then closes everything.
    ///
    /// Handlers that take longer see their task cancelled; a handler that ignores this is waited for.
    public func stop(grace: Duration = .seconds(5)) async {
        await daemon.stop(grace: grace)
    }
}
