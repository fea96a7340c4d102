/// What a `Range` header asks for, measured against the length there is.
///
/// Source: RFC 9110, section 14.
enum ByteRange: Hashable {
    /// Everything: there is no range, or one this server may ignore (another unit, several ranges, not a range).
    case whole
    /// These bytes, never empty.
    case part(Range<UInt64>)
    /// A well-formed range that holds no byte of the content: 416.
    case unsatisfiable

    init(header: String?, length: UInt64) {
        self = header.flatMap { Self.requested($0, length: length) } ?? .whole
    }

    private static func requested(_ header: String, length: UInt64) -> ByteRange? {
        let sides = header.split(separator: "=", maxSplits: 1)
        guard sides.count == 2, sides[0].lowercased() == "bytes" else { return nil }
        let ends = sides[1].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map(trimmed)
        guard ends.count == 2, ends.allSatisfy({ $0.utf8.allSatisfy(isDigit) }) else { return nil }
        switch (ends[0].isEmpty, ends[1].isEmpty) {
        case (true, true):
            return nil
        case (true, false):  // the last so many bytes
            let count = min(number(ends[1]), length)
            return count == 0 ? .unsatisfiable : .part(length - count..<length)
        case (false, let open):
            let first = number(ends[0])
            let last = open ? .max : number(ends[1])
            guard first <= last else { return nil }
            guard first < length else { return .unsatisfiable }
            return .part(first..<min(last, length - 1) + 1)
        }
    }

    /// The number a run of digits spells, or the largest there is when it is larger still.
    private static func number(_ digits: Substring) -> UInt64 {
        UInt64(digits) ?? .max
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let front = text.drop { $0 == " " }
        return front.prefix(front.count - front.reversed().prefix { $0 == " " }.count)
    }
}
