extension PlainReader {
    /// The text from here to an offset in this line, quotes included; what stands there is next then.
    mutating func scalar(to end: Int, style: Style) -> Node {
        let isQuoted = style != .plain
        let content = UnsafeBufferPointer(rebasing: text[isQuoted ? place + 1..<end - 1 : place..<end])
        return scalar(String(decoding: content, as: UTF8.self), to: end, style: style)
    }

    /// The text from here to an offset in this line, which reads so.
    mutating func scalar(_ scalar: String, to end: Int, style: Style) -> Node {
        let mark = here
        if !isASCII { continuations += text[place..<end].reduce(0) { $1 & 0xC0 == 0x80 ? $0 + 1 : $0 } }
        place = end
        return Node(
            mark: mark, end: here,
            content: .scalar(
                Scalar(text: scalar, style: style, value: style == .plain ? CoreValue(plain: scalar) : .string)))
    }

    /// The text in quotes that is next, if it ends in its line and nothing in it is escaped.
    mutating func quoted() throws(Unusual) -> Node {
        let quote = byte
        let isDouble = quote == UInt8(ascii: "\"")
        var end = place + 1
        while self[end] != quote {
            guard end < lineEnd, !isDouble || self[end] != UInt8(ascii: "\\") else { throw Unusual() }
            end += 1
        }
        // Two single quotes stand for one.
        guard isDouble || self[end + 1] != quote else { throw Unusual() }
        return scalar(to: end + 1, style: isDouble ? .doubleQuoted : .singleQuoted)
    }

    /// The text without quotes that is next, up to the end of its line or a comment.
    mutating func plain() throws(Unusual) -> Node {
        guard Self.beginsPlainText(byte) else { throw Unusual() }
        // Held here, they are not read anew for each character.
        let (text, lineEnd) = (text, lineEnd)
        var end = place
        for next in place..<lineEnd {
            // Most characters are letters, which are greater than those that may mean something.
            guard text[next] <= UInt8(ascii: ":") else {
                end = next + 1
                continue
            }
            switch text[next] {
            case UInt8(ascii: " "):
                guard self[next + 1] != UInt8(ascii: "#") else { return scalar(to: end, style: .plain) }
            case UInt8(ascii: ":") where next + 1 == lineEnd || text[next + 1] == UInt8(ascii: " "):
                throw Unusual()
            default:
                end = next + 1
            }
        }
        return scalar(to: end, style: .plain)
    }

    /// Whether a text without quotes may begin so; with a dash it may as well, if not everywhere.
    static func beginsPlainText(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...UInt8(ascii: " "): false
        case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "["),
            UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "#"), UInt8(ascii: "&"),
            UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "'"),
            UInt8(ascii: "\""), UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"):
            false
        default: true
        }
    }

    /// The block of lines behind a `|` or `|-`, the first of which has text; afterwards what follows it is next.
    ///
    /// - Parameter column: what it belongs to stands there; its lines are further in.
    mutating func literal(below column: Int) throws(Unusual) -> Node {
        let mark = here
        place += 1
        let keepsLineEnd = byte != UInt8(ascii: "-")
        if !keepsLineEnd { place += 1 }
        skipSpaces()
        guard isAtEndOfLine else { throw Unusual() }
        startLine()
        let start = place
        skipSpaces()
        let indent = place - start
        guard indent > column, !isAtEndOfLine else { throw Unusual() }
        block.removeAll(keepingCapacity: true)
        block.reserveCapacity(text.count - place)
        var emptyCount: Int?
        repeat {
            if let emptyCount { block.append(contentsOf: repeatElement(UInt8(ascii: "\n"), count: 1 + emptyCount)) }
            block.append(contentsOf: try restOfLine())
            emptyCount = skipEmptyLines(indent: indent)
        } while emptyCount != nil
        if keepsLineEnd { block.append(UInt8(ascii: "\n")) }
        let end = here
        try comeToText()
        let scalar = Scalar(text: String(decoding: block, as: UTF8.self), style: .literal, value: .string)
        return Node(mark: mark, end: end, content: .scalar(scalar))
    }

    /// What is left of a line of a block; the next line is next then.
    private mutating func restOfLine() throws(Unusual) -> UnsafeBufferPointer<UInt8> {
        // A file that ends in the middle of a line.
        guard lineEnd < text.count else { throw Unusual() }
        let rest = UnsafeBufferPointer(rebasing: text[place..<lineEnd])
        startLine()
        return rest
    }

    /// Comes to the text of a block's next line and counts the empty lines before it; `nil` where the block ends, behind
    /// those that end it.
    private mutating func skipEmptyLines(indent: Int) -> Int? {
        var count = 0
        while true {
            let start = place
            while place - start < indent, byte == UInt8(ascii: " ") { place += 1 }
            if !isAtEndOfLine, place - start == indent { return count }
            guard isAtEndOfLine, place < text.count else {
                place = start
                return nil
            }
            startLine()
            count += 1
        }
    }
}
