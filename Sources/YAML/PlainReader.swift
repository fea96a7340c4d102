import Diagnostics
import Glibc

/// Reads the plain part of YAML, in which nearly every file is written, straight from its bytes.
///
/// That is: mappings whose keys are words, lists, texts of one line with or without quotes, literal blocks, and lists and
/// mappings in brackets on one line. What it reads it reads exactly as libyaml does, places included, and that costs a
/// fraction of its events. Of everything else, and of all that is wrong, it says nothing: an ``EventReader`` has the
/// words for it.
struct PlainReader {
    /// What is not plain.
    struct Unusual: Error {}

    /// The file, whose encoding was checked.
    let text: UnsafeBufferPointer<UInt8>
    private let maximumDepth: Int
    /// Whether each byte is certainly a character.
    let isASCII: Bool
    /// The byte to read next.
    var place = 0
    /// The line it is in, from 1, and where that begins.
    private var (line, lineStart) = (1, 0)
    /// Where the line ends: the offset of its line break, or the end of the file.
    private(set) var lineEnd = 0
    /// Bytes of the line, before ``place``, that continue a character.
    var continuations = 0
    /// Columns before the first text of the line that was come to last; -1 behind the last line.
    private var indentation = 0
    /// A literal block as far as it was read.
    var block: [UInt8] = []

    private init(_ text: UnsafeBufferPointer<UInt8>, isASCII: Bool, maximumDepth: Int) {
        (self.text, self.isASCII, self.maximumDepth) = (text, isASCII, maximumDepth)
        findLineEnd()
    }

    /// The whole of a file; `nil` unless all of it is plain.
    ///
    /// - Parameters:
    ///   - text: without a byte order mark, and with nothing that ``EncodingCheck`` refuses.
    ///   - isASCII: see ``EncodingCheck/isPlain``; where it is not known, false is no mistake.
    static func root(of text: Span<UInt8>, isASCII: Bool, limits: Limits) -> Node? {
        // No file holds more values than bytes, and no text is longer than its file.
        guard text.count <= min(limits.maximumBytes, limits.maximumNodes, limits.maximumScalarBytes) else { return nil }
        return text.withUnsafeBufferPointer { bytes in
            guard isASCII || !hasControls(bytes) else { return nil }
            var reader = PlainReader(bytes, isASCII: isASCII, maximumDepth: limits.maximumDepth)
            return try? reader.document()
        }
    }

    /// Whether there is a control character other than a line break: a tab or a carriage return, of which nothing here knows
    /// the rules.
    private static func hasControls(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.contains { $0 < 0x20 && $0 != UInt8(ascii: "\n") }
    }

    private mutating func document() throws(Unusual) -> Node {
        try comeToText()
        guard indentation == 0 else { throw Unusual() }
        return try mapping(depth: 1)
    }
}

// MARK: - Lists and mappings on lines of their own

extension PlainReader {
    /// The mapping whose first key is next; afterwards the line behind it is.
    private mutating func mapping(depth: Int) throws(Unusual) -> Node {
        try checkDepth(depth)
        let (mark, column) = (here, place - lineStart)
        var pairs: [Node.Pair] = []
        pairs.reserveCapacity(8)
        var seen = SeenKeys()
        repeat {
            let key = try key(seen: &seen, among: pairs)
            pairs.append(Node.Pair(key: key, value: try value(below: column, depth: depth)))
        } while indentation == column
        // What is further in would go on with the last text.
        guard indentation < column else { throw Unusual() }
        return Node(mark: mark, end: nextThing, content: .mapping(pairs))
    }

    /// What stands behind a key's colon.
    private mutating func value(below column: Int, depth: Int) throws(Unusual) -> Node {
        skipSpaces()
        guard isAtEndOfLine || byte == UInt8(ascii: "#") else { return try inline(below: column, depth: depth) }
        try endLine()
        if isAtItem, indentation >= column { return try sequence(isIndented: indentation > column, depth: depth + 1) }
        guard indentation > column else { throw Unusual() }
        return try mapping(depth: depth + 1)
    }

    /// The list whose first dash is next; afterwards the line behind it is.
    ///
    /// - Parameter isIndented: false for a list that stands right below its key, in the same column.
    private mutating func sequence(isIndented: Bool, depth: Int) throws(Unusual) -> Node {
        try checkDepth(depth)
        let (mark, column) = (here, place - lineStart)
        var items: [Node] = []
        repeat {
            place += 1
            skipSpaces()
            let isMapping = keyEnd != nil
            items.append(try isMapping ? mapping(depth: depth + 1) : inline(below: column, depth: depth))
        } while indentation == column && isAtItem
        guard indentation < column || indentation == column && !isIndented else { throw Unusual() }
        return Node(mark: mark, end: nextThing, content: .sequence(items))
    }

