public import FoundationEssentials
import HTTP

extension GraphClient {
    /// Makes a post of a text, a link or photos sent before. A Page's calls need the Page's own token.
    ///
    /// There is no key that makes a second call harmless. What must go out once is made as a ``PostRelease/draft``, whose
    /// id is kept before ``publish(_:)``; a lost draft is found by nobody. After an error with ``Outcome/unknown`` of one
    /// that is seen or scheduled, and after 506, look for it first.
    public func createPost(
        _ request: PagePostRequest, on page: PageID
    ) async throws(GraphError) -> GraphReply<PagePostID> {
        let call = GraphCall(.post, [page.text, "feed"], isIrreversible: request.release.isSeen)
        return try await create(try call.with { try request.form() })
    }

    /// Sends a photo: with a post of its own, or as a draft for a post of several or a story.
    public func createPhoto(
        _ request: PagePhotoRequest, on page: PageID
    ) async throws(GraphError) -> GraphReply<CreatedPhoto> {
        var call = GraphCall(.post, [page.text, "photos"], isIrreversible: request.release.isSeen)
        call.file = request.file.map { (field: "source", file: $0) }
        return try await send(try call.with { try request.form() })
    }

    /// Publishes a draft or a scheduled post now. Its id stays, so that a second time changes nothing.
    public func publish(_ id: PagePostID) async throws(GraphError) -> GraphReply<Void> {
        try await update(id.text, isIrreversible: true) { $0.add("is_published", true) }
    }

    /// Gives a draft its hour, or a scheduled post another one.
    public func schedule(_ id: PagePostID, for date: Date) async throws(GraphError) -> GraphReply<Void> {
        try await update(id.text) { $0.add("scheduled_publish_time", date.graphSeconds) }
    }

    /// Gives a post other words; only what the same app has made can be changed.
    public func setMessage(_ message: String, of id: PagePostID) async throws(GraphError) -> GraphReply<Void> {
        try await update(id.text) { $0.add("message", message) }
    }

    /// Hides a post from the Page, or shows it again.
    public func setHidden(_ isHidden: Bool, _ id: PagePostID) async throws(GraphError) -> GraphReply<Void> {
        try await update(id.text) { $0.add("is_hidden", isHidden) }
    }

    /// Deletes a post, published or not; what was scheduled is cancelled by it. It cannot be taken back.
    public func delete(_ id: PagePostID) async throws(GraphError) -> GraphReply<Void> { try await delete(id.text) }

    /// Deletes a photo, and the post that shows it alone.
    public func delete(_ id: PhotoID) async throws(GraphError) -> GraphReply<Void> { try await delete(id.text) }

    func update(
        _ node: String, isIrreversible: Bool = false, _ fill: (inout Form) -> Void
    ) async throws(GraphError) -> GraphReply<Void> {
        var form = Form()
        fill(&form)
        return try await succeed(GraphCall(.post, [node], form, isIrreversible: isIrreversible, isSeen: true))
    }
}

extension GraphCall {
    /// The call with a form that may be impossible to write.
    func with(_ form: () throws -> Form) throws(GraphError) -> GraphCall {
        var call = self
        do {
            call.form = try form()
        } catch {
            throw GraphError(.unwritable("a parameter cannot be written as JSON"), call: name)
        }
        return call
    }
}
