import FoundationEssentials

extension Platform {
    /// A list of a Page, or of what stands on it; `nil` where there is no such edge.
    func pageEdge(_ field: FieldSelection.Field, of node: Node, in call: Call) throws(GraphError) -> JSON? {
        switch (node, field.name) {
        case (.page(let page), "feed"), (.page(let page), "posts"), (.page(let page), "published_posts"):
            try demandPage(.readPage, page.id, in: call)
            var listed = visible(page, call).filter { $0.kind.isListed && (field.name != "feed" || !$0.isHidden) }
            if field.name == "feed", configuration.draftsInFeed == .listed {
                listed += posts(of: page).filter { $0.release == .draft && $0.deleted == nil && $0.kind.isListed }
            }
            let entries = try newestFirst(listed, field, call) { .post($0) }.prefix(Self.listedPosts)
            return try list(Array(entries), field, of: node, call, .ofPosts)
        case (.page(let page), "scheduled_posts"):
            try demandPage(.readPage, page.id, in: call)
            let waiting = posts(of: page).filter { post in
                guard case .scheduled = post.release, post.kind.isListed else { return false }
                return !hasBeenLive(post, at: call.now)
            }
            let order = Self.order(of: page)
            let entries = waiting.map { post in
                (Self.place(post.release.moment ?? call.now, order[post.id] ?? 0), Node.post(post))
            }
            return try list(entries.sorted { $0.0 < $1.0 }, field, of: node, call, .ofPosts)
        case (.page(let page), "video_reels"):
            try demandPage(.readPage, page.id, in: call)
            let reels = visible(page, call).filter { $0.kind == .reel }
            return try list(try videoEntries(reels, field, call), field, of: node, call, Paging())
        case (.page(let page), "videos"):
            try demandPage(.readPage, page.id, in: call)
            let films = visible(page, call).filter { $0.kind == .video }
            return try list(try videoEntries(films, field, call), field, of: node, call, Paging())
        case (.page(let page), "photos"):
            try demandPage(.readPage, page.id, in: call)
            return try list(photoEntries(page, call), field, of: node, call, Paging())
        case (.page(let page), "stories"):
            try demandPage(.readPage, page.id, in: call)
            return try list(try stories(page, field, call), field, of: node, call, Paging())
        case (.page(let page), "visitor_posts"), (.page(let page), "tagged"):
            try demandPage(.readPage, page.id, in: call)
            return ["data": []]
        case (.post(let post), "comments"):
            try demandPage(.readPage, post.page, in: call)
            return try comments(liveComments(of: post).filter { $0.parent == nil }, of: post, field, node, call)
        case (.pageComment(let comment), "comments"):
            guard let post = posts[comment.post] else { return ["data": []] }
            try demandPage(.readPage, post.page, in: call)
            return try comments(replies(to: comment), of: post, field, node, call)
        case (.photo(let photo), "comments"), (.photo(let photo), "likes"), (.photo(let photo), "reactions"):
            return try pageEdge(field, ofPost: photo.post, in: call)
        case (.video(let video), "comments"), (.video(let video), "likes"), (.video(let video), "reactions"):
            return try pageEdge(field, ofPost: video.post, in: call)
        case (.post, "likes"), (.post, "reactions"), (.pageComment, "likes"), (.pageComment, "reactions"):
            guard field.calls["summary"]?.text.map({ $0 != "false" }) == true else { return ["data": []] }
            return ["data": [], "summary": ["total_count": 0]]
        default: return nil
        }
    }

    /// The platform lists some 600 ranked posts a year; here they are the newest.
    private static let listedPosts = 600

    private func pageEdge(
        _ field: FieldSelection.Field, ofPost id: PostID?, in call: Call
    ) throws(GraphError) -> JSON? {
        guard let post = id.flatMap({ posts[$0] }) else { return ["data": []] }
        return try pageEdge(field, of: .post(post), in: call)
    }

    /// What lists show: live, and long enough so.
    private func visible(_ page: Page, _ call: Call) -> [PagePost] {
        posts(of: page).filter { post in
            guard isLive(post, at: call.now), let live = goesLive(post) else { return false }
            return live + configuration.listLag <= call.now
        }
    }

