import Foundation
import GraphModel
import Testing

/// A platform with one account under each login, a clock moved by hand, and media that are always there.
struct World {
    static let account = "17841400000000001"
    static let token = "EAA-bakery"
    static let pageToken = "EAA-bakery-page"
    static let page = "134895793791914"
    static let igToken = "IGAA-florist"
    static let igAccount = "17841400000000002"
    static let start = Date(timeIntervalSince1970: 1_795_168_800)  // 2026-11-20 10:00 UTC

    var platform: Platform
    var now = World.start
    var token = World.token
    /// What every fetch brings.
    var image = FetchedMedium(
        .medium(MediumFacts(.jpeg, width: 1080, height: 1080)), byteCount: 200_000, contentType: "image/jpeg",
        storedName: "image.jpg")
    var video = FetchedMedium(
        .medium(
            MediumFacts(
                .mp4, width: 1080, height: 1920,
                video: .init(codec: "avc1", duration: .seconds(20), framesPerSecond: 30),
                audio: .init(codec: "mp4a", channels: 2, sampleRate: 48_000))),
        byteCount: 4_000_000, contentType: "video/mp4", storedName: "video.mp4")

    init(_ configure: (inout Configuration) -> Void = { _ in }) {
        var configuration = Configuration()
        configure(&configuration)
        var bakery = AccountSeed(
            name: "Bakery", username: "bakery", login: .facebook, id: Self.account, token: Self.token)
        bakery.pageID = Self.page
        bakery.pageToken = Self.pageToken
        let florist = AccountSeed(
            name: "Florist", username: "florist", login: .instagram, id: Self.igAccount, token: Self.igToken)
        platform = Platform(configuration: configuration, accounts: [bakery, florist])
    }

    mutating func call(_ request: Request) -> Response {
        var outcome = platform.respond(to: request, at: now)
        while case .fetch(let ticket) = outcome { outcome = platform.complete(ticket, with: image, at: now) }
        guard case .answer(let response) = outcome else { return Response(status: 0, body: .null) }
        return response
    }

    mutating func get(_ path: String, _ parameters: Parameters = [:]) -> Response {
        call(Request(.get, "v25.0/\(path)", parameters, token: token))
    }

    mutating func post(_ path: String, _ parameters: Parameters = [:]) -> Response {
        call(Request(.post, "v25.0/\(path)", parameters, token: token))
    }

    mutating func delete(_ path: String) -> Response { call(Request(.delete, "v25.0/\(path)", token: token)) }

    var own: String { token == Self.igToken ? Self.igAccount : Self.account }

    /// Creates a container and returns its id.
    mutating func create(_ parameters: Parameters) throws -> String {
        let response = post("\(own)/media", parameters)
        return try #require(response.body["id"]?.string, "\(response.bodyText)")
    }

    /// Publishes a container and returns the medium's id.
    mutating func publish(_ container: String) throws -> String {
        let response = post("\(own)/media_publish", ["creation_id": .text(container)])
        return try #require(response.body["id"]?.string, "\(response.bodyText)")
    }

    /// Does all fetches that wait.
    mutating func fetchAll() {
        for ticket in platform.pendingFetches(at: now) {
            platform.fetched(ticket, ticket.purpose == .cover ? image : video, at: now)
        }
    }

    mutating func advance(_ seconds: Double) { now += seconds }

    mutating func publishImage(_ caption: String = "A caption") throws -> String {
        try publish(try create(["image_url": "https://media.example/1.jpg", "caption": .text(caption)]))
    }
}
