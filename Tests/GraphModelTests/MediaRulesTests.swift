import GraphModel
import Testing

@Suite struct MediaRulesTests {
    private static func image(
        _ format: MediumFacts.Format = .jpeg, _ width: Int = 1080, _ height: Int = 1080, bytes: Int = 1000
    ) -> FetchedMedium {
        FetchedMedium(.medium(MediumFacts(format, width: width, height: height)), byteCount: bytes, storedName: "i")
    }

    private static var multiPicture: FetchedMedium {
        var facts = MediumFacts(.jpeg, width: 1080, height: 1080)
        facts.isMultiPicture = true
        return FetchedMedium(.medium(facts))
    }

    /// What arrives, and code and subcode of a feed image made of it.
    static let images: [(String, FetchedMedium, String)] = [
        ("square", image(), "ok"),
        ("4:5", image(.jpeg, 1080, 1350), "ok"),
        ("taller than 4:5", image(.jpeg, 1080, 1400), "36003/2207009"),
        ("1.91:1, rounded", image(.jpeg, 1080, 565), "ok"),
        ("flatter than 1.91:1", image(.jpeg, 1080, 540), "36003/2207009"),
        ("8 MiB", image(bytes: 8_388_608), "ok"),
        ("a byte more", image(bytes: 8_388_609), "36000/2207004"),
        ("PNG", image(.png), "36001/2207005"),
        ("WebP", image(.webp), "36001/2207005"),
        ("HEIC", image(.heic), "36001/2207005"),
        ("GIF", image(.gif), "36001/2207005"),
        ("MPO", multiPicture, "36001/2207005"),
        ("a video", image(.mp4), "36001/2207005"),
        ("HTML", FetchedMedium(.failure(.notMedia(contentType: "text/html"))), "9004/2207052"),
        ("404", FetchedMedium(.failure(.httpStatus(404))), "9004/2207052"),
        ("a redirect", FetchedMedium(.failure(.redirect)), "9004/2207052"),
        ("no host", FetchedMedium(.failure(.unreachable)), "9004/2207052"),
        ("a slow host", FetchedMedium(.failure(.timeout)), "-2/2207003"),
        ("endless", FetchedMedium(.failure(.tooLarge)), "36000/2207004"),
    ]
    @Test("Answers for a feed image while the call waits", arguments: images)
    func feedImage(name: String, medium: FetchedMedium, expected: String) {
        var world = World()
        world.image = medium
        let response = world.post("\(World.account)/media", ["image_url": "https://media.example/1"])
        #expect(response.verdict == expected, "\(name): \(response.bodyText)")
    }

    @Test("A story may have any shape")
    func storyImage() {
        var world = World()
        world.image = Self.image(.jpeg, 1080, 1920)
        let parameters: Parameters = ["image_url": "https://media.example/1", "media_type": "STORIES"]
        #expect(world.post("\(World.account)/media", parameters).verdict == "ok")
    }

    private static func long(
        _ medium: inout FetchedMedium, _ facts: inout MediumFacts, bytes: Int, lasting duration: Duration
    ) {
        medium.byteCount = bytes
        facts.video?.duration = duration
    }

    /// A change to a good video, and the end of `status` for a reel, a story and a slide made of it.
    static let videos: [(String, @Sendable (inout FetchedMedium, inout MediumFacts) -> Void, [String])] = [
        ("as it is", { _, _ in }, ["ok", "ok", "ok"]),
        ("MOV", { $1.format = .quickTime }, ["ok", "ok", "ok"]),
        ("an image", { $1.format = .jpeg }, ["2207026", "2207026", "2207026"]),
        ("HEVC", { $1.video?.codec = "hvc1" }, ["ok", "ok", "ok"]),
        ("AV1", { $1.video?.codec = "av01" }, ["2207026", "2207026", "2207026"]),
        ("4K", { $1.width = 2160 }, ["2207026", "2207026", "2207026"]),
        ("2 s", { $1.video?.duration = .seconds(2) }, ["2207026", "2207026", "2207026"]),
        ("61 s", { $1.video?.duration = .seconds(61) }, ["ok", "2207026", "ok"]),
        ("16 min", { $1.video?.duration = .seconds(960) }, ["2207026", "2207026", "2207026"]),
        ("12 fps", { $1.video?.framesPerSecond = 12 }, ["2207026", "2207026", "2207026"]),
        ("29.97 fps", { $1.video?.framesPerSecond = 29.97 }, ["ok", "ok", "ok"]),
        ("120 fps", { $1.video?.framesPerSecond = 120 }, ["2207026", "2207026", "2207026"]),
        ("silent", { $1.audio = nil }, ["ok", "ok", "ok"]),
        ("Opus", { $1.audio?.codec = "Opus" }, ["2207026", "2207026", "2207026"]),
        ("96 kHz", { $1.audio?.sampleRate = 96_000 }, ["2207026", "2207026", "2207026"]),
        ("5.1", { $1.audio?.channels = 6 }, ["2207026", "2207026", "2207026"]),
        (
            "200 MB", { long(&$0, &$1, bytes: 200_000_000, lasting: .seconds(70)) }, ["ok", "2207026", "ok"]
        ),
        (
            "301 MB", { long(&$0, &$1, bytes: 301_000_000, lasting: .seconds(700)) },
            ["2207026", "2207026", "2207026"]
        ),
        ("25 Mbit/s", { long(&$0, &$1, bytes: 31_250_000, lasting: .seconds(10)) }, ["ok", "ok", "ok"]),
        (
            "a bit more", { long(&$0, &$1, bytes: 31_250_001, lasting: .seconds(10)) },
            ["2207026", "2207026", "2207026"]
        ),
    ]
    @Test("A video that does not fit ends its container", arguments: videos)
    func video(
        name: String, change: @Sendable (inout FetchedMedium, inout MediumFacts) -> Void, expected: [String]
    ) throws {
        let kinds: [Parameters] = [
            ["media_type": "REELS"], ["media_type": "STORIES"], ["media_type": "VIDEO", "is_carousel_item": "true"],
        ]
        for (kind, verdict) in zip(kinds, expected) {
            var world = World()
            var facts = try #require(world.video.facts)
            change(&world.video, &facts)
            world.video.result = .medium(facts)
            var parameters = kind
            parameters.append("video_url", "https://media.example/1.mp4")
            let container = try world.create(parameters)
            world.fetchAll()
            world.advance(10)
            #expect(world.end(of: container) == verdict, "\(name), \(kind)")
        }
    }

