import CSodium

/// Encryption for the holder of a key pair by anybody who knows its public half: libsodium's sealed box
/// (X25519, XSalsa20-Poly1305).
public enum SealedBox {
    /// The bytes of a public key.
    public static let keyLength = Int(crypto_box_PUBLICKEYBYTES)

    /// - Returns: the box; `nil` where `publicKey` is none.
    /// - Throws: ``CryptographyError/unavailable``.
    public static func seal(_ message: [UInt8], for publicKey: [UInt8]) throws(CryptographyError) -> [UInt8]? {
        try Sodium.begin()
        guard publicKey.count == keyLength else { return nil }
        var box = [UInt8](repeating: 0, count: message.count + crypto_box_sealbytes())
        return crypto_box_seal(&box, message, UInt64(message.count), publicKey) == 0 ? box : nil
    }
}
