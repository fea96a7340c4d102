import FoundationEssentials

extension Platform {
    /// A node's list, asked for by path or inside `fields=`; `nil` where the node has no such edge.
    func edge(_ field: FieldSelection.Field, of node: Node, in call: Call) throws(GraphError) -> JSON? {
        switch (node, field.name) {
        case (.person(let person), "accounts"):
            try demand(.listPages, in: call)
            let granted = person.pages.filter { call.token.pageTokens?.keys.contains($0) ?? true }
            let entries = granted.compactMap { pages[$0] }.enumerated().map { ($0.offset, Node.page($0.element)) }
            var asked = field
            asked.selection =
                field.selection
                ?? FieldSelection(names: ["access_token", "category", "category_list", "name", "id", "tasks"])
            return try list(entries, asked, of: node, call, Paging())
        case (.person, "permissions"):
            return [
                "data": .array(
                    call.token.scopes.map { ["permission": .string($0), "status": "granted"] }
                        + (call.token.declined ?? []).map { ["permission": .string($0), "status": "declined"] })
            ]
        case (.account(let account), "media"):
            try demand(.read, in: call)
            return try list(listed(account, field, call) { !$0.kind.isStory }, field, of: node, call, Paging())
        case (.account(let account), "stories"):
            try demand(.read, in: call)
            let stories = try listed(account, field, call) {
                $0.kind.isStory && call.now.timeIntervalSince($0.published) < Container.life
            }
            return try list(stories, field, of: node, call, Paging())
        case (.account, "tags"), (.account, "live_media"):
            try demand(.read, in: call)
            return ["data": []]
        case (.account(let account), "content_publishing_limit"):
            return try publishingLimit(account, field, call)
        case (.medium(let medium), "children"):
            let slides = medium.children.compactMap { media[$0] }.enumerated().map {
                ($0.offset, Node.medium($0.element))
            }
            return try list(slides, field, of: node, call, Paging(default: 100, links: .none))
        case (.medium(let medium), "collaborators"):
            guard call.login == .facebook else { return nil }
            return [
                "data": .array(
                    medium.content.collaborators.map { ["username": .string($0), "invite_status": "Pending"] })
            ]
        case (.medium(let medium), "comments"):
            try demand(.comment, in: call)
            return try list(placed(medium) { $0.parent == nil }, field, of: node, call, .ofComments)
        case (.comment(let comment), "replies"):
            try demand(.comment, in: call)
            let entries = media[comment.medium].map { placed($0) { $0.parent == comment.id } } ?? []
            return try list(entries, field, of: node, call, .ofComments)
        default: return try pageEdge(field, of: node, in: call)
        }
    }

    /// Live comments of a medium, newest first, each with the place it keeps when others are deleted.
    private func placed(_ medium: Medium, _ belongs: (Comment) -> Bool) -> [(Int, Node)] {
        medium.comments.enumerated().reversed().compactMap { place, id in
            guard let comment = comments[id], comment.deleted == nil, belongs(comment) else { return nil }
            return (-place, .comment(comment))
        }
    }

    func liveComments(of medium: Medium) -> [Comment] {
        medium.comments.compactMap { comments[$0] }.filter { $0.deleted == nil }
    }

    func replies(to comment: Comment) -> [Comment] {
        (media[comment.medium].map(liveComments(of:)) ?? []).filter { $0.parent == comment.id }
    }

    /// The account's media that a list shows, newest first, each with its place.
    private func listed(
        _ account: Account, _ field: FieldSelection.Field, _ call: Call, _ belongs: (Medium) -> Bool
    ) throws(GraphError) -> [(Int, Node)] {
        let since = try date("since", field, call)
        let until = try date("until", field, call)
        var entries: [(Int, Node)] = []
        for (place, id) in account.media.enumerated().reversed() {
            guard let medium = media[id], medium.deleted == nil, belongs(medium) else { continue }
            guard medium.published + configuration.listLag <= call.now else { continue }
            if let since, medium.published < since { continue }
            if let until, medium.published > until { continue }
            entries.append((-place, .medium(medium)))
            if entries.count == Self.listedMedia { break }
        }
        return entries
    }

    /// `/media` reaches back over this many.
    private static let listedMedia = 10_000

    func date(_ name: String, _ field: FieldSelection.Field, _ call: Call) throws(GraphError) -> Date? {
        guard let text = field.calls[name]?.text, !text.isEmpty else { return nil }
        guard let date = GraphTime.read(text, now: call.now) else {
            throw .parameterInvalid(name, why: "must be a Unix time or a date")
        }
        return date
    }

    /// `{"data":[…],"paging":{…}}` of one page.
    func list(
        _ entries: [(Int, Node)], _ field: FieldSelection.Field, of owner: Node, _ call: Call, _ paging: Paging
    ) throws(GraphError) -> JSON {
        let page = try paging.page(of: entries, field.calls)
        var elements: [JSON] = []
        for (_, node) in page.entries { elements.append(try read(node, field.selection, in: call)) }
        guard let first = page.entries.first, let last = page.entries.last else { return ["data": []] }
        let link = PageLink(call: call, owner: owner, field: field, limit: page.limit)
        let (before, after) = (Paging.cursor(first.0), Paging.cursor(last.0))
        let links: JSON? =
            switch paging.links {
            case .none: nil
            case .onwards:
                page.hasNext ? ["cursors": ["after": .string(after)], "next": .string(link.url(after: after))] : nil
            case .bothWays:
                .object(present: [
                    "cursors": ["before": .string(before), "after": .string(after)],
                    "next": page.hasNext ? .string(link.url(after: after)) : nil,
                    "previous": page.hasPrevious ? .string(link.url(before: before)) : nil,
                ])
            }
        return .object(present: ["data": .array(elements), "paging": links])
    }
}
