import Planning

/// Texts of other people in Markdown that a git host renders: none of them can become a mention, a link or markup.
///
/// Inside `code` and `pre`, GitHub and GitLab link neither mentions, issues, commits nor addresses, and make no emoji.
enum MarkdownText {
    /// On one line, as code; also in a cell of a table.
    ///
    /// An ASCII sign is written as a character reference, which Markdown never takes for its own, unless it means nothing
    /// inside a line: comments have a bound, and a reference is five times as long.
    static func code(_ text: String) -> String {
        let text = text.printable
        // An address that is written in full becomes a link even inside `code`.
        let mayBeAddress = text.utf8.contains(UInt8(ascii: "@"))
        var code = "<code>"
        var isBehindWWW = false
        var run = 0
        for scalar in text.unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", " ", ",", "-", "/", "(", ")", "'", "\"", ";", "=", "+", "%", "?":
                code.unicodeScalars.append(scalar)
            case "." where !mayBeAddress && !isBehindWWW: code += "."
            case _ where scalar.isASCII: code += "&#\(scalar.value);"
            default: code.unicodeScalars.append(scalar)
            }
            run = scalar == "w" || scalar == "W" ? run + 1 : 0
            isBehindWWW = run >= 3
        }
        return code + "</code>"
    }

    /// Over several lines, as they are written.
    static func block(_ text: String) -> String {
        var block = "<pre>"
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            for scalar in String(line).printable.unicodeScalars {
                switch scalar {
                case "&", "<", ">", "@": block += "&#\(scalar.value);"
                default: block.unicodeScalars.append(scalar)
                }
            }
            block += "\n"
        }
        while block.hasSuffix("\n") { block.removeLast() }
        return block + "</pre>"
    }

    /// The address of a picture, as a tag of its own.
    static func picture(_ url: String) -> String {
        let safe = url.unicodeScalars.map { scalar in
            switch scalar {
            case "&", "<", ">", "\"", "'", "|", "`": "&#\(scalar.value);"
            case _ where scalar.isASCII && scalar.value > 0x20 && scalar.value != 0x7F: String(scalar)
            default: ""
            }
        }
        return "<img src=\"\(safe.joined())\" height=\"56\" alt=\"\">"
    }

    /// Lines that a host colours as a diff, in a fence that none of them can close.
    static func diff(_ lines: [String]) -> String {
        let text = lines.map(\.printable)
        let longest = text.map { line in
            line.reduce(into: (run: 0, longest: 0)) { count, character in
                count.run = character == "`" ? count.run + 1 : 0
                count.longest = max(count.longest, count.run)
            }.longest
        }.max()
        let fence = String(repeating: "`", count: max(3, (longest ?? 0) + 1))
        return ([fence + "diff"] + text + [fence]).joined(separator: "\n")
    }
}
