import Diagnostics
import MediaHeaders
import Testing

@testable import ContentModel

@Suite struct MediaRulesTests {
    static let path = Located("media/a.jpg", at: SourceLocation(file: "calendar/a.yaml"))

    static let feedSizes: [(Int, Int, Bool)] = [
        (1080, 1080, true), (1080, 1350, true), (1080, 566, true), (1200, 628, true), (1079, 1350, true),
        (1078, 1350, false), (1080, 1352, false), (1080, 564, false), (1920, 1080, true), (0, 0, true),
    ]

    @Test("The feed takes 4:5 to 1.91:1, to the pixel", arguments: feedSizes)
    func feed(width: Int, height: Int, isLegal: Bool) {
        let image = ImageFacts(size: PixelSize(width: width, height: height))
        #expect(Self.picture(image, for: .feed).filter { $0.severity == .error }.isEmpty == isLegal)
    }

    @Test func storiesAndCoversTakeAnyProportions() {
        let image = ImageFacts(size: PixelSize(width: 1080, height: 1920))
        #expect(Self.picture(image, for: .story) == [])
        #expect(Self.picture(image, for: .cover) == [])
    }

    @Test("Only JPEG is published as it is", arguments: MediaFormat.allCases.filter(\.isImage))
    func formats(format: MediaFormat) {
        let image = ImageFacts(size: PixelSize(width: 1080, height: 1080))
        #expect(Self.picture(image, for: .feed, format: format).isEmpty == (format == .jpeg))
    }

    static let sizes: [(Int, String?)] = [
        (8_000_000, nil), (8_000_001, "'media/a.jpg' has 8.1 MB"), (123_456_789, "'media/a.jpg' has 123.5 MB"),
    ]

    @Test("A picture has at most 8 MB", arguments: sizes)
    func bytes(count: Int, expected: String?) {
        let image = ImageFacts(size: PixelSize(width: 1080, height: 1080))
        #expect(Self.picture(image, for: .feed, bytes: count).map(\.message) == [expected].compactMap(\.self))
    }

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

    private static func picture(
        _ image: ImageFacts, for place: MediaRules.Place, format: MediaFormat = .jpeg, bytes: Int = 1000
    ) -> [Diagnostic] {
        var findings = Findings()
        let facts = MediaFacts(format: format, byteCount: bytes, content: .image(image))
        MediaRules(path: path, facts: facts).checkPicture(image, for: place, findings: &findings)
        return findings.diagnostics
    }

    private static func video(_ video: VideoFacts, for place: MediaRules.Place) -> [Diagnostic] {
        var findings = Findings()
        let facts = MediaFacts(format: .mp4, byteCount: 1000, content: .video(video))
        MediaRules(path: path, facts: facts).checkVideo(video, for: place, findings: &findings)
        return findings.diagnostics
    }
}
