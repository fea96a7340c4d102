import CSodium

/// Bytes that nobody can guess, from the system's source.
public enum RandomBytes {
    /// - Throws: ``CryptographyError/unavailable`` where the system gives none.
    public static func make(count: Int) throws(CryptographyError) -> [UInt8] {
        try Sodium.begin()
        var bytes = [UInt8](repeating: 0, count: count)
        randombytes_buf(&bytes, count)
        return bytes
    }
}
