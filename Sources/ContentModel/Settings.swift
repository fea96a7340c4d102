public import Diagnostics
public import FoundationEssentials

/// What `calendar/settings.yaml` says: accounts, hosting, defaults, sharing of state, and brakes.
public struct Settings: Hashable, Sendable {
    /// The zone of wall times that name none of their own, an IANA name.
    public var timezone: String
    /// Every account by its name.
    public var accounts: [AccountName: Account]
    /// `nil` where nothing is published that needs it.
    public var hosting: HostingSettings?
    /// What entries need not repeat.
    public var defaults: Defaults
    /// `nil` keeps state on this machine.
    public var state: StateSettings?
    /// Whether the lockfile is a folder with one file an account.
    public var keepsLockfilePerAccount: Bool
    /// The brakes.
    public var safety: Safety
    /// The app that logs in; `nil` where the settings name none.
    public var app: AppSettings?
    /// Who publishes a Page's posts at their hour.
    public var facebookScheduling: FacebookScheduling

    /// Settings of these parts.
    public init(
        timezone: String, accounts: [AccountName: Account], hosting: HostingSettings?, defaults: Defaults,
        state: StateSettings?, keepsLockfilePerAccount: Bool = false, safety: Safety,
        app: AppSettings? = nil, facebookScheduling: FacebookScheduling = .native
    ) {
        self.keepsLockfilePerAccount = keepsLockfilePerAccount
        self.timezone = timezone
        self.accounts = accounts
        self.hosting = hosting
        self.defaults = defaults
        self.state = state
        self.safety = safety
        self.app = app
        self.facebookScheduling = facebookScheduling
    }
}

/// Who publishes a Page's posts at their hour.
public enum FacebookScheduling: String, Hashable, Sendable, CaseIterable {
    /// Facebook itself, where it can: no runner is needed then.
    case native
    /// A runner, as on Instagram.
    case runner

    /// How far ahead, in seconds, Facebook takes a post: pages of Meta's name 10 minutes, and 29, 30 and 75 days. Source:
    /// fact sheet "Publishing", §7.1.
    public static let lead = 600.0...29.0 * 86_400

    /// So many seconds before its hour nothing that waits at Facebook is touched any more: the three minutes of Meta's
    /// announcement of scheduled posts, 2012, by a clock that may be three minutes slow.
    public static let lastChange = 360.0
}

/// What entries need not repeat.
public struct Defaults: Hashable, Sendable {
    /// Where an entry goes out that names no account.
    public var accounts: [AccountName]
    /// How late a publication may still go out; see ``Publication/grace``.
    public var grace: Duration

    /// Defaults of which only the given ones differ from ours.
    public init(accounts: [AccountName] = [], grace: Duration = Defaults.grace) {
        self.accounts = accounts
        self.grace = grace
    }

    /// Six hours: longer than an outage of a morning, shorter than a day that makes a post stale.
    public static let grace = Duration.seconds(6 * 3600)
}

/// Where media gets the public URL that Meta fetches.
public enum HostingSettings: Hashable, Sendable {
    /// Any S3-compatible store.
    case s3(S3Settings)
    /// A folder that something else serves below `publicURL`; `path` is relative to the repository's root.
    ///
    /// What was published longer ago than `retain` may be removed from it.
    case directory(path: String, publicURL: String, retain: Duration)
    /// Media that is public already: `base` plus the path, `{commit}` replaced by the commit's id.
    case url(base: String)

    /// How long hosted files are kept behind their publication, where nothing else is said: a week.
    public static let retain = Duration.seconds(7 * 86_400)
    /// No shorter than a container lives, with a day to spare: until then the platform may fetch once more.
    public static let retains = Duration.seconds(2 * 86_400)...Duration.seconds(3650 * 86_400)
}

/// An S3-compatible bucket and the URL its objects are served from.
public struct S3Settings: Hashable, Sendable {
    /// The base URL of the store's API.
    public var endpoint: String
    /// The bucket's name.
    public var bucket: String
    /// The region requests are signed for; `auto` where the store has none.
    public var region: String
    /// What objects' keys are appended to; `nil` for the store's own address of the bucket.
    public var publicURL: String?
    /// Where the access key's id is kept.
    public var accessKey: SecretReference
    /// Where the secret of the access key is kept.
    public var secretKey: SecretReference
    /// Where the token of a key is kept that ends by itself, such as those lent to CI jobs.
    public var sessionToken: SecretReference?
    /// Where the bucket's name stands in URLs; nil for what the endpoint is known to want.
    public var addressing: Addressing?
    /// What all keys begin with.
    public var prefix: String
    /// How long objects are kept behind their publication.
    public var retain: Duration

