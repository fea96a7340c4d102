import ContentModel
import Diagnostics
import FoundationEssentials
import GraphModel
import GraphSandbox
import HTTP
import Hosting
import MetaGraph
import ObjectIDs
import Publishing
import ScheduleLock
import Testing

@testable import GraphPublishing

/// The applier and the real Graph client against the sandbox over HTTP: what is published reads back as it was asked
/// for, on both logins.
@Suite struct EveryKindTests {
    static let caption = "Zimt & Zucker 🥨 #stollen\nmit @ofen"

    static func details(firstComment: String? = nil, comments: Bool? = nil) -> FeedDetails {
        FeedDetails(
            caption: caption, location: "7640348500", collaborators: [Username("ofen")], commentsEnabled: comments,
            firstComment: firstComment)
    }

    static let photo = Photo(
        file: Studio.picture, altText: "Ein Teller voll Zimtsterne",
        tags: [ContentModel.PhotoTag(user: Username("mueller"), x: 0.25, y: 0.75)])

    @Test("An image post", arguments: ContentModel.Login.allCases)
    func post(login: ContentModel.Login) async throws {
        let studio = try await Studio(login)
        let media = try await studio.publish(
            .post(ImagePost(image: Self.photo, details: Self.details(firstComment: "#baeckerei"))))
        #expect(media.caption == Self.caption)
        #expect(media.altText == "Ein Teller voll Zimtsterne")
        #expect(media.kind == .image)
        #expect(media.product == .feed)
        #expect(media.permalink?.contains("/p/") == true)
        let comments = try await studio.graph.comments(on: media.id).value.items.map(\.text)
        #expect(comments == ["#baeckerei"])
        let truth = await studio.sandbox.everythingPublished(on: nil)
        #expect(truth.count == 1)
    }

    @Test("A carousel of images and a video, in order", arguments: ContentModel.Login.allCases)
    func carousel(login: ContentModel.Login) async throws {
        let studio = try await Studio(login)
        let media = try await studio.publish(
            .carousel(
                Carousel(
                    items: [.photo(Self.photo), .video(Video(file: Studio.film)), .photo(Photo(file: Studio.other))],
                    details: Self.details(comments: false))))
        #expect(media.kind == .carousel)
        #expect(media.children?.map(\.kind) == [.image, .video, .image])
        #expect(media.isCommentEnabled == false)
    }

    @Test("A reel", arguments: ContentModel.Login.allCases)
    func reel(login: ContentModel.Login) async throws {
        let studio = try await Studio(login)
        let media = try await studio.publish(
            .reel(
                Reel(
                    video: Video(file: Studio.film, thumbOffset: .milliseconds(500)), sharesToFeed: false,
                    tags: [Username("mueller")], audioName: "Ofenrauschen", details: Self.details())))
        #expect(media.kind == .video)
        #expect(media.product == .reels)
        #expect(media.isSharedToFeed == false)
        #expect(media.permalink?.contains("/reel/") == true)
    }

    @Test("Stories", arguments: ContentModel.Login.allCases)
    func stories(login: ContentModel.Login) async throws {
        let studio = try await Studio(login)
        let tag = ContentModel.StoryTag(user: Username("mueller"), position: ContentModel.Position(x: 0.5, y: 0.5))
        let image = try await studio.publish(.story(Story(medium: .photo(Studio.picture), tags: [tag])))
        let video = try await studio.publish(.story(Story(medium: .video(Studio.film))))
        #expect([image.product, video.product] == [.story, .story])
        let live = try await studio.graph.stories(of: studio.account).value.items.map(\.id)
        #expect(Set(live) == [image.id, video.id])
        #expect(try await studio.graph.media(of: studio.account).value.items.isEmpty)
    }
}
