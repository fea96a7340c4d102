import FoundationEssentials

/// Requests and replies as they travel: one JSON object a line.
public enum MediaLine {
    /// The longest line that is read, in bytes: what is longer is no message of ours.
    public static let limit = 65_536

    /// The message on one line, its newline included.
    public static func encode(_ message: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        // Numbers that JSON cannot write are the only failure, and no message has one.
        guard let json = try? encoder.encode(message) else { return Array("{}\n".utf8) }
        return Array(json) + [UInt8(ascii: "\n")]
    }

    /// The message on a line; `nil` where it is none.
    public static func decode<Message: Decodable>(_ type: Message.Type, from line: [UInt8]) -> Message? {
        line.count <= limit ? try? JSONDecoder().decode(type, from: Data(line)) : nil
    }

    /// Sixteen digits that tell messages about one file apart: 64 bits of FNV-1a over the line.
    ///
    /// A file has a few recipes in its life, not billions, and nobody gains by making two of them meet.
    public static func digest(of message: some Encodable, edition: UInt64) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ edition
        for byte in encode(message) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
