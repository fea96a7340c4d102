/// What the platform's own documents leave open, and its limits: each a switch, each at its most likely position.
public struct Configuration: Hashable, Sendable, Codable {
    /// What a second `media_publish` of a published container answers. Undocumented; the one team that retried in
    /// production got the first id back.
    public enum SecondPublish: String, Hashable, Sendable, Codable, CaseIterable {
        /// The id of the medium that the first call made.
        case sameID
        /// Error 9007, and nothing happens.
        case error
        /// A second medium goes live.
        case newMedia
    }

    /// What `media_publish` answers once the medium is live. All but the first were seen in the field.
    public enum PublishAnswer: String, Hashable, Sendable, Codable, CaseIterable {
        /// The medium's id.
        case id
        /// 4/2207051, "action is blocked".
        case actionBlocked
        /// -1/2207001.
        case serverError
        /// 1.
        case unknownError
        /// 2.
        case serviceDown
    }

    /// What `DELETE` of a medium does. It failed for weeks in summer 2026.
    public enum Deletion: String, Hashable, Sendable, Codable, CaseIterable {
        case works
        /// -1/2207085, "Fatal", and the medium stays.
        case fails
    }

    /// Whether containers can be read. From 23 May 2026 they could not, for days, while publishing worked.
    public enum ContainerReads: String, Hashable, Sendable, Codable, CaseIterable {
        case work
        /// 100/33 for every container.
        case fail
    }

    /// What becomes of videos whose bytes are sent. Valid ones were refused or lost for a while in 2026.
    public enum Uploads: String, Hashable, Sendable, Codable, CaseIterable {
        case work
        /// ProcessingFailedError, and the container ends with 1363008.
        case refused
        /// Success, and the container ends with 1363008 all the same.
        case lost
    }

    /// What the 2200 of a caption counts; Meta does not say.
    public enum CaptionUnit: String, Hashable, Sendable, Codable, CaseIterable {
        case scalars, utf16, characters
    }

    /// What happens to a parameter that the kind of container has no use for.
    public enum MisplacedParameters: String, Hashable, Sendable, Codable, CaseIterable {
        case refused, ignored
    }

    /// Whether videos are held to the documented file structure (`moov` first, no edit lists). Files without it are
    /// widely reported to pass.
    public enum VideoStructure: String, Hashable, Sendable, Codable, CaseIterable {
        case lenient, asDocumented
    }

    /// What videos of a carousel are held to. Today's documents have no table for them.
    public enum SlideVideos: String, Hashable, Sendable, Codable, CaseIterable {
        /// 15 minutes and 300 MB.
        case asReels
        /// 60 s and 100 MB, the bounds of the feed videos of old.
        case asFeedVideos
    }

    /// How Instagram Login writes what its documents show in two shapes: `/me` and the answer to a code.
    public enum InstagramAnswers: String, Hashable, Sendable, Codable, CaseIterable {
        /// `{"access_token":…}`, as seen in practice.
        case flat
        /// `{"data":[{"access_token":…}]}`, as in the samples of the guides.
        case wrapped
    }

    /// Where the generator of ids starts.
    public var seed: UInt64 = 1
    /// The app that all clients belong to.
    public var appID = "1234567890123456"
    /// Its secret; `appID|appSecret` is the app's own token, which reads other tokens (`/debug_token`).
    public var appSecret = "sandbox-app-secret"
    /// The app's id with Instagram Login, which differs from ``appID``.
    public var instagramAppID = "2345678901234567"
    /// The secret that goes with ``instagramAppID``.
    public var instagramAppSecret = "sandbox-instagram-secret"
    /// The redirect addresses that are registered for the app; none stands for any.
    public var redirectURIs: Set<String> = []
    /// The configurations of Facebook Login for Business, and the scopes that each asks for.
    public var loginConfigurations: [String: [String]] = [
        "900000000000001": Permission.all(for: .facebook).sorted()
    ]
    /// How long a code from a dialog can be exchanged.
    public var codeLife: Duration = .seconds(3600)
    /// How long the token lives that a code brings.
    public var shortTokenLife: Duration = .seconds(3600)
    /// How long a token lives that was exchanged or refreshed.
    public var longTokenLife: Duration = .seconds(60 * 86_400)
    /// The shape of Instagram Login's answers.
    public var instagramAnswers = InstagramAnswers.flat
    /// The beginning of `media_url`; the stored name of the medium follows.
    public var contentBase = "https://scontent.cdninstagram.com/v/"
    /// The beginning of the addresses that take uploads.
    public var uploadBase = "https://rupload.facebook.com/"
    /// The beginning of permalinks.
    public var permalinkBase = "https://www.instagram.com/"

    /// From a fetched image to FINISHED.
    public var imageProcessing: Duration = .zero
    /// From a fetched video to FINISHED.
    public var videoProcessing: Duration = .seconds(4)
    /// From the creation of a carousel's parent to FINISHED.
    public var carouselProcessing: Duration = .zero

    /// Containers an account may create in a rolling 24 hours.
    public var containersPerDay = 400
    /// Publishes an account may make in a rolling 24 hours (`quota_total`).
    public var publishesPerDay = 100
    /// Calls of the app in an hour that are 100 % of `X-App-Usage`.
    public var appCallsPerHour = 20_000
    /// Calls to one account in 24 hours that are 100 % of `X-Business-Use-Case-Usage`.
    public var accountCallsPerDay = 100_000
    /// Whether calls past these are refused (codes 4 and 80002) or only reported.
    public var throttles = false

    /// What publishing a published container again does.
    public var secondPublish = SecondPublish.sameID
    /// What a publish that succeeded answers.
    public var publishAnswer = PublishAnswer.id
    /// Whether media can be deleted.
    public var deletion = Deletion.works
    /// Whether containers can be read.
    public var containerReads = ContainerReads.work
    /// Whether sent videos are kept.
    public var uploads = Uploads.work
    /// How long a new medium stays out of `/media` and `/stories`; it can be read by id at once.
    public var listLag: Duration = .zero
    /// Whether creating from a URL seen within a day answers the container of then.
    public var deduplicatesByURL = false
    /// How the length of a caption is counted; by scalars, as Python, in which Instagram is written, counts.
    public var captionUnit = CaptionUnit.scalars
    /// What a parameter comes to where the documents have no use for it.
    public var misplacedParameters = MisplacedParameters.refused
    /// How strictly the structure of videos is taken.
    public var videoStructure = VideoStructure.lenient
    /// How long and large videos of a carousel may be.
    public var slideVideos = SlideVideos.asReels

    /// Pages without a place: as `location_id` they are refused.
    public var placelessPages: Set<String> = []
    /// Private or absent people: nobody can tag them or invite them to collaborate.
    public var untaggableUsernames: Set<String> = []

    /// The most likely behaviour throughout.
    public init() {}

    var appToken: String { "\(appID)|\(appSecret)" }
}
