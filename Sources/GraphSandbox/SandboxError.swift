public import FileStore
public import HTTPServer

/// Why a sandbox could not start.
public enum SandboxError: Error, Hashable, Sendable {
    /// The server could not listen.
    case server(ServerError)
    /// The data folder cannot be made or used.
    case folder(FileError)
    /// The data file is damaged, or a newer version wrote it.
    case dataUnreadable(path: String, reason: String)
    /// The data cannot be put into words; only a bug does that.
    case dataUnwritable(String)
}

extension SandboxError: CustomStringConvertible {
    /// What happened, why, and what to do, in one line.
    public var description: String {
        switch self {
        case .server(let error): "the sandbox " + error.description
        case .folder(.locked(let path, let holder)):
            "the sandbox's data is in use — \(holder.map { "\($0)" } ?? "another process") holds \(path) — "
                + "stop that sandbox, or give this one a folder of its own"
        case .folder(let error): "the sandbox cannot use its data folder — \(error.what) — \(error.fix)"
        case .dataUnreadable(let path, let reason):
            "the sandbox cannot read \(path) — \(reason) — move the file away to begin anew"
        case .dataUnwritable(let reason): "the sandbox cannot write its data — \(reason) — report this as a bug"
        }
    }
}
