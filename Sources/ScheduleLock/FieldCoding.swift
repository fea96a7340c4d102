import ContentModel
import ObjectIDs

// What lockfile and journal share: fields separated by spaces, on lines that end in a newline.

extension UInt8 {
    static let newline = UInt8(ascii: "\n")
    static let space = UInt8(ascii: " ")
    static let percent = UInt8(ascii: "%")

    /// The value of `0` to `9`.
    var decimalDigit: UInt8? {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) ? self - UInt8(ascii: "0") : nil
    }

    /// The value of a hexadecimal digit in upper case, the only case that is written.
    fileprivate var hexadecimalDigit: UInt8? {
        (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(self) ? self - UInt8(ascii: "A") + 10 : decimalDigit
    }

    /// Whether a field shows this byte as it is; all of UTF-8 past ASCII stays readable.
    fileprivate var isPlain: Bool { self > .space && self != .percent && self != 0x7f }
}

extension [UInt8] {
    private static let hexadecimalDigits = Array("0123456789ABCDEF".utf8)

    /// Writes the last `width` digits of `number`, which is not negative.
    mutating func appendDecimal(_ number: Int, width: Int) {
        if width > 1 { appendDecimal(number / 10, width: width - 1) }
        append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
    }

    /// Writes text as one field: spaces, control characters, `%` and `reserved` become `%` and two digits.
    mutating func appendField(_ text: String, escaping reserved: ReservedBytes = .none) {
        // Most fields need no escape and are copied whole.
        if text.utf8.allSatisfy({ $0.isPlain && !reserved.contains($0) }) {
            append(contentsOf: text.utf8)
            return
        }
        for byte in text.utf8 {
            if byte.isPlain, !reserved.contains(byte) {
                append(byte)
            } else {
                append(.percent)
                append(Self.hexadecimalDigits[Int(byte >> 4)])
                append(Self.hexadecimalDigits[Int(byte & 15)])
            }
        }
    }

    /// Writes `ENTRY#OCCURRENCE@ACCOUNT` such that a `#` or `@` inside a part is not taken for a separator.
    mutating func appendField(_ publication: PublicationID) {
        appendField(publication.entry.text, escaping: .publicationSeparators)
        if let occurrence = publication.occurrence {
            append(UInt8(ascii: "#"))
            appendField(occurrence, escaping: .publicationSeparators)
        }
        append(UInt8(ascii: "@"))
        appendField(publication.account.text, escaping: .publicationSeparators)
    }
}

/// The few separators that a field must not contain as they are.
struct ReservedBytes {
    private let first: UInt8
    private let second: UInt8

    static let none = ReservedBytes(first: .newline, second: .newline)
    static let publicationSeparators = ReservedBytes(first: UInt8(ascii: "#"), second: UInt8(ascii: "@"))

    func contains(_ byte: UInt8) -> Bool { byte == first || byte == second }
}

extension ArraySlice<UInt8> {
    /// The text of a field; `nil` for a broken escape or bytes that are not UTF-8.
    var fieldText: String? {
        let plain: String?? = withUnsafeBufferPointer { bytes in
            bytes.contains(.percent) ? nil : .some(String(validating: bytes, as: UTF8.self))
        }
        if let plain { return plain }
        return escapedText
    }

    private var escapedText: String? {
        var plain: [UInt8] = []
        plain.reserveCapacity(count)
        var rest = self
        while let byte = rest.popFirst() {
            guard byte == .percent else {
                plain.append(byte)
                continue
            }
            guard let high = rest.popFirst()?.hexadecimalDigit, let low = rest.popFirst()?.hexadecimalDigit else {
                return nil
            }
            plain.append(high << 4 | low)
        }
        return String(validating: plain, as: UTF8.self)
    }

    /// The publication named by a field.
    var fieldPublication: PublicationID? {
        guard let at = lastIndex(of: UInt8(ascii: "@")) else { return nil }
        var entry = self[..<at]
        var occurrence: String?
        if let hash = entry.lastIndex(of: UInt8(ascii: "#")) {
            guard let text = entry[(hash + 1)...].fieldText, !text.isEmpty else { return nil }
            occurrence = text
            entry = entry[..<hash]
        }
        guard let entryText = entry.fieldText, let account = self[(at + 1)...].fieldText, !entryText.isEmpty,
            !account.isEmpty
        else { return nil }
        return PublicationID(entry: EntryID(entryText), occurrence: occurrence, account: AccountName(account))
    }

    /// The object named by a field.
    var fieldObject: ObjectID? { ObjectID(hex: self) }

    /// The part before the first `separator` and the part after it; `nil` where there is none.
    func cut(at separator: UInt8) -> (before: ArraySlice<UInt8>, after: ArraySlice<UInt8>)? {
        firstIndex(of: separator).map { (self[..<$0], self[($0 + 1)...]) }
    }
}
