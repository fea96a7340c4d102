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
}
