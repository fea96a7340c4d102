/// What a client asks for in `fields=`: names, each with calls (`.limit(5)`) and fields of its own (`{id,text}`).
struct FieldSelection: Hashable, Sendable {
    /// One asked field or edge.
    struct Field: Hashable, Sendable {
        var name: String
        /// Dotted calls and their arguments, `limit` → `5`.
        var calls: Parameters = [:]
        var selection: FieldSelection?

        /// The name in the answer.
        var key: String { calls["as"]?.text ?? name }
    }

    var fields: [Field]

    init(fields: [Field]) { self.fields = fields }

    /// Fields with neither calls nor fields of their own.
    init(names: [String]) { fields = names.map { Field(name: $0) } }

    /// Nesting deeper than this is refused, as is text longer than any URL.
    static let depthLimit = 16

    /// Reads the text of `fields=`. Empty names (`a,,b`) are passed over, as Graph does.
    init(parsing text: String) throws(GraphError) {
        var parser = FieldParser(text: Array(text))
        self = try parser.document()
    }
}

private struct FieldParser {
    let text: [Character]
    var offset = 0

    private var peek: Character? { offset < text.count ? text[offset] : nil }

    private mutating func skipSpace() {
        while peek?.isWhitespace == true { offset += 1 }
    }

    private mutating func take(_ character: Character) -> Bool {
        skipSpace()
        guard peek == character else { return false }
        offset += 1
        return true
    }

    mutating func document() throws(GraphError) -> FieldSelection {
        let selection = try selection(depth: 0)
        skipSpace()
        if let peek { throw unexpected("Expected end of string instead of \"\(peek)\".") }
        return selection
    }

    private func unexpected(_ problem: String) -> GraphError { .fieldsUnreadable(problem, at: offset) }

    private mutating func selection(depth: Int) throws(GraphError) -> FieldSelection {
        guard depth <= FieldSelection.depthLimit else { throw unexpected("Nested too deeply.") }
        var fields: [FieldSelection.Field] = []
        repeat {
            let name = word()
            if name.isEmpty { continue }
            var field = FieldSelection.Field(name: name)
            while take(".") {
                let call = word()
                guard !call.isEmpty else { throw unexpected("Expected name.") }
                field.calls.append(call, .text(try argument()))
            }
            if take("{") {
                field.selection = try selection(depth: depth + 1)
                guard take("}") else { throw unexpected("Expected \"}\".") }
            }
            fields.append(field)
        } while take(",")
        return FieldSelection(fields: fields)
    }

    private mutating func word() -> String {
        skipSpace()
        let start = offset
        while let character = peek, character.isLetter || character.isNumber || character == "_" || character == "-" {
            offset += 1
        }
        return String(text[start..<offset])
    }

    /// What stands between the parentheses of a call; nested ones belong to it.
    private mutating func argument() throws(GraphError) -> String {
        guard take("(") else { throw unexpected("Expected \"(\".") }
        let start = offset
        var depth = 1
        while let character = peek {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if depth == 0 {
                offset += 1
                return PercentEncoding.trim(String(text[start..<(offset - 1)]))
            }
            offset += 1
        }
        throw unexpected("Expected \")\".")
    }
}

extension FieldSelection {
    /// The selection as `fields=` would ask for it.
    var text: String { fields.map(\.text).joined(separator: ",") }
}

extension FieldSelection.Field {
    fileprivate var text: String {
        let dotted = calls.elements.map { ".\($0.name)(\($0.value.text ?? ""))" }.joined()
        return name + dotted + (selection.map { "{\($0.text)}" } ?? "")
    }
}
