import Diagnostics
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
public struct MappingReader: Sendable {
    /// Where the mapping begins.
    public let mark: Mark
    private let what: String
    private let pairs: [Node.Pair]
    private let keys: KeyIndex
    private var asked: [String] = []
    private var refused: [String] = []
    /// Which pairs were asked for or refused, a bit each; those past the last bit are looked up by their keys.
    private var known: UInt64 = 0
    @usableFromInline var problems: ProblemList
    /// Every key that was asked for and what stands under it, when the mapping is described and not read.
    private(set) var description: Description?

    @usableFromInline
    init(_ what: String, at mark: Mark, pairs: [Node.Pair], problems: ProblemList) {
        self.what = what
        self.mark = mark
        self.pairs = pairs
        self.problems = problems
        keys = KeyIndex(of: pairs)
        // An entry has some forty keys.
        asked.reserveCapacity(48)
    }

    init(describing description: Description) {
        self.init("", at: Mark(line: 1, column: 1), pairs: [], problems: ProblemList())
        self.description = description
    }

    /// Adds a key to the description; of one that is asked for twice the first counts, and of one that is refused none.
    mutating func note(_ field: Form.Field) {
        guard !refused.contains(field.name) else { return }
        guard description?.fields.contains(where: { $0.name == field.name }) == false else { return }
        description?.fields.append(field)
    }

    /// The value under a key, or nil when the key is absent or its value was reported.
    @inlinable
    public mutating func optional<Value>(_ key: String, _ shape: Shape<Value>) -> Located<Value>? {
        // Most keys are absent, and for them nothing of the shape has to be known.
        lacks(key) ? nil : read(key, shape)
    }

    /// Whether a key is absent; it is known from then on.
    @usableFromInline
    mutating func lacks(_ key: String) -> Bool {
        guard description == nil else { return false }
        asked.append(key)
        guard let place = keys.place(of: key) else { return true }
        known |= 1 << UInt64(place)
        return false
    }

    @inlinable
    mutating func read<Value>(_ key: String, _ shape: Shape<Value>) -> Located<Value>? {
        guard !isDescribed else { return describe(key, shape, isRequired: false) }
        guard let node = value(under: key) else { return nil }
        return located(node, shape, .field(key), &problems)
    }

    /// Whether the mapping is described and not read.
    @usableFromInline var isDescribed: Bool { description != nil }

    @usableFromInline
    func value(under key: String) -> Node? { keys.place(of: key).map { pairs[$0].value } }

    /// The value under a key that must be there; its absence is reported.
    @inlinable
    public mutating func required<Value>(_ key: String, _ shape: Shape<Value>) -> Located<Value>? {
        guard !isDescribed else { return describe(key, shape, isRequired: true) }
        if !contains(key) { reportMissing(key, example: shape.example) }
        return optional(key, shape)
    }

    @usableFromInline
    mutating func reportMissing(_ key: String, example: String) {
        report(
            Problem("\(key) is missing", at: mark, why: "\(what) needs it", fix: "add '\(key): \(example)'"))
    }

    /// The word under a key that must be there, and that decides which other keys there are.
    @inlinable
    public mutating func choice<Value>(_ key: String, _ shape: Shape<Value>) -> Located<Value>? {
        if isDescribed, case .words(let words) = shape.form { noteChoice(key, words) }
        return required(key, shape)
    }

    @usableFromInline
    mutating func noteChoice(_ key: String, _ words: [String]) { description?.choice = (key, words) }

    /// A key that is known and not looked at.
    public mutating func expect(_ key: String) { _ = lacks(key) }

    /// A key that is known but has no place here; its presence is reported with a reason of its own.
    public mutating func refuse(_ key: String, why: String, fix: String = "remove it") {
        refused.append(key)
        guard let place = keys.place(of: key) else { return }
        known |= 1 << UInt64(place)
        report(Problem("\(what) cannot have \(key)", at: pairs[place].key.mark, why: why, fix: fix))
    }

    /// Whether a key is written, whatever its value.
    public func contains(_ key: String) -> Bool { keys.place(of: key) != nil }

    /// Where a key is written.
    public func mark(of key: String) -> Mark? { keys.place(of: key).map { pairs[$0].key.mark } }

    /// Reports what a decoder finds wrong between fields.
    public mutating func report(_ problem: Problem) { problems.report(problem) }

    /// Reports unknown keys, and gives back all problems.
    @usableFromInline
    consuming func finish() -> ProblemList {
        for (place, pair) in pairs.enumerated() {
            guard known & 1 << UInt64(place) == 0, let key = pair.key.scalar?.text, !asked.contains(key),
                !refused.contains(key)
            else { continue }
            problems.report(
                Problem(
                    "unknown key '\(excerpt(key))'", at: pair.key.mark,
                    why: "\(what) has no such field, and ignoring it could change what is meant",
                    fix: problems.isFull ? "remove it" : remedy(for: key)))
        }
        return problems
    }

    private func remedy(for unknown: String) -> String {
        guard let meant = Suggestion.nearest(to: unknown, among: asked) else { return "remove it" }
        guard let present = mark(of: meant) else { return "write '\(meant)'" }
        return "remove it; '\(meant)' is in line \(present.line)"
    }
}

/// Finds the keys of a mapping, of which most that are asked for are not there.
private struct KeyIndex: Sendable {
    private let keys: [String]
    /// A bit for each key; several may share one.
    private var bits: UInt64 = 0

    init(of pairs: [Node.Pair]) {
        keys = pairs.map { $0.key.scalar?.text ?? "" }
        for key in keys { bits |= Self.bit(of: key) }
    }

    func place(of key: String) -> Int? { bits & Self.bit(of: key) == 0 ? nil : keys.firstIndex(of: key) }

    private static func bit(of key: String) -> UInt64 {
        let bytes = key.utf8
        return 1 << ((UInt64(bytes.count) &* 11 &+ UInt64(bytes.first ?? 0)) & 63)
    }
}
