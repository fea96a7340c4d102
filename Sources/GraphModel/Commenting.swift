public import FoundationEssentials

extension Platform {
    /// `POST /{ig-media}/comments` and `POST /{ig-comment}/replies`.
    mutating func comment(on medium: Medium, under parent: CommentID?, _ call: Call) throws(GraphError) -> JSON {
        try demand(.comment, in: call)
        guard call.parameters.holds("message"), let text = call.parameters["message"]?.text else {
            throw .parameterRequired("message")
        }
        guard text.unicodeScalars.count <= Self.commentLimit else {
            throw .parameterInvalid("message", why: "must be at most \(Self.commentLimit) characters long")
        }
        guard medium.parent == nil, !medium.kind.isStory, let owner = accounts[medium.account] else {
            throw .objectMissing(id: medium.id.text, method: .post)
        }
        guard medium.takesComments else { throw .commentsOff }
        let selection = try call.selection()
        let author = Comment.Author(id: owner.id.text, username: owner.username)
        let comment = add(text, by: author, on: medium.id, under: parent, at: call.now)
        return try read(.comment(comment), selection ?? FieldSelection(names: ["id"]), in: call)
    }

    /// Not in Meta's text; a caption's limit is assumed.
    private static let commentLimit = 2200

    /// A comment by somebody outside this world, as on a phone.
    ///
    /// - Returns: its id; `nil` where the medium is no live post or takes no comments.
    public mutating func addComment(_ text: String, by username: String, on medium: String, at now: Date) -> String? {
        guard let medium = media[MediumID(medium)], medium.deleted == nil, medium.takesComments, medium.parent == nil,
            !medium.kind.isStory
        else { return nil }
        let author = Comment.Author(id: source.shortNumber(), username: username)
        return add(text, by: author, on: medium.id, under: nil, at: now).id.text
    }

    private mutating func add(
        _ text: String, by author: Comment.Author, on medium: MediumID, under parent: CommentID?, at now: Date
    ) -> Comment {
        let comment = Comment(
            id: CommentID(freshNumber()), medium: medium, parent: parent, author: author, text: text, written: now)
        comments[comment.id] = comment
        media[medium]?.comments.append(comment.id)
        return comment
    }
}
