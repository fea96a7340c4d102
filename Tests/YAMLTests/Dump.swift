import YAML

/// A node as one line: kinds, values and, on request, places.
func dump(_ node: Node?) -> String {
    guard let node else { return "nothing" }
    switch node.content {
    case .unreadable: return "unreadable"
    case .sequence(let items): return "[" + items.map(dump).joined(separator: ", ") + "]"
    case .mapping(let pairs):
        return "{" + pairs.map { dump($0.key) + ": " + dump($0.value) }.joined(separator: ", ") + "}"
    case .scalar(let scalar):
        return switch scalar.value {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .integer(let value): "int \(value)"
        case .integerText: "int text \(scalar.text)"
        case .float(let value): "float \(value)"
        case .string: scalar.text.debugDescription
        }
    }
}

/// The problems of a text, a line each.
func problems(_ text: String, limits: Limits = .standard) -> [String] {
    parse(Array(text.utf8), limits: limits).problems.map(\.description)
}
