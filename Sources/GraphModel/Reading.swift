extension Platform {
    /// A node as its fields were asked for; `id` is always among them.
    func read(_ node: Node, _ selection: FieldSelection?, in call: Call) throws(GraphError) -> JSON {
        try demandReading(node, call)
        let asked = selection ?? node.defaultFields
        var members: [JSON.Member] = []
        for field in asked.fields where !members.contains(where: { $0.name == field.key }) {
            guard let value = try value(of: field, node, call) else { continue }
            members.append(.init(name: field.key, value: value))
        }
        if !members.contains(where: { $0.name == "id" }), let id = try value(of: .init(name: "id"), node, call) {
            members.append(.init(name: "id", value: id))
        }
        return .object(members)
    }

    private func demandReading(_ node: Node, _ call: Call) throws(GraphError) {
        switch node {
        case .person, .page: break
        case .account, .container, .medium: try demand(.read, in: call)
        case .comment: try demand(.comment, in: call)
        }
    }

    /// One field; `nil` where it has no value, so that it is left out.
    private func value(of field: FieldSelection.Field, _ node: Node, _ call: Call) throws(GraphError) -> JSON? {
        if let value = try edge(field, of: node, in: call) { return value }
        switch node {
        case .person(let person): return try self.field(field, of: person, call)
        case .page(let page): return try self.field(field, of: page, call)
        case .account(let account): return try self.field(field, of: account, call)
        case .container(let container): return try self.field(field, of: container, call)
        case .medium(let medium): return try self.field(field, of: medium, call)
        case .comment(let comment): return try self.field(field, of: comment, call)
        }
    }

    private func field(_ field: FieldSelection.Field, of person: Person, _ call: Call) throws(GraphError) -> JSON? {
        switch field.name {
        case "id": return .string(person.id.text)
        case "name": return .string(person.name)
        default: throw .fieldMissing(field.name, type: Node.person(person).typeName)
        }
    }

    private func field(_ field: FieldSelection.Field, of page: Page, _ call: Call) throws(GraphError) -> JSON? {
        switch field.name {
        case "id": return .string(page.id.text)
        case "name": return .string(page.name)
        case "category": return "Local business"
        case "category_list": return [["id": "2500", "name": "Local business"]]
        case "access_token": return .string(page.token)
        case "tasks":
            return ["ADVERTISE", "ANALYZE", "CREATE_CONTENT", "MESSAGING", "MODERATE", "MANAGE"]
        case "link": return .string("https://www.facebook.com/\(page.id.text)")
        case "is_published": return true
        case "instagram_business_account", "connected_instagram_account":
            guard let account = accounts[page.account], call.token.scopes.contains("instagram_basic") else {
                return nil
            }
            return try read(.account(account), field.selection, in: call)
        case "username", "about", "description", "website", "phone": return nil
        default: throw .fieldMissing(field.name, type: Node.page(page).typeName)
        }
    }

    private func field(_ field: FieldSelection.Field, of account: Account, _ call: Call) throws(GraphError) -> JSON? {
        switch field.name {
        case "id": return .string(call.login == .instagram ? account.scopedID : account.id.text)
        case "user_id" where call.login == .instagram: return .string(account.id.text)
        case "account_type" where call.login == .instagram: return .string(account.kind.rawValue)
        case "username": return .string(account.username)
        case "name": return .string(account.name)
        case "biography": return account.biography.map(JSON.string)
        case "website": return account.website.map(JSON.string)
        case "profile_picture_url": return account.pictureURL.map(JSON.string)
        case "has_profile_pic": return .bool(account.pictureURL != nil)
        case "followers_count": return .integer(account.followers)
        case "follows_count": return .integer(account.follows)
        case "media_count": return .integer(account.media.count { media[$0].map { isOnGrid($0) } ?? false })
        case "is_published": return true
        case "ig_id", "legacy_instagram_user_id": return nil
        case "shopping_product_tag_eligibility" where call.login == .facebook: return false
        default: throw .fieldMissing(field.name, type: Node.account(account).typeName)
        }
    }

    private func isOnGrid(_ medium: Medium) -> Bool { medium.deleted == nil && !medium.kind.isStory }

    private func field(
        _ field: FieldSelection.Field, of container: Container, _ call: Call
    ) throws(GraphError) -> JSON? {
        switch field.name {
        case "id": return .string(container.id.text)
        case "status_code": return .string(container.status(at: call.now).rawValue)
        case "status": return .string(container.statusText(at: call.now))
        case "copyright_check_status": return ["status": "not_started", "matches_found": false]
        case "video_status" where call.login == .facebook:
            guard container.kind.isVideo else { return nil }
            return videoStatus(container, call)
        default: throw .fieldMissing(field.name, type: Node.container(container).typeName)
        }
    }

    /// The phases of a video that Meta fetched itself.
    private func videoStatus(_ container: Container, _ call: Call) -> JSON {
        let uploading: JSON = ["status": .string(container.tickets.isEmpty ? "complete" : "in_progress")]
        let processing =
            switch container.status(at: call.now) {
            case .finished, .published: "complete"
            case .error: "error"
            case .inProgress: container.tickets.isEmpty ? "in_progress" : "not_started"
            case .expired: "not_started"
            }
        return ["uploading_phase": uploading, "processing_phase": ["status": .string(processing)]]
    }

    private func field(_ field: FieldSelection.Field, of medium: Medium, _ call: Call) throws(GraphError) -> JSON? {
        let isSlide = medium.parent != nil
        switch field.name {
        case "id": return .string(medium.id.text)
        case "caption": return medium.content.caption.map(JSON.string)
        case "media_type": return .string(medium.mediaType)
        case "media_product_type": return isSlide ? nil : .string(medium.productType)
        case "timestamp": return .string(GraphTime.text(medium.published))
        case "permalink": return isSlide ? nil : .string(permalink(of: medium))
        case "shortcode": return isSlide ? nil : .string(medium.shortcode)
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
            guard call.login == .facebook else { throw .fieldMissing(field.name, type: "ShadowIGMedia") }
            return isSlide ? nil : 0
        case "copyright_check_information": return ["status": ["status": "completed", "matches_found": false]]
        // A single medium has no slides; a carousel's are an edge.
        case "children", "boost_eligibility_info", "boost_ads_list", "view_count": return nil
        default: throw .fieldMissing(field.name, type: Node.medium(medium).typeName)
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

    private func field(_ field: FieldSelection.Field, of comment: Comment, _ call: Call) throws(GraphError) -> JSON? {
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
