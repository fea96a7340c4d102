import Foundation
import MediaHeaders
import MediaWork
import TestSupport
import Testing

@testable import VideoKit

@Suite struct VideoPreparationTests {
    let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    static let plain = "avc1 108x192 4:2:0 8 bit 30.0 fps"
    static let copies: [(String, String)] = [
        ("last.mp4", "MP4, \(plain), AAC 48000 Hz 1 ch, 3.2 s"),
        ("delay.mp4", "MP4, \(plain), AAC 48000 Hz 1 ch, 3.2 s"),
        ("fragmented.mp4", "MP4, \(plain), AAC 48000 Hz 1 ch, 3.3 s"),
        // Its first picture is shown 21 ms longer: so much sooner the sound began.
        ("matroska.mkv", "MP4, avc1 108x192 4:2:0 8 bit 29.8 fps, AAC 48000 Hz 1 ch, 3.2 s"),
        ("hevc.mp4", "MP4, hvc1 108x192 4:2:0 8 bit 30.0 fps, AAC 48000 Hz 1 ch, 3.2 s"),
        ("turned90.mp4", "MP4, avc1 192x108 turned 270 4:2:0 8 bit 30.0 fps, AAC 48000 Hz 1 ch, 3.2 s"),
        ("silent.mp4", "MP4, \(plain), 3.2 s"),
        ("vp9.webm", "MP4, vp09 108x192 4:2:0 8 bit 29.9 fps, Opus 48000 Hz 1 ch, 3.2 s"),
    ]

    @Test("A new container leaves picture and sound as they are", arguments: copies)
    func remux(name: String, expected: String) throws {
        let (text, path) = try prepare(name, Films.remuxed)
        #expect(text == expected)
        #expect(try inspectVideo(at: path).picture.framesPerSecond == 30)
    }

    static let pictures: [(String, String)] = [
        ("matroska.mkv", "\(plain), AAC 48000 Hz 1 ch, 3.2 s"), ("hevc.mp4", "\(plain), AAC 48000 Hz 1 ch, 3.2 s"),
        ("hevc10.mp4", "\(plain), 3.2 s"), ("hlg.mp4", "\(plain), 3.2 s"), ("mpeg4.mp4", "\(plain), 3.2 s"),
        ("high10.mp4", "\(plain), 3.2 s"), ("chroma444.mp4", "\(plain), 3.2 s"),
        ("interlaced.mp4", "\(plain), 3.2 s"), ("slow.mp4", "\(plain), 3.2 s"),
        ("fast.mp4", "avc1 108x192 4:2:0 8 bit 60.0 fps, 3.2 s"),
        ("anamorphic.mp4", "avc1 216x192 4:2:0 8 bit 30.0 fps, 3.2 s"),
    ]

    @Test("A new picture is H.264 of 4:2:0 with 8 bits, progressive, within the frame rates", arguments: pictures)
    func picture(name: String, expected: String) throws {
        let (text, path) = try prepare(name, Films.withNewPicture)
        #expect(text == "MP4, " + expected)
        let inspection = try inspectVideo(at: path)
        #expect(inspection.picture.hasClosedGroups == true && inspection.picture.hasConstantFrameRate)
        #expect(inspection.picture.profile == "High" && !inspection.picture.isHighDynamicRange)
        #expect(try Films.corners(path) == "red green blue white")
    }

    static let sounds: [(String, String)] = [
        ("pcm.mov", "AAC 8000 Hz 1 ch, 3.2 s"), ("mp3.mp4", "AAC 48000 Hz 1 ch, 3.3 s"),
        ("rate96.mp4", "AAC 48000 Hz 1 ch, 3.2 s"), ("surround.mp4", "AAC 48000 Hz 2 ch, 3.2 s"),
    ]

    @Test("New sound is AAC of at most 48 kHz and two channels", arguments: sounds)
    func sound(name: String, expected: String) throws {
        let (text, path) = try prepare(name, Films.withNewSound)
        #expect(text == "MP4, \(Self.plain), \(expected)")
        #expect(try inspectVideo(at: path).sound?.profile == "LC")
    }

    static let edited: [(String, String)] = [("trimmed.mp4", "3.3 s"), ("late.mp4", "3.7 s")]

    @Test("What an edit list cuts or delays is done to the streams", arguments: edited)
    func edits(name: String, expected: String) throws {
        #expect(try prepare(name, Films.allNew).text == "MP4, \(Self.plain), AAC 48000 Hz 1 ch, \(expected)")
    }

    /// The longest that is wished of 3.2 s, and how long what was made is.
    static let tails: [(VideoRecipe, Double, ClosedRange<Double>)] = [
        (Films.allNew, 3.15, 3.1...3.15), (Films.withNewSound, 3.2, 3.19...3.2), (Films.remuxed, 3.2, 3.19...3.2),
        (Films.allNew, 3, 3.19...3.3),
    ]

