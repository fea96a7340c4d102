/// The frame of every journal line: eight digits of CRC-32C over everything after the space behind them, up to the
/// newline.
enum JournalLine {
    /// The whole line that says `body`, with its newline.
    static func sealed(_ body: [UInt8]) -> [UInt8] {
        var line = digits(of: CRC32C.checksum(body))
        line.append(.space)
        line.append(contentsOf: body)
        line.append(.newline)
        return line
    }

    /// What a line without its newline says.
    static func body(of line: ArraySlice<UInt8>, number: Int) throws(JournalError) -> ArraySlice<UInt8> {
        guard let (sum, body) = line.cut(at: .space), digits(of: CRC32C.checksum(body)).elementsEqual(sum)
        else { throw JournalError(.damaged, line: number) }
        return body
    }

    private static func digits(of checksum: UInt32) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return (0..<8).map { digits[Int(checksum >> (28 - 4 * UInt32($0)) & 15)] }
    }
}
