extension Platform {
    /// Fields that comments have and ours leave empty.
    private static let emptyFields: Set<String> = [
        "admin_creator", "application", "attachment", "live_broadcast_timestamp", "message_tags", "object",
        "private_reply_conversation",
    ]

    /// A field of a comment below a Page's post.
    func field(_ field: FieldSelection.Field, of comment: PageComment, _ call: Call) throws(GraphError) -> JSON? {
        switch field.name {
        case "id": return .string(comment.id.text)
        case "message": return .string(comment.message)
        case "created_time": return .string(GraphTime.text(comment.written))
        case "from":
            let author: JSON = ["name": .string(comment.authorName), "id": .string(comment.authorID)]
            return author.picking(field.selection)
        case "comment_count": return .integer(replies(to: comment).count)
        case "like_count": return 0
        case "is_hidden": return .bool(comment.isHidden)
        case "is_private", "user_likes": return false
        case "can_comment", "can_hide", "can_like", "can_remove": return true
        case "can_reply_privately": return .bool(comment.authorID != posts[comment.post]?.page.text)
        case "parent":
            guard let parent = comment.parent.flatMap({ pageComments[$0] }) else { return nil }
            return try read(
                .pageComment(parent), field.selection ?? Node.pageComment(parent).defaultFields, in: call)
        case "permalink_url":
            return posts[comment.post].map { .string("\(permalink(of: $0))?comment_id=\(comment.id)") }
        default:
            guard Self.emptyFields.contains(field.name) else {
                throw .fieldMissing(field.name, type: Node.pageComment(comment).typeName)
            }
            return nil
        }
    }
}
