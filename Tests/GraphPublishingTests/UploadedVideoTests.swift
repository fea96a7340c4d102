import ContentModel
import Foundation
import GraphSandbox
import HTTP
import MetaGraph
import Testing

@testable import GraphPublishing

/// Videos sent to a real server, whole or in pieces, with what goes wrong on the way.
@Suite struct UploadedVideoTests {
    static let reel = Content.reel(
        Reel(video: Video(file: Studio.film), details: FeedDetails(caption: "Fresh from the oven")))

    /// What goes wrong, in the words of the sandbox's controls, and the calls that are then made.
    static let faults: [(String?, [String])] = [
        (nil, ["upload 0"]),
        (#"{"mode":"cut-upload"}"#, ["upload 0", "upload half"]),
        (#"{"mode":"cut-upload","count":2}"#, ["upload 0", "upload half", "upload more"]),
        (#"{"mode":"drop-before","path":"*/ig-api-upload/*"}"#, ["upload 0", "upload 0"]),
        (#"{"mode":"drop-after","path":"*/ig-api-upload/*"}"#, ["upload 0"]),
        (#"{"mode":"status","path":"*/ig-api-upload/*"}"#, ["upload 0", "upload 0"]),
        (#"{"mode":"garbage","path":"*/ig-api-upload/*"}"#, ["upload 0"]),
        (#"{"mode":"refuse-upload"}"#, ["upload 0", "create", "upload 0"]),
        (#"{"mode":"lose-upload"}"#, ["upload 0", "create", "upload 0"]),
        (#"{"mode":"refuse-upload","count":null}"#, ["upload 0", "create", "upload 0", "create by URL"]),
    ]

    @Test("A reel goes out once, from the bytes that are missing", arguments: faults)
    func goesOut(fault: String?, calls: [String]) async throws {
        let studio = try await Studio(.facebook)
        if let fault { try await studio.control("faults", fault) }
        let media = try await studio.publish(Self.reel)
        #expect(media.caption == "Fresh from the oven")
        #expect(await studio.sandbox.everythingPublished(on: nil).count == 1)
        #expect(try await studio.uploadCalls() == ["create"] + calls)
        let url = try #require(media.mediaURL)
        #expect(try await HTTPClient().send(HTTPRequest(url: url)).body == Studio.bytes(of: Studio.film))
    }

    @Test("Stories and carousels are sent as well")
    func everyVideo() async throws {
        let studio = try await Studio(.facebook)
        _ = try await studio.publish(.story(Story(medium: .video(Studio.film))))
        let carousel = Carousel(
            items: [.video(Video(file: Studio.film)), .photo(Photo(file: Studio.picture))],
            details: FeedDetails(caption: "Two"))
        #expect(try await studio.publish(.carousel(carousel)).children?.count == 2)
        #expect(try await studio.uploadCalls().filter { $0.hasPrefix("upload") } == ["upload 0", "upload 0"])
    }
}
