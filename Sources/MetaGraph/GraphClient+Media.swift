public import FoundationEssentials
import HTTP

extension GraphClient {
    /// Reads one page of an account's media, newest first; stories are not among them.
    ///
    /// - Parameters:
    ///   - limit: items on a page; the platform's default is 25, its maximum 100.
    ///   - since: only media published later.
    ///   - until: only media published earlier.
    public func media(
        of account: IGUserID, _ fields: [Field] = Media.recoveryFields, limit: Int? = nil, since: Date? = nil,
        until: Date? = nil
    ) async throws(GraphError) -> GraphReply<GraphPage<Media>> {
        try await page([account.text, "media"], fields, limit: limit, since: since, until: until)
    }

    /// Reads an account's media page after page, newest first, `maximum` items at most.
    public func allMedia(
        of account: IGUserID, _ fields: [Field] = Media.recoveryFields, limit: Int? = 100, since: Date? = nil,
        until: Date? = nil, maximum: Int = 10_000
    ) -> GraphItems<Media> {
        GraphItems(maximum: maximum, in: self) { client async throws(GraphError) in
            try await client.media(of: account, fields, limit: limit, since: since, until: until)
        }
    }

    /// Reads one page of the stories an account shows now, those of the last 24 hours.
    public func stories(
        of account: IGUserID, _ fields: [Field] = Media.recoveryFields, limit: Int? = nil
    ) async throws(GraphError) -> GraphReply<GraphPage<Media>> {
        try await page([account.text, "stories"], fields, limit: limit)
    }

    /// Reads the stories an account shows now page after page, `maximum` items at most.
    public func allStories(
        of account: IGUserID, _ fields: [Field] = Media.recoveryFields, limit: Int? = 100, maximum: Int = 10_000
    ) -> GraphItems<Media> {
        GraphItems(maximum: maximum, in: self) { client async throws(GraphError) in
            try await client.stories(of: account, fields, limit: limit)
        }
    }

    /// Reads one medium.
    public func media(
        _ id: MediaID, _ fields: [Field] = Media.allFields
    ) async throws(GraphError) -> GraphReply<Media> {
        try await get(id.text, fields)
    }

    /// Opens or closes a medium to comments.
    public func setComments(enabled: Bool, on id: MediaID) async throws(GraphError) -> GraphReply<Void> {
        var form = Form()
        form.add("comment_enabled", enabled)
        return try await succeed(GraphCall(.post, [id.text], form, isSeen: true))
    }

    /// Deletes a post, reel, story or whole carousel; this cannot be taken back. Facebook Login only.
    public func delete(_ id: MediaID) async throws(GraphError) -> GraphReply<Void> {
        try await delete(id.text)
    }

    func page<Item: Decodable & Sendable>(
        _ parts: [String], _ fields: [Field], limit: Int? = nil, since: Date? = nil, until: Date? = nil
    ) async throws(GraphError) -> GraphReply<GraphPage<Item>> {
        var form = Form()
        if !fields.isEmpty { form.add("fields", fields.text) }
        form.add("limit", limit)
        form.add("since", since?.graphSeconds)
        form.add("until", until?.graphSeconds)
        return try await page(GraphCall(.get, parts, form))
    }

    func page<Item: Decodable & Sendable>(_ call: GraphCall) async throws(GraphError) -> GraphReply<GraphPage<Item>> {
        let reply: GraphReply<PageAnswer<Item>> = try await send(call)
        return reply.map { GraphPage($0, path: call.path) }
    }
}
