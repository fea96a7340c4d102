import FoundationEssentials
import HTTP

extension S3Error {
    /// What an answer that is no success means.
    ///
    /// Codes are those of the Amazon S3 API Reference, "Error responses", and those that Ceph, MinIO, R2 and Swift add.
    init(_ response: HTTPResponse, operation: String, bucket: S3Bucket, now: Date) {
        let error = XMLElement(parsing: response.body)
        let code = error?["Code"]?.text
        let words = error?["Message"]?.text ?? ""
        self.init(
            kind: Self.kind(of: response, code: code, error: error, now: now), operation: operation, code: code,
            message: words.isEmpty ? "status \(response.status) without a reason" : Self.oneLine(words),
            status: response.status,
            requestID: error?["RequestId"]?.text ?? response.headers["x-amz-request-id"], host: bucket.host,
            bucket: bucket.name)
    }

    /// What a request means that brought no answer.
    init(_ error: HTTPError, operation: String, bucket: S3Bucket) {
        let kind: Kind =
            switch error.kind {
            case .cancelled, .heldBack: .cancelled
            case .bodyUnreadable: .fileUnreadable
            case .invalidRequest: .other
            case .nameResolution: .noSuchHost
            case .tls: .untrusted
            default: .unreachable
            }
        self.init(
            kind: kind, operation: operation, message: error.cause, status: error.status, host: error.host,
            bucket: bucket.name)
    }

    private static func kind(of response: HTTPResponse, code: String?, error: XMLElement?, now: Date) -> Kind {
        switch code {
        case "InvalidAccessKeyId": return .unknownAccessKey
        case "SignatureDoesNotMatch": return .wrongSecret
        case "ExpiredToken", "InvalidToken", "TokenRefreshRequired": return .expiredKey
        case "RequestTimeTooSkewed", "RequestExpired": return .clockSkewed(seconds: skew(response, error, now))
        case "NoSuchBucket": return .noBucket
        case "NoSuchKey", "NoSuchUpload": return .notFound
        case "AccessDenied", "AllAccessDisabled", "AccountProblem", "InvalidPayer": return .denied
        case "PermanentRedirect", "TemporaryRedirect", "Redirect", "IllegalLocationConstraintException":
            return .wrongRegion(actual: region(response, error))
        case "AuthorizationHeaderMalformed", "AuthorizationQueryParametersError", "InvalidRegionName":
            return region(response, error).map { .wrongRegion(actual: $0) } ?? .other
        case "QuotaExceeded", "XMinioAdminBucketQuotaExceeded", "XMinioStorageFull", "EntityTooLarge",
            "InsufficientCapacity", "ServiceQuotaExceeded", "InsufficientStorage":
            return .full
        case "PreconditionFailed": return .exists
        case "NotImplemented", "MethodNotAllowed", "UnsupportedHeader": return .unsupported
        case "BadDigest", "InvalidDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch",
            "InvalidPart", "InvalidPartOrder", "IncompleteBody":
            return .corrupted
        case "SlowDown", "ServiceUnavailable", "InternalError", "RequestTimeout", "OperationAborted",
            "ConditionalRequestConflict", "SlowDownRead", "SlowDownWrite", "Throttling", "TooManyRequests":
            return .busy
        default: break
        }
        switch response.status {
        case 507, 413: return .full
        case 403, 401: return .denied
        case 404: return .notFound
        case 412: return .exists
        case 301, 307, 308: return .wrongRegion(actual: region(response, error))
        case 501, 405: return .unsupported
        case 408, 409, 429, 500...: return .busy
        default: return .other
        }
    }

    private static func region(_ response: HTTPResponse, _ error: XMLElement?) -> String? {
        let region = response.headers["x-amz-bucket-region"] ?? error?["Region"]?.text
        return region.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// How many seconds our clock is ahead of the store's, as the error or the `Date` header tells its time.
    private static func skew(_ response: HTTPResponse, _ error: XMLElement?, _ now: Date) -> Int? {
        let told = error?["ServerTime"].flatMap { try? Date($0.text, strategy: .iso8601) }
        let server = told ?? response.headers["Date"].flatMap(HTTPDate.init)?.date
        return server.map { Int(now.timeIntervalSince($0)) }
    }

    private static func oneLine(_ text: String) -> String {
        String(text.prefix(400).map { $0.isNewline || $0.isASCII && ($0.asciiValue ?? 32) < 32 ? " " : $0 })
    }
}
