/// How much one client may ask of a server.
public struct ServerLimits: Hashable, Sendable {
    /// The largest request body, in bytes; past it the answer is 413 and the handler is not called.
    public var body: Int
    /// The most connections open at the same time; more wait in the system's queue or are refused.
    public var connections: UInt32
    /// How long, in seconds, a connection may send or take nothing; the time a handler takes does not count.
    public var idleSeconds: UInt32
    /// The room for a request's head, in bytes; past it the answer is 414 or 431.
    public var head: Int

    /// The given limits; by default 64 MiB of body, 4,096 connections, 60 idle seconds and 128 KiB of head.
    public init(body: Int = 64 << 20, connections: UInt32 = 4096, idleSeconds: UInt32 = 60, head: Int = 128 << 10) {
        (self.body, self.connections, self.idleSeconds, self.head) = (body, connections, idleSeconds, head)
    }
}
