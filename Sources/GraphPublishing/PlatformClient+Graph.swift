import ContentModel
public import FoundationEssentials
public import MetaGraph
public import Publishing
import ScheduleLock

extension PlatformClient {
    /// The platform as `graph` shows it to one Instagram account.
    ///
    /// What others see is done only while ``MetaGraph/GraphClient/mayAct`` of `graph` says so; after a no, the refusal's
    /// effect is ``Publishing/Refusal/Effect/unsent``.
    ///
    /// - Parameters:
    ///   - media: where the bytes of media are on this machine.
    ///   - now: this machine's wall clock, by which ``Publishing/PlatformClient/usage`` is dated.
    public static func instagram(
        _ account: IGUserID, through graph: GraphClient, media: MediaFiles,
        now: @escaping @Sendable () -> Date = { Date() }
    ) -> PlatformClient {
        let caller = GraphCaller(graph, at: .instagram, now: now)
        return PlatformClient(
            createContainer: { draft async throws(Refusal) in
                let request = try ContainerRequest(draft)
                let created = try await caller.ask { graph async throws(GraphError) in
                    try await graph.createContainer(request, for: account)
                }
                guard !draft.isUploaded || created.uploadURL != nil else { throw .withoutUploadURL(created.id) }
                return MadeContainer(id: created.id.text, uploadURL: draft.isUploaded ? created.uploadURL : nil)
            },
            upload: { upload async throws(Refusal) in
                let file = try await media.locate(upload.file)
                // More than there is would be another file's; where all has arrived there is nothing to send.
                guard upload.offset <= file.byteCount else { throw .foreignBytes(upload) }
                guard upload.offset < file.byteCount else { return }
                let video = VideoUpload(path: file.path, offset: upload.offset, fileSize: file.byteCount)
                try await caller.ask { graph async throws(GraphError) in
                    try await graph.upload(video, to: upload.url)
                }
            },
            containerStatus: { container async throws(Refusal) in
                try await caller.ask { graph async throws(GraphError) in
                    try await graph.status(of: ContainerID(container)).map(\.forFlow)
                }
            },
            publish: { container async throws(Refusal) in
                try await caller.ask { graph async throws(GraphError) in
                    try await graph.publish(ContainerID(container), on: account).map(\.text)
                }
            },
            newestMedia: { surface, limit async throws(Refusal) in
                try await caller.ask { graph async throws(GraphError) in
                    let page =
                        switch surface {
                        case .feed: try await graph.media(of: account, limit: limit)
                        case .stories: try await graph.stories(of: account, limit: limit)
                        }
                    return page.map { $0.items.compactMap { ListedMedium($0) } }
                }
            },
            permalink: { media async throws(Refusal) in
                try await caller.ask { graph async throws(GraphError) in
                    try await graph.media(MediaID(media), ["id", "permalink"]).map(\.permalink)
                }
            },
            comment: { media, text async throws(Refusal) in
                try await caller.ask { graph async throws(GraphError) in
                    try await graph.comment(text, on: MediaID(media)).map(\.text)
                }
            },
            comments: { media async throws(Refusal) in
                try await caller.ask { graph async throws(GraphError) in
                    try await graph.comments(on: MediaID(media), ["id", "text", "timestamp"], limit: 50).map { page in
                        page.items.map { ListedComment(id: $0.id.text, text: $0.text ?? "", timestamp: $0.timestamp) }
                    }
                }
            },
            switchComments: { media, enabled async throws(Refusal) in
                try await caller.ask { graph async throws(GraphError) in
                    try await graph.setComments(enabled: enabled, on: MediaID(media))
                }
            },
            delete: { media async throws(Refusal) in
                try await caller.ask { graph async throws(GraphError) in try await graph.delete(MediaID(media)) }
            },
            publishingLimit: { () async throws(Refusal) in
                try await caller.ask { graph async throws(GraphError) in
                    try await graph.publishingLimit(of: account).map { limit in
                        PublishingQuota(used: limit.used, total: limit.total, window: limit.window)
                    }
                }
            },
            usage: { caller.usage })
    }
}

extension Publishing.Refusal {
    fileprivate static func withoutUploadURL(_ container: ContainerID) -> Refusal {
        Refusal(
            remedy: .backOff, effect: .none, message: "container \(container) came without an address for its video",
            fix: "wait: the next apply goes on by itself", atMost: 3, thereafter: .person)
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
