import Glibc

/// Why a server could not start.
public enum ServerError: Error, Hashable, Sendable {
    /// Another program listens there already.
    case portTaken(host: String, port: Int)
    /// This machine has no such address, or the text is no numeric IPv4 or IPv6 address.
    case addressUnusable(String)
    /// The system keeps this port for privileged programs.
    case portForbidden(Int)
    /// Any other failed call, with the system's error number.
    case system(call: String, code: Int32)
}

extension ServerError: CustomStringConvertible {
    /// What happened, why, and what to do, in one line.
    public var description: String {
        switch self {
        case .portTaken(let host, let port):
            "cannot listen on \(host) port \(port) — another program listens there — "
                + "stop that program, or choose another port (0 picks a free one)"
        case .addressUnusable(let host):
            "cannot listen on '\(host)' — it is not a numeric address of this machine — "
                + "use 127.0.0.1, or 0.0.0.0 for all its addresses"
        case .portForbidden(let port):
            "cannot listen on port \(port) — the system keeps it for privileged programs — choose one from 1024 to 65535"
        case .system(let call, let code):
            "cannot start the server — \(call) failed with \(String(cString: strerror(code))) — "
                + "free what the system is short of and try again"
        }
    }
}
