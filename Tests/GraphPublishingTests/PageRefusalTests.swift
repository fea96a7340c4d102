import ContentModel
import HTTP
import MetaGraph
import Publishing
import Testing

@testable import GraphPublishing

/// What flows, and in the end people, are told of what Facebook refuses a Page: the rows of the fact sheet's §7 and §8.
@Suite struct PageRefusalTests {
    private static let wait = "wait: the next apply goes on by itself; metastatus.com tells of outages"
    private static let token =
        "run calends auth login for the account, or put a new token where the settings look for it"
    private static let permission =
        "make a token with the permissions pages_manage_posts and pages_read_engagement, and pages_manage_engagement "
        + "for comments, by a person who may publish on the Page"

    struct Row: Sendable {
        let code: Int
        let subcode: Int?
        let remedy: Refusal.Remedy
        let effect: Refusal.Effect
        let fix: String

        init(_ code: Int, _ subcode: Int?, _ remedy: Refusal.Remedy, _ effect: Refusal.Effect, _ fix: String) {
            (self.code, self.subcode, self.remedy, self.effect, self.fix) = (code, subcode, remedy, effect, fix)
        }
    }

    static let rows: [Row] = [
        Row(100, 1_366_046, .fixContent, .none, "save the image as a plain JPEG of less than 10 MB"),
        Row(100, 1_363_021, .fixContent, .none, "export the video as MP4 with H.264 and AAC"),
        Row(100, 1_363_040, .fixContent, .none, "make the video upright, 9:16"),
        Row(100, 1_363_127, .fixContent, .none, "export the video with at least 540 by 960 pixels"),
        Row(
            100, 1_363_128, .fixContent, .none, "cut the video: reels have 3 to 90 seconds, stories up to 60"),
        Row(100, 1_363_129, .fixContent, .none, "export the video with 24 to 60 frames in a second"),
        Row(6001, 1_363_033, .sameRequestSoon, .none, wait),
        Row(6001, 1_363_037, .sameRequestSoon, .none, wait),
        Row(
            6000, 1_363_041, .newContainer, .none,
            "wait: the next apply makes it anew; if that fails too, export the media file again"),
        Row(100, 1_366_051, .newContainer, .unknown, wait),
        Row(
            506, nil, .backOff, .unknown,
            "look at the Page: where it shows the same words, write others in the entry"),
        Row(
            1_609_005, nil, .fixContent, .none,
            "open the link where nobody is logged in, and correct it; or leave it out"),
        Row(
            324, nil, .fixContent, .none, "correct what the message names in the entry, or in the media file"),
        Row(
            368, nil, .backOff, .unknown,
            "open the Page on Facebook and read what it is blocked for; when that is over, run apply again"),
        Row(10, nil, .reauthenticate, .none, permission),
        Row(200, nil, .reauthenticate, .none, permission),
        Row(190, 2_069_032, .reauthenticate, .none, token),
        Row(190, 463, .reauthenticate, .none, token),
        Row(1, nil, .backOff, .unknown, wait),
        Row(
            613, nil, .backOff, .unknown,
            "wait: Facebook takes 30 reels of a Page in 24 hours, and so many calls in an hour"),
    ]

    @Test("Each row means what the sheet says, in words about a Page", arguments: rows)
    func row(row: Row) async throws {
        let subcode = row.subcode.map { ",\"error_subcode\":\($0)" } ?? ""
        let body = "{\"error\":{\"message\":\"m\",\"type\":\"OAuthException\",\"code\":\(row.code)\(subcode)}}"
        let graph = GraphClient(host: .facebook, token: try #require(AccessToken("t"))) {
            _, _ async throws(HTTPError) in
            HTTPResponse(status: 400, headers: ["Content-Type": "application/json"], body: Array(body.utf8))
        }
        let client = PlatformClient.page(PageID("1"), through: graph, media: Studio.media)
        let post = ContentModel.PagePost(details: PageDetails(message: "Hello"))
        var refusal: Refusal?
        do throws(Refusal) { _ = try await client.page(.createPost(post, photos: [])) } catch { refusal = error }
        #expect(refusal?.remedy == row.remedy)
        #expect(refusal?.effect == row.effect)
        #expect(refusal?.fix == row.fix)
        #expect(refusal?.isDuplicate == (row.code == 506))
    }
}
