import HTTP

extension GraphClient {
    /// Writes a comment below a medium; to a reader it is there at once.
    public func comment(_ message: String, on id: MediaID) async throws(GraphError) -> GraphReply<CommentID> {
        var form = Form()
        form.add("message", message)
        return try await create(GraphCall(.post, [id.text, "comments"], form, isIrreversible: true))
    }

    /// Reads one page of a medium's comments, newest first, without the replies to them.
    ///
    /// - Parameter limit: items on a page; the platform's maximum is 50.
    public func comments(
        on id: MediaID, _ fields: [Field] = Comment.allFields, limit: Int? = nil
    ) async throws(GraphError) -> GraphReply<GraphPage<Comment>> {
        try await page([id.text, "comments"], fields, limit: limit)
    }

    /// Reads a medium's comments page after page, newest first, `maximum` items at most.
    public func allComments(
        on id: MediaID, _ fields: [Field] = Comment.allFields, limit: Int? = 50, maximum: Int = 10_000
    ) -> GraphItems<Comment> {
        GraphItems(maximum: maximum, in: self) { client async throws(GraphError) in
            try await client.comments(on: id, fields, limit: limit)
        }
    }

    /// Deletes a comment; this cannot be taken back.
    public func delete(_ id: CommentID) async throws(GraphError) -> GraphReply<Void> {
        try await delete(id.text)
    }
}
