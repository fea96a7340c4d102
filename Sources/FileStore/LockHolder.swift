import Glibc

/// Who holds a lock, in their own words.
public struct LockHolder: Hashable, Sendable {
    /// The number of the process.
    public let processID: Int32
    /// The machine it runs on; locks on shared folders are seen by several.
    public let host: String
    /// Seconds since 1970 at which it took the lock.
    public let since: Int

    /// The holder of these facts.
    public init(processID: Int32, host: String, since: Int) {
        (self.processID, self.host, self.since) = (processID, host, since)
    }

    /// This process, now.
    static var current: LockHolder {
        var name = [UInt8](repeating: 0, count: 256)
        let code = name.withUnsafeMutableBytes { bytes in
            bytes.assumingMemoryBound(to: CChar.self).baseAddress.map { gethostname($0, bytes.count - 1) } ?? -1
        }
        let host = code == 0 ? String(decoding: name.prefix { $0 != 0 }, as: UTF8.self) : "unknown"
        return LockHolder(processID: getpid(), host: host, since: time(nil))
    }

    /// What is written into the lock file: one line of a process id, seconds since 1970 and a host.
    var text: String { "\(processID) \(since) \(host)\n" }

    init?(parsing text: String) {
        let words = text.prefix { $0 != "\n" }.split(separator: " ", maxSplits: 2)
        guard words.count == 3, let processID = Int32(words[0]), let since = Int(words[1]) else { return nil }
        // What another process wrote goes to a terminal: control characters must not.
        let host = String(words[2].unicodeScalars.filter { $0.value > 0x20 && $0.value < 0x7F }.map(Character.init))
        self.init(processID: processID, host: host, since: since)
    }
}

extension LockHolder: CustomStringConvertible {
    /// For messages: `process 4711 since 2026-12-01T08:00:00Z on host ci-7`.
    public var description: String { "process \(processID) since \(Self.utc(since)) on host \(host)" }

    private static func utc(_ seconds: Int) -> String {
        var (instant, parts) = (time_t(seconds), tm())
        var text = [UInt8](repeating: 0, count: 64)
        guard gmtime_r(&instant, &parts) != nil else { return "second \(seconds)" }
        let count = text.withUnsafeMutableBytes { bytes in
            bytes.assumingMemoryBound(to: CChar.self).baseAddress.map {
                strftime($0, bytes.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
            } ?? 0
        }
        return String(decoding: text.prefix(count), as: UTF8.self)
    }
}
