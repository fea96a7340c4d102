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
    /// There is no memory of so many bytes to make a key from a passphrase.
    case outOfMemory(Int)

    /// One sentence for people.
    public var message: String {
        switch self {
        case .unavailable: "the system gives no random bytes, without which nothing can be encrypted"
        case .outOfMemory(let bytes):
            "there are no \(bytes >> 20) MiB of free memory, which making the key from the passphrase takes"
        }
    }
}
