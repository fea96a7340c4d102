import Cryptography
import FoundationEssentials

/// A store as it stands in its file: readable lines that everybody may see, the encrypted tokens, a checksum.
///
/// ```
/// calends tokens 1
/// key argon2id passes=3 memory=268435456 salt=…
/// check 0011223344556677
/// token bakery expires=2027-01-27T10:00:00Z
/// nonce …
///
/// base64 of the encrypted tokens, 76 characters a line
/// sum SHA-256 of everything above, in hexadecimal digits
/// ```
///
/// The lines up to and with the empty one are the header that the encryption covers.
struct StoreText {
    static let version = 1
    static let longest = 64 << 20

    /// How the key comes about.
    enum Making: Equatable {
        case raw
        case argon2id(passes: Int, memory: Int, salt: [UInt8])
    }

    let making: Making
    /// Tells a wrong key from a damaged file, and says nothing about the key.
    let check: String
    let outlooks: [TokenOutlook]
    let nonce: [UInt8]
    let header: [UInt8]
    let box: [UInt8]

    // MARK: Keys

    /// The key for the tokens, made from the store's key for this purpose alone.
    static func encryptionKey(of key: [UInt8]) -> [UInt8] {
        HMACSHA256.code(of: Array("calends tokens: encryption".utf8), key: key).bytes
    }

    static func check(of key: [UInt8]) -> String {
        String(HMACSHA256.code(of: Array("calends tokens: check".utf8), key: key).hex.prefix(16))
    }

    // MARK: Writing

    /// The bytes of a file.
    static func bytes(
        _ tokens: [String: StoredToken], making: Making, key: [UInt8], nonce: [UInt8]
    ) throws -> [UInt8] {
        var lines = ["calends tokens \(version)"]
        switch making {
        case .raw: lines.append("key raw")
        case .argon2id(let passes, let memory, let salt):
            lines.append("key argon2id passes=\(passes) memory=\(memory) salt=\(Data(salt).base64EncodedString())")
        }
        lines.append("check \(check(of: key))")
        for (name, token) in tokens.sorted(by: { $0.key < $1.key }) {
            lines.append(
                "token \(name)" + (token.expires.map { " expires=\(timestamp($0))" } ?? "")
                    + (token.dataAccessExpires.map { " data=\(timestamp($0))" } ?? ""))
        }
        lines += ["nonce \(Data(nonce).base64EncodedString())", ""]
        let header = Array((lines.joined(separator: "\n") + "\n").utf8)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .secondsSince1970
        let box = SecretBox.seal(
            [UInt8](try encoder.encode(tokens)), header: header, nonce: nonce, key: encryptionKey(of: key))
        var bytes = header
        let text = Array(Data(box).base64EncodedData())
        for start in stride(from: 0, to: text.count, by: 76) {
            bytes += text[start..<min(start + 76, text.count)] + [UInt8(ascii: "\n")]
        }
        return bytes + Array("sum \(SHA256.digest(of: bytes).hex)\n".utf8)
    }

    // MARK: Reading

    init(_ written: [UInt8]) throws(StoreError) {
        // Git may have given the lines other ends, and no part of the format has this byte.
        let bytes = written.filter { $0 != UInt8(ascii: "\r") }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .damaged(line: nil, "it is not text")
        }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let first = (lines.first ?? "").split(separator: " ")
        guard first.count == 3, first.starts(with: ["calends", "tokens"]), let version = Int(first[2]) else {
            throw .damaged(line: 1, "it is no token store")
        }
        guard version <= Self.version else { throw .newer(version: version) }
        guard lines.popLast() == "", let sum = lines.popLast(), sum.hasPrefix("sum ") else {
            throw .damaged(line: nil, "its end is missing")
        }
        let summed = bytes.dropLast(sum.utf8.count + 1)
        guard sum.dropFirst(4) == SHA256.digest(of: Array(summed)).hex else {
            throw .damaged(line: nil, "its checksum does not fit")
        }
        guard let blank = lines.firstIndex(of: "") else { throw .damaged(line: nil, "its header has no end") }
        header = Array((lines[...blank].joined(separator: "\n") + "\n").utf8)
        var (making, check, nonce): (Making?, String?, [UInt8]?)
        var outlooks: [TokenOutlook] = []
        for (index, line) in lines[1..<blank].enumerated() {
            let words = line.split(separator: " ").map(String.init)
            switch (words.first, words.count) {
            case ("key", 2...): making = Self.making(Array(words.dropFirst()))
            case ("check", 2): check = words[1]
            case ("nonce", 2): nonce = Data(base64Encoded: words[1]).map { [UInt8]($0) }
            case ("token", 2...): outlooks.append(Self.outlook(words))
            default: throw .damaged(line: index + 2, "nothing is known of '\(words.first ?? "")'")
            }
        }
        guard let making, let check, let nonce, nonce.count == SecretBox.nonceLength,
            let box = Data(base64Encoded: lines[(blank + 1)...].joined())
        else { throw .damaged(line: nil, "a part of it cannot be read") }
        (self.making, self.check, self.nonce, self.outlooks) = (making, check, nonce, outlooks)
        self.box = [UInt8](box)
    }

    /// What is in it.
    func tokens(with key: [UInt8]) throws(StoreError) -> [String: StoredToken] {
        guard Self.check(of: key) == check else { throw .keyWrong }
        guard let bytes = SecretBox.open(box, header: header, nonce: nonce, key: Self.encryptionKey(of: key)) else {
            throw .changed
        }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let seconds = try decoder.singleValueContainer().decode(Double.self)
            guard (0..<253_402_300_800).contains(seconds) else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "not in the years 1970 to 9999"))
            }
            return Date(timeIntervalSince1970: seconds)
        }
        guard let tokens = try? decoder.decode([String: StoredToken].self, from: Data(bytes)) else {
            throw .damaged(line: nil, "what was encrypted are no tokens")
        }
        return tokens
    }

    private static func making(_ words: [String]) -> Making? {
        let values = values(in: words)
        switch words[0] {
        case "raw": return .raw
        case "argon2id":
            // A file must not be able to use up the machine.
            guard let passes = values["passes"].flatMap({ Int($0) }), PassphraseKey.passes.contains(passes),
                let memory = values["memory"].flatMap({ Int($0) }), PassphraseKey.memories.contains(memory),
                let salt = values["salt"].flatMap({ Data(base64Encoded: $0) }), salt.count == PassphraseKey.saltLength
            else { return nil }
            return .argon2id(passes: passes, memory: memory, salt: [UInt8](salt))
        default: return nil
        }
    }

    private static func outlook(_ words: [String]) -> TokenOutlook {
        let values = values(in: words)
        return TokenOutlook(
            name: words[1], expires: values["expires"].flatMap(date), dataAccessExpires: values["data"].flatMap(date))
    }

    private static func values(in words: [String]) -> [String: String] {
        var values: [String: String] = [:]
        for word in words {
            guard let equals = word.firstIndex(of: "=") else { continue }
            values[String(word[..<equals])] = String(word[word.index(after: equals)...])
        }
        return values
    }

    private static func timestamp(_ date: Date) -> String { date.formatted(.iso8601) }
    private static func date(_ text: String) -> Date? { try? Date(text, strategy: .iso8601) }
}