    @Test("A fraction of a second too much is left away, and more is left for the caller to see", arguments: tails)
    func tail(recipe: VideoRecipe, longest: Double, expected: ClosedRange<Double>) throws {
        var recipe = recipe
        recipe.longest = longest
        let path = try prepare("delay.mp4", recipe).path
        let facts = try MediaFacts(of: Array(Data(contentsOf: URL(filePath: path))))
        let seconds = try #require(facts.video?.duration) / .seconds(1)
        #expect(expected.contains(seconds), "\(seconds)")
    }

    static let turns: [(String, String, String)] = [
        ("fine.mp4", "108x192", "red green blue white"), ("turned90.mp4", "192x108", "green white red blue"),
        ("turned180.mp4", "108x192", "white blue green red"), ("turned270.mp4", "192x108", "blue red white green"),
    ]

    @Test("A new picture is upright", arguments: turns)
    func turn(name: String, size: String, corners: String) throws {
        let (text, path) = try prepare(name, Films.withNewPicture)
        #expect(text == "MP4, avc1 \(size) 4:2:0 8 bit 30.0 fps, AAC 48000 Hz 1 ch, 3.2 s")
        #expect(try Films.corners(path) == corners)
    }

    @Test func wideIsMadeNarrower() throws {
        var encoding = Films.picture
        encoding.longestSide = 1920
        let recipe = VideoRecipe(picture: .encoded(encoding), sound: .copied, longest: 60, byteLimit: 1 << 29)
        #expect(try prepare("wide.mp4", recipe).text == "MP4, avc1 1920x238 4:2:0 8 bit 24.0 fps, 3.1 s")
    }

    @Test func paddingAndCropping() throws {
        var encoding = Films.picture
        encoding.shape = .init(width: 1, height: 1, fill: .pad)
        let padded = try prepare(
            "fine.mp4", VideoRecipe(picture: .encoded(encoding), sound: .copied, longest: 60, byteLimit: 1 << 29))
        #expect(padded.text == "MP4, avc1 192x192 4:2:0 8 bit 30.0 fps, AAC 48000 Hz 1 ch, 3.2 s")
        #expect(try Films.corners(padded.path) == "black black black black")
        encoding.shape = .init(width: 1, height: 1, fill: .crop)
        let cropped = try prepare(
            "fine.mp4", VideoRecipe(picture: .encoded(encoding), sound: .copied, longest: 60, byteLimit: 1 << 29))
        #expect(cropped.text == "MP4, avc1 108x108 4:2:0 8 bit 30.0 fps, AAC 48000 Hz 1 ch, 3.2 s")
        #expect(try Films.corners(cropped.path) == "red green blue white")
    }

    @Test("The same video gives the same bytes, which tell nothing of place, time or maker")
    func determinism() throws {
        let texts = try ["place.mp4", "phone.mov", "fine.mp4"].map { name in
            let path = try prepare(name, Films.allNew).path
            return try Data(contentsOf: URL(filePath: path))
        }
        #expect(texts[0] == texts[2] && texts[1] == texts[2])
        for trace in ["+48.8", "Lavf", "Lavc", "location"] {
            #expect(texts[0].firstRange(of: Data(trace.utf8)) == nil, "\(trace)")
        }
    }

    @Test("The index of a large file is written into room that was kept for it") func room() throws {
        let padding: [UInt8] = [0, 0x40, 0, 0] + Array("free".utf8) + [UInt8](repeating: 0, count: 0x40_0000 - 8)
        try folder.write(Data(contentsOf: URL(filePath: Films.path("delay.mp4"))) + padding, to: "large.mp4")
        let path = folder.path(of: "made.mp4")
        try prepareVideo(from: folder.path(of: "large.mp4"), to: path, recipe: Films.remuxed) { _ in true }
        #expect(try Films.describe(path) == "MP4, \(Self.plain), AAC 48000 Hz 1 ch, 3.2 s")
        let made = try Data(contentsOf: URL(filePath: path))
        let places = try ["moov", "free", "mdat"].map { try #require(made.firstRange(of: Data($0.utf8))).lowerBound }
        #expect(places == places.sorted() && made.count < 50_000)
    }

    @Test func progressGrowsAndStops() throws {
        var told: [Double] = []
        try prepareVideo(from: Films.path("fine.mp4"), to: folder.path(of: "a.mp4"), recipe: Films.remuxed) {
            told.append($0.seconds)
            return true
        }
        #expect(told.count > 20 && told == told.sorted())
        #expect(throws: VideoError.stopped) {
            try prepareVideo(from: Films.path("fine.mp4"), to: folder.path(of: "a.mp4"), recipe: Films.remuxed) { _ in
                false
            }
        }
    }

    private func prepare(_ name: String, _ recipe: VideoRecipe) throws -> (text: String, path: String) {
        let path = folder.path(of: "made.mp4")
        try prepareVideo(from: Films.path(name), to: path, recipe: recipe) { _ in true }
        return (try Films.describe(path), path)
    }
}
