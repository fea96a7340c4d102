extension Platform {
    /// Fields that photos have and ours leave empty.
    private static let emptyPhotoFields: Set<String> = [
        "album", "backdated_time", "backdated_time_granularity", "event", "icon", "name_tags", "place", "position",
        "target", "webp_images",
    ]

    /// A field of a Page's photo.
    func field(_ field: FieldSelection.Field, of photo: PagePhoto, _ call: Call) throws(GraphError) -> JSON? {
        let source = JSON.string(contentURL(ofStored: photo.storedName))
        switch field.name {
        case "id": return .string(photo.id.text)
        case "created_time", "updated_time": return .string(GraphTime.text(photo.created))
        case "name": return photo.name.map(JSON.string)
        case "alt_text", "alt_text_custom": return photo.altText.map(JSON.string)
        case "width": return photo.width.map(JSON.integer)
        case "height": return photo.height.map(JSON.integer)
        case "picture", "source": return source
        case "images":
            return [
                .object(present: [
                    "height": photo.height.map(JSON.integer), "source": source,
                    "width": photo.width.map(JSON.integer),
                ])
            ]
        case "link": return .string("\(configuration.pagePermalinkBase)photo.php?fbid=\(photo.id)")
        case "page_story_id":
            guard let post = photo.post.flatMap({ posts[$0] }), !post.kind.isStory else { return nil }
            return .string(post.id.text)
        case "from":
            return sender(photo.page, field.selection)
        case "can_delete", "can_backdate", "can_tag": return true
        default:
            guard Self.emptyPhotoFields.contains(field.name) else {
                throw .fieldMissing(field.name, type: Node.photo(photo).typeName)
            }
            return nil
        }
    }
}
