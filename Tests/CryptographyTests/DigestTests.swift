import FileStore
import TestSupport
import Testing

@testable import Cryptography

@Suite struct DigestTests {
    static let digests: [(Int, String)] = [
        (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (3, "9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0"),
        (1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ]

    @Test("Digests letters a as the standard's examples say: whole, in pieces, from a file", arguments: digests)
    func digest(count: Int, expected: String) throws {
        #expect(SHA256.digest(of: [UInt8](repeating: 0x61, count: count)).hex == expected)
        // Whole blocks and what does not fill one may go different ways.
        for size in [63, 64, 100, 4_096] {
            var pieces = SHA256()
            for start in stride(from: 0, to: count, by: size) {
                pieces.update([UInt8](repeating: 0x61, count: min(size, count - start)))
            }
            #expect(pieces.digest().hex == expected)
        }
        let folder = try TemporaryDirectory()
        try folder.write(String(repeating: "a", count: count), to: "letters")
        #expect(try SHA256.digest(of: OpenFile(path: folder.path(of: "letters"))).hex == expected)
    }

    @Test("A copy of a digest in the making goes its own way")
    func copy() {
        var first = SHA256()
        first.update([0x61])
        var second = first
        second.update([0x61, 0x61])
        #expect(first.digest() == SHA256.digest(of: [0x61]))
        #expect(second.digest() == SHA256.digest(of: [0x61, 0x61, 0x61]))
    }

    @Test("A part of a file is digested alone, and one that is not there is no digest")
    func part() throws {
        let folder = try TemporaryDirectory()
        try folder.write("0123456789", to: "digits")
        let file = try OpenFile(path: folder.path(of: "digits"))
        #expect(try SHA256.digest(of: file, in: 2..<5) == SHA256.digest(of: Array("234".utf8)))
        let digits = folder.path(of: "digits")
        #expect(throws: FileError.shrunk(digits, size: 10, expected: 11)) { try SHA256.digest(of: file, in: 8..<11) }
    }

    /// The second is test case 2 of RFC 4231; the others are Python's `hmac`.
    static let codes: [(message: String, key: String, code: String)] = [
        ("", "", "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
        (
            "what do ya want for nothing?", "Jefe",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        ("T", String(repeating: "a", count: 131), "0a314b252824079e6e66957ed5f9088c0b144e209f66babee1e031f958256ba2"),
    ]

    @Test("Codes are those of RFC 4231, and no other holds", arguments: codes)
    func code(message: String, key: String, code: String) {
        let (message, key) = (Array(message.utf8), Array(key.utf8))
        let made = HMACSHA256.code(of: message, key: key)
        #expect(made.hex == code)
        #expect(HMACSHA256.holds(made.bytes, for: message, key: key))
        #expect(!HMACSHA256.holds(made.bytes, for: message, key: key + [1]))
        #expect(!HMACSHA256.holds(Array(made.bytes.dropLast()), for: message, key: key))
    }

    @Test("Random bytes do not come twice")
    func random() throws {
        #expect(try RandomBytes.make(count: 32).count == 32)
        #expect(try RandomBytes.make(count: 32) != RandomBytes.make(count: 32))
        #expect(try RandomBytes.make(count: 0) == [])
    }
}
