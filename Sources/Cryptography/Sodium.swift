import CSodium

/// libsodium, made ready once a process.
///
/// Hashes and codes work without it; whatever draws random bytes or picks an implementation for this processor calls
/// ``begin()`` first.
enum Sodium {
    private static let isReady = sodium_init() >= 0  // 1 when it was ready already

    /// - Throws: ``CryptographyError/unavailable`` where the system gives no random bytes.
    static func begin() throws(CryptographyError) {
        guard isReady else { throw .unavailable }
    }
}

/// Why something cryptographic could not be done.
public enum CryptographyError: Error, Hashable, Sendable {
    /// libsodium found no source of random bytes on this system.
    case unavailable

    /// One sentence for people.
    public var message: String {
        switch self {
        case .unavailable: "the system gives no random bytes, without which nothing can be encrypted"
        }
    }
}
