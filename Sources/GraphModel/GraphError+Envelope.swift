extension GraphError {
    /// Graph's form of an error: everything but the trace id.
    struct Envelope: Hashable {
        var message: String
        var type = "OAuthException"
        var code: Int
        var subcode: Int?
        var isTransient: Bool?
        var title: String?
        var detail: String?
        var status = 400
        /// What a program needs to go on.
        var data: JSON?
        /// Whether it has the shape of the host that exchanges Instagram Login's codes.
        var isOfTokenHost = false

        /// What is wrong stands in the words for people alone.
        static func invalidParameter(subcode: Int, title: String, detail: String) -> Envelope {
            Envelope(
                message: "Invalid parameter", code: 100, subcode: subcode, isTransient: false, title: title,
                detail: detail)
        }

        /// The body Graph sends.
        func body(trace: String) -> JSON {
            guard !isOfTokenHost else {
                return [
                    "error_type": .string(type), "code": .integer(code), "error_message": .string(message),
                ]
            }
            return [
                "error": .object(present: [
                    "message": .string(message), "type": .string(type), "code": .integer(code),
                    "error_subcode": subcode.map(JSON.integer), "is_transient": isTransient.map(JSON.bool),
                    "error_user_title": title.map(JSON.string), "error_user_msg": detail.map(JSON.string),
                    "error_data": data,
                    "fbtrace_id": .string(trace),
                ])
            ]
        }
    }

    /// The envelope as the host of this login words it: Instagram's has a type and words of its own for Graph's
    /// complaints about a request (answers recorded in 2026), while errors of publishing are the same on both.
    func envelope(for login: Login) -> Envelope {
        var envelope = envelope
        guard login == .instagram else { return envelope }
        switch self {
        case .objectMissing:
            envelope.message = envelope.message.replacing(Self.documentation, with: "")
        case .requestUnsupported(_, let method):
            envelope.message = "Unsupported request - method type: \(method.rawValue.lowercased())"
            envelope.subcode = nil
        case .pathUnknown:
            envelope.status = 500
        default:
            guard envelope.code == 100, envelope.subcode == nil else { return envelope }
            if envelope.message.hasPrefix("(#100) ") { envelope.message.removeFirst("(#100) ".count) }
        }
        envelope.type = "IGApiException"
        return envelope
    }

    private static let documentation =
        ". Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api"

    /// Codes and subcodes follow the error table of the Instagram Platform (June 2026) and field reports.
    var envelope: Envelope {
        switch self {
        case .tokenMissing:
            Envelope(message: "An access token is required to request this resource.", code: 104)
        case .tokenMissingForMe:
            Envelope(
                message: "An active access token must be used to query information about the current user.", code: 2500)
        case .tokenUnreadable:
            Envelope(message: "Invalid OAuth access token - Cannot parse access token", code: 190)
        case .tokenExpired(let end, let now):
            Envelope(
                message: "Error validating access token: Session has expired on \(end). The current time is \(now).",
                code: 190, subcode: 463)
        case .tokenRevoked:
            Envelope(
                message: "Error validating access token: The user has not authorized the application.", code: 190,
                subcode: 458)
        case .permissionMissing(let scope):
            Envelope(
                message: "(#10) Application does not have permission for this action", code: 10,
                title: "Permission missing", detail: "The token was not granted \(scope).", status: 403)

        case .proofWrong:
            Envelope(
                message: "Invalid appsecret_proof provided in the API argument", type: "GraphMethodException", code: 100
            )
        case .appUnnamed: Envelope(message: "Missing client_id parameter.", code: 101)
        case .appUnknown:
            Envelope(
                message: "Error validating application. Cannot get application info due to a system error.", code: 101)
        case .appSecretWrong: Envelope(message: "Error validating client secret.", code: 1)
        case .codeUnreadable: Envelope(message: "Invalid verification code format.", code: 100)
        case .codeUsed: Envelope(message: "This authorization code has been used.", code: 100, subcode: 36009)
        case .codeExpired: Envelope(message: "This authorization code has expired.", code: 100, subcode: 36007)
        case .codeOfOtherRedirect:
            Envelope(
                message: "Error validating verification code. Please make sure your redirect_uri is identical to the "
                    + "one you used in the OAuth dialog request", code: 100, subcode: 36008)
        case .codeVerifierWrong: Envelope(message: "Error validating code verifier.", code: 100)
        case .tokenHost(let message): Envelope(message: message, code: 400, isOfTokenHost: true)

        case .objectMissing(let id, let method), .requestUnsupported(let id, let method):
            Envelope(
                message: "Unsupported \(method.rawValue.lowercased()) request. Object with ID '\(id)' does not exist, "
                    + "cannot be loaded due to missing permissions, or does not support this operation"
                    + Self.documentation,
                type: "GraphMethodException", code: 100, subcode: 33)
        case .aliasMissing(let alias):
            Envelope(
                message: "(#803) Some of the aliases you requested do not exist: \(alias)", code: 803)
        case .pathUnknown(let path):
            Envelope(message: "Unknown path components: \(path)", code: 2500)
        case .edgeMissing(let name, let type), .fieldMissing(let name, let type):
            Envelope(message: "(#100) Tried accessing nonexisting field (\(name)) on node type (\(type))", code: 100)
        case .fieldsUnreadable(let problem, let offset):
            Envelope(message: "Syntax error \"\(problem)\" at character \(offset): fields", code: 2500)
        case .tooMuchData:
            Envelope(
                message: "Please reduce the amount of data you're asking for, then retry your request", code: 1,
                status: 500)
        case .parameterRequired(let name):
            Envelope(message: "(#100) The parameter \(name) is required.", code: 100)
        case .parameterMisplaced(let name, let kind):
            Envelope(
                message: "Invalid parameter", type: "IGApiException", code: 100, title: "Parameter not allowed",
                detail: "param \(name) is not allowed for \(kind)")
        case .parameterInvalid(let name, let why):
            Envelope(message: "(#100) Param \(name) \(why)", code: 100)
        case .feature(let name):
            Envelope(
                message: "(#100) The \(name) parameter is deprecated in v26.0 and above. Use batch requests instead.",
                code: 100)
        case .batchTooLong(let count):
            Envelope(message: "Too many requests in batch message. Maximum batch size is 50, not \(count)", code: 1)
        case .methodUnsupported:
            Envelope(message: "Unsupported method for this endpoint", type: "GraphMethodException", code: 100)

        case .mediaTypeUnknown(let type):
            Envelope(
                message: "Unknown media type", code: 100, subcode: 2207023, isTransient: false,
                title: "Unknown media type", detail: "The media type \(type) is unknown.")
        case .feedVideoRetired:
            .invalidParameter(
                subcode: 2207067, title: "Media type retired",
                detail: "VIDEO is no longer a media type of its own. Use REELS to publish a video to the feed.")
        case .captionTooLong:
            Envelope(
                message: "The caption was too long", code: 36004, subcode: 2207010, isTransient: false,
                title: "Caption too long",
                detail: "A caption has at most 2200 characters, 30 hashtags and 20 mentions.")
        case .tagsTooMany:
            .invalidParameter(
                subcode: 2207040, title: "Too many tags",
                detail: "Cannot use more than 20 tags.")
        case .collaboratorInvalid(let name):
            .invalidParameter(subcode: 2207018, title: "Cannot tag user", detail: "The user \(name) cannot be tagged.")
        case .locationInvalid:
            Envelope(
                message: "INSTAGRAM_PLATFORM_API__INVALID_LOCATION_ID", type: "IGApiException", code: 100,
                isTransient: false, title: "Invalid location", detail: "The Page has no location.")
        case .carouselSize(let count):
            .invalidParameter(
                subcode: 2207028, title: "Carousel size", detail: "A carousel has 2 to 10 items, not \(count).")
        case .carouselChildInvalid(let why):
            .invalidParameter(subcode: 2207006, title: "Carousel item invalid", detail: why)
        case .productTagPosition(let isVideo):
            .invalidParameter(
                subcode: isVideo ? 2207035 : 2207036, title: "Product tag position",
                detail: isVideo
                    ? "A product tag on a video has no position." : "A product tag on a photo needs x and y.")
        case .thumbOffsetOutOfRange:
            Envelope(
                message: "Invalid parameter", code: 1, subcode: 2207057, isTransient: false,
                title: "Thumbnail offset", detail: "The offset lies outside the video.")
        case .containersExhausted(let limit):
            Envelope(
                message: "Application request limit reached", code: 9, subcode: 2207042, isTransient: false,
                title: "Too many containers", detail: "An account can create \(limit) containers within 24 hours.")

        case .mediumTimeout:
            Envelope(
                message: "Timeout", code: -2, subcode: 2207003, isTransient: true, title: "Download timed out",
                detail: "It takes too long to download the media.")
        case .mediumUnfetchable(let url):
            Envelope(
                message: "Only photo or video can be accepted as media type.", code: 9004, subcode: 2207052,
                isTransient: false,
                title: "Media download has failed. The media URI doesn't meet our requirements.",
                detail: "The media could not be fetched from this URI: \(url)")
        case .imageTooLarge:
            Envelope(
                message: "The image size is too large.", code: 36000, subcode: 2207004, isTransient: false,
                title: "Image too large", detail: "The image has more than 8 MiB.")
        case .imageFormat:
            Envelope(
                message: "The image format is not supported", code: 36001, subcode: 2207005, isTransient: false,
                title: "Image format", detail: "Only JPEG images can be published.")
        case .imageAspect(let ratio):
            Envelope(
                message: "The submitted image with aspect ratio ('\(ratio)',) cannot be published. Please submit an "
                    + "image with a valid aspect ratio.",
                code: 36003, subcode: 2207009, isTransient: false, title: "Aspect ratio",
                detail: "The aspect ratio lies outside 4:5 to 1.91:1.")
        case .videoFormat(let why):
            Envelope(
                message: "The video format is not supported", code: 352, subcode: 2207026, isTransient: false,
                title: "Video format", detail: why)
        case .videoDownloadFailed:
            Envelope(
                message: "The video could not be downloaded", code: -1, subcode: 2207077, isTransient: false,
                title: "Video download failed", detail: "The video could not be fetched from its URI.")
        case .uploadFailed:
            Envelope(
                message: "The upload failed", code: -1, subcode: 2207082, isTransient: false, title: "Upload failed",
                detail: "The upload failed. Create the container again.")

        case .uploadLost:
            Envelope(
                message: "FILE_NOT_FOUND", code: -1, subcode: 1_363_008, isTransient: false, title: "Upload failed",
                detail: "The uploaded file could not be found.")

        case .containerNotReady:
            Envelope(
                message: "Media ID is not available", code: 9007, subcode: 2207027, isTransient: false,
                title: "Cannot publish", detail: "The media is not ready to be published. Please wait a moment.")
        case .containerUnknown:
            Envelope(
                message: "The requested resource does not exist", code: 24, subcode: 2207008, isTransient: false,
                title: "Container unknown", detail: "The container does not exist or has expired.")
        case .containerNotVisible:
            Envelope(
                message: "The requested resource does not exist", code: 24, subcode: 2207006, isTransient: false,
                title: "Media not found", detail: "No media with this id can be published with this token.")
        case .containerExpired:
            Envelope(
                message: "The media has expired", code: -2, subcode: 2207020, isTransient: false,
                title: "Media expired", detail: "The container is older than 24 hours. Create it again.")
        case .containerFailed:
            Envelope(
                message: "Creating the media failed", code: -1, subcode: 2207032, isTransient: false,
                title: "Create media failed", detail: "The container failed and cannot be published.")
        case .containerAlreadyPublished:
            Envelope(
                message: "Media ID is not available", code: 9007, subcode: 2207027, isTransient: false,
                title: "Cannot publish", detail: "The container has been published already.")
        case .publishQuota:
            Envelope(
                message: "Application request limit reached", code: 9, subcode: 2207042, isTransient: false,
                title: "Publishing limit reached", detail: "The account has published all it can within 24 hours.")
        case .actionBlocked:
            Envelope(
                message: "Application request limit reached", code: 4, subcode: 2207051, isTransient: false,
                title: "Action is blocked", detail: "We restrict certain activity to protect our community.")
        case .serverError:
            Envelope(
                message: "An unknown error has occurred.", type: "IGApiException", code: -1, subcode: 2207001,
                isTransient: true, title: "Server error", detail: "Instagram has an error. Try again later.",
                status: 500)
        case .unknownError:
            Envelope(message: "An unknown error occurred", code: 1, isTransient: true, status: 500)
        case .serviceDown:
            Envelope(message: "Service temporarily unavailable", code: 2, isTransient: true, status: 503)

        case .deletionFatal:
            Envelope(message: "Fatal", code: -1, subcode: 2207085, isTransient: false)
        case .deletionUnsupported:
            Envelope(
                message: "The media type is not supported for this endpoint", code: -1, subcode: 2207073,
                isTransient: false, title: "Media type not supported",
                detail: "This media cannot be deleted on its own.")
        case .commentsOff:
            Envelope(
                message: "Comments are turned off", type: "IGApiException", code: 100, isTransient: false,
                title: "Comments off", detail: "This media does not take comments.")

        case .page(let error): error.envelope

        case .appThrottled:
            Envelope(message: "(#4) Application request limit reached", code: 4, isTransient: true)
        case .accountThrottled:
            Envelope(
                message: "(#80002) There have been too many calls to this Instagram account. Wait a bit and try again.",
                code: 80002, isTransient: true)
        }
    }
}
