extension ContainerRequest {
    /// The parameters of `POST /{ig-user}/media`, in a fixed order.
    ///
    /// - Throws: `EncodingError` when a coordinate or volume is not a finite number.
    public func form() throws -> Form {
        var form = Form()
        switch self {
        case .image(let image):
            form.add("image_url", image.url)
            form.add("alt_text", image.altText)
            try form.addList("user_tags", image.tags)
            try form.addList("product_tags", image.products)
            try form.add(image.options)
        case .carouselImage(let image):
            form.add("image_url", image.url)
            form.add("is_carousel_item", true)
            form.add("alt_text", image.altText)
            try form.addList("user_tags", image.tags)
            try form.addList("product_tags", image.products)
        case .carouselVideo(let video):
            form.add("VIDEO", video.source)
            form.add("is_carousel_item", true)
            form.add("thumb_offset", video.thumbOffset)
            try form.addList("product_tags", video.products)
        case .carousel(let carousel):
            form.add("media_type", "CAROUSEL")
            form.add("children", carousel.children.map(\.text).joined(separator: ","))
            try form.addList("product_tags", carousel.products)
            try form.add(carousel.options)
        case .reel(let reel):
            try form.add(reel)
        case .storyImage(let story):
            form.add("media_type", "STORIES")
            form.add("image_url", story.url)
            try form.addList("user_tags", story.tags)
        case .storyVideo(let story):
            form.add("STORIES", story.source)
            try form.addList("user_tags", story.tags)
        }
        return form
    }
}

extension Form {
    fileprivate mutating func addList(_ name: String, _ list: [some Encodable]) throws {
        if !list.isEmpty { try add(name, json: list) }
    }

    fileprivate mutating func add(_ mediaType: String, _ source: VideoSource) {
        add("media_type", mediaType)
        switch source {
        case .url(let url): add("video_url", url)
        case .resumable: add("upload_type", "resumable")
        }
    }

    fileprivate mutating func add(_ reel: ReelContainer) throws {
        add("REELS", reel.source)
        add("cover_url", reel.coverURL)
        add("thumb_offset", reel.thumbOffset)
        add("share_to_feed", reel.shareToFeed)
        try addList("user_tags", reel.taggedUsers.map { ["username": $0] })
        try addList("product_tags", reel.products)
        add("audio_name", reel.audioName)
        try add("audio_configuration", json: reel.audio)
        try add("trial_params", json: reel.trial.map { ["graduation_strategy": $0.rawValue] })
        try add(reel.options)
    }

    fileprivate mutating func add(_ options: PostOptions) throws {
        add("caption", options.caption)
        add("location_id", options.locationID)
        try addList("collaborators", options.collaborators)
        add("is_ai_generated", options.isAIGenerated)
        if let partnership = options.partnership {
            add("is_paid_partnership", true)
            try addList("branded_content_sponsor_ids", partnership.sponsors)
        }
        switch options.addOn {
        case nil: break
        case .commentPrompt: add("is_comment_prompt_used", true)
        case .poll(let answers, let isExtended):
            let keys = ["option_a", "option_b", "option_c", "option_d"]
            try add("poll_attachment", json: Dictionary(zip(keys, answers)) { first, _ in first })
            if isExtended { add("is_poll_duration_extended", true) }
        }
    }
}
