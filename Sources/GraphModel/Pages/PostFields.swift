import FoundationEssentials

extension Platform {
    /// Fields that posts have and ours leave empty.
    private static let emptyPostFields: Set<String> = [
        "actions", "admin_creator", "allowed_advertising_objectives", "call_to_action", "can_reply_privately",
        "child_attachments", "comments_mirroring_domain", "coordinates", "event", "expanded_height", "expanded_width",
        "height", "icon", "instagram_eligibility", "message_tags", "multi_share_end_card", "multi_share_optimized",
        "parent_id", "promotion_status", "properties", "shares", "story", "story_tags", "target", "via",
        "video_buying_eligibility", "width",
    ]

    /// The time a post stands under: when it went out, unless it was dated back.
    func createdTime(_ post: PagePost, at now: Date) -> Date {
        if let backdated = post.content.backdated { return backdated }
        guard let live = goesLive(post), live <= now else { return post.created }
        return live
    }

    /// A field of a Page's post.
    func field(_ field: FieldSelection.Field, of post: PagePost, _ call: Call) throws(GraphError) -> JSON? {
        if post.kind.isStory { return try storyField(field, post, call) }
        let isOut = hasBeenLive(post, at: call.now)
        switch field.name {
        case "id": return .string(post.id.text)
        case "message": return post.content.message.map(JSON.string)
        case "created_time": return .string(GraphTime.text(createdTime(post, at: call.now)))
        case "updated_time":
            return .string(GraphTime.text(max(post.updated, isOut ? goesLive(post) ?? post.updated : post.updated)))
        case "backdated_time": return post.content.backdated.map { .string(GraphTime.text($0)) }
        case "permalink_url": return .string(permalink(of: post))
        case "is_published": return .bool(isOut)
        case "scheduled_publish_time":
            guard case .scheduled(let date) = post.release, !isOut else { return nil }
            return .integer(Int(date.timeIntervalSince1970))
        case "status_type": return .string(statusType(post))
        case "full_picture", "picture": return picture(of: post).map(JSON.string)
        case "attachments":
            let attachments = attachments(of: post)
            guard !attachments.isEmpty else { return nil }
            return ["data": .array(attachments.map { $0.picking(field.selection) })]
        case "from":
            return sender(post.page, field.selection)
        case "application":
            return post.isForeign ? nil : ["name": "Calends", "id": .string(configuration.appID)]
        case "is_hidden": return .bool(post.isHidden)
        case "place": return post.content.place.map { ["id": .string($0)] }
        case "targeting": return post.content.targeting
        case "feed_targeting": return post.content.feedTargeting
        case "promotable_id": return .string(post.id.text)
        case "is_eligible_for_promotion": return .bool(isOut)
        case "privacy":
            return ["allow": "", "deny": "", "description": "Public", "friends": "", "value": "EVERYONE"]
        case "timeline_visibility": return .string(post.isHidden ? "hidden" : "normal")
        case "subscribed": return true
        case "is_app_share", "is_eligible_for_dark_post", "is_expired", "is_fb_live_videos", "is_inline_created",
            "is_instagram_eligible", "is_live_clip", "is_popular", "is_spherical", "was_fb_live_videos":
            return false
        default:
            guard Self.emptyPostFields.contains(field.name) else {
                throw .fieldMissing(field.name, type: Node.post(post).typeName)
            }
            return nil
        }
    }

    /// The Page as what it has made names it.
    func sender(_ page: PageID, _ selection: FieldSelection?) -> JSON? {
        guard let page = pages[page] else { return nil }
        let sender: JSON = ["name": .string(page.name), "id": .string(page.id.text)]
        return sender.picking(selection)
    }

    /// Stories have fields of their own (Page `stories` reference).
    private func storyField(
        _ field: FieldSelection.Field, _ post: PagePost, _ call: Call
    ) throws(GraphError) -> JSON? {
        switch field.name {
        case "id", "post_id": return .string(post.id.text)
        case "status": return .string(isLive(post, at: call.now) ? "PUBLISHED" : "ARCHIVED")
        case "creation_time": return .string(String(Int((goesLive(post) ?? post.created).timeIntervalSince1970)))
        case "media_type": return .string(post.kind == .videoStory ? "video" : "photo")
        case "media_id": return (post.video?.text ?? post.photos.first?.text).map(JSON.string)
        case "url": return .string(permalink(of: post))
        default: throw .fieldMissing(field.name, type: "PageStory")
        }
    }

