import FoundationEssentials

extension Platform {
    /// `POST /{page}/feed`: a text, a link, or photos that were sent before.
    mutating func createPost(on page: Page, _ call: Call) throws(GraphError) -> JSON {
        try demandPage(.postOnPage, page.id, in: call)
        let parameters = call.parameters
        let content = try PostContent(parameters, textNames: ["message"], configuration, at: call.now)
        let release = try PagePost.Release(parameters, days: configuration.postDaysAhead, at: call.now)
        let photos = try attachable(PostContent.attachedPhotos(parameters), on: page, at: call.now)
        guard content.message != nil || content.link != nil || !photos.isEmpty else { throw .page(.contentMissing) }
        if case .scheduled = release, photos.count > 1, configuration.scheduledAlbums == .refused {
            throw .unknownError
        }
        try refuseDuplicate(content, release, photos, on: page, at: call.now)
        let kind: PagePost.Kind =
            photos.count > 1 ? .album : photos.count == 1 ? .photo : content.link != nil ? .link : .text
        let selection = try call.selection()
        let post = add(kind, on: page.id, content, release, photos: photos, at: call.now)
        try answerAsConfigured(for: release)
        return try read(.post(post), selection ?? FieldSelection(names: ["id"]), in: call)
    }

    /// Only this Page's photos that no post shows yet.
    private func attachable(_ ids: [PhotoID], on page: Page, at now: Date) throws(GraphError) -> [PhotoID] {
        for (index, id) in ids.enumerated() {
            guard let photo = photos[id], photo.page == page.id, isKept(photo, at: now) else {
                throw .page(.photoUnknown(id.text))
            }
            guard photo.post == nil, !ids[..<index].contains(id) else { throw .page(.photoPosted) }
        }
        return ids
    }

    /// Refuses what says the same as the post before it.
    private func refuseDuplicate(
        _ content: PostContent, _ release: PagePost.Release, _ photos: [PhotoID], on page: Page, at now: Date
    ) throws(GraphError) {
        switch configuration.duplicatePosts {
        case .allowed: return
        case .refusedWhenPublished: guard case .published = release else { return }
        case .refused: break
        }
        let before = posts(of: page).filter { post in
            if case .published = post.release { return true }
            return configuration.duplicatePosts == .refused
        }
        guard photos.isEmpty, let last = before.last(where: { !$0.kind.isStory }), last.photos.isEmpty,
            last.video == nil, now.timeIntervalSince(last.created) < configuration.duplicateMemory.seconds,
            last.content.message == content.message, last.content.link == content.link
        else { return }
        throw .page(.duplicate)
    }

    /// What a call answers that has made something visible.
    func answerAsConfigured(for release: PagePost.Release) throws(GraphError) {
        guard case .published = release else { return }
        switch configuration.postAnswer {
        case .asDocumented: return
        case .unknownError: throw .unknownError
        case .serviceDown: throw .serviceDown
        case .blocked: throw .page(.blocked)
        }
    }
}
