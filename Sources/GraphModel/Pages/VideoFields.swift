import FoundationEssentials

extension Platform {
    /// Fields that videos have and ours leave empty; those of making one are among them, as Meta's specification has
    /// them as fields, too.
    private static let emptyVideoFields: Set<String> = [
        "ad_breaks", "ad_placements_validation_only", "admin_creator", "application_id", "asked_fun_fact_prompt_id",
        "audio_isrc", "audio_story_wave_animation_handle", "backdated_time", "backdated_time_granularity",
        "boost_eligibility_info", "chunk_session_id", "composer_entry_picker", "composer_entry_point",
        "composer_entry_time", "composer_session_events_log", "composer_session_id", "composer_source_surface",
        "composer_type", "container_type", "content_category", "content_tags", "copyright",
        "copyright_check_information", "copyright_monitoring_status", "creative_folder_id", "creative_tools",
        "custom_labels", "edit_description_spec", "embed_html", "end_offset", "event", "expiration",
        "fbuploader_video_file_chunk", "file_size", "file_url", "filename", "filepath", "fisheye_video_cropped",
        "format", "formatting", "fov", "front_z_rotation", "fun_fact_prompt_id", "fun_fact_toastee_id", "guide",
        "guide_enabled", "icon", "initial_heading", "initial_pitch", "instant_game_entry_point_data",
        "is_ai_generated", "is_boost_intended", "is_group_linking_post", "is_partnership_ad", "is_voice_clip",
        "live_audience_count", "live_status", "location_source_id", "music_video_copyright", "og_action_type_id",
        "og_icon_id", "og_object_id", "og_phrase", "og_suggestion_mechanism", "original_fov",
        "original_projection_type", "partnership_ad_ad_code", "place", "post_views", "premiere_living_room_status",
        "publish_event_id", "referenced_sticker_id", "replace_audio_status", "replace_video_id",
        "selected_audio_spec", "slideshow_spec", "source_instagram_media_id", "spherical", "start_offset",
        "swap_mode", "text_format_metadata", "thumb", "time_since_original_post", "transcode_setting_properties",
        "universal_video_id", "unpublished_content_type", "upload_phase", "upload_session_id",
        "upload_setting_properties", "validation_ad_placements", "video_file_chunk", "video_id",
        "video_id_original", "video_start_time_ms", "video_state", "views", "waterfall_id",
    ]

    /// A field of a Page's video.
    func field(_ field: FieldSelection.Field, of video: PageVideo, _ call: Call) throws(GraphError) -> JSON? {
        let post = video.post.flatMap { posts[$0] }
        let isOut = post.map { hasBeenLive($0, at: call.now) } ?? false
        switch field.name {
        case "id": return .string(video.id.text)
        case "description": return video.description.map(JSON.string)
        case "title", "name": return video.title.map(JSON.string)
        case "created_time":
            return .string(GraphTime.text(post.map { createdTime($0, at: call.now) } ?? video.created))
        case "updated_time": return .string(GraphTime.text(video.updated))
        case "length": return video.seconds.map(JSON.number)
        case "source": return video.storedName.map { .string(contentURL(ofStored: $0)) }
        case "picture": return (video.storedThumb ?? video.storedName).map { .string(contentURL(ofStored: $0)) }
        case "permalink_url":
            // Graph gives the path alone, unlike that of a post.
            guard let post else { return nil }
            let base = configuration.pagePermalinkBase
            return .string("/" + permalink(of: post).dropFirst(base.count))
        case "post_id":
            guard let post, post.release != .draft else { return nil }
            return .string(post.id.text)
        case "published": return .bool(isOut)
        case "scheduled_publish_time":
            guard case .scheduled(let date)? = post?.release, !isOut else { return nil }
            return .string(GraphTime.text(date))
        case "status": return status(of: video, post, at: call.now)
        case "from":
            return sender(video.page, field.selection)
        case "privacy":
            return [
                "allow": "", "deny": "", "description": "Public", "friends": "", "networks": "", "value": "EVERYONE",
            ]
        case "embeddable": return true
        case "is_crosspost_video", "is_crossposting_eligible", "is_episode", "is_instagram_eligible",
            "is_reference_only":
            return false
        default:
            guard Self.emptyVideoFields.contains(field.name) else {
                throw .fieldMissing(field.name, type: Node.video(video).typeName)
            }
            return nil
        }
    }

    /// The phases of a video: its bytes arrive, are processed, and are published.
    private func status(of video: PageVideo, _ post: PagePost?, at now: Date) -> JSON {
        let isReady = video.readyAt.map { $0 <= now } ?? false
        let word =
            if video.failure != nil {
                "error"
            } else if isReady {
                "ready"
            } else if video.hasArrived {
                video.post == nil && video.purpose != .video ? "upload_complete" : "processing"
            } else {
                isStale(video, at: now) ? "expired" : "uploading"
            }
        var phases: [JSON.Member] = [.init(name: "video_status", value: .string(word))]
        phases.append(.init(name: "uploading_phase", value: uploadingPhase(of: video)))
        let processing = isReady ? "complete" : video.hasArrived ? "in_progress" : "not_started"
        phases.append(
            .init(
                name: "processing_phase",
                value: video.failure.map { error in
                    let envelope = error.envelope
                    return [
                        "status": "error",
                        "errors": [
                            [
                                "code": .integer(envelope.subcode ?? envelope.code),
                                "message": .string(envelope.detail ?? envelope.message),
                            ]
                        ],
                    ]
                } ?? ["status": .string(processing)]))
        phases.append(.init(name: "publishing_phase", value: publishingPhase(of: video, post, at: now)))
        return .object(phases)
    }

    private func uploadingPhase(of video: PageVideo) -> JSON {
        guard let upload = video.upload else {
            let word = video.failure != nil ? "error" : video.hasArrived ? "complete" : "in_progress"
            return ["status": .string(word)]
        }
        guard case .object(let members) = upload.json else { return upload.json }
        return .object(
            members.map { member in
                let isCount = member.name == "bytes_transferred"
                return isCount && configuration.byteCountName == .asDocumented
                    ? .init(name: "bytes_transfered", value: member.value) : member
            })
    }

    private func publishingPhase(of video: PageVideo, _ post: PagePost?, at now: Date) -> JSON {
        guard let post else { return ["status": "not_started"] }
        let time = goesLive(post).map { JSON.string(GraphTime.text($0)) }
        if video.failure != nil { return ["status": "error", "publish_status": "error"] }
        if hasBeenLive(post, at: now) {
            return .object(present: ["status": "complete", "publish_status": "published", "publish_time": time])
        }
        switch post.release {
        case .draft: return ["status": "not_started", "publish_status": "draft"]
        case .scheduled(let date):
            return [
                "status": "not_started", "publish_status": "scheduled", "publish_time": .string(GraphTime.text(date)),
            ]
        case .published: return ["status": "in_progress"]
        }
    }
}
