import CYAML
import Diagnostics

/// Walks a YAML file event by event, in constant memory beyond the file itself.
///
/// The bytes are checked and copied once; after that ``next()`` allocates nothing of ours, and the text of an event
/// becomes a `String` only when asked for. Size, nesting, number of nodes and length of texts are bounded here, so a
/// caller that only drains events is safe from hostile files; aliases are reported, never followed.
public struct EventReader: ~Copyable {
    // A libyaml parser points at itself: it must not move, so it lives on the heap.
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let event: UnsafeMutablePointer<yaml_event_t>
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    private let limits: Limits
    private var depth = 0
    private var nodes = 0
    private var isFinished = false

    /// A reader at the start of a file.
    ///
    /// - Throws: the one problem that makes the bytes unreadable as a whole: size, encoding, forbidden characters.
    public init(_ source: Span<UInt8>, limits: Limits = .standard) throws(Problem) {
        guard source.count <= limits.maximumBytes else {
            throw Problem(
                "the file has \(source.count) bytes", at: .start,
                why: "at most \(limits.maximumBytes) are read", fix: "split it into several files")
        }
        let check = EncodingCheck(source)
        if let problem = check.problem { throw problem }

        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: source.count - check.prefix)
        source.extracting(droppingFirst: check.prefix).withUnsafeBufferPointer {
            _ = copy.initialize(fromContentsOf: $0)
        }
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        guard yaml_parser_initialize(parser) == 1 else {
            parser.deallocate()
            copy.deallocate()
            throw .outOfMemory(at: .start)
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, copy.baseAddress, copy.count)
        let event = UnsafeMutablePointer<yaml_event_t>.allocate(capacity: 1)
        event.initialize(to: yaml_event_t())
        (self.parser, self.event, self.bytes, self.limits) = (parser, event, copy, limits)
    }

    /// A reader at the start of a file held as an array.
    ///
    /// - Throws: as ``init(_:limits:)``.
    public init(_ source: [UInt8], limits: Limits = .standard) throws(Problem) {
        try self.init(source.span, limits: limits)
    }

    deinit {
        yaml_event_delete(event)
        yaml_parser_delete(parser)
        event.deallocate()
        parser.deallocate()
        bytes.deallocate()
    }

    /// The next event, or nil at the end of the file.
    ///
    /// - Throws: a syntax error or a passed limit; after it, and after the end, there are no more events.
    public mutating func next() throws(Problem) -> Event? {
        while !isFinished {
            yaml_event_delete(event)
            guard yaml_parser_parse(parser, event) == 1 else {
                isFinished = true
                throw syntaxProblem
            }
            guard let kind = try advance() else { continue }
            return Event(kind: kind, mark: Mark(event.pointee.start_mark), end: Mark(event.pointee.end_mark))
        }
        return nil
    }

    /// The kind of the event libyaml just gave, or nil for those that say nothing to a caller.
    private mutating func advance() throws(Problem) -> Event.Kind? {
        switch event.pointee.type {
        case YAML_DOCUMENT_START_EVENT:
            return .documentStart
        case YAML_DOCUMENT_END_EVENT:
            return .documentEnd
        case YAML_SEQUENCE_START_EVENT:
            try open()
            return .sequenceStart
        case YAML_MAPPING_START_EVENT:
            try open()
            return .mappingStart
        case YAML_SEQUENCE_END_EVENT:
            depth -= 1
            return .sequenceEnd
        case YAML_MAPPING_END_EVENT:
            depth -= 1
            return .mappingEnd
        case YAML_SCALAR_EVENT:
            try count()
            guard event.pointee.data.scalar.length <= limits.maximumScalarBytes else {
                throw exceeded(
                    "a text of \(event.pointee.data.scalar.length) bytes",
                    why: "a single text has at most \(limits.maximumScalarBytes)", fix: "shorten it")
            }
            return .scalar
        case YAML_ALIAS_EVENT:
            try count()
            return .alias
        case YAML_STREAM_START_EVENT:
            return nil
        default:
            isFinished = true
            return nil
        }
    }

    private mutating func open() throws(Problem) {
        try count()
        depth += 1
        guard depth <= limits.maximumDepth else {
            throw exceeded(
                "lists and mappings are nested too deep", why: "at most \(limits.maximumDepth) levels are read",
                fix: "flatten the file")
        }
    }

    private mutating func count() throws(Problem) {
        nodes += 1
        guard nodes <= limits.maximumNodes else {
            throw exceeded(
                "the file holds too many values", why: "at most \(limits.maximumNodes) are read",
                fix: "split it into several files")
        }
    }

    private mutating func exceeded(_ message: String, why: String, fix: String) -> Problem {
        isFinished = true
        return Problem(message, at: Mark(event.pointee.start_mark), why: why, fix: fix)
    }
}

