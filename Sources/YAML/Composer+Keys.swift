import Diagnostics

extension Composer {
    func keyProblem(_ key: Node, isTagged: Bool, seen: inout SeenKeys) -> Problem? {
        guard let scalar = key.scalar else {
            return Problem(
                "this key is not a text", at: key.mark, why: "a list or mapping cannot be a key",
                fix: "write a word before ':', or put the text in quotes")
        }
        if scalar.text.isEmpty {
            return Problem(
                "a key is empty", at: key.mark, why: "a value needs a name", fix: "write a word before ':'")
        }
        if scalar.text == "<<", scalar.style == .plain, !isTagged {
            return Problem(
                "merge key '<<'", at: key.mark, why: "YAML 1.2 has no merge keys", fix: "write the fields out")
        }
        if let first = seen.insert(scalar.text, at: key.mark) {
            return Problem(
                "key '\(excerpt(scalar.text))' is written twice", at: key.mark,
                why: "the first is in line \(first.line)",
                fix: "remove one of them")
        }
        return nil
    }
}

/// The keys of one mapping so far: few are compared one by one, many are hashed.
struct SeenKeys {
    var few: [(text: String, mark: Mark)] = []
    var many: [String: Mark] = [:]

    /// Remembers a key, or gives the place of the same one before.
    mutating func insert(_ text: String, at mark: Mark) -> Mark? {
        if many.isEmpty {
            if let first = few.first(where: { $0.text == text }) { return first.mark }
            if few.isEmpty { few.reserveCapacity(8) }
            few.append((text, mark))
            if few.count > 16 { many = Dictionary(uniqueKeysWithValues: few.map { ($0.text, $0.mark) }) }
            return nil
        }
        if let first = many[text] { return first }
        many[text] = mark
        return nil
    }
}
