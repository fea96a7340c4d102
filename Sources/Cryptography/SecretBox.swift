import CSodium

/// Encryption in which every change shows, in what was encrypted and in a header that stays readable:
/// XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha).
public enum SecretBox {
    /// The bytes of a key.
    public static let keyLength = Int(crypto_aead_xchacha20poly1305_ietf_KEYBYTES)
    /// The bytes of a nonce: so many that a random one never repeats.
    public static let nonceLength = Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)

    /// Encrypts `message` under a key and a nonce of the lengths above; the nonce must never serve twice.
    public static func seal(_ message: [UInt8], header: [UInt8], nonce: [UInt8], key: [UInt8]) -> [UInt8] {
        precondition(key.count == keyLength && nonce.count == nonceLength, "callers bring what they made themselves")
        var box = [UInt8](repeating: 0, count: message.count + Int(crypto_aead_xchacha20poly1305_ietf_ABYTES))
        crypto_aead_xchacha20poly1305_ietf_encrypt(
            &box, nil, message, UInt64(message.count), header, UInt64(header.count), nil, nonce, key)
        return box
    }

    /// What was encrypted; `nil` where box, header, nonce or key are not those it was made with.
    public static func open(_ box: [UInt8], header: [UInt8], nonce: [UInt8], key: [UInt8]) -> [UInt8]? {
        let extra = Int(crypto_aead_xchacha20poly1305_ietf_ABYTES)
        guard key.count == keyLength, nonce.count == nonceLength, box.count >= extra else { return nil }
        var message = [UInt8](repeating: 0, count: box.count - extra)
        let code = crypto_aead_xchacha20poly1305_ietf_decrypt(
            &message, nil, nil, box, UInt64(box.count), header, UInt64(header.count), nonce, key)
        return code == 0 ? message : nil
    }
}
