public import Diagnostics
import Forms

/// Hands out the fields of one mapping and collects what is wrong with them.
///
/// A decoder is a table of calls, one a field:
/// ```swift
/// let tag = Shape.mapping("a tag") { fields in
///     Tag(
///         user: fields.required("user", .text),
///         x: fields.optional("x", .number(in: 0...1)),
///         y: fields.optional("y", .number(in: 0...1)))
/// }
/// ```
/// Every key that was never asked for is unknown, and reported with the nearest one that was.
public struct MappingReader: ~Copyable, Sendable {
    /// Where the mapping begins.
    public let mark: Mark
    private let what: String
    @usableFromInline let pairs: [Node.Pair]
    /// The marks of all keys; every mark where each key that is asked for has to be noted.
    @usableFromInline private(set) var marks: UInt64
    /// Which pairs were asked for or refused, a bit each; those past the last bit count as unknown.
    private var known: UInt64 = 0
    /// Every key that was asked for, where that is to be told.
    private var asked: [String]?
    private var refused: [String] = []
    @usableFromInline var problems: ProblemList
    /// Every key that was asked for and what stands under it, when the mapping is described and not read.
    private(set) var description: Description?

    @usableFromInline
    init(_ what: String, at mark: Mark, pairs: [Node.Pair], problems: ProblemList) {
        self.what = what
        self.mark = mark
        self.pairs = pairs
        self.problems = problems
        marks = pairs.reduce(0) { $0 | MappingKey.mark(of: $1.key.scalar?.text ?? "") }
    }

    init(describing description: Description) {
        self.init("", at: Mark(line: 1, column: 1), pairs: [], problems: ProblemList())
        self.description = description
        marks = .max
    }

    /// Adds a key to the description; of one that is asked for twice the first counts, and of one that is refused none.
    mutating func note(_ field: Form.Field) {
        guard !refused.contains(field.name) else { return }
        guard description?.fields.contains(where: { $0.name == field.name }) == false else { return }
        description?.fields.append(field)
    }

    /// The value under a key, or nil when the key is absent or its value was reported.
    @inlinable
    public mutating func optional<Value>(_ key: MappingKey, _ shape: Shape<Value>) -> Located<Value>? {
        field(key, shape)?.value
    }

    /// As ``optional(_:_:)``, with the place of the key; nil when the key is absent, whatever became of its value.
    @inlinable
    public mutating func field<Value>(
        _ key: MappingKey, _ shape: Shape<Value>
    ) -> (key: Mark, value: Located<Value>?)? {
        // Most keys are absent, and for them nothing else has to be known.
        guard marks & key.mark != 0 else { return nil }
        guard !isDescribed else {
            let value = describe(key, shape, isRequired: false)
            return value.map { (.start, $0) }
        }
        guard let place = know(key) else { return nil }
        return (pairs[place].key.mark, located(pairs[place].value, shape, .field(key.text), &problems))
    }

    /// The number of the pair under a key, which is known from then on.
    @usableFromInline
    mutating func know(_ key: MappingKey) -> Int? {
        asked?.append(key.text)
        guard let place = place(of: key) else { return nil }
        known |= 1 << UInt64(place)
        return place
    }

    /// Whether the mapping is described and not read.
    @usableFromInline var isDescribed: Bool { description != nil }

    /// The value under a key that must be there; its absence is reported.
    @inlinable
    public mutating func required<Value>(_ key: MappingKey, _ shape: Shape<Value>) -> Located<Value>? {
        guard !isDescribed else { return describe(key, shape, isRequired: true) }
        if !contains(key) { reportMissing(key, example: shape.example) }
        return optional(key, shape)
    }

    @usableFromInline
    mutating func reportMissing(_ key: MappingKey, example: String) {
        report(
            Problem(
                "\(key.text) is missing", at: mark, why: "\(what) needs it", fix: "add '\(key.text): \(example)'"))
    }

    /// The word under a key that must be there, and that decides which other keys there are.
    @inlinable
    public mutating func choice<Value>(_ key: MappingKey, _ shape: Shape<Value>) -> Located<Value>? {
        if isDescribed, case .words(let words) = shape.form { noteChoice(key.text, words) }
        return required(key, shape)
    }

    @usableFromInline
    mutating func noteChoice(_ key: String, _ words: [String]) { description?.choice = (key, words) }

    /// A key that is known and not looked at.
    public mutating func expect(_ key: MappingKey) {
        guard !isDescribed else { return }
        _ = know(key)
    }

    /// A key that is known but has no place here; its presence is reported with a reason of its own.
    public mutating func refuse(_ key: MappingKey, why: String, fix: String = "remove it") {
        refused.append(key.text)
        guard let place = place(of: key) else { return }
        known |= 1 << UInt64(place)
        report(Problem("\(what) cannot have \(key.text)", at: pairs[place].key.mark, why: why, fix: fix))
    }

    /// Whether a key is written, whatever its value.
    public func contains(_ key: MappingKey) -> Bool { place(of: key) != nil }

    /// Where a key is written.
    public func mark(of key: MappingKey) -> Mark? { place(of: key).map { pairs[$0].key.mark } }

    /// Reports what a decoder finds wrong between fields.
    public mutating func report(_ problem: Problem) { problems.report(problem) }

    /// Whether every key that is written was asked for or refused.
    @usableFromInline var knowsAllKeys: Bool { known.nonzeroBitCount == pairs.count }

    /// Reports unknown keys, and gives back all problems.
    ///
    /// - Parameter fields: asks for every key the mapping may have; it is run once more, to tell what was meant.
    @usableFromInline
    consuming func finish<Value>(_ fields: (inout MappingReader) -> Value?) -> ProblemList {
        var second = MappingReader(what, at: mark, pairs: pairs, problems: ProblemList())
        (second.asked, second.marks) = ([], .max)
        _ = fields(&second)
        let asked = second.asked ?? []
        for (place, pair) in pairs.enumerated() {
            guard known & 1 << UInt64(place) == 0, let key = pair.key.scalar?.text, !asked.contains(key),
                !refused.contains(key)
            else { continue }
            problems.report(
                Problem(
                    "unknown key '\(excerpt(key))'", at: pair.key.mark,
                    why: "\(what) has no such field, and ignoring it could change what is meant",
                    fix: problems.isFull ? "remove it" : remedy(for: key, among: asked)))
        }
        return problems
    }

    private func remedy(for unknown: String, among asked: [String]) -> String {
        guard let meant = Suggestion.nearest(to: unknown, among: asked) else { return "remove it" }
        guard let present = mark(of: MappingKey(meant)) else { return "write '\(meant)'" }
        return "remove it; '\(meant)' is in line \(present.line)"
    }

    private func place(of key: MappingKey) -> Int? {
        guard marks & key.mark != 0 else { return nil }
        return pairs.firstIndex { pair in
            guard case .scalar(let scalar) = pair.key.content else { return false }
            // To compare lengths costs least.
            return scalar.text.utf8.count == key.text.utf8.count && scalar.text == key.text
        }
    }
}
