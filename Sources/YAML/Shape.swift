public import Diagnostics
public import Forms

/// What a value in a file must look like, and how to read it: one cell of a decoder's table.
///
/// A shape reports what it cannot read and gives nil, so that one pass over a file finds every problem. Shapes are
/// values: `.list(of: .text)`, `.oneOrMany(.word(Kind.self))`, `.mapping("a tag") { fields in … }`.
public struct Shape<Value>: Sendable {
    /// What is expected, with its article: `a text`.
    public let expected: String
    /// A value of this shape as it is written in a file: `Hello`.
    public let example: String
    /// What it accepts, as data; made only when it is asked for.
    @usableFromInline let describe: @Sendable () -> Form
    @usableFromInline let read: @Sendable (Node, Subject, inout ProblemList) -> Value?

    // What is generic here can be inlined: where the type of a value is known, reading it asks for no type at run time.
    @inlinable
    init(
        expected: String, example: String, form: @escaping @Sendable () -> Form,
        read: @escaping @Sendable (Node, Subject, inout ProblemList) -> Value?
    ) {
        self.expected = expected
        self.example = example
        describe = form
        self.read = read
    }

    /// Reads a scalar with `value`; whatever `value` refuses is reported as not the expected.
    @inlinable
    init(
        expected: String, example: String, form: @escaping @Sendable () -> Form, isText: Bool = false,
        scalar value: @escaping @Sendable (Scalar) -> Value?
    ) {
        self.init(expected: expected, example: example, form: form) { node, subject, problems in
            if let scalar = node.scalar, let value = value(scalar) { return value }
            let isQuoted = node.scalar?.unquoted.map { value($0) != nil } ?? false
            let fitting = isQuoted ? node.scalar?.text ?? example : example
            problems.mismatch(node, subject, expected: expected, example: fitting, isText: isText)
            return nil
        }
    }
}

extension Shape {
    /// What it accepts, as data.
    ///
    /// What only a conversion refuses is not told: a value that has this form may still be none of this shape.
    public var form: Form { describe() }
}

/// What a message calls a value: the file, a field, or an item of a list.
@usableFromInline
enum Subject: Sendable {
    case file
    case field(String)
    case item(of: String)

    var description: String {
        switch self {
        case .file: "the file"
        case .field(let key): excerpt(key)
        case .item(let key): "an item of \(excerpt(key))"
        }
    }

    /// The key messages name; for the file itself there is none.
    @usableFromInline var key: String {
        switch self {
        case .file: "the file"
        case .field(let key), .item(let key): key
        }
    }

    /// How the value is written in its place.
    func written(_ value: String) -> String {
        switch self {
        case .file: value == "{…}" ? "fields, each as 'name: value' on a line of its own" : "'\(value)'"
        case .field(let key): "'\(excerpt(key)): \(value)'"
        case .item: "'- \(value)'"
        }
    }
}

extension ProblemList {
    /// Reports a value that is not what its shape expects; one that was reported before is passed over.
    @usableFromInline
    mutating func mismatch(
        _ node: Node, _ subject: Subject, expected: String, example: String, isText: Bool = false
    ) {
        let found: String
        var hint = ""
        switch node.content {
        case .unreadable: return
        case .sequence: found = "a list"
        case .mapping: found = "a mapping"
        case .scalar(let scalar) where scalar.value == .null:
            found = scalar.text.isEmpty ? "empty" : "'\(excerpt(scalar.text))', which means nothing at all"
            if isText {
                hint =
                    scalar.text.isEmpty ? "; a text that begins with '#' needs quotes" : ", or put the word in quotes"
            }
        case .scalar(let scalar) where scalar.unquoted != nil && scalar.text == example:
            found = "the text '\(excerpt(scalar.text))'"
            hint = ", without quotes"
        case .scalar(let scalar): found = "'\(excerpt(scalar.text))'"
        }
        report(
            Problem(
                "\(subject.description) is \(found)", at: node.mark, why: "\(expected) is expected",
                fix: "write \(subject.written(example))\(hint)"))
    }
}

// MARK: - Reading a document

/// A value read from a file, and everything wrong with the file.
public struct Reading<Value> {
    /// The value, as far as it could be read; not to be trusted while there are problems.
    public let value: Located<Value>?
    /// The problems of the syntax and of the shape, in reading order.
    public let problems: [Problem]

    @inlinable
    init(value: Located<Value>?, problems: [Problem]) { (self.value, self.problems) = (value, problems) }
}

extension Reading: Sendable where Value: Sendable {}

extension Shape {
    /// Reads a document whose root has this shape.
    @inlinable
    public func read(_ document: ParsedDocument, limits: Limits = .standard) -> Reading<Value> {
        var problems = ProblemList(maximum: limits.maximumProblems)
        problems.report(document.problems)
        var value: Located<Value>?
        if let root = document.root { value = located(root, self, .file, &problems) }
        return Reading(value: value, problems: problems.sorted)
    }

    /// Reads a file whose root has this shape.
    @inlinable
    public func read(_ bytes: [UInt8], limits: Limits = .standard) -> Reading<Value> {
        read(parse(bytes, limits: limits), limits: limits)
    }
}
