/// Reads a whole file into nodes, and everything wrong with it into problems.
///
/// The file must hold one document. Duplicate keys, wrong tags and bad aliases are reported and passed over; a syntax
/// error or a passed limit ends the reading, and then there is no root.
public func parse(_ bytes: Span<UInt8>, limits: Limits = .standard) -> ParsedDocument {
    var problems = ProblemList(maximum: limits.maximumProblems)
    do throws(Problem) {
        var composer = Composer(reader: try EventReader(bytes, limits: limits), limits: limits)
        let root: Node?
        do throws(Problem) {
            root = try composer.document()
        } catch {
            composer.problems.report(error)
            root = nil
        }
        return ParsedDocument(root: root, problems: composer.problems.sorted)
    } catch {
        problems.report(error)
        return ParsedDocument(root: nil, problems: problems.sorted)
    }
}

/// Reads a whole file held as an array; see ``parse(_:limits:)``.
public func parse(_ bytes: [UInt8], limits: Limits = .standard) -> ParsedDocument {
    parse(bytes.span, limits: limits)
}

/// Builds nodes from events by recursion, which ``Limits/deepest`` bounds.
struct Composer: ~Copyable {
    private var reader: EventReader
    private let limits: Limits
    private var anchors: [String: Anchor] = [:]
    private var depth = 0
    private var expanded = 0
    var problems: ProblemList

    init(reader: consuming EventReader, limits: Limits) {
        self.reader = reader
        self.limits = limits
        problems = ProblemList(maximum: limits.maximumProblems)
    }

    /// What an anchor names.
    private struct Anchor {
        let mark: Mark
        /// Nil while the node is still being read: an alias to it would be a cycle.
        var node: Measured?
        var isUsed = false
    }

    /// A node with what an alias to it would cost.
    private struct Measured {
        let node: Node
        /// Nodes in it, itself included, aliases counted as what they stand for.
        var size: Int
        /// Levels of lists and mappings in it.
        var height: Int
    }
}

extension Composer {
    /// The one document of the file.
    mutating func document() throws(Problem) -> Node? {
        guard try reader.next() != nil else {
            reportEmpty()
            return nil
        }
        if reader.declaresTags {
            problems.report(
                Problem(
                    "'%TAG' declares tags of its own", at: .start, why: "only the tags of YAML itself are read",
                    fix: "remove the line"))
        }
        guard let first = try reader.next() else { return nil }
        let root = try node(first).node
        reportUnusedAnchors()
        _ = try reader.next()
        if let second = try reader.next() {
            problems.report(
                Problem(
                    "a second document begins here", at: second.mark, why: "a file holds one document",
                    fix: "move it to a file of its own"))
        }
        if let scalar = root.scalar, scalar.style == .plain, scalar.text.isEmpty {
            reportEmpty()
            return nil
        }
        return root
    }

    private mutating func reportEmpty() {
        problems.report(
            Problem("the file is empty", at: .start, why: "nothing can be read from it", fix: "fill it or remove it"))
    }

    /// A plain text behind an anchor nobody refers to was most likely meant to begin with `&`.
    private mutating func reportUnusedAnchors() {
        for (name, anchor) in anchors where !anchor.isUsed && anchor.node?.node.scalar?.style == .plain {
            problems.report(
                Problem(
                    "'&\(excerpt(name))' is not part of the text", at: anchor.mark,
                    why: "it names the text for an alias, and no '*\(excerpt(name))' refers to it",
                    fix: "put the whole text in quotes, or remove the name"))
        }
    }

    private mutating func node(_ event: Event) throws(Problem) -> Measured {
        if event.kind == .alias { return alias(event) }
        let anchor = reader.anchor
        if let anchor { anchors[anchor] = Anchor(mark: event.mark) }
        let measured =
            switch event.kind {
            case .sequenceStart: try sequence(event)
            case .mappingStart: try mapping(event)
            default: scalar(event)
            }
        if let anchor { anchors[anchor]?.node = measured }
        return measured
    }

    private mutating func sequence(_ start: Event) throws(Problem) -> Measured {
        let isReadable = checkTag(start, expected: "seq", form: "a list")
        depth += 1
        defer { depth -= 1 }
        var measured = (size: 1, height: 0)
        var items: [Node] = []
        while let event = try reader.next() {
            if event.kind == .sequenceEnd {
                let node = Node(mark: start.mark, end: event.end, content: isReadable ? .sequence(items) : .unreadable)
                return Measured(node: node, size: measured.size, height: measured.height + 1)
            }
            let item = try node(event)
            measured = (measured.size + item.size, max(measured.height, item.height))
            items.append(item.node)
        }
        throw truncated(at: start.mark)
    }

    private mutating func mapping(_ start: Event) throws(Problem) -> Measured {
        let isReadable = checkTag(start, expected: "map", form: "a mapping")
        depth += 1
        defer { depth -= 1 }
        var measured = (size: 1, height: 0)
        var pairs: [Node.Pair] = []
        var seen = SeenKeys()
        while let event = try reader.next() {
            if event.kind == .mappingEnd {
                let node = Node(mark: start.mark, end: event.end, content: isReadable ? .mapping(pairs) : .unreadable)
                return Measured(node: node, size: measured.size, height: measured.height + 1)
            }
            let isTagged = reader.tag != nil
            let key = try node(event)
            guard let valueEvent = try reader.next() else { break }
            let value = try node(valueEvent)
            measured.size += key.size + value.size
            measured.height = max(measured.height, key.height, value.height)
            guard let problem = keyProblem(key.node, isTagged: isTagged, seen: &seen) else {
                pairs.append(Node.Pair(key: key.node, value: value.node))
                continue
            }
            if case .unreadable = key.node.content { continue }
            problems.report(problem)
        }
        throw truncated(at: start.mark)
    }

