extension Composer {
    mutating func scalar(_ event: Event) -> Measured {
        let text = reader.text ?? ""
        let style = reader.style
        if style == .doubleQuoted, let control = text.unicodeScalars.first(where: \.isControl) {
            return refuse(
                event, "a text holds the control character U+\(hexadecimal(control.value, digits: 4))",
                why: "texts are printable but for tabs and line breaks", fix: "remove its escape")
        }
        let value: CoreValue?
        switch reader.tag {
        case nil: value = style == .plain ? CoreValue(plain: text) : .string
        case "!", "tag:yaml.org,2002:str": value = .string
        case "tag:yaml.org,2002:null": value = CoreValue.isNull(text) ? .null : nil
        case "tag:yaml.org,2002:bool": value = CoreValue.bool(text).map { .bool($0) }
        case "tag:yaml.org,2002:int": value = CoreValue.integer(text)
        case "tag:yaml.org,2002:float": value = CoreValue.float(text).map { .float($0) }
        case .some(let tag):
            reportTag(tag, on: event, form: "a text")
            return unreadable(event)
        }
        guard let value else {
            return refuse(
                event, "'\(excerpt(text))' is not what its tag says",
                why: "it reads '\(shortened(reader.tag ?? ""))'", fix: "remove the tag")
        }
        let scalar = Scalar(text: text, style: style, value: value)
        return Measured(node: Node(mark: event.mark, end: event.end, content: .scalar(scalar)), size: 1, height: 0)
    }

    /// Whether a list or mapping may carry its tag; reports when not.
    mutating func checkTag(_ event: Event, expected: String, form: String) -> Bool {
        guard let tag = reader.tag, tag != "!", tag != "tag:yaml.org,2002:" + expected else { return true }
        reportTag(tag, on: event, form: form)
        return false
    }

    mutating func reportTag(_ tag: String, on event: Event, form: String) {
        problems.report(
            Problem(
                "tag '\(excerpt(shortened(tag)))' on \(form)", at: event.mark,
                why: "only the core tags of YAML are read, each on its own kind",
                fix: "remove it, or put a text that begins with '!' in quotes"))
    }

    func shortened(_ tag: String) -> String {
        let prefix = "tag:yaml.org,2002:"
        return tag.hasPrefix(prefix) ? "!!" + tag.dropFirst(prefix.count) : tag
    }
}

extension Unicode.Scalar {
    /// Whether it is neither printable nor a tab or line break: C0, DEL and C1.
    fileprivate var isControl: Bool {
        switch value {
        case 0x09, 0x0A, 0x0D: false
        case 0x00..<0x20, 0x7F..<0xA0: true
        default: false
        }
    }
}
