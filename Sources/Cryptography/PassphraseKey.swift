import CSodium

/// A key made from a passphrase, so slowly that guessing passphrases is expensive: Argon2id (RFC 9106, version 1.3).
public enum PassphraseKey {
    /// The bytes of a salt.
    public static let saltLength = Int(crypto_pwhash_argon2id_SALTBYTES)
    /// Passes over the memory that are enough for what is kept for years (libsodium's "moderate").
    public static let operations = 3
    /// Bytes of memory that go with ``operations``: 256 MiB, which CI machines have.
    public static let memory = 256 << 20
    /// What is accepted from a file that names its own cost, so that no file can use up the machine.
    public static let memories = 8_192...(1 << 30)
    /// Passes that are accepted from a file.
    public static let passes = 1...16

    /// A key of 32 bytes.
    ///
    /// - Throws: ``CryptographyError/outOfMemory(_:)``.
    public static func derive(
        from passphrase: [UInt8], salt: [UInt8], operations: Int = operations, memory: Int = memory
    ) throws(CryptographyError) -> [UInt8] {
        precondition(salt.count == saltLength, "callers check what they read")
        try Sodium.begin()
        var key = [UInt8](repeating: 0, count: SecretBox.keyLength)
        let code = crypto_pwhash_argon2id(
            &key, UInt64(key.count), passphrase.map { CChar(bitPattern: $0) }, UInt64(passphrase.count), salt,
            UInt64(operations), memory, crypto_pwhash_argon2id_ALG_ARGON2ID13)
        guard code == 0 else { throw .outOfMemory(memory) }
        return key
    }
}