    @Test("Slides are held to the bounds of old, where the platform does")
    func slides() throws {
        for (slides, verdict) in [(Configuration.SlideVideos.asReels, "ok"), (.asFeedVideos, "2207026")] {
            var world = World { $0.slideVideos = slides }
            var facts = try #require(world.video.facts)
            facts.video?.duration = .seconds(61)
            world.video.result = .medium(facts)
            let container = try world.create([
                "media_type": "VIDEO", "is_carousel_item": "true", "video_url": "https://media.example/1.mp4",
            ])
            world.fetchAll()
            world.advance(10)
            #expect(world.end(of: container) == verdict)
        }
    }

    static let failures: [(FetchedMedium.Failure, String)] = [
        (.timeout, "2207003"), (.httpStatus(500), "2207077"), (.unreachable, "2207077"), (.redirect, "2207077"),
        (.notMedia(contentType: "text/html"), "2207026"), (.tooLarge, "2207026"),
    ]
    @Test("A video that cannot be fetched ends its container", arguments: failures)
    func unfetchedVideo(failure: FetchedMedium.Failure, expected: String) throws {
        var world = World()
        world.video = FetchedMedium(.failure(failure))
        let container = try world.create(["media_type": "REELS", "video_url": "https://media.example/1.mp4"])
        world.fetchAll()
        #expect(world.end(of: container) == expected)
    }

    @Test("Edit lists and a late index pass, unless documents are taken at their word")
    func structure() throws {
        for (structure, verdict) in [(Configuration.VideoStructure.lenient, "ok"), (.asDocumented, "2207026")] {
            var world = World { $0.videoStructure = structure }
            var facts = try #require(world.video.facts)
            facts.video?.hasEditList = true
            world.video.result = .medium(facts)
            let container = try world.create(["media_type": "REELS", "video_url": "https://media.example/1.mp4"])
            world.fetchAll()
            world.advance(10)
            #expect(world.end(of: container) == verdict)
        }
    }

    @Test("The thumbnail lies inside the video")
    func thumbnail() throws {
        var world = World()
        for (offset, verdict) in [("19999", "ok"), ("20000", "2207057")] {
            let container = try world.create([
                "media_type": "REELS", "video_url": "https://media.example/1.mp4", "thumb_offset": .text(offset),
            ])
            world.fetchAll()
            world.advance(10)
            #expect(world.end(of: container) == verdict)
        }
        let early = world.post(
            "\(World.account)/media",
            ["media_type": "REELS", "video_url": "https://media.example/1.mp4", "thumb_offset": "-1"])
        #expect(early.verdict == "1/2207057")
    }
}

extension FetchedMedium {
    var facts: MediumFacts? {
        if case .medium(let facts) = result { facts } else { nil }
    }
}

extension World {
    /// `ok` for a finished container, or else the code at the end of its status.
    mutating func end(of container: String) -> String? {
        let body = get(container, ["fields": "status_code,status"]).body
        if body["status_code"] == "FINISHED" { return "ok" }
        guard body["status_code"] == "ERROR", let status = body["status"]?.string else { return body.text() }
        let opening = "Error: Media upload has failed with error code "
        return status.hasPrefix(opening) ? String(status.dropFirst(opening.count)) : status
    }
}

extension Response {
    /// `ok`, or `code/subcode` of the error.
    var verdict: String {
        guard let error = body["error"] else { return "ok" }
        return "\(error["code"]?.integer ?? 0)" + (error["error_subcode"]?.integer.map { "/\($0)" } ?? "")
    }
}