    /// A value that begins in the line of its key or dash; afterwards the line behind it is next.
    private mutating func inline(below column: Int, depth: Int) throws(Unusual) -> Node {
        guard byte != UInt8(ascii: "|") else { return try literal(below: column) }
        let node =
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): try quoted()
            case UInt8(ascii: "["), UInt8(ascii: "{"): try bracketed(depth: depth + 1)
            default: try plain()
            }
        try endLine()
        return node
    }

    /// Leaves what is nested too deep to the reader that says so.
    func checkDepth(_ depth: Int) throws(Unusual) {
        guard depth <= maximumDepth else { throw Unusual() }
    }
}

// MARK: - Keys

extension PlainReader {
    /// The key that is next, which is a new one; afterwards what is behind its colon is next.
    ///
    /// - Parameter pairs: those that its mapping has so far.
    mutating func key(seen: inout SeenKeys, among pairs: [Node.Pair]) throws(Unusual) -> Node {
        guard let end = keyEnd else { throw Unusual() }
        let key = String(decoding: UnsafeBufferPointer(rebasing: text[place..<end]), as: UTF8.self)
        guard seen.insert(key, at: here, among: pairs) == nil else { throw Unusual() }
        let node = scalar(key, to: end, style: .plain)
        place += 1
        return node
    }

    /// The longest key; libyaml knows a bound of its own, which is greater.
    private static let longestKey = 128

    /// Where the key that is next ends, if one is: a word of ASCII with a colon and a space or the end of the line behind it.
    private var keyEnd: Int? {
        var end = place
        while Self.isPartOfKey(self[end], isFirst: end == place) { end += 1 }
        guard end > place, end - place <= Self.longestKey, self[end] == UInt8(ascii: ":") else { return nil }
        return end + 1 == lineEnd || self[end + 1] == UInt8(ascii: " ") ? end : nil
    }

    static func isPartOfKey(_ byte: UInt8, isFirst: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"): !isFirst
        default: false
        }
    }
}

// MARK: - Where it is

extension PlainReader {
    /// The byte at an offset; zero, which no text has, behind the last.
    subscript(offset: Int) -> UInt8 { offset < text.count ? text[offset] : 0 }

    /// The byte to read next.
    var byte: UInt8 { self[place] }

    /// The place of ``byte``.
    var here: Mark { Mark(line: line, column: place - lineStart - continuations + 1) }

    var isAtEndOfLine: Bool { place == lineEnd }

    private mutating func findLineEnd() {
        guard let base = text.baseAddress,
            let found = memchr(base + place, Int32(UInt8(ascii: "\n")), text.count - place)
        else {
            lineEnd = text.count
            return
        }
        lineEnd = UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// Where the next thing begins behind a line that was ended: libyaml takes the end of a file for the start of a line.
    private var nextThing: Mark {
        indentation < 0 && place > lineStart ? Mark(line: line + 1, column: 1) : here
    }

    private var isAtItem: Bool { byte == UInt8(ascii: "-") && self[place + 1] == UInt8(ascii: " ") }

    mutating func skipSpaces() { while byte == UInt8(ascii: " ") { place += 1 } }

    /// Ends a line of which at most spaces and a comment are left, and comes to the next one with text.
    private mutating func endLine() throws(Unusual) {
        skipSpaces()
        if byte == UInt8(ascii: "#"), self[place - 1] == UInt8(ascii: " ") { place = lineEnd }
        guard isAtEndOfLine else { throw Unusual() }
        startLine()
        try comeToText()
    }

    /// Goes from the end of a line to the start of the next one.
    mutating func startLine() {
        guard lineEnd < text.count else { return }
        place = lineEnd + 1
        (line, lineStart, continuations) = (line + 1, place, 0)
        findLineEnd()
    }

    /// From the start of a line, comes to the next text, past comments and empty lines.
    mutating func comeToText() throws(Unusual) {
        while place < text.count {
            skipSpaces()
            if byte == UInt8(ascii: "#") { place = lineEnd }
            guard isAtEndOfLine else {
                indentation = place - lineStart
                return
            }
            // A last line without text and without an end has rules of its own.
            guard place < text.count || place == lineStart else { throw Unusual() }
            startLine()
        }
        indentation = -1
    }
}
