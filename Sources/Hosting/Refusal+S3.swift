import ContentModel
import Publishing
public import S3

extension Refusal {
    /// What a store's refusal to take a medium means for its publication.
    init(_ error: S3Error, hosting file: MediaFile) {
        let words = S3Words(error)
        self.init(
            remedy: error.isPassing ? .backOff : .person, effect: .none,
            message: "hosting \(file.path): \(words.what) — \(error)", fix: words.fix,
            atMost: error.thereafter == nil ? nil : 2, thereafter: error.thereafter)
    }
}

extension S3Error {
    /// Whether it may go well later without anybody doing something.
    public var isPassing: Bool {
        switch kind {
        case .busy, .unreachable, .noSuchHost, .untrusted, .cancelled, .corrupted: true
        default: false
        }
    }

    /// What is left once it has not passed for some seconds; nil for what is worth more patience.
    fileprivate var thereafter: Refusal.Remedy? {
        switch kind {
        case .untrusted: .person
        // Networks come back by themselves, and a name that is wrong is told by the run that ends.
        case .noSuchHost: .laterWindow
        default: nil
        }
    }
}

/// What a store's refusal means to a person, and what to do about it.
public struct S3Words: Hashable, Sendable {
    /// What is wrong, in a few words.
    public let what: String
    /// What to do about it.
    public let fix: String

    /// The words for an error.
    public init(_ error: S3Error) {
        (what, fix) =
            switch error.kind {
            case .unknownAccessKey:
                (
                    "the store knows no such access key",
                    "look at the value behind hosting.access_key: it may be deleted, or of another store"
                )
            case .wrongSecret:
                (
                    "the store counts another signature than we do: the secret key is wrong",
                    "set the value behind hosting.secret_key anew, whole and without spaces"
                )
            case .expiredKey:
                ("the access key has ended", "get a new one, and set all that hosting names of it")
            case .clockSkewed(let seconds):
                (
                    Self.skew(seconds),
                    "set this machine's clock, best by NTP: stores refuse what is more than 15 minutes off"
                )
            case .noBucket:
                (
                    "there is no bucket '\(error.bucket)'",
                    "create it, or correct hosting.bucket, hosting.endpoint or hosting.addressing"
                )
            case .denied:
                (
                    "the access key may not do this: \(error.operation)",
                    "allow it s3:\(Self.permission(for: error.operation)) on the bucket '\(error.bucket)' (docs/media.md)"
                )
            case .wrongRegion(let actual):
                (
                    "the bucket is in another region" + (actual.map { ": \($0)" } ?? ""),
                    actual.map { "write region: \($0) in hosting, and its endpoint" }
                        ?? "write the bucket's region and its endpoint in hosting"
                )
            case .full:
                (
                    "the store has no room for it",
                    "raise the quota, or make room: calends media gc removes what is no longer needed"
                )
            case .unsupported:
                ("the store does not know \(error.operation)", "use a store that speaks S3's protocol")
            case .corrupted:
                ("what arrived was not what was sent", "run apply again; if it stays so, look at what lies in between")
            case .fileUnreadable:
                ("the file could not be read while it was sent", "look at the disk, then run apply again")
            case .busy: ("the store is busy or out of order", "run apply again later")
            case .unreachable:
                ("the store does not answer", "look at hosting.endpoint and the network, then run apply again")
            case .noSuchHost:
                (
                    "the store's name '\(error.host)' is not found",
                    "look at hosting.endpoint, at hosting.addressing, which may put the bucket before the name, and the network"
                )
            case .untrusted:
                (
                    "there is no trusted encrypted connection to the store",
                    "look at hosting.endpoint: https:// needs a port that speaks TLS, with a certificate that this machine trusts"
                )
            case .cancelled: ("interrupted", "run apply again: what has arrived is not sent again")
            case .notFound, .exists, .other:
                ("the store refused it", "look at hosting in calendar/settings.yaml; the store's own words say more")
            }
    }

    private static func skew(_ seconds: Int?) -> String {
        guard let seconds, abs(seconds) >= 60 else { return "this machine's clock and the store's are too far apart" }
        let minutes = (abs(seconds) + 30) / 60
        let span = minutes < 120 ? "\(minutes) minutes" : "\(minutes / 60) hours"
        return "this machine's clock is \(span) \(seconds > 0 ? "ahead of" : "behind") the store's"
    }

    /// The action that a policy names. Source: Amazon S3 User Guide, "Required permissions for API operations".
    private static func permission(for operation: String) -> String {
        switch operation {
        case "HeadObject": "GetObject"
        case "ListObjectsV2": "ListBucket"
        case "CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload": "PutObject"
        case "ListMultipartUploads": "ListBucketMultipartUploads"
        case "ListParts": "ListMultipartUploadParts"
        default: operation
        }
    }
}
