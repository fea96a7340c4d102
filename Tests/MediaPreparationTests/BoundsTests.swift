import Diagnostics
import MediaHeaders
import Testing

@testable import ContentModel
@testable import GraphModel

/// What our rules let out as it is, at and around every bound, is taken by the sandbox, whose rules were written apart.
@Suite struct BoundsTests {
    @Test("Every picture that goes out as it is has proportions and bytes that the sandbox takes")
    func pictures() {
        var accepted = 0
        for width in [320, 999, 1079, 1080, 1081, 1200, 1439, 1440] {
            let heights = [Double(width) / 1.91, Double(width) / 0.8].flatMap { edge in
                (-3...3).map { Int(edge.rounded()) + $0 }
            }
            for (height, bytes) in heights.flatMap({ [($0, 7_999_999), ($0, 8_000_000), ($0, 8_000_001)] }) {
                let image = ImageFacts(size: PixelSize(width: width, height: height))
                let facts = MediaFacts(format: .jpeg, byteCount: bytes, content: .image(image))
                var findings = Findings(in: "calendar/a.yaml")
                let rules = PictureRules(path: Self.path, facts: facts, image: image, place: .feed)
                guard rules.treatment(findings: &findings) == nil, !findings.diagnostics.containsError else { continue }
                accepted += 1
                #expect(sandboxRefusal(ofPicture: facts, as: .image) == "", "\(width)x\(height), \(bytes) bytes")
            }
        }
        #expect(accepted > 50)
    }

    /// Values at a bound and beside it, each of which is given to an otherwise plain video.
    private static let changes: [[@Sendable (inout VideoFacts) -> Void]] = [
        [2.999, 3, 3.001, 59.999, 60, 60.001, 60.1, 60.101, 899.999, 900, 900.001, 900.1, 900.101].map { seconds in
            { ($0.duration, $0.tracks[0].duration) = (.seconds(seconds), .seconds(min(seconds, 60))) }
        },
        [22.9, 22.94, 22.95, 22.96, 23, 60, 60.04, 60.05, 60.06, 60.1].map { rate in { $0.tracks[0].frameRate = rate }
        },
        [(10, 1000), (10, 1001), (99, 1000), (100, 1000), (1920, 192), (1919, 192), (1921, 1080), (1920, 191)].map {
            width, height in
            {
                $0.tracks[0].codedSize = PixelSize(width: width, height: height)
                $0.tracks[0].displaySize = PixelSize(width: width, height: height)
            }
        },
        [48_000, 48_001].map { rate in { $0.audio[0].sampleRate = rate } },
        [2, 3].map { count in { $0.audio[0].channels = count } },
    ]

    @Test("Every video that goes out as it is lies within the bounds of the sandbox")
    func videos() {
        var accepted = 0
        let places: [(ContentModel.MediaRules.Place, ContainerKind)] = [
            (.reel, .reel), (.story, .storyVideo), (.slide, .childVideo),
        ]
        let bytes = [1_000, 31_249_999, 31_250_000, 31_250_001, 100_000_000, 100_000_001, 300_000_000, 300_000_001]
        for (place, kind) in places {
            for (change, bytes) in Self.changes.joined().flatMap({ change in bytes.map { (change, $0) } }) {
                var video = VideoFacts()
                (video.isIndexFirst, video.duration) = (true, .seconds(10))
                video.tracks = [VideoTrack(codec: "avc1", codedSize: PixelSize(width: 1080, height: 1920))]
                (video.tracks[0].chroma, video.tracks[0].bitDepth, video.tracks[0].frameRate) = (.quarter, 8, 30)
                video.audio = [AudioTrack(codec: "mp4a", sampleRate: 48_000, channels: 2)]
                change(&video)
                let facts = MediaFacts(format: .mp4, byteCount: bytes, content: .video(video))
                var findings = Findings(in: "calendar/a.yaml")
                let rules = VideoRules(path: Self.path, facts: facts, video: video, place: place)
                guard rules.treatment(findings: &findings) == nil, !findings.diagnostics.containsError else { continue }
                accepted += 1
                #expect(sandboxRefusal(of: facts, as: kind) == "", "\(place), \(bytes) bytes, \(video)")
            }
        }
        #expect(accepted > 100)
    }

    private static let path = Located("media/a", at: .start)
}
