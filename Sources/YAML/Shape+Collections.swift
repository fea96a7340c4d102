public import Diagnostics
public import Forms

/// A value under a name the author of the file chose.
public struct Named<Value> {
    /// The name, at its key.
    public let name: Located<String>
    /// The value.
    public let value: Located<Value>

    /// A value with its name.
    @inlinable
    public init(name: Located<String>, value: Located<Value>) {
        self.name = name
        self.value = value
    }
}

extension Named: Sendable where Value: Sendable {}
extension Named: Equatable where Value: Equatable {}
extension Named: Hashable where Value: Hashable {}

extension Shape {
    /// A list; items that cannot be read are reported and left out.
    @inlinable
    public static func list<Item>(of item: Shape<Item>) -> Shape where Value == [Located<Item>] {
        list(of: item, reading: { node, subject, problems in located(node, item, subject, &problems) })
    }

    /// As ``list(of:)``, where nobody asks for the places of its items.
    @inlinable
    public static func values<Item>(of item: Shape<Item>) -> Shape where Value == [Item] {
        list(of: item, reading: item.read)
    }

    @inlinable
    static func list<Item, Element>(
        of item: Shape<Item>, reading read: @escaping @Sendable (Node, Subject, inout ProblemList) -> Element?
    ) -> Shape where Value == [Element] {
        let example = "[\(item.example)]"
        return Shape(expected: "a list", example: example, form: { .list(item.form) }) { node, subject, problems in
            guard case .sequence(let nodes) = node.content else {
                problems.mismatch(node, subject, expected: "a list", example: example)
                return nil
            }
            return nodes.compactMap { read($0, .item(of: subject.key), &problems) }
        }
    }

    /// A list, or one item without the brackets.
    @inlinable
    public static func oneOrMany<Item>(_ item: Shape<Item>) -> Shape where Value == [Located<Item>] {
        let list = Shape.list(of: item)
        let expected = "\(item.expected), or a list,"
        return Shape(expected: expected, example: item.example, form: { .oneOrMany(item.form) }) {
            node, subject, problems in
            if case .sequence = node.content { return list.read(node, subject, &problems) }
            return located(node, item, subject, &problems).map { [$0] }
        }
    }

    /// A mapping whose keys are names the author chose, in the order written.
    @inlinable
    public static func dictionary<Item>(of item: Shape<Item>) -> Shape where Value == [Named<Item>] {
        let example = "{name: \(item.example)}"
        return Shape(expected: "a mapping", example: example, form: { .dictionary(item.form) }) {
            node, subject, problems in
            guard case .mapping(let pairs) = node.content else {
                problems.mismatch(node, subject, expected: "a mapping", example: example)
                return nil
            }
            return pairs.compactMap { pair in
                let name = pair.key.scalar?.text ?? ""
                return located(pair.value, item, .field(name), &problems).map { value in
                    Named(name: Located(name, at: pair.key.mark), value: value)
                }
            }
        }
    }

    /// A mapping with known keys; any other key is reported when `fields` returns.
    ///
    /// - Parameters:
    ///   - what: what the mapping describes, with its article: `an account`.
    ///   - example: how a small one is written.
    ///   - fields: asks for every key the mapping may have, in any order, and builds the value.
    @inlinable
    public static func mapping(
        _ what: String, example: String = "{…}", fields: @escaping @Sendable (inout MappingReader) -> Value?
    ) -> Shape {
        Shape(expected: "a mapping", example: example, form: { MappingReader.form(of: fields) }) {
            node, subject, problems in
            guard case .mapping(let pairs) = node.content else {
                problems.mismatch(node, subject, expected: "a mapping", example: example)
                return nil
            }
            var reader = MappingReader(what, at: node.mark, pairs: pairs, problems: problems)
            problems = ProblemList()  // leaves the reader the only owner, so that nothing is copied
            let value = fields(&reader)
            problems = reader.knowsAllKeys ? reader.problems : reader.finish(fields)
            return value
        }
    }

    /// A short form on one line or a mapping that says more, as `media/a.jpg` and `{file: media/a.jpg, alt: …}`.
    @inlinable
    public static func either(scalar: Shape, mapping: Shape) -> Shape {
        let expected = "\(scalar.expected), or \(mapping.expected),"
        return Shape(
            expected: expected, example: scalar.example,
            form: { .either(scalar: scalar.form, mapping: mapping.form) }
        ) { node, subject, problems in
            switch node.content {
            case .scalar(let value) where value.value != .null: return scalar.read(node, subject, &problems)
            case .mapping: return mapping.read(node, subject, &problems)
            default:
                problems.mismatch(node, subject, expected: expected, example: scalar.example)
                return nil
            }
        }
    }
}

extension Shape where Value == Node {
    /// Whatever stands there, unread.
    public static var node: Shape {
        Shape(expected: "a value", example: "…", form: { .any }) { node, _, _ in
            if case .unreadable = node.content { nil } else { node }
        }
    }
}

// MARK: - From one value to another

extension Shape {
    /// The same in the file, another value in the program.
    @inlinable
    public func map<Result>(_ convert: @escaping @Sendable (Value) -> Result) -> Shape<Result> {
        Shape<Result>(expected: expected, example: example, form: describe) { node, subject, problems in
            read(node, subject, &problems).map(convert)
        }
    }

    /// A narrower shape: what `convert` gives nil for is reported as not what is expected.
    ///
    /// - Parameters:
    ///   - expected: the narrower shape with its article: `a duration`.
    ///   - example: how one is written: `6h`.
    ///   - convert: the narrower value, or nil.
    @inlinable
    public func converted<Result>(
        to expected: String, example: String, _ convert: @escaping @Sendable (Value) -> Result?
    ) -> Shape<Result> {
        Shape<Result>(expected: expected, example: example, form: describe) { node, subject, problems in
            guard let value = read(node, subject, &problems) else { return nil }
            if let result = convert(value) { return result }
            problems.mismatch(node, subject, expected: expected, example: example)
            return nil
        }
    }

    /// A narrower shape that states in its own words what is wrong.
    @inlinable
    public func converted<Result>(
        _ convert: @escaping @Sendable (Located<Value>) throws(Problem) -> Result
    ) -> Shape<Result> {
        Shape<Result>(expected: expected, example: example, form: describe) { node, subject, problems in
            guard let value = read(node, subject, &problems) else { return nil }
            do throws(Problem) {
                return try convert(Located(value, at: node.mark))
            } catch {
                problems.report(error)
                return nil
            }
        }
    }
}

/// Reads a node and keeps its place.
@inlinable
func located<Value>(
    _ node: Node, _ shape: Shape<Value>, _ subject: Subject, _ problems: inout ProblemList
) -> Located<Value>? {
    guard let value = shape.read(node, subject, &problems) else { return nil }
    return Located(value, at: node.mark)
}
