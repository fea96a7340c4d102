import Diagnostics

extension Composer {
    func keyProblem(_ key: Node, isTagged: Bool, seen: inout SeenKeys, among pairs: [Node.Pair]) -> Problem? {
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
        if let first = seen.insert(scalar.text, at: key.mark, among: pairs) {
            return Problem(
                "key '\(excerpt(scalar.text))' is written twice", at: key.mark,
                why: "the first is in line \(first.line)",
                fix: "remove one of them")
        }
        return nil
    }
}

/// Which keys one mapping has so far: few are compared one by one, many are hashed.
struct SeenKeys {
    /// The marks of all of them: a key that shares no bit with them is new.
    private var marks: UInt64 = 0
    private var many: [String: Mark] = [:]
    private static let few = 16

    /// Remembers a key, or gives the place of the same one before.
    ///
    /// - Parameter pairs: the mapping so far, which has all keys that were remembered.
    mutating func insert(_ text: String, at mark: Mark, among pairs: [Node.Pair]) -> Mark? {
        if many.isEmpty, pairs.count > Self.few {
            let known = pairs.map { ($0.key.scalar?.text ?? "", $0.key.mark) }
            many = Dictionary(known, uniquingKeysWith: { first, _ in first })
        }
        let own = MappingKey.mark(of: text)
        defer { marks |= own }
        guard many.isEmpty else {
            if let first = many[text] { return first }
            many[text] = mark
            return nil
        }
        return marks & own == 0 ? nil : pairs.first { $0.key.scalar?.text == text }?.key.mark
    }
}
