/// `Plan: 3 to publish, 1 missed.`: counts in their colours, broken between them where a line is full.
struct CountLines {
    let front: String
    let role: Style.Role?
    let parts: [(text: String, role: Style.Role?)]

    func lines(_ style: Style) -> [String] {
        let indent = String(repeating: " ", count: min(front.columns, 5))
        var lines: [String] = []
        var (line, width) = (style.paint(front, role), front.columns)
        for (index, part) in parts.enumerated() {
            if width + part.text.columns + 2 > style.columns {
                lines.append(line)
                (line, width) = (indent, indent.count)
            }
            line += " " + style.paint(part.text, part.role) + (index == parts.count - 1 ? "." : ",")
            width += part.text.columns + 2
        }
        return lines + [line]
    }
}
