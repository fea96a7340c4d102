extension ErrorRule {
    /// Every error with a known meaning, by subcode where there is one.
    ///
    /// Sources: Instagram Platform error codes (June 2026), Graph API error handling, and reports by people who run
    /// publishers against it. An outcome is ``Outcome/certainlyNotDone`` only where an error names something that must
    /// hold before anything is published; Meta's vaguer answers have come back for posts that were live.
    public static let table: [ErrorRule] = [
        // Instagram publishing.
        row(-1, 2_207_001, "Instagram had a server error", [.backOff], .unknown),
        row(-2, 2_207_003, "Meta took too long to download the media", [.sameRequestSoon.upTo(2), .backOff]),
        row(36_000, 2_207_004, "the image is larger than 8 MiB", [.fixContent]),
        row(36_001, 2_207_005, "the image's format is not supported", [.fixContent]),
        row(
            24, 2_207_006, "the container is not visible yet, or the token may not see it",
            [.sameRequestSoon.upTo(3), .newContainer]),
        row(
            24, 2_207_008, "the container is unknown or expired, often only for a while",
            [.sameRequestSoon.upTo(2), .newContainer]),
        row(36_003, 2_207_009, "the aspect ratio is outside 4:5 to 1.91:1", [.fixContent]),
        row(36_004, 2_207_010, "the caption is too long, or has too many hashtags or mentions", [.fixContent]),
        row(-2, 2_207_020, "the container is older than 24 hours", [.newContainer]),
        row(100, 2_207_023, "the media type is unknown", [.fixContent]),
        row(352, 2_207_026, "the video's format is not supported", [.fixContent]),
        row(9_007, 2_207_027, "the container is not ready to be published", [.sameRequestSoon]),
        row(100, 2_207_028, "a carousel has 2 to 10 items", [.fixContent]),
        row(-1, 2_207_032, "the media could not be created", [.newContainer], .unknown),
        row(100, 2_207_035, "a product tag on a video has no position", [.fixContent]),
        row(100, 2_207_036, "a product tag on an image needs a position", [.fixContent]),
        row(100, 2_207_037, "a product tag names no product that can be tagged", [.fixContent]),
        row(100, 2_207_040, "more than 20 accounts are tagged", [.fixContent]),
        row(9, 2_207_042, "the day's publishing quota is used up", [.laterWindow]),
        row(25, 2_207_050, "the account is restricted, inactive or asked to confirm itself", [.person]),
        row(4, 2_207_051, "Instagram judged the action to be spam", [.person], .unknown),
        row(9_004, 2_207_052, "Meta could not fetch the media from its URL", [.sameRequestSoon.upTo(3), .fixContent]),
        row(-1, 2_207_053, "the video's upload failed", [.newContainer], .unknown),
        row(1, 2_207_057, "the thumbnail's offset is outside the video", [.fixContent]),
        row(-1, 2_207_073, "this kind of media does not support the call", [.fixContent]),
        row(nil, 2_207_018, "a collaborator cannot be tagged", [.fixContent]),
        row(nil, 2_207_081, "the account cannot publish trial reels", [.fixContent]),
        row(nil, 2_207_077, "the video could not be downloaded", [.newContainer]),
        row(nil, 2_207_082, "the media's upload failed", [.newContainer]),
        row(nil, 2_207_085, "the video could not be processed, or the deletion failed", [.fixContent], .unknown),
        row(nil, 1_363_008, "the platform has lost the uploaded bytes", [.newContainer]),
        // Pages.
        row(190, 2_069_032, "the call needs the Page's own token", [.reauthenticate]),
        row(nil, 1_366_046, "the photo could not be read", [.fixContent]),
        row(nil, 1_366_051, "a post shows the photos already", [.lookUpFirst], .unknown),
        row(nil, 1_363_021, "the video could not be read", [.fixContent]),
        row(nil, 1_363_026, "the call has no video", [.fixContent]),
        row(nil, 1_363_033, "not all bytes of the video have arrived", [.sameRequestSoon]),
        row(nil, 1_363_037, "the bytes do not go on where the last ones ended", [.sameRequestSoon]),
        row(nil, 1_363_040, "the video's aspect ratio is not supported", [.fixContent]),
        row(nil, 1_363_041, "the upload has expired", [.newContainer]),
        row(nil, 1_363_127, "the video's resolution is too low", [.fixContent]),
        row(nil, 1_363_128, "the video's duration is not supported", [.fixContent]),
        row(nil, 1_363_129, "the video's frame rate is not supported", [.fixContent]),
        rows([100...100], [9_050...9_064], "the audio's parameters are not accepted", [.fixContent]),
        rows([10...10], [9_053...9_053], "the account may not use this audio", [.fixContent]),
        rows([100...100], [2_108_006...2_108_006], "the media is older than the professional account", [.fixContent]),
        rows([2...2], [1_545_133...1_545_133], "the service is down for a while", [.backOff], .unknown),
        rows(
            [100...100], [33...33], "the object is missing, hidden from this token, or the platform is in trouble",
            [.reauthenticate.upTo(1), .backOff], .unknown),
        rows([102...102, 190...190], [458...458], "the app was removed from the account", [.reauthenticate]),
        rows(
            [102...102, 190...190], [459...459], "the account must be confirmed on the site first", [.reauthenticate]),
        rows([102...102, 190...190], [460...460], "the password was changed", [.reauthenticate]),
        rows([102...102, 190...190], [463...463], "the token has expired", [.reauthenticate]),
        rows(
            [102...102, 190...190], [464...464], "the user is not confirmed and must log in on the site",
            [.reauthenticate]),
        rows([102...102, 190...190], [467...467], "the token is no longer valid", [.reauthenticate]),
        rows([102...102, 190...190], [492...492], "the user no longer has a role on the Page", [.reauthenticate]),

        // By code alone.
        rows([100...100], [], "a parameter, field or object is wrong or missing", [.fixContent]),
        rows([-1...(-1), 1...2], [], "the service failed or is down for a while", [.backOff], .unknown),
        rows([3...3], [], "the app may not use this call", [.fixContent]),
        throttled,
        rows(
            [10...10, 200...299], [], "a permission is missing or was taken back", [.reauthenticate.upTo(1), .person]),
        rows([102...102, 104...104, 190...190], [], "the token is not valid", [.reauthenticate]),
        rows([368...368], [], "blocked for breaking a policy", [.backOff.upTo(1), .person], .unknown),
        rows([506...506], [], "the same post was made just before", [.lookUpFirst], .unknown),
        rows([551...551], [], "the person cannot be reached", [.person]),
        rows([1_609_005...1_609_005], [], "the link could not be read", [.fixContent]),
        rows([321...321], [], "the album is full", [.fixContent]),
        rows([324...324], [], "the image file is missing or not valid", [.fixContent]),
        rows([2_500...2_500], [], "the call's path or query is malformed", [.fixContent]),
        rows([2_635...2_635], [], "the API version is no longer served", [.fixContent]),
        rows([3_001...3_001], [], "the metric is missing", [.fixContent]),
    ]

    /// The platform's codes for too many calls, and HTTP 429 with or without one of them.
    static let throttled = rows(
        [4...4, 17...17, 32...32, 613...613, 341...341, 80_000...80_014], [], "too many calls", [.backOff], .unknown)

    /// What the host that takes uploads says, by type.
    static let uploads: [String: ErrorRule] = [
        "OffsetInvalidError": rows([], [], "the upload went on at the wrong byte", [.sameRequestSoon]),
        "PartialRequestError": rows([], [], "fewer bytes came than were announced", [.sameRequestSoon]),
        "ProcessingFailedError": rows([], [], "the upload could not be processed", [.newContainer]),
        "NotAuthorizedError": rows([], [], "the token is not valid for the upload", [.reauthenticate]),
    ]

    private static func row(
        _ code: Int?, _ subcode: Int, _ meaning: String, _ steps: [Remedy.Step], _ outcome: Outcome = .certainlyNotDone
    ) -> ErrorRule {
        rows(code.map { [$0...$0] } ?? [], [subcode...subcode], meaning, steps, outcome)
    }

    private static func rows(
        _ codes: [ClosedRange<Int>], _ subcodes: [ClosedRange<Int>], _ meaning: String, _ steps: [Remedy.Step],
        _ outcome: Outcome = .certainlyNotDone
    ) -> ErrorRule {
        ErrorRule(codes: codes, subcodes: subcodes, meaning: meaning, steps: steps, outcome: outcome)
    }
}

extension Remedy.Step {
    fileprivate static let sameRequestSoon = Self(.sameRequestSoon)
    fileprivate static let backOff = Self(.backOff)
    fileprivate static let newContainer = Self(.newContainer)
    fileprivate static let fixContent = Self(.fixContent)
    fileprivate static let reauthenticate = Self(.reauthenticate)
    fileprivate static let person = Self(.person)
    fileprivate static let laterWindow = Self(.laterWindow)
    fileprivate static let lookUpFirst = Self(.lookUpFirst)

    /// At most `count` times, then what follows in the rule.
    fileprivate func upTo(_ count: Int) -> Self { Self(remedy, atMost: count) }
}