    private func statusType(_ post: PagePost) -> String {
        switch post.kind {
        case .text: "mobile_status_update"
        case .link: "shared_story"
        case .photo, .album, .photoStory: "added_photos"
        case .video, .reel, .videoStory: "added_video"
        }
    }

    func permalink(of post: PagePost) -> String {
        let base = configuration.pagePermalinkBase
        let number = post.id.text.split(separator: "_").last.map(String.init) ?? post.id.text
        switch post.kind {
        case .reel: return "\(base)reel/\(post.video?.text ?? number)/"
        case .video: return "\(base)\(post.page)/videos/\(post.video?.text ?? number)/"
        case .photoStory, .videoStory: return "\(base)stories/\(post.page)/\(number)/"
        case .text, .link, .photo, .album: return "\(base)\(post.page)/posts/\(number)"
        }
    }

    func contentURL(ofStored name: String) -> String { configuration.contentBase + name }

    private func picture(of post: PagePost) -> String? {
        let stored =
            post.photos.first.flatMap { photos[$0]?.storedName }
            ?? post.video.flatMap { videos[$0] }.flatMap { $0.storedThumb ?? $0.storedName }
        return stored.map(contentURL(ofStored:))
    }

    private func attachments(of post: PagePost) -> [JSON] {
        let shown = post.photos.compactMap { photos[$0] }
        let url = JSON.string(permalink(of: post))
        switch post.kind {
        case .text: return []
        case .link:
            let link = JSON.string(post.content.link ?? "")
            return [
                [
                    "target": ["url": link], "title": link, "type": "share", "media_type": "link", "url": link,
                    "unshimmed_url": link,
                ]
            ]
        case .photo, .photoStory: return shown.map { attachment($0, post) }
        case .album:
            guard let first = shown.first else { return [] }
            return [
                [
                    "media": media(first), "subattachments": ["data": .array(shown.map { attachment($0, post) })],
                    "target": ["id": .string(post.id.text), "url": url], "title": "Photos", "type": "album",
                    "media_type": "album", "url": url,
                ]
            ]
        case .video, .reel, .videoStory:
            guard let video = post.video.flatMap({ videos[$0] }) else { return [] }
            let image = (video.storedThumb ?? video.storedName).map { JSON.string(contentURL(ofStored: $0)) }
            return [
                .object(present: [
                    "description": post.content.message.map(JSON.string),
                    "media": .object(present: [
                        "image": image.map { ["src": $0] },
                        "source": video.storedName.map { .string(contentURL(ofStored: $0)) },
                    ]),
                    "target": ["id": .string(video.id.text), "url": url],
                    "title": video.title.map(JSON.string), "type": "video_inline", "media_type": "video", "url": url,
                ])
            ]
        }
    }

    private func attachment(_ photo: PagePhoto, _ post: PagePost) -> JSON {
        let url = JSON.string("\(configuration.pagePermalinkBase)photo.php?fbid=\(photo.id)")
        return .object(present: [
            "description": (photo.name ?? post.content.message).map(JSON.string), "media": media(photo),
            "target": ["id": .string(photo.id.text), "url": url], "type": "photo", "media_type": "photo", "url": url,
        ])
    }

    private func media(_ photo: PagePhoto) -> JSON {
        [
            "image": .object(present: [
                "height": photo.height.map(JSON.integer), "src": .string(contentURL(ofStored: photo.storedName)),
                "width": photo.width.map(JSON.integer),
            ])
        ]
    }
}

extension JSON {
    /// The members that a selection names, as deep as it goes; all of them without one.
    func picking(_ selection: FieldSelection?) -> JSON {
        guard let selection, let members else { return self }
        return .object(
            selection.fields.compactMap { field in
                guard let member = members.first(where: { $0.name == field.name }) else { return nil }
                if let list = member.value["data"]?.array {
                    return Member(name: field.key, value: ["data": .array(list.map { $0.picking(field.selection) })])
                }
                return Member(name: field.key, value: member.value.picking(field.selection))
            })
    }
}
