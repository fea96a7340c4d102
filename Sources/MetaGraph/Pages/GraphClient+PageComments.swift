import HTTP

extension GraphClient {
    /// Writes a comment of the Page below one of its posts; to a reader it is there at once.
    public func comment(_ message: String, on id: PagePostID) async throws(GraphError) -> GraphReply<CommentID> {
        var form = Form()
        form.add("message", message)
        return try await create(GraphCall(.post, [id.text, "comments"], form, isIrreversible: true))
    }

    /// Writes a comment of the Page below a video or reel.
    public func comment(_ message: String, on id: VideoID) async throws(GraphError) -> GraphReply<CommentID> {
        try await comment(message, on: PagePostID(id.text))
    }

    /// Reads one page of the comments below a post, oldest first, without the replies to them.
    public func comments(
        on id: PagePostID, _ fields: [Field] = PageComment.allFields, limit: Int? = nil
    ) async throws(GraphError) -> GraphReply<GraphPage<PageComment>> {
        try await page([id.text, "comments"], fields, limit: limit)
    }

    /// Reads the comments below a post page after page, oldest first, `maximum` items at most.
    public func allComments(
        on id: PagePostID, _ fields: [Field] = PageComment.allFields, limit: Int? = 100, maximum: Int = 10_000
    ) -> GraphItems<PageComment> {
        GraphItems(maximum: maximum, in: self) { client async throws(GraphError) in
            try await client.comments(on: id, fields, limit: limit)
        }
    }
}
