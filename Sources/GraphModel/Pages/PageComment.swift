public import FoundationEssentials

/// A comment below a Page's post, or a reply to one.
struct PageComment: Hashable, Sendable, Codable {
    let id: PageCommentID
    let post: PostID
    let parent: PageCommentID?
    /// The Page's own id where the Page wrote it.
    let authorID: String
    let authorName: String
    var message: String
    let written: Date
    var isHidden = false
    var deleted: Date?
}

extension Platform {
    /// Comments of a post that were not deleted, oldest first, replies among them.
    func liveComments(of post: PagePost) -> [PageComment] {
        post.comments.compactMap { pageComments[$0] }.filter { $0.deleted == nil }
    }

    func replies(to comment: PageComment) -> [PageComment] {
        (posts[comment.post].map(liveComments(of:)) ?? []).filter { $0.parent == comment.id }
    }

    /// `POST /{post}/comments` and `POST /{comment}/comments`.
    mutating func comment(
        on post: PagePost, under parent: PageCommentID?, _ call: Call
    ) throws(GraphError) -> JSON {
        try demandPage(.commentOnPage, post.page, in: call)
        guard call.parameters.holds("message"), let text = call.parameters["message"]?.text else {
            throw .parameterRequired("message")
        }
        guard text.unicodeScalars.count <= Self.pageCommentLimit else {
            throw .parameterInvalid("message", why: "must be at most \(Self.pageCommentLimit) characters long")
        }
        guard isLive(post, at: call.now), !post.kind.isStory, let page = pages[post.page] else {
            throw .objectMissing(id: post.id.text, method: .post)
        }
        let selection = try call.selection()
        let comment = add(text, by: (page.id.text, page.name), on: post, under: parent, at: call.now)
        return try read(.pageComment(comment), selection ?? FieldSelection(names: ["id"]), in: call)
    }

    /// Observed as the longest that is taken; Meta's pages give no limit.
    private static let pageCommentLimit = 8000

    /// A comment by somebody outside this world, as on a phone.
    ///
    /// - Returns: its id; `nil` where the post is not live or takes no comments.
    public mutating func addComment(_ text: String, by name: String, onPost id: String, at now: Date) -> String? {
        guard let post = posts[PostID(id)], isLive(post, at: now), !post.kind.isStory else { return nil }
        return add(text, by: (source.shortNumber(), name), on: post, under: nil, at: now).id.text
    }

    private mutating func add(
        _ text: String, by author: (id: String, name: String), on post: PagePost, under parent: PageCommentID?,
        at now: Date
    ) -> PageComment {
        // As on Facebook: the post's own number, then the comment's.
        let number = post.id.text.split(separator: "_").last ?? ""
        let comment = PageComment(
            id: PageCommentID("\(number)_\(freshNumber())"), post: post.id, parent: parent, authorID: author.id,
            authorName: author.name, message: text, written: now)
        pageComments[comment.id] = comment
        posts[post.id]?.comments.append(comment.id)
        return comment
    }

    /// `POST /{comment}`: other words, or hidden from others.
    mutating func update(_ comment: PageComment, _ call: Call) throws(GraphError) {
        guard let post = posts[comment.post] else { throw .objectMissing(id: comment.id.text, method: .post) }
        try demandPage(.commentOnPage, post.page, in: call)
        if call.parameters.holds("message"), let text = call.parameters["message"]?.text {
            guard comment.authorID == post.page.text else { throw .page(.foreign) }
            pageComments[comment.id]?.message = text
        }
        if let hides = try call.flag("is_hidden") { pageComments[comment.id]?.isHidden = hides }
    }
}
