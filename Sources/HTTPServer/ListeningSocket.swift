import Glibc

/// A bound TCP socket that accepts connections; it closes with its owner unless taken out of it.
struct ListeningSocket: ~Copyable {
    let descriptor: Int32
    /// The port the system really gave, which is the one asked for unless that was 0.
    let port: Int

    init(host: String, port: Int) throws(ServerError) {
        guard var address = Address(host: host, port: port) else { throw .addressUnusable(host) }
        let descriptor = socket(address.family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .system(call: "socket", code: errno) }
        do throws(ServerError) {
            var yes: Int32 = 1  // a port of a server that has just ended is free at once
            setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
            guard address.withSockaddr({ bind(descriptor, $0, $1) }) == 0 else {
                throw Self.refusal(errno, host: host, port: port)
            }
            guard listen(descriptor, SOMAXCONN) == 0 else { throw Self.refusal(errno, host: host, port: port) }
            guard let port = address.readBack(from: descriptor) else {
                throw .system(call: "getsockname", code: errno)
            }
            (self.descriptor, self.port) = (descriptor, port)
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit { close(descriptor) }

    /// The descriptor, which the caller now closes.
    consuming func take() -> Int32 {
        let descriptor = self.descriptor
        discard self
        return descriptor
    }

    private static func refusal(_ code: Int32, host: String, port: Int) -> ServerError {
        switch code {
        case EADDRINUSE: .portTaken(host: host, port: port)
        case EADDRNOTAVAIL: .addressUnusable(host)
        case EACCES: .portForbidden(port)
        default: .system(call: "bind", code: code)
        }
    }
}

/// A numeric IPv4 or IPv6 address with a port, as the socket calls want it.
private struct Address {
    private var storage = sockaddr_storage()
    private var length: socklen_t
    let family: Int32

    init?(host: String, port: Int) {
        guard let port = in_port_t(exactly: port) else { return nil }
        var v4 = sockaddr_in()
        var v6 = sockaddr_in6()
        if inet_pton(AF_INET, host, &v4.sin_addr) == 1 {
            v4.sin_family = sa_family_t(AF_INET)
            v4.sin_port = port.bigEndian
            (family, length) = (AF_INET, socklen_t(MemoryLayout<sockaddr_in>.size))
            withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: v4, as: sockaddr_in.self) }
        } else if inet_pton(AF_INET6, host, &v6.sin6_addr) == 1 {
            v6.sin6_family = sa_family_t(AF_INET6)
            v6.sin6_port = port.bigEndian
            (family, length) = (AF_INET6, socklen_t(MemoryLayout<sockaddr_in6>.size))
            withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: v6, as: sockaddr_in6.self) }
        } else {
            return nil
        }
    }

    mutating func withSockaddr<Result>(_ body: (UnsafeMutablePointer<sockaddr>, socklen_t) -> Result) -> Result {
        let length = self.length
        return withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }

    /// The port a bound socket has, or nil when the system does not say.
    mutating func readBack(from descriptor: Int32) -> Int? {
        var length = self.length
        guard withSockaddr({ address, _ in getsockname(descriptor, address, &length) }) == 0 else { return nil }
        // Both families keep the port at the same place, right behind the family.
        let offset = MemoryLayout<sockaddr_in>.offset(of: \.sin_port) ?? 2
        return withUnsafeBytes(of: &storage) {
            Int(in_port_t(bigEndian: $0.loadUnaligned(fromByteOffset: offset, as: in_port_t.self)))
        }
    }
}
