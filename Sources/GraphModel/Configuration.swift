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

    /// What a call answers that has made a post of a Page visible.
    public enum PostAnswer: String, Hashable, Sendable, Codable, CaseIterable {
        case asDocumented
        /// 1, although the post is live.
        case unknownError
        /// 2, although the post is live.
        case serviceDown
        /// 368, although the post is live.
        case blocked
    }

    /// Whether a Page's post may say the same as the one before it (error 506). Its reach is not documented.
    public enum DuplicatePosts: String, Hashable, Sendable, Codable, CaseIterable {
        /// Not where it is published at once; drafts and scheduled posts may.
        case refusedWhenPublished
        /// Not even as a draft.
        case refused
        case allowed
    }

    /// Whether posts of several photos can be scheduled. Since October 2025 developers have got code 1 for them.
    public enum ScheduledAlbums: String, Hashable, Sendable, Codable, CaseIterable {
        case refused, work
    }

    /// What becomes of photos that were sent unpublished and that no post shows.
    public enum UnusedPhotos: String, Hashable, Sendable, Codable, CaseIterable {
        case linger
        /// Gone after 24 hours.
        case vanish
    }

    /// Whether a Page's feed lists, for the Page itself, the drafts that were made for it. The reference has
    /// `is_published` among the feed's fields, and says no more.
    public enum DraftsInFeed: String, Hashable, Sendable, Codable, CaseIterable {
        case hidden, listed
    }

    /// What `is_published=true` answers for a post that is live already.
    public enum PublishAgain: String, Hashable, Sendable, Codable, CaseIterable {
        /// Success; nothing changes.
        case succeeds
        /// 100; nothing changes.
        case refused
    }

    /// What the finish of a reel answers.
    public enum ReelAnswer: String, Hashable, Sendable, Codable, CaseIterable {
        /// `{"success":true}`, as documented.
        case success
        /// The post's id, too, as seen in the field.
        case withPost
    }

    /// The name under which a video's status counts the bytes that have arrived.
    public enum ByteCountName: String, Hashable, Sendable, Codable, CaseIterable {
        /// `bytes_transfered`, as the guides write it.
        case asDocumented
        /// `bytes_transferred`, as the specification of the SDKs has it.
        case asSpecified
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

    /// The beginning of the permalinks of Pages' posts.
    public var pagePermalinkBase = "https://www.facebook.com/"

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

    /// What a call answers that has made a post of a Page visible.
    public var postAnswer = PostAnswer.asDocumented
    /// How many days ahead posts of a Page can be scheduled: 30 by the guide, 75 by the reference.
    public var postDaysAhead = 30
    /// How many days ahead reels can be scheduled.
    public var reelDaysAhead = 29
    /// Reels that a Page can publish by API in a rolling 24 hours.
    public var reelsPerDay = 30
    /// How long the next chunk is that a video's session asks for, in bytes.
    public var videoChunk = 1 << 20
    /// Whether a post may say the same as the one before it.
    public var duplicatePosts = DuplicatePosts.refusedWhenPublished
    /// How long a post is remembered for that.
    public var duplicateMemory: Duration = .seconds(86_400)
    /// Whether posts of several photos can be scheduled.
    public var scheduledAlbums = ScheduledAlbums.refused
    /// What becomes of unpublished photos without a post.
    public var unusedPhotos = UnusedPhotos.linger
    /// Whether a draft that nobody knows the id of can be found.
    public var draftsInFeed = DraftsInFeed.hidden
    /// What publishing a published post again answers.
    public var publishAgain = PublishAgain.succeeds
    /// What the finish of a reel or story does, or a photo's story, where there is one of the same medium.
    public var secondFinish = SecondPublish.error
    /// What the finish of a reel answers.
    public var reelAnswer = ReelAnswer.success
    /// How a video's status spells its count of bytes.
    public var byteCountName = ByteCountName.asDocumented
    /// Links that cannot be read: posts of them are refused (1609005).
    public var unreadableLinks: Set<String> = []

    /// Pages without a place: as `location_id` they are refused.
    public var placelessPages: Set<String> = []
    /// Private or absent people: nobody can tag them or invite them to collaborate.
    public var untaggableUsernames: Set<String> = []

    /// The most likely behaviour throughout.
    public init() {}

    var appToken: String { "\(appID)|\(appSecret)" }
}
