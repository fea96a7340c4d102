import CSodium

/// Codes that only a holder of the key can make (RFC 2104 over SHA-256).
public enum HMACSHA256 {
    /// The code of `message` under a key of any length.
    public static func code(of message: [UInt8], key: [UInt8]) -> Digest {
        var state = crypto_auth_hmacsha256_state()
        var bytes = [UInt8](repeating: 0, count: Int(crypto_auth_hmacsha256_BYTES))
        crypto_auth_hmacsha256_init(&state, key, key.count)
        crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
        crypto_auth_hmacsha256_final(&state, &bytes)
        sodium_memzero(&state, MemoryLayout.size(ofValue: state))  // the key can be read out of it
        return Digest(bytes: bytes)
    }

    /// Whether `code` is that of `message`, told in the same time whatever the first wrong byte is.
    public static func holds(_ code: [UInt8], for message: [UInt8], key: [UInt8]) -> Bool {
        let expected = Self.code(of: message, key: key).bytes
        return code.count == expected.count && sodium_memcmp(code, expected, expected.count) == 0
    }
}
