import GraphModel
import Testing

/// The legality table of `POST /{ig}/media`, stated once more and tried cell by cell from outside.
@Suite struct LegalityTests {
    enum Kind: Int, CaseIterable {
        case image, childImage, childVideo, carousel, reel, storyImage, storyVideo

        /// What makes a valid creation of this kind; a carousel needs its children added.
        var base: [(String, ParameterValue)] {
            switch self {
            case .image: [("image_url", "https://media.example/1.jpg")]
            case .childImage: [("image_url", "https://media.example/1.jpg"), ("is_carousel_item", "true")]
            case .childVideo:
                [("video_url", "https://media.example/1.mp4"), ("media_type", "VIDEO"), ("is_carousel_item", "true")]
            case .carousel: [("media_type", "CAROUSEL")]
            case .reel: [("media_type", "REELS"), ("video_url", "https://media.example/1.mp4")]
            case .storyImage: [("media_type", "STORIES"), ("image_url", "https://media.example/1.jpg")]
            case .storyVideo: [("media_type", "STORIES"), ("video_url", "https://media.example/1.mp4")]
            }
        }

        var name: String {
            [
                "an image", "a carousel image", "a carousel video", "a carousel", "a reel", "an image story",
                "a video story",
            ][rawValue]
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let cells: String
        let value: ParameterValue
        var facebookOnly = false
        var testDescription: String { name }
    }

