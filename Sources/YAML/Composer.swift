import Diagnostics

/// Builds nodes from events by recursion, which ``Limits/deepest`` bounds.
struct Composer: ~Copyable {
    var reader: EventReader
    let limits: Limits
    var anchors: [String: Anchor] = [:]
    var depth = 0
    var expanded = 0
    var problems: ProblemList

    init(reader: consuming EventReader, limits: Limits) {
        self.reader = reader
        self.limits = limits
        problems = ProblemList(maximum: limits.maximumProblems)
    }

    /// What an anchor names.
    struct Anchor {
        let mark: Mark
        /// Nil while the node is still being read: an alias to it would be a cycle.
        var node: Measured?
        var isUsed = false
    }

    /// A node with what an alias to it would cost.
    struct Measured {
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
        guard let start = try reader.next() else {
            reportEmpty()
            return nil
        }
        if reader.declaresTags {
            problems.report(
                Problem(
                    "'%TAG' declares tags of its own", at: start.mark, why: "only the tags of YAML itself are read",
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
        if let scalar = root.scalar, scalar.value == .null, scalar.text.isEmpty {
            reportEmpty()
            return nil
        }
        return root
    }

    mutating func reportEmpty() {
        problems.report(
            Problem("the file is empty", at: .start, why: "nothing can be read from it", fix: "fill it or remove it"))
    }

    /// A plain text behind an anchor nobody refers to was most likely meant to begin with `&`.
    mutating func reportUnusedAnchors() {
        let unused = anchors.filter { !$0.value.isUsed && $0.value.node?.node.scalar?.style == .plain }
        for (name, anchor) in unused.sorted(by: { $0.value.mark < $1.value.mark }) {
            problems.report(
                Problem(
                    "'&\(excerpt(name))' is not part of the text", at: anchor.mark,
                    why: "it names the text for an alias, and no '*\(excerpt(name))' refers to it",
                    fix: "put the whole text in quotes, or remove the name"))
        }
    }

    mutating func node(_ event: Event) throws(Problem) -> Measured {
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

    mutating func sequence(_ start: Event) throws(Problem) -> Measured {
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

    mutating func mapping(_ start: Event) throws(Problem) -> Measured {
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
            guard let problem = keyProblem(key.node, isTagged: isTagged, seen: &seen, among: pairs) else {
                pairs.append(Node.Pair(key: key.node, value: value.node))
                continue
            }
            if case .unreadable = key.node.content { continue }
            problems.report(problem)
        }
        throw truncated(at: start.mark)
    }

    /// libyaml closes what it opened, or fails; this says so should it ever not.
    func truncated(at mark: Mark) -> Problem {
        Problem("the file ends inside this", at: mark, why: "its end was not found", fix: "complete it")
    }
}
