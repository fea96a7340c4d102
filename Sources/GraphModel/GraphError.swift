/// Why the platform refuses a call: the facts; ``GraphError/envelope`` has Graph's codes and words for each.
enum GraphError: Error, Hashable, Sendable, Codable {
    // Tokens and permissions.
    case tokenMissing
    case tokenMissingForMe
    case tokenUnreadable
    case tokenExpired(at: String, now: String)
    case tokenRevoked
    case permissionMissing(String)
    case proofWrong
    case appUnnamed
    case appUnknown
    case appSecretWrong
    case codeUnreadable
    case codeUsed
    case codeExpired
    case codeOfOtherRedirect
    case codeVerifierWrong
    /// What the host says that exchanges Instagram Login's codes.
    case tokenHost(String)

    // Paths, methods, fields, parameters.
    case objectMissing(id: String, method: Request.Method)
    case requestUnsupported(id: String, method: Request.Method)
    case aliasMissing(String)
    case pathUnknown(String)
    case edgeMissing(String, type: String)
    case fieldMissing(String, type: String)
    case fieldsUnreadable(String, at: Int)
    case tooMuchData
    case parameterRequired(String)
    case parameterMisplaced(String, kind: String)
    case parameterInvalid(String, why: String)
    case feature(String)
    case batchTooLong(Int)
    case methodUnsupported

    // Creating containers.
    case mediaTypeUnknown(String)
    case feedVideoRetired
    case captionTooLong
    case tagsTooMany
    case collaboratorInvalid(String)
    case locationInvalid
    case carouselSize(Int)
    case carouselChildInvalid(String)
    case productTagPosition(isVideo: Bool)
    case thumbOffsetOutOfRange
    case containersExhausted(Int)

    // Media.
    case mediumTimeout
    case mediumUnfetchable(String)
    case imageTooLarge
    case imageFormat
    case imageAspect(Double)
    case videoFormat(String)
    case videoDownloadFailed
    case uploadFailed
    case uploadLost

    // Publishing.
    case containerNotReady
    case containerUnknown
    case containerNotVisible
    case containerExpired
    case containerFailed
    case containerAlreadyPublished
    case publishQuota
    case actionBlocked
    case serverError
    case unknownError
    case serviceDown

    // Afterwards.
    case deletionFatal
    case deletionUnsupported
    case commentsOff

    /// About a Page's posts, photos and videos.
    case page(PageError)

    // Throttling.
    case appThrottled
    case accountThrottled
}
