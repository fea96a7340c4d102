extension HTML {
    /// A text with its hashtags and mentions set apart, each in `<span class="tag">`.
    public init(words text: String) {
        var pieces: [HTML] = []
        var plain = ""
        var rest = text[...]
        var isAtStart = true
        while let first = rest.first {
            let word = rest.dropFirst().prefix {
                $0.isLetter || $0.isNumber || $0 == "_" || (first == "@" && $0 == ".")
            }
            if isAtStart, first == "#" || first == "@", !word.isEmpty {
                pieces.append("\(plain)<span class=\"tag\">\(String(first))\(word)</span>")
                plain = ""
                rest = rest.dropFirst(word.count + 1)
                isAtStart = false
            } else {
                plain.append(first)
                rest = rest.dropFirst()
                isAtStart = !(first.isLetter || first.isNumber || first == "&" || first == "/")
            }
        }
        self.init(pieces + ["\(plain)"])
    }
}