// MARK: - What the current event carries

extension EventReader {
    /// Lends the UTF-8 bytes of the current scalar, resolved from quotes and escapes; nil for other events.
    public func withText<Result, Failure>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        guard event.pointee.type == YAML_SCALAR_EVENT else { return nil }
        let scalar = event.pointee.data.scalar
        return try body(UnsafeBufferPointer(start: scalar.value, count: scalar.length).span)
    }

    /// The text of the current scalar; nil for other events.
    public var text: String? {
        guard event.pointee.type == YAML_SCALAR_EVENT else { return nil }
        let scalar = event.pointee.data.scalar
        return String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
    }

    /// Whether the current event is a scalar with exactly this text; builds no string.
    public func isScalar(_ word: StaticString) -> Bool {
        guard word.hasPointerRepresentation else { return text == word.description }
        return withText { text in
            guard text.count == word.utf8CodeUnitCount else { return false }
            let expected = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
            return text.indices.allSatisfy { text[$0] == expected[$0] }
        } ?? false
    }

    /// How the current scalar is written; `plain` for other events.
    public var style: Style {
        guard event.pointee.type == YAML_SCALAR_EVENT else { return .plain }
        return switch event.pointee.data.scalar.style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: .literal
        case YAML_FOLDED_SCALAR_STYLE: .folded
        default: .plain
        }
    }

    /// The name an alias refers to or a node is anchored with, if any.
    public var anchor: String? {
        switch event.pointee.type {
        case YAML_ALIAS_EVENT: String(event.pointee.data.alias.anchor)
        case YAML_SCALAR_EVENT: String(event.pointee.data.scalar.anchor)
        case YAML_SEQUENCE_START_EVENT: String(event.pointee.data.sequence_start.anchor)
        case YAML_MAPPING_START_EVENT: String(event.pointee.data.mapping_start.anchor)
        default: nil
        }
    }

    /// The full name of the node's tag, if one is written: `tag:yaml.org,2002:str` for `!!str`.
    public var tag: String? {
        switch event.pointee.type {
        case YAML_SCALAR_EVENT: String(event.pointee.data.scalar.tag)
        case YAML_SEQUENCE_START_EVENT: String(event.pointee.data.sequence_start.tag)
        case YAML_MAPPING_START_EVENT: String(event.pointee.data.mapping_start.tag)
        default: nil
        }
    }

    /// Whether the current event starts a document that declares tag prefixes with `%TAG`.
    public var declaresTags: Bool {
        guard event.pointee.type == YAML_DOCUMENT_START_EVENT else { return false }
        let directives = event.pointee.data.document_start.tag_directives
        return directives.start != directives.end
    }
}

// MARK: - Errors

extension EventReader {
    private var syntaxProblem: Problem {
        let failed = parser.pointee
        guard failed.error != YAML_MEMORY_ERROR else { return .outOfMemory(at: Mark(failed.mark)) }
        return SyntaxError(
            statement: failed.problem.map { String(cString: $0) } ?? "",
            context: failed.context.map { String(cString: $0) } ?? "",
            mark: Mark(failed.problem_mark),
            contextMark: Mark(failed.context_mark),
            line: SourceLine(at: Mark(failed.problem_mark).line, of: UnsafeBufferPointer(bytes).span)
        ).problem
    }
}

extension Problem {
    static func outOfMemory(at mark: Mark) -> Problem {
        Problem("not enough memory to read the file", at: mark, why: "the system gave none", fix: "try again")
    }
}

extension Mark {
    /// libyaml counts lines and columns from 0.
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(line: Int(clamping: mark.line) + 1, column: Int(clamping: mark.column) + 1)
    }
}

extension String {
    fileprivate init?(_ name: UnsafeMutablePointer<yaml_char_t>?) {
        guard let name else { return nil }
        self.init(cString: name)
    }
}
