import MetaGraph
import Publishing

/// How what flows know of stands at Facebook, and what the Page lists.
extension PageCalls {
    func state(of object: PageObject) async throws(Refusal) -> PageState {
        switch object.kind {
        case .post:
            return PageState(
                try await ask { graph async throws(GraphError) in try await graph.post(PagePostID(object.id)) })
        case .video, .reel, .videoStory:
            return PageState(
                try await ask { graph async throws(GraphError) in try await graph.video(VideoID(object.id)) })
        case .photo: return try await photoState(object.id)
        case .photoStory:
            let state = try await photoState(object.id)
            // A photo does not tell of its story, but the story of its photo.
            let stories = try await ask { graph async throws(GraphError) in
                try await graph.stories(of: page, limit: Self.listLength)
            }.items
            let story = stories.first { $0.mediaID == object.id }
            return story.map { .published(post: $0.id.text, at: $0.created) } ?? state
        case .upload:
            let place = try VideoPlace(object.id)
            do throws(Refusal) {
                return PageState(
                    arrivalOf: try await ask { graph async throws(GraphError) in
                        try await graph.video(place.video, ["id", "status"])
                    })
            } catch {
                // Whoever sends it from the start is told where to go on.
                guard error.isUnreadable else { throw error }
                return .receiving(bytes: 0)
            }
        }
    }

    private func photoState(_ id: String) async throws(Refusal) -> PageState {
        _ = try await ask { graph async throws(GraphError) in try await graph.photo(PhotoID(id), ["id"]) }
        return .unpublished
    }

    func list(_ list: PageList) async throws(Refusal) -> [ListedMedium] {
        switch list {
        case .posts:
            let posts = try await ask { graph async throws(GraphError) in
                try await graph.posts(of: page, PagePost.listFields, limit: Self.listLength)
            }
            // Lists of posts show no reels.
            let reels = try await ask { graph async throws(GraphError) in
                try await graph.reels(of: page, limit: Self.listLength)
            }.items
            let shown = posts.items.compactMap { ListedMedium($0) ?? ListedMedium(videoOf: $0) }
            return shown + reels.filter { reel in !shown.contains { $0.id == reel.id.text } }.map { ListedMedium($0) }
        case .scheduled:
            let posts = try await ask { graph async throws(GraphError) in
                try await graph.posts(of: page, in: .scheduled, PagePost.listFields, limit: Self.listLength)
            }
            return posts.items.compactMap { ListedMedium($0) ?? ListedMedium(videoOf: $0) }
        case .unpublished:
            let posts = try await ask { graph async throws(GraphError) in
                try await graph.posts(of: page, in: .feed, PagePost.listFields, limit: Self.listLength)
            }
            return posts.items.filter { $0.isPublished == false && $0.scheduled == nil }
                .compactMap { ListedMedium($0) ?? ListedMedium(videoOf: $0) }
        case .stories:
            let stories = try await ask { graph async throws(GraphError) in
                try await graph.stories(of: page, limit: Self.listLength)
            }
            return stories.items.map { ListedMedium($0) }
        }
    }
}
