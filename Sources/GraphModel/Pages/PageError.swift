/// Why the platform refuses what was asked of a Page: the facts; ``PageError/envelope`` has Graph's codes and words.
enum PageError: Hashable, Sendable, Codable {
    // Tokens and permissions.
    case tokenNeeded
    case permissionMissing(String)
    case readingMissing(String)
    case foreign

    // Posts.
    case contentMissing
    case duplicate
    case scheduleInvalid
    case scheduledButPublished
    case alreadyPublished
    case linkUnreadable
    case blocked

    // Photos.
    case imageMissing
    case imageUnreadable
    case photoUnknown(String)
    case photoPosted

    // Videos, reels and stories.
    case videoMissing
    case videoFile(VideoProblem)
    case uploadOffset(start: Int, end: Int)
    case uploadSession
    case uploadUnfinished
    case handleUnknown
    case mediumUsed
    case idInvalid
    case reelsExhausted(Int)

    case throttled

    /// What is wrong with a video, each with its subcode (reels publishing guide).
    enum VideoProblem: Int, Hashable, Sendable, Codable {
        case unreadable = 1_363_021
        case aspect = 1_363_040
        case resolution = 1_363_127
        case duration = 1_363_128
        case frameRate = 1_363_129

        var words: String {
            switch self {
            case .unreadable: "There was a problem uploading your video file. Please try again with another file."
            case .aspect: "The video's aspect ratio is not supported. Reels and stories need 9:16."
            case .resolution: "The video's resolution is not supported. Reels need at least 540 by 960 pixels."
            case .duration: "The video's duration is not supported."
            case .frameRate: "The video's frame rate is not supported. It must lie between 24 and 60."
            }
        }
    }
}

extension PageError {
    /// Codes follow the error lists of the references and field reports.
    var envelope: GraphError.Envelope {
        switch self {
        case .tokenNeeded:
            .init(
                message: "This method must be called with a Page Access Token", code: 190, subcode: 2_069_032,
                isTransient: false, title: "User Access Token Is Not Supported",
                detail: "A Page access token is required for this call for the new Pages experience.")
        case .permissionMissing(let scope):
            .init(
                message: "(#200) The token lacks the permission \(scope), or its owner may not do this on the Page",
                code: 200, status: 403)
        case .readingMissing(let scope):
            .init(
                message: "(#10) This endpoint requires the '\(scope)' permission or the 'Page Public Content Access' "
                    + "feature.", code: 10, status: 403)
        case .foreign:
            .init(message: "(#200) Only what this app has made can be changed by it", code: 200, status: 403)

        case .contentMissing: .init(message: "(#100) Missing message or attachment", code: 100)
        case .duplicate:
            .init(
                message: "(#506) Duplicate status message", code: 506, subcode: 1_455_006, isTransient: false,
                title: "Duplicate Status Update",
                detail: "This status update is identical to the last one you posted. Try posting something different.")
        case .scheduleInvalid: .init(message: "(#100) The specified scheduled publish time is invalid.", code: 100)
        case .scheduledButPublished:
            .init(message: "(#100) You cannot specify a scheduled publish time on a published post", code: 100)
        case .alreadyPublished: .init(message: "(#100) The post is published already", code: 100)
        case .linkUnreadable:
            .init(
                message: "(#1609005) Link scrape failed", code: 1_609_005, isTransient: false,
                title: "Error posting link", detail: "The link could not be read.")
        case .blocked:
            .init(
                message: "The action attempted has been deemed abusive or is otherwise disallowed", code: 368,
                subcode: 1_390_008, isTransient: false, title: "You can't use this feature right now",
                detail: "We limit how often you can post, comment or do other things in a given amount of time.")

        case .imageMissing: .init(message: "(#324) Missing or invalid image file", code: 324)
        case .imageUnreadable:
            .invalidParameter(
                subcode: 1_366_046, title: "Can't Read Files",
                detail: "Your photos couldn't be uploaded. Photos should be less than 10 MB and saved as JPEG, BMP, "
                    + "PNG, GIF or TIFF files.")
        case .photoUnknown(let id):
            .init(message: "(#100) The photo \(id) cannot be attached: there is no such unpublished photo", code: 100)
        case .photoPosted:
            .invalidParameter(
                subcode: 1_366_051, title: "Photos already posted", detail: "These photos were already posted.")

        case .videoMissing:
            .init(message: "(#100) No video file was selected", code: 100, subcode: 1_363_026, isTransient: false)
        case .videoFile(let problem):
            .invalidParameter(subcode: problem.rawValue, title: "Video upload failed", detail: problem.words)
        case .uploadOffset(let start, let end):
            .init(
                message: "There was a problem uploading your video. Please try again.", code: 6001,
                subcode: 1_363_037, isTransient: true, title: "Video upload failed",
                detail: "The chunk does not begin where the last one ended.",
                data: ["start_offset": .integer(start), "end_offset": .integer(end)])
        case .uploadSession:
            .init(
                message: "The upload session is unknown or has expired", code: 6000, subcode: 1_363_041,
                isTransient: false, title: "Session expired",
                detail: "Your session has expired. Start the upload again.")
        case .uploadUnfinished:
            .init(
                message: "The upload was interrupted", code: 6001, subcode: 1_363_033, isTransient: true,
                title: "Upload interrupted", detail: "Not all bytes of the video have arrived.")
        case .handleUnknown:
            .init(message: "(#100) Param fbuploader_video_file_chunk is no handle of a finished upload", code: 100)
        case .mediumUsed:
            .init(message: "(#100) The photo or video has been used in a post or story already", code: 100)
        case .idInvalid: .init(message: "(#100) Invalid id.", code: 100)
        case .reelsExhausted(let limit):
            .init(
                message: "(#613) Calls to this api have exceeded the rate limit.", code: 613, isTransient: false,
                title: "Too many reels", detail: "A Page can publish \(limit) reels by API within 24 hours.")
        case .throttled:
            .init(
                message: "(#80001) There have been too many calls to this Page account. Wait a bit and try again.",
                code: 80001, isTransient: true)
        }
    }
}
