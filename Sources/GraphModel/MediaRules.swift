/// What Meta refuses in a file it has fetched (IG User `media` reference, media specifications).
enum MediaRules {
    static let imageBytes = 8 * 1024 * 1024
    /// Of a whole video, in a second.
    static let bitRate = 25_000_000.0

    /// Checks an image for a container of this kind.
    static func checkImage(_ fetched: FetchedMedium, url: String, for kind: ContainerKind) throws(GraphError) {
        let facts: MediumFacts
        switch fetched.result {
        case .medium(let found): facts = found
        case .failure(.timeout): throw .mediumTimeout
        case .failure(.tooLarge): throw .imageTooLarge
        case .failure: throw .mediumUnfetchable(url)
        }
        guard facts.format == .jpeg, !facts.isMultiPicture else { throw .imageFormat }
        guard fetched.byteCount <= imageBytes else { throw .imageTooLarge }
        // Stories and covers may have any shape; what goes to the feed may not.
        guard kind == .image || kind == .childImage, let width = facts.width, let height = facts.height, height > 0
        else { return }
        let ratio = Double(width) / Double(height)
        // One pixel row of tolerance: 1080 x 565 is what 1.91:1 rounds to.
        let flattest = 1.91 * (Double(height) + 1)
        let tallest = 0.8 * (Double(height) - 1)
        guard Double(width) <= flattest, Double(width) >= tallest else { throw .imageAspect(ratio) }
    }

    /// What one kind of video may be.
    struct VideoLimits {
        let bytes: Int
        let seconds: ClosedRange<Double>
        let aspect: ClosedRange<Double>

        init(for kind: ContainerKind, slides: Configuration.SlideVideos) {
            switch (kind, slides) {
            case (.storyVideo, _): (bytes, seconds, aspect) = (100_000_000, 3...60, 0.1...10)
            case (.childVideo, .asFeedVideos): (bytes, seconds, aspect) = (100_000_000, 3...60, 0.01...10)
            default: (bytes, seconds, aspect) = (300_000_000, 3...900, 0.01...10)
            }
        }
    }

    /// Checks a video for a container of this kind, and that its thumbnail lies inside it.
    static func checkVideo(
        _ fetched: FetchedMedium, for kind: ContainerKind, thumbOffset: Int, _ configuration: Configuration
    ) throws(GraphError) {
        let facts: MediumFacts
        switch fetched.result {
        case .medium(let found): facts = found
        case .failure(.timeout): throw .mediumTimeout
        case .failure(.notMedia), .failure(.tooLarge): throw .videoFormat("The file is no video that can be read.")
        case .failure: throw .videoDownloadFailed
        }
        let limits = VideoLimits(for: kind, slides: configuration.slideVideos)
        guard facts.format == .mp4 || facts.format == .quickTime else {
            throw .videoFormat("Only MP4 and MOV are supported.")
        }
        guard fetched.byteCount <= limits.bytes else { throw .videoFormat("The file is too large.") }
        if let width = facts.width, let height = facts.height, width > 0, height > 0 {
            guard width <= 1920 else { throw .videoFormat("The video has more than 1920 columns.") }
            guard limits.aspect.contains(Double(width) / Double(height)) else {
                throw .videoFormat("The aspect ratio is not supported.")
            }
        }
        if let video = facts.video {
            try check(video, limits, configuration.videoStructure, thumbOffset: thumbOffset)
            if let seconds = video.duration?.seconds, seconds > 0, Double(fetched.byteCount) * 8 / seconds > bitRate {
                throw .videoFormat("The bit rate exceeds 25 Mbit/s.")
            }
        }
        if let audio = facts.audio { try check(audio) }
    }

    private static func check(
        _ video: MediumFacts.Video, _ limits: VideoLimits, _ structure: Configuration.VideoStructure, thumbOffset: Int
    ) throws(GraphError) {
        if let codec = video.codec, !["avc1", "avc3", "hvc1", "hev1"].contains(codec) {
            throw .videoFormat("Only H.264 and HEVC are supported.")
        }
        if let rate = video.framesPerSecond, rate < 22.9 || rate > 60.1 {
            throw .videoFormat("The frame rate lies outside 23 to 60.")
        }
        if structure == .asDocumented && (video.hasEditList || !video.isFastStart) {
            throw .videoFormat("The file has edit lists, or its moov atom is not at the front.")
        }
        guard let duration = video.duration?.seconds else { return }
        guard limits.seconds.contains(duration) else { throw .videoFormat("The duration is not supported.") }
        guard Double(thumbOffset) < duration * 1000 else { throw .thumbOffsetOutOfRange }
    }

    private static func check(_ audio: MediumFacts.Audio) throws(GraphError) {
        if let codec = audio.codec, codec != "mp4a" { throw .videoFormat("Only AAC audio is supported.") }
        if let rate = audio.sampleRate, rate > 48_000 { throw .videoFormat("The audio has more than 48 kHz.") }
        if let channels = audio.channels, channels > 2 { throw .videoFormat("The audio has more than 2 channels.") }
    }
}
