import Diagnostics
public import MediaHeaders
public import MediaWork

/// Whether a video that was made anew is what was wanted.
///
/// Matroska and fragments leave open what only shows in the file that was made of them: how fast frames follow each
/// other, how long it lasts, how its pixels are stored.
public enum VideoVerdict: Hashable, Sendable {
    case sound
    /// It is to be made again by this recipe, of the same source.
    case again(VideoRecipe)
    /// It cannot be published.
    case refused(MediaRefusal)

    /// Judges what `recipe` has made.
    public init(of made: MediaFacts, by recipe: VideoRecipe) {
        let place = recipe.place
        guard let video = made.video, made.byteCount <= recipe.byteLimit else {
            self = .refused(
                MediaRefusal(
                    "still has \(MediaRules.megabytes(made.byteCount)) once it is made anew",
                    why: "\(place.platform) takes up to \(MediaRules.megabytes(recipe.byteLimit))",
                    fix: "export it shorter, or at a lower bit rate"))
            return
        }
        let rules = VideoRules(
            path: Located("", at: .start), facts: made, video: video, place: place)
        var findings = Findings(in: "")
        let treatment = rules.treatment(findings: &findings)
        if let error = findings.diagnostics.first(where: { $0.severity == .error }) {
            // The message starts with the file's name, which is for others to put before it.
            self = .refused(
                MediaRefusal(String(error.message.dropFirst("'' ".count)), why: error.why, fix: error.fix))
        } else if case .video(let wanted)? = treatment?.work, wanted.asksForMore(than: recipe) {
            self = .again(recipe.joined(with: wanted))
        } else {
            self = .sound
        }
    }
}

extension VideoRecipe {
    /// The place whose bounds it was made for.
    fileprivate var place: MediaRules.Place {
        [.reel, .story, .pageReel, .pageStory, .pageVideo].first { place in
            let bounds = VideoBounds.of(place)
            return bounds.bytes == byteLimit && bounds.seconds.upperBound == longest
        } ?? (byteLimit == VideoBounds.story.bytes ? .story : .reel)
    }

    /// Whether a stream is coded anew that `other` copies.
    fileprivate func asksForMore(than other: VideoRecipe) -> Bool {
        (picture != .copied && other.picture == .copied) || (sound != .copied && other.sound == .copied)
    }

    /// What either does.
    fileprivate func joined(with other: VideoRecipe) -> VideoRecipe {
        var recipe = self
        if picture == .copied { recipe.picture = other.picture }
        if sound == .copied { recipe.sound = other.sound }
        return recipe
    }
}
