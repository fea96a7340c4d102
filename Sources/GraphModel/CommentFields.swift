extension Platform {
    /// A field of a comment; `user` is known of the account's own only.
    func field(_ field: FieldSelection.Field, of comment: Comment, _ call: Call) throws(GraphError) -> JSON? {
        let author = comment.author
        let isOwn = media[comment.medium]?.account.text == author.id
        switch field.name {
        case "id": return .string(comment.id.text)
        case "text": return .string(comment.text)
        case "timestamp": return .string(GraphTime.text(comment.written))
        case "username": return .string(author.username)
        case "from": return ["id": .string(author.id), "username": .string(author.username)]
        case "user": return isOwn ? ["id": .string(author.id)] : nil
        case "like_count": return 0
        case "hidden": return .bool(comment.isHidden)
        case "parent_id": return comment.parent.map { .string($0.text) }
        case "media":
            guard let medium = media[comment.medium] else { return nil }
            let asked = field.selection ?? FieldSelection(names: ["id", "media_product_type"])
            return try read(.medium(medium), asked, in: call)
        case "legacy_instagram_comment_id": return nil
        default: throw .fieldMissing(field.name, type: Node.comment(comment).typeName)
        }
    }
}
