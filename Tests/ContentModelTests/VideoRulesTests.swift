import Diagnostics
import Foundation
import MediaHeaders
import MediaWork
import Testing

@testable import ContentModel

@Suite struct VideoRulesTests {
    static let path = Located("media/a.mp4", at: .start)

    /// How long a video and its picture are, where it is shown, and what is said or done about it.
    static let durations: [(Double, Double, MediaRules.Place, String)] = [
        (3, 3, .reel, "nothing"), (2.999, 2.999, .reel, "'media/a.mp4' lasts 2.999 s"),
        (2.8, 2.8, .slide, "'media/a.mp4' lasts 2.8 s"), (900, 900, .reel, "nothing"),
        (900.02, 900, .reel, "last 0.02 s cut off: -"), (900.1, 900.1, .reel, "last 0.1 s cut off: picture"),
        (901, 901, .reel, "'media/a.mp4' lasts 901 s"), (60, 60, .story, "nothing"),
        (60.02, 60, .story, "last 0.02 s cut off: -"), (60.033, 60.033, .story, "last 0.033 s cut off: picture"),
        (60.101, 60, .story, "'media/a.mp4' lasts 60.101 s"), (60.001, 60, .slide, "'media/a.mp4' lasts 60.001 s"),
        (60, 60, .slide, "nothing"),
    ]

    @Test("A video lasts as long as its place allows, but for what exports leave at the end", arguments: durations)
    func duration(seconds: Double, picture: Double, place: MediaRules.Place, expected: String) {
        let judgement = Self.judge(place: place) { video in
            (video.duration, video.tracks[0].duration) = (.seconds(seconds), .seconds(picture))
        }
        let done = judgement.treatment.map { ["\($0.summary): \(Self.parts($0))"] } ?? []
        #expect(judgement.messages + done == (expected == "nothing" ? [] : [expected]))
    }

    static let frameRates: [(Double, String?)] = [
        (22.9, "22.9 to 45.8 frames a second"), (22.96, nil), (23.976, nil), (30, nil), (59.94, nil), (60.04, nil),
        (61, "61 to 30.5 frames a second"), (15, "15 to 30 frames a second"), (120, "120 to 60 frames a second"),
        (119.88, "119.9 to 59.9 frames a second"), (.infinity, "inf to 30 frames a second"),
        (0, "0 to 30 frames a second"),
    ]

    @Test("23 to 60 frames a second", arguments: frameRates)
    func frameRate(rate: Double, expected: String?) {
        #expect(Self.judge { $0.tracks[0].frameRate = rate }.treatment?.summary == expected)
    }

    /// A change of the video, what is done about it, what is made anew, and what is said where nothing can be done.
    static let defects: [(@Sendable (inout VideoFacts) -> Void, String, String, String)] = [
        ({ $0.isIndexFirst = false }, "index moved to the front", "-", "error: has its index (moov) at the end"),
        ({ $0.isFragmented = true }, "fragments joined", "-", "warning: comes in fragments"),
        ({ $0.tracks[0].editList = .encoderDelay }, "edit list removed", "-", "warning: has an edit list"),
        ({ $0.audio[0].editList = .edits }, "edit list applied", "picture sound", "warning: has an edit list"),
        ({ $0.hasNotes = true }, "metadata removed", "-", "warning: says more than its picture and sound"),
        ({ ($0.namesPlace, $0.hasNotes) = (true, true) }, "GPS removed", "-", "warning: may say where it was taken"),
        ({ $0.namesPlace = true }, "GPS removed", "-", "warning: may say where it was taken"),
        (
            { $0.audio.append($0.audio[0]) }, "first picture and sound alone", "-",
            "warning: has 1 pictures and 2 sounds"
        ),
        ({ $0.tracks[0].codec = "vp09" }, "VP9 to H.264", "picture", "error: is coded as VP9"),
        ({ $0.tracks[0].isInterlaced = true }, "deinterlaced", "picture", "error: is interlaced"),
        ({ $0.tracks[0].chroma = .full }, "4:4:4 to 4:2:0", "picture", "error: has 4:4:4 colour"),
        ({ $0.tracks[0].bitDepth = 10 }, "10 bit to 8", "picture", "warning: has 10 bits of colour"),
        ({ $0.tracks[0].displaySize = size(2160, 3840) }, "2160x3840 to 1080x1920", "picture", "error: is 2160x3840"),
        (
            {
                $0.tracks[0].codedSize = size(2560, 1440)
                ($0.tracks[0].displaySize, $0.tracks[0].rotation) = (size(1440, 2560), 90)
            }, "turned upright", "picture", "error: is 1440x2560"
        ),
        (
            { ($0.tracks[0].rotation, $0.tracks[0].chroma) = (90, .half) }, "4:2:2 to 4:2:0, turned upright", "picture",
            "error: has 4:2:2 colour"
        ),
        ({ $0.audio[0].codec = "sowt" }, "PCM to AAC", "sound", "error: has PCM sound"),
        ({ $0.audio[0].audioObjectType = 34 }, "MP3 to AAC", "sound", "error: has MP3 sound"),
        ({ $0.audio[0].sampleRate = 96_000 }, "96000 Hz to at most 48000", "sound", "error: has 96000 Hz sound"),
        ({ $0.audio[0].channels = 6 }, "6 channels to 2", "sound", "error: has 6 channels of sound"),
        (
            { $0.audio[0].bitRate = 256_000 }, "256 kbit/s of sound to 128", "sound",
            "warning: has sound of 256 kbit/s"
        ),
    ]

