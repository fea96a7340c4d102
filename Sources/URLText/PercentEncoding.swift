/// Text in URLs as signatures count it: every byte but RFC 3986's unreserved ones becomes `%XX`.
public enum PercentEncoding {
    /// A part of a path, or the name or value of a field.
    public static func component(_ text: String) -> String { encode(text, keeping: nil) }

    /// As ``component(_:)``, with `/` left as it is.
    public static func path(_ text: String) -> String { encode(text, keeping: UInt8(ascii: "/")) }

    private static let digits = Array("0123456789ABCDEF".utf8)

    private static func encode(_ text: String, keeping kept: UInt8?) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if isUnreserved(byte) || byte == kept {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}

extension String {
    /// The text without any `/` at its end: a base to which a path is appended.
    public var withoutFinalSlashes: String {
        var rest = self[...]
        while rest.last == "/" { rest.removeLast() }
        return String(rest)
    }
}
