public import Diagnostics

/// What `calendar/settings.yaml` says: accounts, hosting, defaults, sharing of state, and brakes.
public struct Settings: Hashable, Sendable {
    /// The zone of wall times that name none of their own, an IANA name.
    public var timezone: String
    public var accounts: [AccountName: Account]
    public var hosting: HostingSettings?
    public var defaults: Defaults
    public var state: StateSettings?
    public var safety: Safety

    public init(
        timezone: String, accounts: [AccountName: Account], hosting: HostingSettings?, defaults: Defaults,
        state: StateSettings?, safety: Safety
    ) {
        self.timezone = timezone
        self.accounts = accounts
        self.hosting = hosting
        self.defaults = defaults
        self.state = state
        self.safety = safety
    }
}

/// What entries need not repeat.
public struct Defaults: Hashable, Sendable {
    public var accounts: [AccountName]
    /// How late a publication may still go out; see ``Publication/grace``.
    public var grace: Duration

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
    case directory(path: String, publicURL: String)
    /// Media that is public already: `base` plus the path, `{commit}` replaced by the commit's id.
    case url(base: String)
}

/// An S3-compatible bucket and the URL its objects are served from.
public struct S3Settings: Hashable, Sendable {
    public var endpoint: String
    public var bucket: String
    public var region: String
    public var publicURL: String?
    public var accessKey: SecretReference
    public var secretKey: SecretReference

    public init(
        endpoint: String, bucket: String, region: String, publicURL: String?, accessKey: SecretReference,
        secretKey: SecretReference
    ) {
        self.endpoint = endpoint
        self.bucket = bucket
        self.region = region
        self.publicURL = publicURL
        self.accessKey = accessKey
        self.secretKey = secretKey
    }
}

/// How state is shared between machines; absent: this machine only.
public struct StateSettings: Hashable, Sendable {
    public var remote: String
    /// Where the lockfile is committed after results.
    public var branch: String
    /// The ref that carries the journal.
    public var journal: String

    public init(remote: String, branch: String, journal: String = StateSettings.journal) {
        self.remote = remote
        self.branch = branch
        self.journal = journal
    }

    /// Outside heads and tags, so that no checkout and no branch list shows it.
    public static let journal = "refs/calends/journal"
}

/// The brakes: each stops a run or warns, and names its override when it does.
public struct Safety: Hashable, Sendable {
    public var maximumPublishesPerApply: Int
    public var maximumDeletesPerApply: Int
    /// Between two feed posts of one account; zero for none.
    public var minimumGap: Duration
    public var quiet: [QuietWindow]
    /// The same media or nearly the same caption on one account within this span is a warning; zero for never.
    public var repeatWithin: Duration

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
    public let from: ZonedTime
    public let to: ZonedTime
    public let location: SourceLocation

    public init(from: ZonedTime, to: ZonedTime, location: SourceLocation) {
        self.from = from
        self.to = to
        self.location = location
    }
}