    @Test("Each defect is mended, and named where nothing can be done", arguments: defects.indices)
    func defect(index: Int) {
        let (change, summary, parts, complaint) = Self.defects[index]
        let treatment = Self.judge(change: change).treatment
        #expect(treatment?.summary == summary)
        #expect(Self.parts(treatment) == parts)
        let asIs = Self.judge(isHostedAsIs: true, change: change)
        #expect(asIs.treatment == nil)
        let word = complaint.split(separator: " ", maxSplits: 1)
        #expect(
            asIs.findings.diagnostics.map { "\($0.severity): \($0.message)" } == ["\(word[0]) 'media/a.mp4' \(word[1])"]
        )
    }

    static let containers: [(MediaFormat, String?)] = [
        (.mp4, nil), (.quickTime, nil), (.webM, "WebM to MP4"), (.matroska, "Matroska to MP4"),
    ]

    @Test(arguments: containers)
    func container(format: MediaFormat, expected: String?) {
        #expect(Self.judge(format: format) { _ in }.treatment?.summary == expected)
    }

    static let refusals: [(@Sendable (inout VideoFacts) -> Void, String)] = [
        ({ $0.tracks = [] }, "has no picture — there is no video track in it — export it again"),
        (
            { $0.tracks[0].codec = "XVR0" },
            "is coded as 'XVR0' — Instagram takes H.264 and HEVC, and this cannot be made into them — export it as H.264"
        ),
        (
            { $0.audio[0].codec = "samr" },
            "has 'samr' sound — Instagram takes AAC, and this cannot be made into it — export its sound as AAC"
        ),
        (
            { $0.tracks[0].displaySize = size(1100, 100) },
            "is 1100x100 — Instagram takes proportions from 0.01:1 to 10:1 — export it at 1080x1920"
        ),
    ]

    @Test("What is the author's to change is refused", arguments: refusals.indices)
    func refusal(index: Int) {
        let judgement = Self.judge(change: Self.refusals[index].0)
        let words = judgement.findings.diagnostics.map { "\($0.message) — \($0.why) — \($0.fix)" }
        #expect(words == ["'media/a.mp4' " + Self.refusals[index].1])
    }

    static let sizes: [(Int, Double, MediaRules.Place, String?, Int)] = [
        (50_000_000, 30, .reel, nil, 0), (100_000_000, 30, .reel, "26.7 to at most 20 Mbit/s", 20_000_000),
        (300_000_001, 900, .reel, "made smaller", 2_455_795), (100_000_001, 59, .story, "made smaller", 12_805_333),
        (100_000_000, 59, .story, nil, 0),
    ]

    @Test("What is too large is coded anew to fit", arguments: sizes)
    func size(bytes: Int, seconds: Double, place: MediaRules.Place, expected: String?, rate: Int) {
        let treatment = Self.judge(bytes: bytes, place: place) { $0.duration = .seconds(seconds) }.treatment
        #expect(treatment?.summary == expected)
        guard case .video(let recipe)? = treatment?.work, case .encoded(let picture) = recipe.picture else { return }
        #expect(picture.mostBitsPerSecond == rate)
        #expect(Double(picture.mostBitsPerSecond + 128_000) * seconds / 8 < Double(VideoBounds.of(place).bytes))
    }

    @Test func proportionsOtherThanPortraitAreAdvised() {
        let judgement = Self.judge { $0.tracks[0].displaySize = Self.size(1080, 1080) }
        #expect(judgement.messages == ["'media/a.mp4' is 1080x1080"] && judgement.treatment == nil)
        #expect(Self.judge(place: .slide) { $0.tracks[0].displaySize = Self.size(1080, 1080) }.messages == [])
    }

    @Test("Open groups are advised of where pictures stay as they are")
    func openGroups() {
        for (isOpen, change, expected) in [
            (true, { _ in }, true), (false, { _ in }, false), (true, { $0.isIndexFirst = false }, true),
            (true, { $0.tracks[0].codec = "vp09" }, false),
        ] as [(Bool, (inout VideoFacts) -> Void, Bool)] {
            let judgement = Self.judge(hasClosedGroups: !isOpen, change: change)
            let advice = "'media/a.mp4' has pictures that look back past a key frame (open groups)"
            #expect(judgement.messages == (expected ? [advice] : []))
            #expect(!judgement.findings.diagnostics.containsError)
        }
    }

    static let wishes: [(Int, Int, VideoRecipe.PictureEncoding.Shape.Fill, String?)] = [
        (1080, 1920, .crop, nil), (1080, 1920, .pad, nil), (1080, 1080, .crop, "cropped to 608x1080"),
        (1080, 1080, .pad, "padded to 1080x1920"), (3840, 2160, .crop, "cropped to 1080x1920"),
        (3840, 2160, .pad, "padded to 1080x1920"), (480, 1080, .crop, "cropped to 480x854"),
        (480, 1080, .pad, "padded to 608x1080"),
    ]

    @Test("Wished proportions are made", arguments: wishes)
    func wish(width: Int, height: Int, fill: VideoRecipe.PictureEncoding.Shape.Fill, expected: String?) {
        let judgement = Self.judge(fill: fill) { video in
            video.tracks[0].codedSize = Self.size(width, height)
            video.tracks[0].displaySize = Self.size(width, height)
        }
        #expect(judgement.messages == [] && judgement.treatment?.summary == expected)
    }

    static func size(_ width: Int, _ height: Int) -> PixelSize { PixelSize(width: width, height: height) }

    private static func parts(_ treatment: Treatment?) -> String {
        guard case .video(let recipe)? = treatment?.work else { return "" }
        var parts: [String] = []
        if case .encoded = recipe.picture { parts.append("picture") }
        if case .encoded = recipe.sound { parts.append("sound") }
        return parts.isEmpty ? "-" : parts.joined(separator: " ")
    }

    private struct Judgement {
        var findings = Findings(in: "calendar/a.yaml")
        var treatment: Treatment?
        var messages: [String] { findings.diagnostics.map(\.message) }
    }

    /// Judges a plain reel after `change`.
    private static func judge(
        format: MediaFormat = .mp4, bytes: Int = 1000, place: MediaRules.Place = .reel,
        fill: VideoRecipe.PictureEncoding.Shape.Fill? = nil, isHostedAsIs: Bool = false,
        hasClosedGroups: Bool? = nil, change: (inout VideoFacts) -> Void
    ) -> Judgement {
        var video = VideoFacts()
        (video.isIndexFirst, video.duration) = (true, .seconds(10))
        video.tracks = [VideoTrack(codec: "avc1", codedSize: size(1080, 1920))]
        (video.tracks[0].chroma, video.tracks[0].bitDepth, video.tracks[0].frameRate) = (.quarter, 8, 30)
        video.audio = [AudioTrack(codec: "mp4a", sampleRate: 48_000, channels: 2)]
        change(&video)
        let facts = MediaFacts(format: format, byteCount: bytes, content: .video(video))
        let rules = VideoRules(
            path: path, facts: facts, video: video, place: place, fill: fill, isHostedAsIs: isHostedAsIs,
            hasClosedGroups: hasClosedGroups)
        var judgement = Judgement()
        judgement.treatment = rules.treatment(findings: &judgement.findings)
        return judgement
    }
}
