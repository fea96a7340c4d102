import Foundation
import GraphModel
import Testing

extension World {
    /// A world whose calls come with the token of the bakery's Page.
    static func ofPage(_ configure: (inout Configuration) -> Void = { _ in }) -> World {
        var world = World(configure)
        world.token = World.pageToken
        // What a Page takes as a reel or story.
        world.video = FetchedMedium(
            .medium(
                MediumFacts(
                    .mp4, width: 1080, height: 1920,
                    video: .init(codec: "avc1", duration: .seconds(20), framesPerSecond: 30))),
            byteCount: 1000, contentType: "video/mp4", storedName: "video.mp4")
        return world
    }

    /// Unix seconds so many from now, as a parameter has them.
    func time(_ seconds: Double) -> ParameterValue { .text(String(Int((now + seconds).timeIntervalSince1970))) }

    /// What a call to an edge of the Page creates.
    mutating func make(_ edge: String, _ parameters: Parameters, name: String = "id") throws -> String {
        let response = post("\(World.page)/\(edge)", parameters)
        return try #require(response.body[name]?.string, "\(response.bodyText)")
    }

    /// The ids of a list, in its order.
    mutating func ids(_ edge: String, _ parameters: Parameters = [:]) -> [String] {
        get("\(World.page)/\(edge)", parameters).body["data"]?.array?.compactMap { $0["id"]?.string } ?? []
    }

    /// An unpublished photo.
    mutating func photo(_ parameters: Parameters = [:]) throws -> String {
        var all: Parameters = ["url": "https://media.example/1.jpg", "published": "false"]
        all.append(contentsOf: parameters)
        return try make("photos", all)
    }

    /// A reel or video story whose bytes have arrived.
    mutating func upload(_ edge: String) throws -> String {
        let video = try make(edge, ["upload_phase": "start"], name: "video_id")
        let upload = Upload(container: video, token: World.pageToken, fileSize: 1000)
        #expect(platform.beginUpload(upload, at: now) == nil)
        #expect(platform.uploaded(upload, byteCount: 1000, whole: self.video, at: now).status == 200)
        return video
    }

    /// The states of all posts ever made, oldest first.
    var states: [String] { platform.postRecords(at: now).map { "\($0.kind.rawValue) \($0.state.rawValue)" } }
}
