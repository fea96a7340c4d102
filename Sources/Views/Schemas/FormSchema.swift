import Forms

/// JSON Schema of what a file may hold, made from the form that its decoder tells.
///
/// Draft 7, which every editor's YAML support reads. What it takes may still be refused by a rule that no schema can
/// say; what it refuses is always refused.
struct FormSchema {
    /// What a key means, by its path: `media.alt`.
    let words: [String: String]

    /// The schema of a whole file, its own address left out.
    func document(_ form: Form, title: String, description: String) -> [JSON.Member] {
        guard case .object(let members) = schema(of: form, at: "") else { return [] }
        return [
            JSON.Member("$schema", "http://json-schema.org/draft-07/schema#"), JSON.Member("title", .string(title)),
            JSON.Member("description", .string(description)),
        ] + members
    }

    private func schema(of form: Form, at path: String) -> JSON {
        switch form {
        case .any: [:]
        case .text: ["type": ["string", "number", "boolean"]]
        case .words(let words): ["enum": .array(words.map { .string($0) })]
        case .bool: ["type": "boolean"]
        case .onOff: ["enum": [.bool(true), .bool(false), "on", "off", "On", "Off", "ON", "OFF"]]
        case .integer(let range):
            .object(
                [JSON.Member("type", "integer")]
                    + (range.map {
                        [
                            JSON.Member("minimum", .number($0.lowerBound)),
                            JSON.Member("maximum", .number($0.upperBound)),
                        ]
                    } ?? []))
        case .number: ["type": "number"]
        case .list(let item): ["type": "array", "items": schema(of: item, at: path)]
        case .oneOrMany(let item):
            ["anyOf": [schema(of: item, at: path), ["type": "array", "items": schema(of: item, at: path)]]]
        case .dictionary(let item): ["type": "object", "additionalProperties": schema(of: item, at: path)]
        case .mapping(let fields): mapping(fields, at: path)
        case .either(let scalar, let mapping): ["anyOf": [schema(of: scalar, at: path), schema(of: mapping, at: path)]]
        case .variants(let forms): ["anyOf": .array(forms.map { schema(of: $0, at: path) })]
        }
    }

    private func mapping(_ fields: [Form.Field], at path: String) -> JSON {
        let required = fields.filter(\.isRequired).map { JSON.string($0.name) }
        let properties = fields.map { field in
            let path = path.isEmpty ? field.name : "\(path).\(field.name)"
            guard case .object(var members) = schema(of: field.form, at: path) else {
                return JSON.Member(field.name, [:])
            }
            if let text = words[path] { members.insert(JSON.Member("description", .string(text)), at: 0) }
            if case .text = field.form { members.append(JSON.Member("examples", [.string(plain(field.example))])) }
            return JSON.Member(field.name, .object(members))
        }
        return .object(
            [JSON.Member("type", "object"), JSON.Member("properties", .object(properties))]
                + (required.isEmpty ? [] : [JSON.Member("required", .array(required))])
                + [JSON.Member("additionalProperties", .bool(false))])
    }

    /// Without the quotes that YAML needs around digits.
    private func plain(_ example: String) -> String {
        example.hasPrefix("\"") && example.hasSuffix("\"") && example.count > 1
            ? String(example.dropFirst().dropLast()) : example
    }
}
