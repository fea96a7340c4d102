public import FoundationEssentials

extension Platform {
    /// `POST /{post}`: other words, another hour, seen now, hidden, pinned.
    ///
    /// A post may go out while it is edited: what it is counts at the moment of the call.
    mutating func update(_ post: PagePost, _ call: Call) throws(GraphError) {
        try demandPage(.postOnPage, post.page, in: call)
        guard !post.isForeign else { throw .page(.foreign) }
        guard !post.kind.isStory else { throw .requestUnsupported(id: post.id.text, method: .post) }
        var changed = post
        let parameters = call.parameters
        if parameters["message"] != nil {
            let text = try PostContent.text(parameters, ["message"])
            guard text != nil || post.content.link != nil || !post.photos.isEmpty || post.video != nil else {
                throw .page(.contentMissing)
            }
            changed.content.message = text
        }
        if parameters.holds("backdated_time"), let text = parameters["backdated_time"]?.text {
            guard let date = GraphTime.read(text, now: call.now), date <= call.now else {
                throw .parameterInvalid("backdated_time", why: "must be a time in the past")
            }
            changed.content.backdated = date
        }
        if let hides = try call.flag("is_hidden") { changed.isHidden = hides }
        if let pins = try call.flag("is_pinned") { changed.isPinned = pins }
        let days = post.kind == .reel ? configuration.reelDaysAhead : configuration.postDaysAhead
        try release(&changed, call, flag: "is_published", days: days)
        changed.updated = call.now
        posts[post.id] = changed
        if changed.release != post.release { try answerAsConfigured(for: changed.release) }
    }

    /// `POST /{video}`: its words, and when it is seen.
    mutating func update(_ video: PageVideo, _ call: Call) throws(GraphError) {
        try demandPage(.postOnPage, video.page, in: call)
        let parameters = call.parameters
        let description = try PostContent.text(parameters, ["description"])
        let title = parameters["name"]?.text ?? parameters["title"]?.text
        if let post = video.post.flatMap({ posts[$0] }) {
            var changed = post
            if let description { changed.content.message = description }
            if let title { changed.content.title = title }
            let days = video.purpose == .reel ? configuration.reelDaysAhead : configuration.postDaysAhead
            try release(&changed, call, flag: "published", days: days)
            changed.updated = call.now
            posts[post.id] = changed
            if changed.release != post.release { try answerAsConfigured(for: changed.release) }
        }
        if let description { videos[video.id]?.description = description }
        if let title { videos[video.id]?.title = title }
        videos[video.id]?.updated = call.now
    }

    /// Changes when a post is seen; there is no way back from published, and none from scheduled but deletion.
    private func release(_ post: inout PagePost, _ call: Call, flag: String, days: Int) throws(GraphError) {
        let isOut = hasBeenLive(post, at: call.now) || { if case .published = post.release { true } else { false } }()
        let date = try PagePost.Release.time(call.parameters, days: days, at: call.now)
        let publishes = try call.flag(flag)
        if isOut {
            if date != nil { throw .page(.alreadyPublished) }
            if publishes == false { throw .page(.alreadyPublished) }
            if publishes == true, configuration.publishAgain == .refused { throw .page(.alreadyPublished) }
            return
        }
        if publishes == true {
            guard date == nil else { throw .page(.scheduledButPublished) }
            post.release = .published(at: call.now)
            post.wasScheduled = false
        } else if let date {
            if post.photos.count > 1, configuration.scheduledAlbums == .refused { throw .unknownError }
            post.release = .scheduled(for: date)
            post.wasScheduled = true
        }
    }

    /// `DELETE` of a post, with the photos and videos it shows.
    mutating func delete(_ post: PagePost, _ call: Call) throws(GraphError) {
        try demandPage(.postOnPage, post.page, in: call)
        remove(post, at: call.now)
    }

    /// `DELETE` of a photo: its post goes with it, where it shows no other.
    mutating func delete(_ photo: PagePhoto, _ call: Call) throws(GraphError) {
        try demandPage(.postOnPage, photo.page, in: call)
        photos[photo.id]?.deleted = call.now
        guard let post = photo.post.flatMap({ posts[$0] }) else { return }
        let left = post.photos.filter { photos[$0]?.deleted == nil }
        if left.isEmpty { remove(post, at: call.now) } else { posts[post.id]?.photos = left }
    }

    /// `DELETE` of a video, with the post around it.
    mutating func delete(_ video: PageVideo, _ call: Call) throws(GraphError) {
        try demandPage(.postOnPage, video.page, in: call)
        videos[video.id]?.deleted = call.now
        if let post = video.post.flatMap({ posts[$0] }) { remove(post, at: call.now) }
    }

    mutating func delete(_ comment: PageComment, _ call: Call) throws(GraphError) {
        guard let post = posts[comment.post] else { throw .objectMissing(id: comment.id.text, method: .delete) }
        try demandPage(.commentOnPage, post.page, in: call)
        for id in [comment.id] + replies(to: comment).map(\.id) { pageComments[id]?.deleted = call.now }
    }

    private mutating func remove(_ post: PagePost, at now: Date) {
        posts[post.id]?.deleted = now
        for photo in post.photos { photos[photo]?.deleted = now }
        if let video = post.video { videos[video]?.deleted = now }
    }
}

/// What people do in a browser, beside the API.
extension Platform {
    /// A post written by hand.
    ///
    /// - Returns: its id; `nil` where there is no such Page.
    public mutating func addPost(_ message: String, onPage id: String, at now: Date) -> String? {
        guard let page = pages[PageID(id)] else { return nil }
        var content = PostContent()
        content.message = message
        let post = add(.text, on: page.id, content, .published(at: now), at: now)
        posts[post.id]?.isForeign = true
        return post.id.text
    }

    /// Gives a post other words by hand.
    ///
    /// - Returns: whether there is such a post.
    public mutating func editPost(_ id: String, message: String, at now: Date) -> Bool {
        guard let post = posts[PostID(id)], post.deleted == nil else { return false }
        posts[post.id]?.content.message = message
        posts[post.id]?.updated = now
        return true
    }

    /// Deletes a post by hand.
    ///
    /// - Returns: whether there was such a post.
    public mutating func deletePost(_ id: String, at now: Date) -> Bool {
        guard let post = posts[PostID(id)], post.deleted == nil else { return false }
        remove(post, at: now)
        return true
    }
}
