/// One line of a file, for messages that name the character at fault.
struct SourceLine {
    private let scalars: [Unicode.Scalar]

    /// The line with this number, from 1; empty past the end.
    init(at line: Int, of bytes: Span<UInt8>) {
        var current = 1
        var found: [UInt8] = []
        var index = 0
        while index < bytes.count, current <= line {
            let byte = bytes[index]
            if byte == 0x0A || byte == 0x0D {
                if byte == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
                current += 1
            } else if current == line {
                found.append(byte)
            }
            index += 1
        }
        scalars = Array(String(decoding: found, as: UTF8.self).unicodeScalars)
    }

    /// The character at a column from 1, if the line is that long.
    subscript(column: Int) -> Unicode.Scalar? {
        column >= 1 && column <= scalars.count ? scalars[column - 1] : nil
    }

    /// Whether only blanks stand before a column.
    func isBlank(before column: Int) -> Bool {
        scalars.prefix(max(0, column - 1)).allSatisfy { $0 == " " || $0 == "\t" }
    }

    /// Whether a single word stands before a column, as before the colon of a key.
    func isOneWord(before column: Int) -> Bool {
        let text = scalars.prefix(max(0, column - 1)).drop { $0 == " " || $0 == "\t" }
        return !text.isEmpty && !text.contains { $0 == " " || $0 == "\t" }
    }
}