    /// Which post was made when, among all of the Page's.
    private static func order(of page: Page) -> [PostID: Int] {
        Dictionary(page.posts.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    }

    /// A place that neither later posts nor deleted ones move: by the second, then by the order in which they were made.
    private static func place(_ date: Date, _ index: Int) -> Int {
        Int(max(-1e11, min(1e11, date.timeIntervalSince1970))) * 100_000 + index % 100_000
    }

    private func newestFirst(
        _ posts: [PagePost], _ field: FieldSelection.Field, _ call: Call, _ node: (PagePost) -> Node?
    ) throws(GraphError) -> [(Int, Node)] {
        let since = try date("since", field, call)
        let until = try date("until", field, call)
        var entries: [(Int, Node)] = []
        let order = posts.first.flatMap { pages[$0.page] }.map(Self.order(of:)) ?? [:]
        for post in posts {
            let created = createdTime(post, at: call.now)
            if let since, created < since { continue }
            if let until, created > until { continue }
            if let node = node(post) { entries.append((-Self.place(created, order[post.id] ?? 0), node)) }
        }
        return entries.sorted { $0.0 < $1.0 }
    }

    private func videoEntries(
        _ posts: [PagePost], _ field: FieldSelection.Field, _ call: Call
    ) throws(GraphError) -> [(Int, Node)] {
        try newestFirst(posts, field, call) { post in post.video.flatMap { videos[$0] }.map(Node.video) }
    }

    private func photoEntries(_ page: Page, _ call: Call) -> [(Int, Node)] {
        page.photos.enumerated().reversed().compactMap { index, id in
            guard let photo = photos[id], isKept(photo, at: call.now),
                let post = photo.post.flatMap({ posts[$0] }), isLive(post, at: call.now), !post.kind.isStory
            else { return nil }
            return (-index, .photo(photo))
        }
    }

    /// `status` asks for those of the last 24 hours or for older ones; without it, both come.
    private func stories(
        _ page: Page, _ field: FieldSelection.Field, _ call: Call
    ) throws(GraphError) -> [(Int, Node)] {
        let status = field.calls["status"]?.text?.uppercased() ?? ""
        guard ["", "PUBLISHED", "ARCHIVED"].contains(status) else {
            throw .parameterInvalid("status", why: "must be one of {ARCHIVED, PUBLISHED}")
        }
        let shown = posts(of: page).filter { post in
            guard post.kind.isStory, let live = goesLive(post), live + configuration.listLag <= call.now else {
                return false
            }
            return status.isEmpty || isLive(post, at: call.now) == (status == "PUBLISHED")
        }
        return try newestFirst(shown, field, call) { .post($0) }
    }

    /// Oldest first as on a post's page, or newest first where that is asked for; `stream` has the replies, too.
    private func comments(
        _ topmost: [PageComment], of post: PagePost, _ field: FieldSelection.Field, _ node: Node, _ call: Call
    ) throws(GraphError) -> JSON {
        var shown = topmost
        if field.calls["filter"]?.text == "stream", case .post = node { shown = liveComments(of: post) }
        let isReversed = field.calls["order"]?.text == "reverse_chronological"
        let places = Dictionary(uniqueKeysWithValues: post.comments.enumerated().map { ($0.element, $0.offset) })
        let entries = shown.map { comment -> (Int, Node) in
            let place = places[comment.id] ?? 0
            return (isReversed ? -place : place, .pageComment(comment))
        }
        let body = try list(entries.sorted { $0.0 < $1.0 }, field, of: node, call, .ofPosts)
        guard field.calls["summary"]?.text.map({ $0 != "false" }) == true else { return body }
        let summary: JSON = [
            "order": isReversed ? "reverse_chronological" : "chronological", "total_count": .integer(shown.count),
            "can_comment": true,
        ]
        return .object((body.members ?? []) + [.init(name: "summary", value: summary)])
    }
}

extension Paging {
    /// A Page's lists refuse more than 100 at once, where others cut them down.
    static let ofPosts = Paging(default: 25, maximum: 100, refusesMore: true)
}
