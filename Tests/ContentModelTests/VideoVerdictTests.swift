import MediaHeaders
import MediaWork
import Testing

@testable import ContentModel

@Suite struct VideoVerdictTests {
    static let recipe = VideoRecipe(picture: .copied, sound: .copied, longest: 60, byteLimit: 100_000_000)

    @Test func whatIsWithinTheRulesIsSound() { #expect(Self.verdict { _ in } == .sound) }

    @Test func whatOnlyShowsAfterwardsIsMadeAgain() {
        guard case .again(let recipe) = Self.verdict(change: { $0.tracks[0].frameRate = 15 }) else {
            Issue.record("not made again")
            return
        }
        #expect(recipe.picture != .copied && recipe.sound == .copied && recipe.longest == 60)
        #expect(Self.verdict(by: recipe) { $0.tracks[0].frameRate = 15 } == .sound)
    }

    static let refusals: [(Int, Duration, String)] = [
        (1000, .seconds(2), "lasts 2 s"), (1000, .seconds(61), "lasts 61 s"),
        (100_000_001, .seconds(59), "still has 100.1 MB once it is made anew"),
    ]

    @Test("What cannot be mended is refused", arguments: refusals)
    func refusal(bytes: Int, duration: Duration, expected: String) {
        guard case .refused(let refusal) = Self.verdict(bytes: bytes, change: { $0.duration = duration }) else {
            Issue.record("not refused")
            return
        }
        #expect(refusal.what == expected)
    }

    private static func verdict(
        by recipe: VideoRecipe = recipe, bytes: Int = 1000, change: (inout VideoFacts) -> Void
    ) -> VideoVerdict {
        var video = VideoFacts()
        (video.isIndexFirst, video.duration) = (true, .seconds(10))
        video.tracks = [VideoTrack(codec: "avc1", codedSize: PixelSize(width: 1080, height: 1920))]
        change(&video)
        return VideoVerdict(of: MediaFacts(format: .mp4, byteCount: bytes, content: .video(video)), by: recipe)
    }
}
