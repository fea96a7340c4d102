public import HTTPServer

/// Why a sandbox could not start.
public enum SandboxError: Error, Hashable, Sendable {
    /// The server could not listen.
    case server(ServerError)
    /// The data folder cannot be made or used; the reason is the system's.
    case folderUnusable(path: String, reason: String)
    /// The data file is damaged, or a newer version wrote it.
    case dataUnreadable(path: String, reason: String)
}

extension SandboxError: CustomStringConvertible {
    /// What happened, why, and what to do, in one line.
    public var description: String {
        switch self {
        case .server(let error): "the sandbox " + error.description
        case .folderUnusable(let path, let reason):
            "the sandbox cannot use the folder \(path) — \(reason) — name another with --data"
        case .dataUnreadable(let path, let reason):
            "the sandbox cannot read \(path) — \(reason) — move the file away to begin anew"
        }
    }
}
