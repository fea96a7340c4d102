import Foundation
import GraphModel
import Testing

/// Errors as a client sees them: status and the whole body, but for the trace id.
@Suite struct RefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let call: @Sendable (inout World) throws -> Response
        let expected: String
        var testDescription: String { name }

        init(_ name: String, _ expected: String, _ call: @escaping @Sendable (inout World) throws -> Response) {
            self.name = name
            self.call = call
            self.expected = expected
        }
    }

    private static func token(_ text: String?, _ host: Request.Host = .any, path: String = "me")
        -> @Sendable (
            inout World
        ) -> Response
    {
        { $0.call(Request(.get, path, token: text, host: host)) }
    }

    private static func media(_ parameters: Parameters) -> @Sendable (inout World) -> Response {
        { $0.post("\(World.account)/media", parameters) }
    }

    static let tokens = [
        Case(
            "no token for me",
            #"400 {"message":"An active access token must be used to query information about the current user.","type":"OAuthException","code":2500}"#,
            token(nil)),
        Case(
            "no token",
            #"400 {"message":"An access token is required to request this resource.","type":"OAuthException","code":104}"#,
            token(nil, path: World.account)),
        Case(
            "unknown token",
            #"400 {"message":"Invalid OAuth access token - Cannot parse access token","type":"OAuthException","code":190}"#,
            token("nonsense")),
        Case(
            "Instagram's token on Facebook's host",
            #"400 {"message":"Invalid OAuth access token - Cannot parse access token","type":"OAuthException","code":190}"#,
            token(World.igToken, .facebook)),
        Case(
            "Facebook's token on Instagram's host",
            #"400 {"message":"Invalid OAuth access token - Cannot parse access token","type":"OAuthException","code":190}"#,
            token(World.token, .instagram)),
        Case(
            "expired token",
            #"400 {"message":"Error validating access token: Session has expired on Friday, 20-Nov-26 01:00:00 PST. The current time is Friday, 20-Nov-26 02:00:00 PST.","type":"OAuthException","code":190,"error_subcode":463}"#
        ) {
            $0.platform.expire(token: World.token, at: World.start - 3600)
            return $0.get("me")
        },
        Case(
            "revoked token",
            #"400 {"message":"Error validating access token: The user has not authorized the application.","type":"OAuthException","code":190,"error_subcode":458}"#
        ) {
            $0.platform.revoke(token: World.token)
            return $0.get("me")
        },
        Case(
            "no scope to publish",
            #"403 {"message":"(#10) Application does not have permission for this action","type":"OAuthException","code":10,"error_user_title":"Permission missing","error_user_msg":"The token was not granted instagram_content_publish."}"#
        ) {
            $0.platform.grant(["instagram_basic"], to: World.token)
            return $0.post("\(World.account)/media", ["image_url": "https://media.example/1.jpg"])
        },
    ]

    static let paths = [
        Case(
            "someone else's account",
            #"400 {"message":"Unsupported get request. Object with ID '17841400000000002' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api","type":"GraphMethodException","code":100,"error_subcode":33}"#
        ) { $0.get(World.igAccount) },
        Case(
            "no such edge to post to",
            #"400 {"message":"Unsupported post request. Object with ID '17841400000000001' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api","type":"GraphMethodException","code":100,"error_subcode":33}"#
        ) { $0.post("\(World.account)/nonsense") },
        Case(
            "no such edge",
            #"400 {"message":"Unknown path components: /nonsense","type":"OAuthException","code":2500}"#
        ) { $0.get("\(World.account)/nonsense") },
        Case(
            "a path too long",
            #"400 {"message":"Unknown path components: /more","type":"OAuthException","code":2500}"#
        ) { $0.get("\(World.account)/media/more") },
        Case(
            "a version that never was",
            #"400 {"message":"Unknown path components: /me","type":"OAuthException","code":2500}"#
        ) { $0.call(Request(.get, "v99.0/me", token: World.token)) },
        Case(
            "a name that is no id",
            #"400 {"message":"(#803) Some of the aliases you requested do not exist: nonsense","type":"OAuthException","code":803}"#
        ) { $0.get("nonsense") },
        Case(
            "a field of nobody",
            #"400 {"message":"(#100) Tried accessing nonexisting field (nonsense) on node type (IGUser)","type":"OAuthException","code":100}"#
        ) { $0.get(World.account, ["fields": "id,nonsense"]) },
        Case(
            "a medium's field on a container",
            #"400 {"message":"(#100) Tried accessing nonexisting field (permalink) on node type (ShadowIGMediaBuilder)","type":"OAuthException","code":100}"#
        ) {
            let container = try $0.create(["image_url": "https://media.example/1.jpg"])
            return $0.get(container, ["fields": "permalink"])
        },
        Case(
            "fields that cannot be read",
            #"400 {"message":"Syntax error \"Expected \"}\".\" at character 8: fields","type":"OAuthException","code":2500}"#
        ) { $0.get(World.account, ["fields": "media{id"]) },
        Case(
            "several ids at once",
            #"400 {"message":"(#100) The ids parameter is deprecated in v26.0 and above. Use batch requests instead.","type":"OAuthException","code":100}"#
        ) { $0.get("", ["ids": .text(World.account)]) },
    ]

    static let containers = [
        Case(
            "unknown media type",
            #"400 {"message":"Unknown media type","type":"OAuthException","code":100,"error_subcode":2207023,"is_transient":false,"error_user_title":"Unknown media type","error_user_msg":"The media type REEL is unknown."}"#,
            media(["media_type": "REEL", "video_url": "https://media.example/1.mp4"])),
        Case(
            "feed video",
            #"400 {"message":"Invalid parameter","type":"OAuthException","code":100,"error_subcode":2207067,"is_transient":false,"error_user_title":"Media type retired","error_user_msg":"VIDEO is no longer a media type of its own. Use REELS to publish a video to the feed."}"#,
            media(["media_type": "VIDEO", "video_url": "https://media.example/1.mp4"])),
        Case(
            "no web address",
            #"400 {"message":"Only photo or video can be accepted as media type.","type":"OAuthException","code":9004,"error_subcode":2207052,"is_transient":false,"error_user_title":"Media download has failed. The media URI doesn't meet our requirements.","error_user_msg":"The media could not be fetched from this URI: file:///etc/passwd"}"#,
            media(["image_url": "file:///etc/passwd"])),
        Case(
            "alt text too long",
            #"400 {"message":"(#100) Param alt_text must be at most 1000 characters long","type":"OAuthException","code":100}"#,
            media(["image_url": "https://media.example/1.jpg", "alt_text": .text(String(repeating: "a", count: 1001))])),
        Case(
            "a place that is none",
            #"400 {"message":"INSTAGRAM_PLATFORM_API__INVALID_LOCATION_ID","type":"IGApiException","code":100,"is_transient":false,"error_user_title":"Invalid location","error_user_msg":"The Page has no location."}"#,
            media(["image_url": "https://media.example/1.jpg", "location_id": "Paris"])),
        Case(
            "an @ before a collaborator",
            #"400 {"message":"Invalid parameter","type":"OAuthException","code":100,"error_subcode":2207018,"is_transient":false,"error_user_title":"Cannot tag user","error_user_msg":"The user @flourandco cannot be tagged."}"#,
            media(["image_url": "https://media.example/1.jpg", "collaborators": "@flourandco"])),
        Case(
            "four collaborators",
            #"400 {"message":"(#100) Param collaborators must have at most 3 elements","type":"OAuthException","code":100}"#,
            media(["image_url": "https://media.example/1.jpg", "collaborators": #"["a","b","c","d"]"#])),
        Case(
            "21 tags",
            #"400 {"message":"Invalid parameter","type":"OAuthException","code":100,"error_subcode":2207040,"is_transient":false,"error_user_title":"Too many tags","error_user_msg":"Cannot use more than 20 tags."}"#,
            media([
                "media_type": "STORIES", "image_url": "https://media.example/1.jpg",
                "user_tags": .json(.array(Array(repeating: ["username": "a"], count: 21))),
            ])),
        Case(
            "a carousel of one",
            #"400 {"message":"Invalid parameter","type":"OAuthException","code":100,"error_subcode":2207028,"is_transient":false,"error_user_title":"Carousel size","error_user_msg":"A carousel has 2 to 10 items, not 1."}"#,
            media(["media_type": "CAROUSEL", "children": "1"])),
        Case(
            "a slide that is none",
            #"400 {"message":"Invalid parameter","type":"OAuthException","code":100,"error_subcode":2207006,"is_transient":false,"error_user_title":"Carousel item invalid","error_user_msg":"No container 1 can be used."}"#,
            media(["media_type": "CAROUSEL", "children": .json([1, 2])])),
        Case(
            "too many containers",
            #"400 {"message":"Application request limit reached","type":"OAuthException","code":9,"error_subcode":2207042,"is_transient":false,"error_user_title":"Too many containers","error_user_msg":"An account can create 1 containers within 24 hours."}"#
        ) {
            $0.platform.configuration.containersPerDay = 1
            _ = try $0.create(["image_url": "https://media.example/1.jpg"])
            return $0.post("\(World.account)/media", ["image_url": "https://media.example/1.jpg"])
        },
    ]

    static let publishing = [
        Case(
            "no creation id",
            #"400 {"message":"(#100) The parameter creation_id is required.","type":"OAuthException","code":100}"#
        ) { $0.post("\(World.account)/media_publish") },
        Case(
            "unknown creation id",
            #"400 {"message":"The requested resource does not exist","type":"OAuthException","code":24,"error_subcode":2207008,"is_transient":false,"error_user_title":"Container unknown","error_user_msg":"The container does not exist or has expired."}"#
        ) { $0.post("\(World.account)/media_publish", ["creation_id": "17"]) },
        Case(
            "someone else's container",
            #"400 {"message":"The requested resource does not exist","type":"OAuthException","code":24,"error_subcode":2207006,"is_transient":false,"error_user_title":"Media not found","error_user_msg":"No media with this id can be published with this token."}"#
        ) {
            let container = try $0.create(["image_url": "https://media.example/1.jpg"])
            $0.token = World.igToken
            return $0.post("\(World.igAccount)/media_publish", ["creation_id": .text(container)])
        },
        Case(
            "not ready",
            #"400 {"message":"Media ID is not available","type":"OAuthException","code":9007,"error_subcode":2207027,"is_transient":false,"error_user_title":"Cannot publish","error_user_msg":"The media is not ready to be published. Please wait a moment."}"#
        ) {
            let reel = try $0.create(["media_type": "REELS", "video_url": "https://media.example/1.mp4"])
            return $0.post("\(World.account)/media_publish", ["creation_id": .text(reel)])
        },
        Case(
            "failed",
            #"400 {"message":"Creating the media failed","type":"OAuthException","code":-1,"error_subcode":2207032,"is_transient":false,"error_user_title":"Create media failed","error_user_msg":"The container failed and cannot be published."}"#
        ) {
            $0.video = FetchedMedium(.failure(.unreachable))
            let reel = try $0.create(["media_type": "REELS", "video_url": "https://media.example/1.mp4"])
            $0.fetchAll()
            return $0.post("\(World.account)/media_publish", ["creation_id": .text(reel)])
        },
        Case(
            "expired",
            #"400 {"message":"The media has expired","type":"OAuthException","code":-2,"error_subcode":2207020,"is_transient":false,"error_user_title":"Media expired","error_user_msg":"The container is older than 24 hours. Create it again."}"#
        ) {
            let container = try $0.create(["image_url": "https://media.example/1.jpg"])
            $0.advance(86_400)
            return $0.post("\(World.account)/media_publish", ["creation_id": .text(container)])
        },
        Case(
            "a slide alone",
            #"400 {"message":"(#100) Param creation_id is a carousel item and cannot be published on its own","type":"OAuthException","code":100}"#
        ) {
            let child = try $0.create(["image_url": "https://media.example/1.jpg", "is_carousel_item": "true"])
            return $0.post("\(World.account)/media_publish", ["creation_id": .text(child)])
        },
        Case(
            "past the quota",
            #"400 {"message":"Application request limit reached","type":"OAuthException","code":9,"error_subcode":2207042,"is_transient":false,"error_user_title":"Publishing limit reached","error_user_msg":"The account has published all it can within 24 hours."}"#
        ) {
            $0.platform.configuration.publishesPerDay = 1
            _ = try $0.publishImage()
            let container = try $0.create(["image_url": "https://media.example/1.jpg"])
            return $0.post("\(World.account)/media_publish", ["creation_id": .text(container)])
        },
    ]

    /// The same mistakes with a token of Instagram Login.
    static let instagram = [
        Case(
            "an absent object",
            #"400 {"message":"Unsupported delete request. Object with ID '1' does not exist, cannot be loaded due to missing permissions, or does not support this operation","type":"IGApiException","code":100,"error_subcode":33}"#
        ) { world in
            world.token = World.igToken
            return world.delete("1")
        },
        Case(
            "an absent operation",
            #"400 {"message":"Unsupported request - method type: post","type":"IGApiException","code":100}"#
        ) { world in
            world.token = World.igToken
            return world.post("me/subscribed_apps")
        },
        Case(
            "an absent edge",
            #"500 {"message":"Unknown path components: /messages","type":"IGApiException","code":2500}"#
        ) { world in
            world.token = World.igToken
            return world.get("me/messages")
        },
        Case(
            "an absent field",
            #"400 {"message":"Tried accessing nonexisting field (nonsense) on node type (IGUser)","type":"IGApiException","code":100}"#
        ) { world in
            world.token = World.igToken
            return world.get("me", ["fields": "nonsense"])
        },
        Case(
            "a missing parameter",
            #"400 {"message":"The parameter image_url is required.","type":"IGApiException","code":100}"#
        ) { world in
            world.token = World.igToken
            return world.post("\(World.igAccount)/media", ["caption": "Nothing to see"])
        },
        Case(
            "an unknown container",
            #"400 {"message":"The requested resource does not exist","type":"OAuthException","code":24,"error_subcode":2207008,"is_transient":false,"error_user_title":"Container unknown","error_user_msg":"The container does not exist or has expired."}"#
        ) { world in
            world.token = World.igToken
            return world.post("\(World.igAccount)/media_publish", ["creation_id": "1"])
        },
    ]

    @Test("Refuses in Graph's words", arguments: tokens + paths + containers + publishing + instagram)
    func refuses(row: Case) throws {
        var world = World()
        let response = try row.call(&world)
        let error = try #require(response.body["error"]?.members)
        #expect(error.last?.name == "fbtrace_id")
        #expect("\(response.status) \(JSON.object(error.dropLast()))" == row.expected)
    }
}
