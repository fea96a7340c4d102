/// Decoding of URL text and of forms, which never fails: what is not an escape stands for itself.
///
/// Source: WHATWG URL, "percent-decode" and "application/x-www-form-urlencoded parsing".
public enum PercentCoding {
    /// The text with `%XX` decoded and bytes that are not UTF-8 replaced by U+FFFD.
    public static func decode(_ text: some StringProtocol, plusIsSpace: Bool) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let first = rest.popFirst() {
            if first == UInt8(ascii: "%"), let high = rest.first.flatMap(hexDigit),
                let low = rest.dropFirst().first.flatMap(hexDigit)
            {
                bytes.append(high << 4 | low)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(plusIsSpace && first == UInt8(ascii: "+") ? UInt8(ascii: " ") : first)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The fields of a query or of an `application/x-www-form-urlencoded` body.
    public static func fields(_ text: some StringProtocol) -> [ServerRequest.Field] {
        text.split(separator: "&").map { pair in
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return .init(
                decode(sides[0], plusIsSpace: true), sides.count == 2 ? decode(sides[1], plusIsSpace: true) : "")
        }
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
