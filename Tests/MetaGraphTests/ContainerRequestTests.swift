import MetaGraph
import Testing

@Suite struct ContainerRequestTests {
    static let full = PostOptions(
        caption: "Stollen #bäckerei 🎄\n50% & more", locationID: "7640348500", collaborators: ["flourandco", "b"],
        isAIGenerated: true, partnership: Partnership(sponsors: ["17841405822304914", "2"].map { IGUserID($0) }),
        addOn: .poll(options: ["Yes", "No"], isExtended: true))

    static let requests: [(ContainerRequest, String)] = [
        (.image(.init(url: "https://m.example/1.jpg")), "image_url=https%3A%2F%2Fm.example%2F1.jpg"),
        (
            .image(
                .init(
                    url: "u", altText: "A \"b\"", tags: [.init(username: "x", x: 0.5, y: 1)],
                    products: [.init(productID: "90071992547409931", x: 0.25, y: 0)], options: full)),
            """
            image_url=u&alt_text=A%20%22b%22\
            &user_tags=%5B%7B%22username%22%3A%22x%22%2C%22x%22%3A0.5%2C%22y%22%3A1%7D%5D\
            &product_tags=%5B%7B%22product_id%22%3A%2290071992547409931%22%2C%22x%22%3A0.25%2C%22y%22%3A0%7D%5D\
            &caption=Stollen%20%23b%C3%A4ckerei%20%F0%9F%8E%84%0A50%25%20%26%20more&location_id=7640348500\
            &collaborators=%5B%22flourandco%22%2C%22b%22%5D&is_ai_generated=true&is_paid_partnership=true\
            &branded_content_sponsor_ids=%5B%2217841405822304914%22%2C%222%22%5D\
            &poll_attachment=%7B%22option_a%22%3A%22Yes%22%2C%22option_b%22%3A%22No%22%7D\
            &is_poll_duration_extended=true
            """
        ),
        (
            .carouselImage(.init(url: "u", altText: "a", tags: [.init(username: "x", x: 0.4, y: 0.7)])),
            """
            image_url=u&is_carousel_item=true&alt_text=a\
            &user_tags=%5B%7B%22username%22%3A%22x%22%2C%22x%22%3A0.4%2C%22y%22%3A0.7%7D%5D
            """
        ),
        (
            .carouselVideo(.init(source: .url("v"), thumbOffset: 0, products: [.init(productID: "1")])),
            """
            media_type=VIDEO&video_url=v&is_carousel_item=true&thumb_offset=0\
            &product_tags=%5B%7B%22product_id%22%3A%221%22%7D%5D
            """
        ),
        (
            .carousel(.init(children: [ContainerID("1"), ContainerID("2")], options: .init(addOn: .commentPrompt))),
            "media_type=CAROUSEL&children=1%2C2&is_comment_prompt_used=true"
        ),
        (.reel(.init(source: .resumable)), "media_type=REELS&upload_type=resumable"),
        (
            .reel(
                .init(
                    source: .url("v"), coverURL: "c", thumbOffset: 1_500, shareToFeed: false, taggedUsers: ["a"],
                    audioName: "Song", audio: .init(audioID: "5", audioVolume: 0.5, videoVolume: 1),
                    trial: .performance, options: .init(partnership: .init()))),
            """
            media_type=REELS&video_url=v&cover_url=c&thumb_offset=1500&share_to_feed=false\
            &user_tags=%5B%7B%22username%22%3A%22a%22%7D%5D&audio_name=Song\
            &audio_configuration=%7B%22audio_id%22%3A%225%22%2C%22audio_volume%22%3A0.5%2C%22video_volume%22%3A1%7D\
            &trial_params=%7B%22graduation_strategy%22%3A%22SS_PERFORMANCE%22%7D&is_paid_partnership=true
            """
        ),
        (
            .storyImage(.init(url: "u", tags: [.init(username: "a"), .init(username: "b", x: 0, y: 0.1)])),
            """
            media_type=STORIES&image_url=u\
            &user_tags=%5B%7B%22username%22%3A%22a%22%7D%2C%7B%22username%22%3A%22b%22%2C%22x%22%3A0%2C%22y%22%3A0.1%7D%5D
            """
        ),
        (.storyVideo(.init(source: .url("v"))), "media_type=STORIES&video_url=v"),
    ]

    @Test("Each kind is written as the platform reads it", arguments: requests)
    func form(request: ContainerRequest, expected: String) throws {
        #expect(try request.form().encoded == expected)
    }

    @Test("A coordinate that is no number cannot be written")
    func notFinite() {
        let request = ContainerRequest.image(.init(url: "u", tags: [.init(username: "x", x: .nan, y: 0)]))
        #expect(throws: EncodingError.self) { try request.form() }
    }

    @Test("Fields expand as the API reads them")
    func fields() {
        let fields: [Field] = [
            "id", Field("media", ["id", Field("children", ["id"])]).limit(5).after("QVF="), "username",
        ]
        #expect(fields.text == "id,media.limit(5).after(QVF=){id,children{id}},username")
    }
}
