import ContentModel

/// A changed field as a person reads it: one line where both values fit, else the lines that differ.
struct ChangeText {
    let style: Style
    let indent: String

    func lines(of change: FieldChange) -> [String] {
        let name = change.field.printable
        if let line = oneLine(name, change.before, change.after) { return [indent + line] }
        let diff = LineDiff(from: change.before ?? "", to: change.after ?? "")
        return ["\(indent)\(name):"] + diff.lines.flatMap { lines(of: $0) }
    }

    private func oneLine(_ name: String, _ before: String?, _ after: String?) -> String? {
        let parts = [before, after].map { value -> String? in
            guard let value else { return "(none)" }
            return value.contains(where: \.isNewline) ? nil : value.isEmpty ? "(empty)" : value.printable
        }
        guard let old = parts[0], let new = parts[1] else { return nil }
        guard (indent + name).columns + old.columns + new.columns + 5 <= style.columns else { return nil }
        return "\(name): \(style.paint(old, .danger)) → \(style.paint(new, .good))"
    }

    // Every line starts with a mark of ours, also where a long one goes on: text from an entry at the start of a line
    // could be taken for a command by the runner of a CI job (`::add-mask::…`), which skips spaces before it.
    private func lines(of line: LineDiff.Line) -> [String] {
        switch line {
        case .gap: [indent + style.paint("  …", .faint)]
        case .common(let text): marked(text, with: "|", role: .faint)
        case .removed(let text): marked(text, with: "-", role: .danger)
        case .added(let text): marked(text, with: "+", role: .good)
        }
    }

    private func marked(_ text: String, with mark: String, role: Style.Role) -> [String] {
        text.printable.wrapped(toColumns: style.columns - indent.count - 4).map { part in
            indent + style.paint("  \(mark) \(part)", role)
        }
    }
}
