import Cryptography
import FileStore
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import TokenStore

@Suite struct TokenStoreTests {
    private static let key = StoreKey.raw([UInt8](0..<32))
    private static let end = Date(timeIntervalSince1970: 1_800_000_000)

    private static var bakery: StoredToken {
        var token = StoredToken(kind: .page, secret: "EAAsecret", id: "134895793791914", scopes: ["pages_show_list"])
        (token.personSecret, token.expires, token.name) = ("EAAperson", end, "Bakery")
        return token
    }

    private func store(in folder: TemporaryDirectory, _ key: StoreKey? = Self.key) throws -> TokenStore {
        try TokenStore(in: FileRoot(folder.path), at: "tokens", lockPath: "lock") { key }
    }

    /// The file was made by PyNaCl and Python's hashlib from the description in docs/tokens.md.
    @Test("A file is these bytes, and nothing of a token is readable in it")
    func format() throws {
        let bytes = try StoreText.bytes(
            ["bakery": Self.bakery], making: .raw, key: [UInt8](0..<32), nonce: [UInt8](64..<88))
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text == Self.sample + "\n")
        #expect(!text.contains("EAA"))
        let read = try StoreText(bytes)
        #expect(read.outlooks == [TokenOutlook(name: "bakery", expires: Self.end)])
        #expect(try read.tokens(with: [UInt8](0..<32)) == ["bakery": Self.bakery])
    }

    private static let sample = """
        calends tokens 1
        key raw
        check faf7aedd4e281a92
        token bakery expires=2027-01-15T08:00:00Z
        nonce QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZX

        7po4ahdRu/5BtRq7OHB3gMuowLcTYH+AAcLVR2AireBVIVnWKd0sKCqWVYNeLs+dOg8zGAh+E+/C
        QVqwwJpg2X3Av3EwAQyRfvJcHKSpse7LCHw2Gh6RyS2XJD2jdwqK5C8dDVZuXvwMTudugT6iZa5G
        cxcQdfbqnXpFsGaa4CqiZVfL+M9/a9nU7UGaELSfqE/AYrWWz3lDyxoEwHjKz7OkY0wq1mRBnH8t
        14yv04dVBA==
        sum ef59995caef6a218af5ac07de8478a3253637db8c4528b2fae3eba2e1da3eab7
        """

    @Test("Other line ends, as git may give them, do no harm; the server of a token is kept, and was once not")
    func lineEnds() throws {
        let text = Self.sample.replacing("\n", with: "\r\n") + "\r\n"
        #expect(try StoreText(Array(text.utf8)).tokens(with: [UInt8](0..<32)) == ["bakery": Self.bakery])
        var token = Self.bakery
        token.server = "https://graph.facebook.com"
        let bytes = try StoreText.bytes(
            ["bakery": token], making: .raw, key: [UInt8](0..<32), nonce: [UInt8](64..<88))
        #expect(try StoreText(bytes).tokens(with: [UInt8](0..<32)) == ["bakery": token])
    }

    @Test("A store that is proved writable is not made by that, and wants a key")
    func proof() throws {
        let folder = try TemporaryDirectory()
        try store(in: folder).proveWritable()
        #expect(TokenStore.wantsPassphrase(in: try FileRoot(folder.path), at: "tokens") == nil)
        #expect(throws: StoreError.keyMissing(isPassphraseWanted: nil)) { try store(in: folder, nil).proveWritable() }
        try store(in: folder).update { $0["bakery"] = Self.bakery }
        #expect(TokenStore.wantsPassphrase(in: try FileRoot(folder.path), at: "tokens") == false)
    }

    @Test("What is put in comes out, for others too, and only for the owner of the file")
    func roundTrip() throws {
        let folder = try TemporaryDirectory()
        let store = try store(in: folder)
        #expect(try store.tokens().isEmpty)
        try store.update { $0["bakery"] = Self.bakery }
        try store.update { $0["florist"] = StoredToken(kind: .instagram, secret: "IGAA", id: "1") }
        let other = try self.store(in: folder)
        #expect(try other.tokens() == store.tokens())
        try other.update { $0["florist"] = nil }
        #expect(try self.store(in: folder).tokens() == ["bakery": Self.bakery])
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path(of: "tokens"))[.posixPermissions]
        #expect(mode as? Int == 0o600)
        #expect("\(Self.bakery)" == "(page token of Bakery)")
        #expect("\(Self.key)" == "(key)")
    }

    @Test("Cut off at any step of a change, it holds what was there or what came, and others can read none of it")
    func crash() throws {
        let folder = try TemporaryDirectory()
        let root = try FileRoot(folder.path)
        try store(in: folder).update { $0["bakery"] = Self.bakery }
        let copies = try TemporaryDirectory()
        let names = Mutex<[String]>([])
        @Sendable func copy(_ name: String) {
            // What a process that dies here leaves behind; the end of a file that was not brought to the disk is lost.
            try? FileManager.default.copyItem(atPath: folder.path, toPath: copies.path(of: name))
            names.withLock { $0.append(name) }
        }
        var file = try root.durableFile("tokens")
        file.beforeStep = { step throws(FileError) in
            copy("\(step)")
            guard step == .syncTemporary else { return }
            copy("torn")
            let inside = (try? FileManager.default.contentsOfDirectory(atPath: copies.path(of: "torn"))) ?? []
            for name in inside where name.hasSuffix(".tmp") { truncate(copies.path(of: "torn/\(name)"), 40) }
        }
        let key = Self.key
        try TokenStore(file, in: root, lockPath: "lock") { key }.update { $0["bakery"]?.name = "New" }
        copy("after")
        let expected = [
            ("writeTemporary", "Bakery", 0), ("syncTemporary", "Bakery", 1), ("torn", "Bakery", 1),
            ("rename", "Bakery", 1), ("syncFolder", "New", 0), ("after", "New", 0),
        ]
        #expect(names.withLock { $0 } == expected.map(\.0))
        for (name, content, leftovers) in expected {
            let place = copies.path(of: name)
            func temporaries() throws -> [String] {
                try FileManager.default.contentsOfDirectory(atPath: place).filter { $0.hasSuffix(".tmp") }
            }
            #expect(try temporaries().count == leftovers, "\(name)")
            for file in try temporaries() + ["tokens"] {
                let facts = try FileManager.default.attributesOfItem(atPath: "\(place)/\(file)")
                #expect(facts[.posixPermissions] as? Int == 0o600, "\(name): \(file)")
            }
            let next = try TokenStore(in: FileRoot(place), at: "tokens", lockPath: "lock") { key }
            #expect(try next.tokens()["bakery"]?.name == content, "\(name)")
            try next.update { $0["florist"] = StoredToken(kind: .plain, secret: "x", id: "1") }
            #expect(try next.tokens().count == 2)
            #expect(try temporaries().isEmpty, "\(name): the next change clears away what was left")
        }
    }

    @Test("A time that is none is damage", arguments: [1e300, -1e300, 253_402_300_800, -1])
    func impossibleTime(seconds: Double) throws {
        var token = Self.bakery
        token.personExpires = Date(timeIntervalSince1970: seconds)
        let key = [UInt8](0..<32)
        let bytes = try StoreText.bytes(["bakery": token], making: .raw, key: key, nonce: [UInt8](64..<88))
        #expect(throws: StoreError.damaged(line: nil, "what was encrypted are no tokens")) {
            try StoreText(bytes).tokens(with: key)
        }
    }

    /// The names that are wanted, whose they are, and what comes of it; the store has tokens of accounts 1 (`a`), of
    /// Page 2 (`b`) and of account 3 (`a-2`).
    static let names: [(wanted: String, owned: Bool, others: Set<String>, id: String, expected: String)] = [
        ("new", false, [], "9", "new"), ("a", false, ["a"], "9", "a-3"), ("a", false, ["a"], "1", "a"),
        ("a", false, [], "9", "a-3"), ("a", false, [], "1", "a"), ("a", true, [], "9", "a"),
        ("a", true, ["a"], "9", "a-3"), ("gone", false, ["gone"], "9", "gone-2"), ("a-2", true, ["a"], "3", "a-2"),
    ]
    @Test("A token takes no other account's place", arguments: names)
    func name(wanted: String, owned: Bool, others: Set<String>, id: String, expected: String) {
        func token(_ id: String) -> StoredToken { StoredToken(kind: .instagram, secret: "IGAA", id: id) }
        let tokens = ["a": token("1"), "b": Self.bakery, "a-2": token("3")]
        let name = TokenStore.name(for: token(id), wanted: wanted, owned: owned, others: others, among: tokens)
        #expect(name == expected)
    }

    @Test("What killed processes have left is removed by the next change, and a proof leaves nothing")
    func leftovers() throws {
        let folder = try TemporaryDirectory()
        try folder.write("half", to: ".tokens.77-abc.tmp")
        let store = try store(in: folder)
        try store.proveWritable()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [".tokens.77-abc.tmp"])
        try store.update { $0["bakery"] = Self.bakery }
        #expect(try Set(FileManager.default.contentsOfDirectory(atPath: folder.path)) == ["lock", "tokens"])
    }

    @Test("A passphrase opens what it made, at the cost the file names")
    func passphrase() throws {
        let folder = try TemporaryDirectory()
        let salt = [UInt8](repeating: 7, count: 16)
        let key = try PassphraseKey.derive(from: Array("correct horse".utf8), salt: salt, operations: 1, memory: 8_192)
        let bytes = try StoreText.bytes(
            ["bakery": Self.bakery], making: .argon2id(passes: 1, memory: 8_192, salt: salt), key: key,
            nonce: [UInt8](0..<24))
        try folder.write(String(decoding: bytes, as: UTF8.self), to: "tokens")
        let store = try store(in: folder, .passphrase("correct horse"))
        try store.update { $0["bakery"]?.name = "New" }
        #expect(try self.store(in: folder, .passphrase("correct horse")).tokens()["bakery"]?.name == "New")
        #expect(throws: StoreError.keyWrong) { try self.store(in: folder, .passphrase("x")).tokens() }
        #expect(throws: StoreError.otherKeyKind(isPassphraseWanted: true)) { try self.store(in: folder).tokens() }
    }

    /// What is done to the sample, and what is said then.
    static let damages: [(@Sendable (String) -> String, String)] = [
        ({ _ in "" }, "the token store is damaged in line 1: it is no token store"),
        ({ String($0.dropLast(10)) }, "the token store is damaged: its end is missing"),
        (
            { $0.replacing("expires=2027", with: "expires=2028") },
            "the token store is damaged: its checksum does not fit"
        ),
        ({ $0.replacing("calends tokens 1", with: "calends tokens 2") }, "the token store has version 2"),
        (
            { summed($0.replacing("expires=2027", with: "expires=2028")) },
            "the token store was changed by something other than calends"
        ),
        (
            {
                summed(
                    $0.replacing("key raw", with: "key argon2id passes=99999 memory=8192 salt=AAAAAAAAAAAAAAAAAAAAAA==")
                )
            },
            "the token store is damaged: a part of it cannot be read"
        ),
        (
            { summed($0.replacing("nonce", with: "once")) },
            "the token store is damaged in line 5: nothing is known of 'once'"
        ),
    ]

    private static func summed(_ text: String) -> String {
        let body = text[..<text.range(of: "sum ")!.lowerBound]
        return body + "sum \(SHA256.digest(of: Array(body.utf8)).hex)\n"
    }

    @Test("A wrong key, accidents, meddling and later versions are told apart", arguments: damages)
    func damage(change: @Sendable (String) -> String, what: String) throws {
        let folder = try TemporaryDirectory()
        try folder.write(change(Self.sample + "\n"), to: "tokens")
        var said = ""
        do { _ = try store(in: folder).tokens() } catch { said = (error as? StoreError)?.what ?? "\(error)" }
        #expect(said == what)
        var refusal = ""
        do { try store(in: folder).update { _ in } } catch { refusal = (error as? StoreError)?.what ?? "\(error)" }
        #expect(refusal == what, "what cannot be read is not written over")
    }

    @Test("Without a key, with another, and with a text that is none")
    func keys() throws {
        let folder = try TemporaryDirectory()
        try folder.write(Self.sample + "\n", to: "tokens")
        let missing = #expect(throws: StoreError.self) { try self.store(in: folder, nil).tokens() }
        #expect(missing == .keyMissing(isPassphraseWanted: false))
        #expect(missing?.why == "it is encrypted, and CALENDS_KEY is not set")
        #expect(missing?.fix == "set it, as a secret of the CI job or from a password manager")
        #expect(throws: StoreError.keyWrong) { try self.store(in: folder, .raw([UInt8](1..<33))).tokens() }
        #expect(try TokenStore.outlooks(in: FileRoot(folder.path), at: "tokens").map(\.name) == ["bakery"])
        for text in ["", "abc", String(repeating: "g", count: 64)] {
            #expect(throws: StoreError.keyUnreadable) { try StoreKey(written: text) }
        }
        guard case .raw(let bytes) = try StoreKey(written: String(repeating: "0a", count: 32)) else { return }
        #expect(bytes == [UInt8](repeating: 10, count: 32))
        guard case .raw(let same) = try StoreKey(written: Data(bytes).base64EncodedString()) else { return }
        #expect(same == bytes)
    }
}
