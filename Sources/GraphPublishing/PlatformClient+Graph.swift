public import MetaGraph
public import Publishing
import ScheduleLock

extension PlatformClient {
    /// The platform as `graph` shows it to one Instagram account.
    public static func instagram(_ account: IGUserID, through graph: GraphClient) -> PlatformClient {
        PlatformClient(
            createContainer: { draft async throws(Refusal) in
                let request = try ContainerRequest(draft)
                return try await asking { () async throws(GraphError) in
                    try await graph.createContainer(request, for: account).value.id.text
                }
            },
            containerStatus: { container async throws(Refusal) in
                try await asking { () async throws(GraphError) in
                    try await graph.status(of: ContainerID(container)).value.forFlow
                }
            },
            publish: { container async throws(Refusal) in
                try await asking { () async throws(GraphError) in
                    try await graph.publish(ContainerID(container), on: account).value.text
                }
            },
            newestMedia: { surface, limit async throws(Refusal) in
                try await asking { () async throws(GraphError) in
                    let page =
                        switch surface {
                        case .feed: try await graph.media(of: account, limit: limit)
                        case .stories: try await graph.stories(of: account, limit: limit)
                        }
                    return page.value.items.compactMap { ListedMedium($0) }
                }
            },
            permalink: { media async throws(Refusal) in
                try await asking { () async throws(GraphError) in
                    try await graph.media(MediaID(media), ["id", "permalink"]).value.permalink
                }
            },
            comment: { media, text async throws(Refusal) in
                try await asking { () async throws(GraphError) in
                    try await graph.comment(text, on: MediaID(media)).value.text
                }
            },
            comments: { media async throws(Refusal) in
                try await asking { () async throws(GraphError) in
                    try await graph.comments(on: MediaID(media), ["id", "text", "timestamp"], limit: 50)
                        .value.items.map { ListedComment(id: $0.id.text, text: $0.text ?? "", timestamp: $0.timestamp) }
                }
            },
            switchComments: { media, enabled async throws(Refusal) in
                try await asking { () async throws(GraphError) in
                    _ = try await graph.setComments(enabled: enabled, on: MediaID(media))
                }
            },
            delete: { media async throws(Refusal) in
                try await asking { () async throws(GraphError) in _ = try await graph.delete(MediaID(media)) }
            })
    }

    /// Runs a call, its error told as a flow understands it.
    private static func asking<Value: Sendable>(
        _ call: @Sendable () async throws(GraphError) -> Value
    ) async throws(Refusal) -> Value {
        do throws(GraphError) {
            return try await call()
        } catch {
            throw Refusal(error)
        }
    }
}

extension ListedMedium {
    /// `nil` for what is neither image, video nor carousel: none of our publications.
    init?(_ medium: Media) {
        let kind: MediaLook.Kind
        switch medium.kind {
        case .image: kind = .image
        case .video: kind = .video
        case .carousel: kind = .carousel
        default: return nil
        }
        self.init(
            id: medium.id.text, timestamp: medium.timestamp, caption: medium.caption, kind: kind,
            childCount: medium.children?.count)
    }
}
