public import FoundationEssentials
public import MetaGraph
public import Publishing
import ScheduleLock

extension PlatformClient {
    /// The platform as `graph` shows it to one Facebook Page.
    ///
    /// What others see is done only while ``MetaGraph/GraphClient/mayAct`` of `graph` says so; after a no, the refusal's
    /// effect is ``Publishing/Refusal/Effect/unsent``.
    ///
    /// - Parameters:
    ///   - media: where the bytes of media are on this machine.
    ///   - now: this machine's wall clock, by which ``Publishing/PlatformClient/usage`` is dated.
    public static func page(
        _ page: PageID, through graph: GraphClient, media: MediaFiles,
        now: @escaping @Sendable () -> Date = { Date() }
    ) -> PlatformClient {
        let caller = GraphCaller(graph, at: .page, now: now)
        let calls = PageCalls(caller: caller, page: page, media: media)
        return PlatformClient(
            createContainer: { _ async throws(Refusal) in throw .ofInstagram },
            upload: { _ async throws(Refusal) in throw .ofInstagram },
            containerStatus: { _ async throws(Refusal) in throw .ofInstagram },
            publish: { _ async throws(Refusal) in throw .ofInstagram },
            newestMedia: { surface, _ async throws(Refusal) in
                let answer = try await calls.answer(to: .list(surface == .feed ? .posts : .stories))
                return if case .listed(let list) = answer { list } else { [] }
            },
            permalink: { media async throws(Refusal) in try await calls.permalink(of: media) },
            comment: { media, text async throws(Refusal) in
                try await caller.ask { graph async throws(GraphError) in
                    try await graph.comment(text, on: PagePostID(media))
                }.text
            },
            comments: { media async throws(Refusal) in
                let fields: [Field] = ["id", "message", "created_time"]
                return try await caller.ask { graph async throws(GraphError) in
                    try await graph.comments(on: PagePostID(media), fields, limit: 50)
                }
                .items.map { ListedComment(id: $0.id.text, text: $0.message ?? "", timestamp: $0.created) }
            },
            switchComments: { _, _ async throws(Refusal) in throw .ofInstagram },
            // Whatever it is: the Graph API deletes everything alike.
            delete: { media async throws(Refusal) in
                try await caller.ask { graph async throws(GraphError) in try await graph.delete(PagePostID(media)) }
            },
            publishingLimit: { () async throws(Refusal) in throw .ofInstagram },
            page: { request async throws(Refusal) in try await calls.answer(to: request) },
            usage: { caller.usage })
    }
}

extension PageCalls {
    /// Where people find something of the Page.
    fileprivate func permalink(of media: String) async throws(Refusal) -> String? {
        let link: String?
        do throws(Refusal) {
            link = try await caller.ask { graph async throws(GraphError) in
                try await graph.post(PagePostID(media), ["id", "permalink_url"])
            }.permalink
        } catch {
            // Stories have no such field; their list has another one. Both kinds of id are numbers.
            guard error.remedy == .fixContent, !media.contains("_") else { throw error }
            let stories = try await caller.ask { graph async throws(GraphError) in
                try await graph.stories(of: page, limit: Self.listLength)
            }
            return stories.items.first { $0.id.text == media }?.url
        }
        return link.map(PagePermalink.whole)
    }
}

extension Publishing.Refusal {
    fileprivate static let ofInstagram = Refusal(
        remedy: .person, effect: .none, message: "this is asked of Instagram accounts alone, and not of a Page",
        fix: "report it as an error of calends")
}
