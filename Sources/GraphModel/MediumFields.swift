extension Platform {
    /// Fields that media have and ours leave empty: those of live video, of stickers and of advertising.
    private static let emptyMediumFields: Set<String> = [
        "audio_id", "boost_ads_list", "boost_eligibility_info", "current_live_viewer_count", "has_poll", "has_slider",
        "ingest_first_video_received_time", "ingest_is_ready_to_start", "ingest_key", "ingest_last_heartbeat_time",
        "ingest_state", "ingest_url", "ingest_video_height", "ingest_video_width", "live_reactions", "live_status",
        "video_title", "view_count",
    ]

    /// A field of a medium; slides lack what belongs to the post around them, but have a permalink of their own.
    func field(_ field: FieldSelection.Field, of medium: Medium, _ call: Call) throws(GraphError) -> JSON? {
        let isSlide = medium.parent != nil
        switch field.name {
        case "id": return .string(medium.id.text)
        case "caption": return medium.content.caption.map(JSON.string)
        case "media_type": return .string(medium.mediaType)
        case "media_product_type": return isSlide ? nil : .string(medium.productType)
        case "timestamp": return .string(GraphTime.text(medium.published))
        case "permalink": return .string(permalink(of: medium))
        case "shortcode": return .string(medium.shortcode)
        case "ig_id", "legacy_instagram_media_id": return .string(String(medium.number))
        case "username": return accounts[medium.account].map { .string($0.username) }
        case "owner":
            guard let account = accounts[medium.account] else { return nil }
            // Unlike the account itself, media name their owner by the professional id under both logins.
            guard let selection = field.selection else { return ["id": .string(account.id.text)] }
            return try read(.account(account), selection, in: call)
        case "media_url": return contentURL(medium).map(JSON.string)
        case "thumbnail_url":
            return medium.kind.isVideo ? (medium.storedCover ?? medium.storedName).map { contentURL($0) } : nil
        case "alt_text": return medium.content.altText.map(JSON.string)
        case "is_comment_enabled": return isSlide ? nil : .bool(medium.takesComments)
        case "is_shared_to_feed": return medium.kind == .reel ? .bool(medium.content.sharesToFeed) : nil
        case "is_ai_generated": return medium.content.isAIGenerated.map(JSON.bool)
        case "media_audio_type": return medium.kind == .reel ? "ORIGINAL_SOUND" : nil
        case "like_count": return isSlide ? nil : 0
        case "comments_count": return isSlide ? nil : .integer(liveComments(of: medium).count)
        case "saved_count", "shares_count", "reposts_count", "total_like_count", "total_comments_count",
            "total_views_count":
            guard call.login == .facebook else { throw .fieldMissing(field.name, type: Node.medium(medium).typeName) }
            return isSlide ? nil : 0
        case "copyright_check_information": return ["status": ["status": "completed", "matches_found": false]]
        default:
            guard Self.emptyMediumFields.contains(field.name) else {
                throw .fieldMissing(field.name, type: Node.medium(medium).typeName)
            }
            return nil
        }
    }

    func permalink(of medium: Medium) -> String {
        let base = configuration.permalinkBase
        switch medium.kind {
        case .reel: return "\(base)reel/\(medium.shortcode)/"
        case .storyImage, .storyVideo:
            return "\(base)stories/\(accounts[medium.account]?.username ?? medium.account.text)/\(medium.number)"
        default: return "\(base)p/\(medium.shortcode)/"
        }
    }

    /// Where the bytes can be had; a carousel shows its first slide.
    private func contentURL(_ medium: Medium) -> String? {
        let shown = medium.kind == .carousel ? medium.children.first.flatMap { media[$0] } ?? medium : medium
        return shown.storedName.map { configuration.contentBase + $0 }
    }

    private func contentURL(_ storedName: String) -> JSON { .string(configuration.contentBase + storedName) }
}
