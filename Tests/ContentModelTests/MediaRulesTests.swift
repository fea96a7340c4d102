import Diagnostics
import MediaHeaders
import Testing

@testable import ContentModel

@Suite struct MediaRulesTests {
    static let path = Located("media/a.jpg", at: SourceLocation(file: "calendar/a.yaml"))

    static let durations: [(Duration, MediaRules.Place, [String])] = [
        (.seconds(3), .reel, []), (.milliseconds(2950), .reel, []),
        (.milliseconds(2800), .reel, ["'media/a.jpg' lasts 2.8 s"]), (.seconds(900), .reel, []),
        (.seconds(901), .reel, ["'media/a.jpg' lasts 901 s"]), (.seconds(60), .story, []),
        (.milliseconds(60_050), .story, []), (.seconds(61), .story, ["'media/a.jpg' lasts 61 s"]),
        (.seconds(61), .slide, ["'media/a.jpg' lasts 61 s"]),
    ]

    @Test("A video lasts as long as its place allows", arguments: durations)
    func duration(duration: Duration, place: MediaRules.Place, expected: [String]) {
        var video = VideoFacts()
        video.duration = duration
        video.tracks = [VideoTrack(codec: "avc1", codedSize: PixelSize(width: 1080, height: 1920))]
        #expect(Self.video(video, for: place).map(\.message) == expected)
    }

    static let frameRates: [(Double, Bool)] = [
        (22.4, false), (23.976, true), (30, true), (59.94, true), (60.2, true), (61, false), (.infinity, false),
    ]

    @Test("23 to 60 frames a second", arguments: frameRates)
    func frameRate(rate: Double, isLegal: Bool) {
        var video = VideoFacts()
        video.tracks = [VideoTrack(codec: "hvc1", codedSize: PixelSize(width: 1080, height: 1920))]
        video.tracks[0].frameRate = rate
        #expect(Self.video(video, for: .reel).isEmpty == isLegal)
    }

    @Test func videoWithoutPictureIsRefused() {
        #expect(Self.video(VideoFacts(), for: .reel).map(\.message) == ["'media/a.jpg' has no picture"])
    }

    private static func video(_ video: VideoFacts, for place: MediaRules.Place) -> [Diagnostic] {
        var findings = Findings()
        let facts = MediaFacts(format: .mp4, byteCount: 1000, content: .video(video))
        MediaRules(path: path, facts: facts).checkVideo(video, for: place, findings: &findings)
        return findings.diagnostics
    }
}