    /// libyaml closes what it opened, or fails; this says so should it ever not.
    private func truncated(at mark: Mark) -> Problem {
        Problem("the file ends inside this", at: mark, why: "its end was not found", fix: "complete it")
    }
}

// MARK: - Keys

extension Composer {
    private func keyProblem(_ key: Node, isTagged: Bool, seen: inout SeenKeys) -> Problem? {
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
private struct SeenKeys {
    private var few: [(text: String, mark: Mark)] = []
    private var many: [String: Mark] = [:]

    /// Remembers a key, or gives the place of the same one before.
    mutating func insert(_ text: String, at mark: Mark) -> Mark? {
        if many.isEmpty {
            if let first = few.first(where: { $0.text == text }) { return first.mark }
            few.append((text, mark))
            if few.count > 16 { many = Dictionary(uniqueKeysWithValues: few.map { ($0.text, $0.mark) }) }
            return nil
        }
        if let first = many[text] { return first }
        many[text] = mark
        return nil
    }
}

// MARK: - Aliases

extension Composer {
    private mutating func alias(_ event: Event) -> Measured {
        let name = reader.anchor ?? ""
        guard let anchor = anchors[name] else {
            return refuse(
                event, "alias '*\(excerpt(name))' has no anchor", why: "no '&\(excerpt(name))' stands above it",
                fix: "write the value out, or put the text in quotes")
        }
        anchors[name]?.isUsed = true
        guard let target = anchor.node else {
            return refuse(
                event, "alias '*\(excerpt(name))' contains itself",
                why: "it stands inside '&\(excerpt(name))' of line \(anchor.mark.line)", fix: "write the value out")
        }
        guard depth + target.height <= limits.maximumDepth else {
            return refuse(
                event, "alias '*\(excerpt(name))' nests lists and mappings too deep",
                why: "at most \(limits.maximumDepth) levels are read", fix: "write less deep values")
        }
        guard target.size <= limits.maximumAliasExpansion - expanded else {
            return refuse(
                event, "alias '*\(excerpt(name))' makes the file too large",
                why: "all aliases together may stand for \(limits.maximumAliasExpansion) values",
                fix: "write fewer or smaller aliases")
        }
        expanded += target.size
        let node = Node(mark: event.mark, end: event.end, content: target.node.content)
        return Measured(node: node, size: target.size, height: target.height)
    }

    private mutating func refuse(_ event: Event, _ message: String, why: String, fix: String) -> Measured {
        problems.report(Problem(message, at: event.mark, why: why, fix: fix))
        return unreadable(event)
    }

    private func unreadable(_ event: Event) -> Measured {
        Measured(node: Node(mark: event.mark, end: event.end, content: .unreadable), size: 1, height: 0)
    }
}

// MARK: - Scalars and tags

extension Composer {
    private mutating func scalar(_ event: Event) -> Measured {
        let text = reader.text ?? ""
        let style = reader.style
        if style == .doubleQuoted, let control = text.unicodeScalars.first(where: \.isControl) {
            return refuse(
                event, "a text holds the control character U+\(hexadecimal(control.value, digits: 4))",
                why: "texts are printable but for tabs and line breaks", fix: "remove its escape")
        }
        let value: CoreValue?
        switch reader.tag {
        case nil: value = style == .plain ? CoreValue(plain: text) : .string
        case "!", "tag:yaml.org,2002:str": value = .string
        case "tag:yaml.org,2002:null": value = CoreValue.isNull(text) ? .null : nil
        case "tag:yaml.org,2002:bool": value = CoreValue.bool(text).map { .bool($0) }
        case "tag:yaml.org,2002:int": value = CoreValue.integer(text)
        case "tag:yaml.org,2002:float": value = CoreValue.float(text).map { .float($0) }
        case .some(let tag):
            reportTag(tag, on: event, form: "a text")
            return unreadable(event)
        }
        guard let value else {
            return refuse(
                event, "'\(excerpt(text))' is not what its tag says",
                why: "it reads '\(shortened(reader.tag ?? ""))'", fix: "remove the tag")
        }
        let scalar = Scalar(text: text, style: style, value: value)
        return Measured(node: Node(mark: event.mark, end: event.end, content: .scalar(scalar)), size: 1, height: 0)
    }

    /// Whether a list or mapping may carry its tag; reports when not.
    private mutating func checkTag(_ event: Event, expected: String, form: String) -> Bool {
        guard let tag = reader.tag, tag != "!", tag != "tag:yaml.org,2002:" + expected else { return true }
        reportTag(tag, on: event, form: form)
        return false
    }

    private mutating func reportTag(_ tag: String, on event: Event, form: String) {
        problems.report(
            Problem(
                "tag '\(excerpt(shortened(tag)))' on \(form)", at: event.mark,
                why: "only the core tags of YAML are read, each on its own kind",
                fix: "remove it, or put a text that begins with '!' in quotes"))
    }

    private func shortened(_ tag: String) -> String {
        let prefix = "tag:yaml.org,2002:"
        return tag.hasPrefix(prefix) ? "!!" + tag.dropFirst(prefix.count) : tag
    }
}

extension Unicode.Scalar {
    /// Whether it is neither printable nor a tab or line break: C0, DEL and C1.
    fileprivate var isControl: Bool {
        switch value {
        case 0x09, 0x0A, 0x0D: false
        case 0x00..<0x20, 0x7F..<0xA0: true
        default: false
        }
    }
}
