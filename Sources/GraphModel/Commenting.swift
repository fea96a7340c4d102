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
        guard medium.parent == nil, !medium.kind.isStory else {
            throw .objectMissing(id: medium.id.text, method: .post)
        }
        guard medium.takesComments else { throw .commentsOff }
        let id = CommentID(freshNumber())
        comments[id] = Comment(
            id: id, medium: medium.id, parent: parent, author: medium.account, text: text, written: call.now)
        media[medium.id]?.comments.append(id)
        return ["id": .string(id.text)]
    }

    /// Not in Meta's text; a caption's limit is assumed.
    private static let commentLimit = 2200
}
