import MetaGraph

/// What a person does about an error that no waiting and no repeating cured, in words that name things of theirs: the
/// file, the entry, the token, the account. Causes are those of the content-publishing fact sheet §8.
enum Advice {
    /// Where the account is that the words are about.
    enum Place: Hashable, Sendable {
        case instagram, page
    }

    /// For an error with these codes; by what is left to do where nothing more exact is known.
    static func words(code: Int?, subcode: Int?, remedy: MetaGraph.Remedy, at place: Place) -> String {
        let onPage = place == .page ? subcode.flatMap { ofPage[$0] } ?? code.flatMap { ofPage[$0] } : nil
        return onPage ?? subcode.flatMap { bySubcode[$0] } ?? code.flatMap { byCode[$0] }
            ?? words(for: remedy, at: place)
    }

    private static func words(for remedy: MetaGraph.Remedy, at place: Place) -> String {
        switch remedy {
        case .sameRequestSoon, .backOff: "wait: the next apply goes on by itself; metastatus.com tells of outages"
        case .newContainer: "wait: the next apply makes it anew; if that fails too, export the media file again"
        case .person where place == .page:
            "open the Page on Facebook and see whether it asks for something; then run apply again, and if it stays, ask "
                + "Meta's support and quote the trace id"
        case .fixContent: "correct what the message names in the entry, or in the media file"
        case .reauthenticate: newToken
        case .person:
            "open the account on Instagram and see whether it asks for something; then run apply again, and if it stays, "
                + "ask Meta's support and quote the trace id"
        case .laterWindow: "wait: it goes out when the account's quota of 24 hours has room; fewer posts a day avoid it"
        case .lookUpFirst: "look at the account first: it may be there already"
        }
    }

    private static let newToken =
        "run calends auth login for the account, or put a new token where the settings look for it"

    private static let bySubcode: [Int: String] = exact.merging((9_050...9_064).map { ($0, audio) }) { first, _ in first
    }

    private static let audio = "choose another audio, or correct its volumes"

    private static let exact: [Int: String] = [
        2_207_003: "make the media file smaller, or host it where Meta can download it faster",
        2_207_004: "save the image with less than 8 MB",
        2_207_005: "save the image as a plain JPEG",
        2_207_006: "check that the token is of this account; the next apply tries again",
        2_207_009: "crop the image to between 4:5 and 1.91:1",
        2_207_010: "shorten the caption: at most 2,200 characters, 30 hashtags and 20 mentions",
        2_207_026: "export the video as MP4 with H.264 and AAC",
        2_207_028: "give the carousel 2 to 10 items",
        2_207_035: "take the positions off the video's product tags",
        2_207_036: "give the image's product tags their x and y",
        2_207_037: "tag products of the account's own approved shop",
        2_207_040: "tag at most 20 accounts",
        2_207_050: "open the account on Instagram and do what it asks; then run apply again",
        2_207_051: "look at the account on Instagram, and leave it alone for a day",
        2_207_052:
            "open the media's URL where nobody is logged in: it must answer with the file itself, without a redirect "
            + "or a page in front; if it does, export the file again",
        2_207_053: "export the video again; if that fails too, make it smaller",
        2_207_057: "give a thumb_offset within the video",
        1_363_021: "export the video as MP4 with H.264 and AAC",
        1_363_026: "run apply again; if it stays, export the video again",
        1_363_040: "make the video upright, 9:16",
        1_363_127: "export the video with at least 540 by 960 pixels",
        1_363_128: "cut the video: reels have 3 to 90 seconds, stories up to 60",
        1_363_129: "export the video with 24 to 60 frames in a second",
        1_366_046: "save the image as a plain JPEG of less than 10 MB",
        2_207_018: "name as collaborators public accounts that can be tagged, or none",
        2_207_081: "leave trial out: this account cannot make trial reels",
        2_207_085: "export the video as MP4 with H.264 and AAC",
        33:
            "check that the token is of this account and may see it; if it is, wait: Meta has had outages that answer so",
        458:
            "run calends auth login for the account, and allow the app again, or put a new token where the settings look for it",
        459: "log in to the account on the site and do what it asks; then run apply again",
        464: "log in to the account on the site and confirm it; then run apply again",
        492: "give the user a role on the Page again, then \(newToken)",
    ]

    /// What is another thing, or is done elsewhere, on a Page; by subcode or code.
    private static let ofPage: [Int: String] = {
        var words: [Int: String] = [
            368: "open the Page on Facebook and read what it is blocked for; when that is over, run apply again",
            506: "look at the Page: where it shows the same words, write others in the entry",
            613: "wait: Facebook takes 30 reels of a Page in 24 hours, and so many calls in an hour",
            1_609_005: "open the link where nobody is logged in, and correct it; or leave it out",
            2_069_032: newToken,
        ]
        let permission =
            "make a token with the permissions pages_manage_posts and pages_read_engagement, and pages_manage_engagement "
            + "for comments, by a person who may publish on the Page"
        for code in [10] + Array(200...299) { words[code] = permission }
        return words
    }()

    private static let byCode: [Int: String] = {
        var words: [Int: String] = [
            3: "use an app that Meta lets make this call: look at its products and permissions in the App Dashboard",
            2_500: "report it as an error of calends, with the trace id",
            2_635: "set a newer Graph version for the account in calendar/settings.yaml",
            368: "open the account on Instagram and read what it is blocked for; when that is over, run apply again",
        ]
        let permission =
            "make a token with the permissions to publish (instagram_content_publish or "
            + "instagram_business_content_publish, and those for comments), or have the app reviewed for them"
        for code in [10] + Array(200...299) { words[code] = permission }
        return words
    }()
}
