import Foundation
import TestSupport
import Testing

/// What a sandbox tells of itself, and takes, beside the Graph API.
extension ServedSandbox {
    /// Something that was published, as the sandbox knows it.
    struct Medium: Decodable {
        var id: String
        var account: String
        var kind: String
        var caption: String?
        /// On a Page: `facebook`, the words, and the video that a post shows.
        var platform: String?
        var message: String?
        var video: String?
        var deleted: Bool?
        /// `nil` on a Page.
        var is_comment_enabled: Bool?
        var comments: [String]?

        /// What it says.
        var words: String? { caption ?? message }
        /// The id that the lockfile has: of a video or reel its own, and not that of the post around it.
        var name: String { kind == "video" || kind == "reel" && platform != nil ? video ?? id : id }
    }

    private struct Truth: Decodable { var media: [Medium] }

    /// Everything that was ever published.
    func truth() throws -> [Medium] {
        try JSONDecoder().decode(Truth.self, from: Data(ask("GET", "media").utf8)).media
    }

    private struct Accounts: Decodable { var accounts: [Announcement.Account] }

    /// All its accounts.
    func accounts() throws -> [Announcement.Account] {
        try JSONDecoder().decode(Accounts.self, from: Data(ask("GET", "accounts").utf8)).accounts
    }

    /// One call of its controls.
    @discardableResult
    func ask(_ method: String, _ control: String, _ body: String? = nil) throws -> String {
        let curl = try #require(Program.find("curl"))
        let content = body.map { ["--header", "Content-Type: application/json", "--data", $0] } ?? []
        let result = try Program.run(
            curl,
            ["--silent", "--fail-with-body", "--request", method] + content
                + [announcement.url + "/_sandbox/" + control])
        try #require(result.status == 0, "\(result.output)")
        if control == "requests", SecretSearch.isSecret(in: result.output) {
            Issue.record("the sandbox's log of requests has a token or secret in it")
        }
        return result.output
    }
}
