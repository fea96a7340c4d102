extension Platform {
    /// Finds what a call addresses and does it.
    mutating func route(_ call: Call) throws(GraphError) -> Step {
        guard let first = call.path.first else { return .body(try root(call)) }
        if call.method == .get, call.path == ["debug_token"] { return .body(try debugToken(call)) }
        if call.method == .get, call.path == ["access_token"] { return .body(try exchangeToken(call)) }
        if call.method == .get, call.path == ["refresh_access_token"] { return .body(try refreshToken(call)) }
        guard call.path.count <= 2 else { throw .pathUnknown("/" + call.path.dropFirst(2).joined(separator: "/")) }
        if call.method == .post, call.path == [configuration.appID, "uploads"] || call.path == ["app", "uploads"] {
            return .body(try startFileUpload(call))
        }
        let node = try node(first, in: call)
        let edge = call.path.count == 2 ? call.path[1] : nil
        switch (call.method, edge) {
        case (.get, nil):
            let body = try read(node, try call.selection(), in: call)
            let isWrapped =
                first == "me" && call.login == .instagram && configuration.instagramAnswers == .wrapped
            return .body(isWrapped ? ["data": [body]] : body)
        case (.get, let edge?):
            let field = FieldSelection.Field(name: edge, calls: call.parameters, selection: try call.selection())
            guard field.weight <= FieldSelection.weightLimit else { throw .tooMuchData }
            guard let value = try self.edge(field, of: node, in: call) else { throw .pathUnknown("/\(edge)") }
            return .body(value)
        case (.post, nil): return .body(try update(node, call))
        case (.post, let edge?): return try create(edge, on: node, call)
        case (.delete, nil): return .body(try delete(node, call))
        case (.delete, _): throw .requestUnsupported(id: first, method: .delete)
        }
    }

    /// `GET /?ids=a,b` where the version still has it.
    private func root(_ call: Call) throws(GraphError) -> JSON {
        guard call.method == .get, let names = call.parameters["ids"]?.list else {
            throw .requestUnsupported(id: "", method: call.method)
        }
        guard !call.version.refusesMultipleLookup(at: call.now) else { throw .feature("ids") }
        let selection = try call.selection()
        var members: [JSON.Member] = []
        for name in names {
            members.append(.init(name: name, value: try read(try node(name, in: call), selection, in: call)))
        }
        return .object(members)
    }

    private mutating func create(_ edge: String, on node: Node, _ call: Call) throws(GraphError) -> Step {
        switch (node, edge) {
        case (.account(let account), "media"): return try createContainer(for: account, call)
        case (.account(let account), "media_publish"): return .body(try publish(for: account, call))
        case (.medium(let medium), "comments"): return .body(try comment(on: medium, under: nil, call))
        case (.comment(let comment), "replies"):
            guard let medium = media[comment.medium] else { throw .objectMissing(id: node.id, method: .post) }
            // One level of threading: a reply to a reply joins the same thread.
            return .body(try self.comment(on: medium, under: comment.parent ?? comment.id, call))
        case (.page(let page), "feed"): return .body(try createPost(on: page, call))
        case (.page(let page), "photos"): return try createPhoto(on: page, call)
        case (.page(let page), "videos"): return .body(try createVideo(on: page, call))
        case (.page(let page), "video_reels"): return .body(try sendVideo(for: .reel, on: page, call))
        case (.page(let page), "video_stories"): return .body(try sendVideo(for: .story, on: page, call))
        case (.page(let page), "photo_stories"): return .body(try createPhotoStory(on: page, call))
        case (.post(let post), "comments"): return .body(try self.comment(on: post, under: nil, call))
        case (.photo(let photo), "comments"):
            return .body(try self.comment(on: try shownBy(photo.post, node), under: nil, call))
        case (.video(let video), "comments"):
            return .body(try self.comment(on: try shownBy(video.post, node), under: nil, call))
        case (.pageComment(let comment), "comments"):
            let post = try shownBy(comment.post, node)
            return .body(try self.comment(on: post, under: comment.parent ?? comment.id, call))
        default: throw .requestUnsupported(id: node.id, method: .post)
        }
    }

    /// The post around a photo, a video or a comment.
    private func shownBy(_ id: PostID?, _ node: Node) throws(GraphError) -> PagePost {
        guard let post = id.flatMap({ posts[$0] }) else { throw .objectMissing(id: node.id, method: .post) }
        return post
    }

    private mutating func update(_ node: Node, _ call: Call) throws(GraphError) -> JSON {
        switch node {
        case .medium(let medium):
            try demand(.comment, in: call)
            let takesComments = try flag("comment_enabled", call)
            media[medium.id]?.takesComments = takesComments
        case .comment(let comment):
            try demand(.comment, in: call)
            let hides = try flag("hide", call)
            // The owner's own comments always stay visible.
            if media[comment.medium]?.account.text != comment.author.id { comments[comment.id]?.isHidden = hides }
        case .post(let post): try update(post, call)
        case .video(let video): try update(video, call)
        case .pageComment(let comment): try update(comment, call)
        default: throw .requestUnsupported(id: node.id, method: .post)
        }
        return ["success": true]
    }

    private func flag(_ name: String, _ call: Call) throws(GraphError) -> Bool {
        guard call.parameters.holds(name), let value = call.parameters[name] else {
            throw .parameterRequired(name)
        }
        guard let flag = value.bool else { throw .parameterInvalid(name, why: "must be a boolean") }
        return flag
    }

    private mutating func delete(_ node: Node, _ call: Call) throws(GraphError) -> JSON {
        switch node {
        case .medium(let medium):
            guard call.login == .facebook else { throw .objectMissing(id: node.id, method: .delete) }
            try demand(.delete, in: call)
            guard configuration.deletion == .works else { throw .deletionFatal }
            guard medium.parent == nil else { throw .deletionUnsupported }
            for id in [medium.id] + medium.children { media[id]?.deleted = call.now }
            return ["success": true, "deleted_id": .string(medium.id.text)]
        case .comment(let comment):
            try demand(.comment, in: call)
            for id in [comment.id] + replies(to: comment).map(\.id) { comments[id]?.deleted = call.now }
            return ["success": true]
        case .post(let post): try delete(post, call)
        case .photo(let photo): try delete(photo, call)
        case .video(let video): try delete(video, call)
        case .pageComment(let comment): try delete(comment, call)
        default: throw .requestUnsupported(id: node.id, method: .delete)
        }
        return ["success": true]
    }
}
