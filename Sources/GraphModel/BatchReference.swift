/// A place in one part of a batch that stands for what an earlier part answered: `{result=NAME:$.data.*.id}`.
///
/// Source: Graph API, batch requests, "operations with dependencies".
struct BatchReference: Hashable {
    private static let opening = "{result="

    let part: String
    /// Member names, indexes, or `*` for all elements of a list.
    let path: [String]

    /// Reads what stands between `{result=` and `}`.
    private init?(_ text: String) {
        let sides = text.split(separator: ":", maxSplits: 1)
        guard sides.count == 2, sides[1].hasPrefix("$") else { return nil }
        part = String(sides[0])
        path = sides[1].dropFirst().split { ".[]".contains($0) }.map(String.init)
    }

    /// The values at the place, joined as Graph joins them: by commas.
    func value(in body: JSON) -> String? {
        var found = [body]
        for step in path {
            found = found.flatMap { value in
                if step == "*" { return value.array ?? value.members?.map(\.value) ?? [] }
                if let index = Int(step), let element = value[index] { return [element] }
                return value[step].map { [$0] } ?? []
            }
        }
        return found.isEmpty ? nil : found.map { $0.string ?? $0.text() }.joined(separator: ",")
    }

    /// The names of parts that a text refers to.
    static func parts(in text: String) -> Set<String> {
        var names: Set<String> = []
        _ = resolve(text) { (reference: BatchReference) throws(Never) -> String in
            names.insert(reference.part)
            return ""
        }
        return names
    }

    /// The text with each reference replaced; what only looks like one is left as it is.
    static func resolve<Failure: Error>(
        _ text: String, _ replacement: (BatchReference) throws(Failure) -> String
    ) throws(Failure) -> String {
        var resolved = ""
        var rest = text[...]
        while let brace = rest.firstIndex(of: "{") {
            resolved += rest[..<brace]
            rest = rest[brace...]
            if rest.hasPrefix(opening), let end = rest.firstIndex(of: "}"),
                let reference = BatchReference(String(rest[..<end].dropFirst(opening.count)))
            {
                resolved += try replacement(reference)
                rest = rest[end...].dropFirst()
            } else {
                resolved += "{"
                rest = rest.dropFirst()
            }
        }
        return resolved + rest
    }
}
