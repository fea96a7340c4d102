/// What Facebook refuses in a file for a Page (`photo` reference; reels publishing guide; page stories guide).
enum PageMediaRules {
    static let photoBytes = 10 * 1024 * 1024

    private static let photoFormats: Set<MediumFacts.Format> = [.jpeg, .bmp, .png, .gif, .tiff]

    /// Checks a photo, and says its facts.
    static func checkPhoto(_ fetched: FetchedMedium) throws(GraphError) -> MediumFacts {
        guard case .medium(let facts) = fetched.result else {
            // What came and cannot be read is another matter than what did not come.
            if case .failure(.notMedia) = fetched.result { throw .page(.imageUnreadable) }
            if case .failure(.tooLarge) = fetched.result { throw .page(.imageUnreadable) }
            throw .page(.imageMissing)
        }
        guard photoFormats.contains(facts.format), fetched.byteCount <= photoBytes else {
            throw .page(.imageUnreadable)
        }
        return facts
    }

    /// Checks a video for what it was sent for; what could not be read of it passes.
    static func checkVideo(_ fetched: FetchedMedium, for purpose: PageVideo.Purpose) throws(GraphError) {
        guard case .medium(let facts) = fetched.result, facts.format.isVideo else {
            throw .page(.videoFile(.unreadable))
        }
        guard purpose != .video else { return }
        if let width = facts.width, let height = facts.height, width > 0, height > 0 {
            let ratio = Double(width) / Double(height)
            // A pixel or two of rounding.
            guard abs(ratio - 9.0 / 16) <= 0.01 else { throw .page(.videoFile(.aspect)) }
            guard width >= 540, height >= 960 else { throw .page(.videoFile(.resolution)) }
        }
        if let rate = facts.video?.framesPerSecond, rate < 23.9 || rate > 60.1 {
            throw .page(.videoFile(.frameRate))
        }
        let seconds = purpose == .reel ? 3.0...90 : 3.0...60
        if let duration = facts.video?.duration?.seconds, !seconds.contains(duration) {
            throw .page(.videoFile(.duration))
        }
    }
}
