import Diagnostics
public import Forms

extension Shape where Value == String {
    /// A text exactly as written: `no`, `123` and `true` are text here, but a missing value is not.
    public static var text: Shape { text("a text", example: "Hello") }

    /// A text that messages call by a better name: `.text("a path", example: "media/cake.jpg")`.
    public static func text(_ expected: String, example: String) -> Shape {
        Shape(expected: expected, example: example, form: { .text }, isText: true) { scalar in
            scalar.value == .null ? nil : scalar.text
        }
    }

    /// One of several words, compared exactly.
    ///
    /// `on`, `off`, `true` and the like are words as any other.
    public static func word(_ words: [String]) -> Shape { oneOf(words.map { ($0, $0) }) }
}

extension Shape where Value: CaseIterable & RawRepresentable & Sendable, Value.RawValue == String {
    /// A case of an enumeration, by its raw value.
    @inlinable
    public static func word(_ type: Value.Type) -> Shape { oneOf(type.allCases.map { ($0.rawValue, $0) }) }
}

extension Shape where Value: Sendable {
    /// One of several words, each with what it means.
    @inlinable
    static func oneOf(_ meanings: [(word: String, value: Value)]) -> Shape {
        let words = meanings.map(\.word)
        let expected = alternatives(words)
        let example = words.first ?? ""
        return Shape(expected: expected, example: example, form: { .words(words) }) { node, subject, problems in
            if let text = node.scalar?.text, let meaning = meanings.first(where: { $0.word == text }) {
                return meaning.value
            }
            problems.mismatch(node, subject, expected: expected, example: nearest(to: node, among: words) ?? example)
            return nil
        }
    }
}

extension Shape where Value == Bool {
    /// `true` or `false`.
    public static var bool: Shape {
        Shape(expected: "true or false", example: "true", form: { .bool }) { node, subject, problems in
            if case .bool(let value)? = node.scalar?.value { return value }
            let example =
                switch node.scalar?.text.lowercased() {
                case "no", "off", "n", "false": "false"
                default: "true"
                }
            problems.mismatch(node, subject, expected: "true or false", example: example)
            return nil
        }
    }

    /// `on` or `off`; `true` and `false` say the same.
    public static var onOff: Shape {
        Shape(expected: "on or off", example: "on", form: { .onOff }) { node, subject, problems in
            switch (node.scalar?.value, node.scalar?.text) {
            case (.bool(let value), _): return value
            case (_, "on"), (_, "On"), (_, "ON"): return true
            case (_, "off"), (_, "Off"), (_, "OFF"): return false
            default: break
            }
            let example = node.scalar?.text.lowercased() == "no" ? "off" : "on"
            problems.mismatch(node, subject, expected: "on or off", example: example)
            return nil
        }
    }
}

extension Shape where Value == Int {
    /// Any whole number that fits `Int`.
    public static var integer: Shape {
        Shape(expected: "a whole number", example: "1", form: { .integer(nil) }) { scalar in
            if case .integer(let value) = scalar.value { value } else { nil }
        }
    }

    /// A whole number within bounds.
    public static func integer(in range: ClosedRange<Int>) -> Shape {
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return Shape(expected: expected, example: String(range.lowerBound), form: { .integer(range) }) { scalar in
            if case .integer(let value) = scalar.value, range.contains(value) { value } else { nil }
        }
    }
}

extension Shape where Value == Double {
    /// A finite number, with or without a fraction.
    public static var number: Shape { number("a number", example: "0.5", form: { .number(nil) }) { _ in true } }

    /// A number within bounds.
    public static func number(in range: ClosedRange<Double>) -> Shape {
        number(
            "a number from \(range.lowerBound) to \(range.upperBound)", example: "\(range.lowerBound)",
            form: { .number(range) }
        ) {
            range.contains($0)
        }
    }

    private static func number(
        _ expected: String, example: String, form: @escaping @Sendable () -> Form,
        accepts: @escaping @Sendable (Double) -> Bool
    ) -> Shape {
        Shape(expected: expected, example: example, form: form) { scalar in
            let value: Double? =
                switch scalar.value {
                case .float(let value): value
                case .integer(let value): Double(value)
                default: nil
                }
            guard let value, value.isFinite, accepts(value) else { return nil }
            return value
        }
    }
}

/// The word that was probably meant.
@usableFromInline
func nearest(to node: Node, among words: [String]) -> String? {
    node.scalar.flatMap { Suggestion.nearest(to: $0.text, among: words) }
}

/// `a`, `a or b`, `a, b or c`.
@usableFromInline
func alternatives(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
}
