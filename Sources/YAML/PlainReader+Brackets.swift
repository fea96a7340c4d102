extension PlainReader {
    /// The list or mapping in brackets that is next, if it ends in its line.
    mutating func bracketed(depth: Int) throws(Unusual) -> Node {
        try checkDepth(depth)
        let mark = here
        let isMapping = byte == UInt8(ascii: "{")
        let closing = isMapping ? UInt8(ascii: "}") : UInt8(ascii: "]")
        var items: [Node] = []
        var pairs: [Node.Pair] = []
        var seen = SeenKeys()
        place += 1
        skipSpaces()
        while byte != closing {
            if isMapping {
                let key = try key(seen: &seen, among: pairs)
                skipSpaces()
                pairs.append(Node.Pair(key: key, value: try part(depth: depth)))
            } else {
                items.append(try part(depth: depth))
            }
            skipSpaces()
            guard byte != closing else { break }
            guard byte == UInt8(ascii: ",") else { throw Unusual() }
            place += 1
            skipSpaces()
        }
        place += 1
        return Node(mark: mark, end: here, content: isMapping ? .mapping(pairs) : .sequence(items))
    }

    /// One item of a list, or one value of a mapping.
    private mutating func part(depth: Int) throws(Unusual) -> Node {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return try quoted()
        case UInt8(ascii: "["), UInt8(ascii: "{"): return try bracketed(depth: depth + 1)
        default: return try plainPart()
        }
    }

    /// A text without quotes, up to the comma or bracket behind it.
    private mutating func plainPart() throws(Unusual) -> Node {
        guard Self.beginsPlainText(byte) else { throw Unusual() }
        var (next, end) = (place, place)
        while true {
            switch self[next] {
            case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"): return scalar(to: end, style: .plain)
            // They end a text, or are part of it, by rules of their own.
            case UInt8(ascii: ":") where Self.isPartOfKey(self[next + 1], isFirst: false): next += 1
            case UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "?"), UInt8(ascii: "#"),
                0..<0x20:
                throw Unusual()
            case UInt8(ascii: " "): next += 1
            default:
                next += 1
                end = next
            }
        }
    }
}