    /// Where a bucket's name stands in URLs.
    public enum Addressing: String, CaseIterable, Hashable, Sendable {
        case path, virtual
    }

    /// Keeps objects of ours apart from others in the bucket.
    public static let prefix = "calends/"

    /// A bucket and how to reach it.
    public init(
        endpoint: String, bucket: String, region: String = "auto", publicURL: String? = nil,
        accessKey: SecretReference, secretKey: SecretReference, sessionToken: SecretReference? = nil,
        addressing: Addressing? = nil, prefix: String = S3Settings.prefix, retain: Duration = HostingSettings.retain
    ) {
        self.endpoint = endpoint
        self.bucket = bucket
        self.region = region
        self.publicURL = publicURL
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.sessionToken = sessionToken
        self.addressing = addressing
        self.prefix = prefix
        self.retain = retain
    }
}

/// How state is shared between machines; absent: this machine only.
public struct StateSettings: Hashable, Sendable {
    /// The name of a git remote.
    public var remote: String
    /// Where the lockfile is committed after results.
    public var branch: String
    /// The ref that carries the journal.
    public var journal: String
    /// For how long a runner must have been silent before others take its accounts over.
    public var lease: Duration

    /// State shared through a remote.
    public init(
        remote: String, branch: String, journal: String = StateSettings.journal, lease: Duration = StateSettings.lease
    ) {
        self.remote = remote
        self.branch = branch
        self.journal = journal
        self.lease = lease
    }

    /// Three times the longest that a request to the platform takes.
    public static let lease = Duration.seconds(180)
    /// With less, a slow push of a runner's sign of life would look like its death; with more, nobody would wait for the
    /// end of one that died.
    public static let leases = Duration.seconds(3)...Duration.seconds(600)

    /// Outside heads and tags, so that no checkout and no branch list shows it.
    public static let journal = "refs/calends/journal"
}

/// The brakes: each stops a run or warns, and names its override when it does.
public struct Safety: Hashable, Sendable {
    /// The most publications that one run sends out.
    public var maximumPublishesPerApply: Int
    /// Where the settings name ``maximumPublishesPerApply``; `nil` where it is ours.
    public var publishesLocation: SourceLocation?
    /// The most deletions that one run asks for.
    public var maximumDeletesPerApply: Int
    /// Where the settings name ``maximumDeletesPerApply``; `nil` where it is ours.
    public var deletesLocation: SourceLocation?
    /// Between two feed posts of one account; zero for none.
    public var minimumGap: Duration
    /// When nothing goes out.
    public var quiet: [QuietWindow]
    /// The same media or nearly the same caption on one account within this span is a warning; zero for never.
    public var repeatWithin: Duration

    /// Brakes of which only the given ones differ from ours.
    public init(
        maximumPublishesPerApply: Int = 20, maximumDeletesPerApply: Int = 3, minimumGap: Duration = .zero,
        quiet: [QuietWindow] = [], repeatWithin: Duration = .zero
    ) {
        self.maximumPublishesPerApply = maximumPublishesPerApply
        self.maximumDeletesPerApply = maximumDeletesPerApply
        self.minimumGap = minimumGap
        self.quiet = quiet
        self.repeatWithin = repeatWithin
    }
}

/// A span in which nothing goes out.
public struct QuietWindow: Hashable, Sendable {
    /// The first moment of quiet.
    public let from: ZonedTime
    /// The first moment after it.
    public let to: ZonedTime
    /// Where the settings name it.
    public let location: SourceLocation

    /// The quiet between two moments.
    public init(from: ZonedTime, to: ZonedTime, location: SourceLocation) {
        self.from = from
        self.to = to
        self.location = location
    }

    /// Whether an instant lies in it.
    public func contains(_ instant: Date) -> Bool { from.instant <= instant && instant < to.instant }
}
