import Testing

@testable import Cryptography

@Suite struct EncryptionTests {
    private static func bytes(_ hex: String) -> [UInt8] {
        stride(from: 0, to: hex.utf8.count, by: 2).map { offset in
            let start = hex.index(hex.startIndex, offsetBy: offset)
            return UInt8(hex[start...].prefix(2), radix: 16) ?? 0
        }
    }

    @Test("Encrypts as appendix A.3.1 of draft-irtf-cfrg-xchacha-03 does, and shows every change")
    func secretBox() {
        let message = Array(
            "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it."
                .utf8)
        let header = Self.bytes("50515253c0c1c2c3c4c5c6c7")
        let key = [UInt8](0x80...0x9f)
        let nonce = [UInt8](0x40...0x57)
        let box = SecretBox.seal(message, header: header, nonce: nonce, key: key)
        #expect(
            box
                == Self.bytes(
                    "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39"
                        + "ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3"
                        + "fff921f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49"))
        #expect(SecretBox.open(box, header: header, nonce: nonce, key: key) == message)
        for place in box.indices {
            var changed = box
            changed[place] ^= 1
            #expect(SecretBox.open(changed, header: header, nonce: nonce, key: key) == nil)
        }
        #expect(SecretBox.open(box, header: [], nonce: nonce, key: key) == nil)
        #expect(SecretBox.open(box, header: header, nonce: nonce, key: key.reversed()) == nil)
        #expect(SecretBox.open([], header: header, nonce: nonce, key: key) == nil)
        #expect(SecretBox.open(box, header: header, nonce: [], key: []) == nil)
    }

    /// Made by the reference implementation of Argon2 (argon2-cffi 25.1.0).
    static let keys: [(String, Int, Int, String)] = [
        ("correct horse", 1, 8 << 20, "53c6e00521afea4d2729d4d455eff066fc9e67574de238333676c90efe65aad0"),
        ("", 3, 8_192, "205230945fcb884be954cc7dace25e59738d11431b17447c5a49024275d8dba6"),
    ]
    @Test("Makes keys as the reference implementation of Argon2 does", arguments: keys)
    func passphrase(text: String, operations: Int, memory: Int, key: String) throws {
        #expect(
            try PassphraseKey.derive(
                from: Array(text.utf8), salt: Array("sixteen of salt.".utf8), operations: operations, memory: memory)
                == Self.bytes(key))
    }

    @Test("Seals for a public key, differently each time, and for nothing else")
    func sealedBox() throws {
        let key = [UInt8](repeating: 9, count: 32)
        let first = try #require(try SealedBox.seal([1, 2, 3], for: key))
        #expect(first.count == 3 + 48)
        #expect(try SealedBox.seal([1, 2, 3], for: key) != first)
        #expect(try SealedBox.seal([1, 2, 3], for: [9]) == nil)
    }
}