    // Columns: image, child image, child video, carousel, reel, image story, video story.
    static let rows = [
        Row(name: "caption", cells: "Y--YY??", value: "Hello"),
        Row(name: "alt_text", cells: "YY-----", value: "A loaf"),
        Row(name: "location_id", cells: "Y--YY??", value: "7640348500"),
        Row(name: "collaborators", cells: "Y--YY--", value: #"["flourandco"]"#),
        Row(name: "share_to_feed", cells: "---?Y--", value: "true"),
        Row(name: "cover_url", cells: "----Y--", value: "https://media.example/cover.jpg"),
        Row(name: "thumb_offset", cells: "--Y-Y-?", value: "1500"),
        Row(name: "audio_name", cells: "----Y--", value: "Oven"),
        Row(name: "trial_params", cells: "----Y--", value: #"{"graduation_strategy":"MANUAL"}"#),
        Row(name: "is_ai_generated", cells: "Y--YY??", value: "true"),
        Row(
            name: "audio_configuration", cells: "----Y--", value: #"{"audio_id":"1"}"#, facebookOnly: true),
        Row(name: "branded_content_sponsor_ids", cells: "Y??YY??", value: "[1]", facebookOnly: true),
        Row(name: "is_paid_partnership", cells: "Y??YY??", value: "true", facebookOnly: true),
        Row(
            name: "poll_attachment", cells: "Y??YY--", value: #"{"options":["a","b"]}"#, facebookOnly: true),
        Row(name: "is_poll_duration_extended", cells: "Y??YY--", value: "true", facebookOnly: true),
        Row(name: "is_comment_prompt_used", cells: "Y??YY--", value: "true", facebookOnly: true),
    ]

    private func attempt(_ kind: Kind, login: Login, adding: [(String, ParameterValue)]) throws -> Response {
        var world = World()
        if login == .instagram { world.token = World.igToken }
        var parameters = Parameters()
        for (name, value) in kind.base { parameters.append(name, value) }
        if kind == .carousel {
            let first = try world.create(["image_url": "https://media.example/1.jpg", "is_carousel_item": "true"])
            let second = try world.create(["image_url": "https://media.example/2.jpg", "is_carousel_item": "true"])
            parameters.append("children", .text("\(first),\(second)"))
        }
        for (name, value) in adding { parameters.append(name, value) }
        return world.post("\(world.own)/media", parameters)
    }

    @Test("Takes and refuses each parameter by kind and login", arguments: rows, Login.allCases)
    func cell(row: Row, login: Login) throws {
        for (kind, cell) in zip(Kind.allCases, row.cells) {
            let response = try attempt(kind, login: login, adding: [(row.name, row.value)])
            let refusal: String? =
                if cell == "-" {
                    "param \(row.name) is not allowed for \(kind.name)"
                } else if row.facebookOnly && login == .instagram {
                    "param \(row.name) is not allowed for Instagram Login"
                } else {
                    nil
                }
            #expect(response.body["error"]?["error_user_msg"]?.string == refusal, "\(kind): \(response.bodyText)")
            #expect((response.body["id"] != nil) == (refusal == nil), "\(kind): \(response.bodyText)")
        }
    }

    static let tags: [(Kind, String, String?)] = [
        (.image, #"[{"username":"a","x":0.5,"y":1}]"#, nil),
        (.image, #"[{"username":"a"}]"#, "(#100) Param user_tags[0] must have x and y"),
        (
            .image, #"[{"username":"a","x":1.5,"y":1}]"#,
            "(#100) Param user_tags[0] must have x and y between 0.0 and 1.0"
        ),
        (.image, #"[{"x":0.5,"y":1}]"#, "(#100) Param user_tags[0] must have a username"),
        (.image, "flourandco", "(#100) Param user_tags must be an array."),
        (.childImage, #"[{"username":"a","x":0,"y":0}]"#, nil),
        (.childVideo, #"[{"username":"a"}]"#, "Invalid parameter"),
        (.carousel, #"[{"username":"a"}]"#, "Invalid parameter"),
        (.reel, #"[{"username":"a"}]"#, nil),
        (.reel, #"[{"username":"a","x":0.5,"y":0.5}]"#, "(#100) Param user_tags[0] must have a username only"),
        (.storyImage, #"[{"username":"a"}]"#, nil),
        (.storyVideo, #"[{"username":"a","x":0.5,"y":0.5}]"#, nil),
    ]
    @Test("Tags have a place where the kind has room for it", arguments: tags)
    func userTags(kind: Kind, value: String, message: String?) throws {
        let response = try attempt(kind, login: .facebook, adding: [("user_tags", .text(value))])
        #expect(response.body["error"]?["message"]?.string == message, "\(response.bodyText)")
    }

    static let required: [(Parameters, String)] = [
        ([:], "image_url"), (["media_type": "IMAGE"], "image_url"), (["is_carousel_item": "true"], "image_url"),
        (["media_type": "VIDEO", "is_carousel_item": "true"], "video_url"), (["media_type": "CAROUSEL"], "children"),
        (["media_type": "REELS"], "video_url"), (["media_type": "STORIES"], "image_url"),
    ]
    @Test("Names the parameter that is missing", arguments: required, [World.token, World.igToken])
    func missing(row: (parameters: Parameters, name: String), token: String) {
        var world = World()
        world.token = token
        let error = world.post("\(world.own)/media", row.parameters).body["error"]
        let isFacebook = token == World.token
        #expect(error?["message"] == .string("\(isFacebook ? "(#100) " : "")The parameter \(row.name) is required."))
        #expect(error?["type"] == (isFacebook ? "OAuthException" : "IGApiException"))
        #expect(error?["code"] == 100)
    }

    @Test("Instagram Login has no resumable upload")
    func resumable() {
        var world = World()
        world.token = World.igToken
        let error = world.post("\(world.own)/media", ["media_type": "REELS", "upload_type": "resumable"]).body["error"]
        #expect(error?["message"] == "The parameter video_url is required.")
    }

    @Test("Where misplaced parameters are ignored, they leave no trace")
    func ignored() throws {
        var world = World { $0.misplacedParameters = .ignored }
        let child = try world.create([
            "image_url": "https://media.example/1.jpg", "is_carousel_item": "true", "caption": "lost",
        ])
        #expect(world.get(child, ["fields": "status_code"]).body["status_code"] == "FINISHED")
    }
}
