import Diagnostics

extension Composer {
    mutating func alias(_ event: Event) -> Measured {
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

    mutating func refuse(_ event: Event, _ message: String, why: String, fix: String) -> Measured {
        problems.report(Problem(message, at: event.mark, why: why, fix: fix))
        return unreadable(event)
    }

    func unreadable(_ event: Event) -> Measured {
        Measured(node: Node(mark: event.mark, end: event.end, content: .unreadable), size: 1, height: 0)
    }
}
