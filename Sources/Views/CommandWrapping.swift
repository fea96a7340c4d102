extension String {
    /// Broken as ``wrapped(toColumns:)`` does, but for commands that fit a line: what is to be copied stays on one.
    func wrappedAroundCommands(toColumns width: Int) -> [String] {
        guard contains("calends ") else { return wrapped(toColumns: width) }
        var pieces: [String] = []
        var command: [Substring] = []
        func end() {
            let text = command.joined(separator: " ")
            // No terminal shows this sign, and it is as wide as a space.
            pieces.append(text.columns <= width ? text.replacing(" ", with: Self.glue) : text)
            command = []
        }
        for word in split(separator: " ", omittingEmptySubsequences: false) {
            if let last = command.last {
                let isOption = word.hasPrefix("--") || last.hasPrefix("--")
                let isGroup = command.count == 2 && ["auth", "media", "lock"].contains(last)
                if last == "calends" || isGroup || isOption || word.contains("@") {
                    command.append(word)
                    continue
                }
                end()
            }
            if word == "calends" { command = [word] } else { pieces.append(String(word)) }
        }
        if !command.isEmpty { end() }
        return pieces.joined(separator: " ").wrapped(toColumns: width).map { $0.replacing(Self.glue, with: " ") }
    }

    private static let glue = "\u{E000}"
}
