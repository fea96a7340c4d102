public import FoundationEssentials
public import ScheduleLock

/// The platform as one account's flows see it. Every call either answers or throws a ``Refusal``.
public struct PlatformClient: Sendable {
    /// Makes a container.
    public var createContainer: @Sendable (_ draft: ContainerDraft) async throws(Refusal) -> MadeContainer
    /// Sends a video's bytes to the container that waits for them. Sending what has arrived changes nothing.
    public var upload: @Sendable (_ upload: PendingUpload) async throws(Refusal) -> Void
    /// Reads how far a container has come.
    public var containerStatus: @Sendable (_ container: String) async throws(Refusal) -> ContainerStatus
    /// Publishes a container; answers the id of the medium. The one call that cannot be undone.
    public var publish: @Sendable (_ container: String) async throws(Refusal) -> String
    /// The newest media (or live stories) of the account, newest first, at most `limit`.
    public var newestMedia:
        @Sendable (_ surface: MediaLook.Surface, _ limit: Int) async throws(Refusal) -> [ListedMedium]
    /// The public link of a medium; `nil` while the platform has none.
    public var permalink: @Sendable (_ media: String) async throws(Refusal) -> String?
    /// Comments as the account; answers the comment's id.
    public var comment: @Sendable (_ media: String, _ text: String) async throws(Refusal) -> String
    /// The comments on a medium, newest first.
    public var comments: @Sendable (_ media: String) async throws(Refusal) -> [ListedComment]
    /// Switches comments on or off; asking twice changes nothing.
    public var switchComments: @Sendable (_ media: String, _ enabled: Bool) async throws(Refusal) -> Void
    /// Deletes a medium.
    public var delete: @Sendable (_ media: String) async throws(Refusal) -> Void
    /// Asks how much of its publishing quota the account has used.
    public var publishingLimit: @Sendable () async throws(Refusal) -> PublishingQuota
    /// Asks something of a Facebook Page.
    public var page: @Sendable (_ request: PageRequest) async throws(Refusal) -> PageAnswer
    /// The allowance for calls as an answer to any call of this client last told it; `nil` before one has.
    public var usage: @Sendable () -> PlatformUsage?

    /// A client made of its calls.
    public init(
        createContainer: @escaping @Sendable (ContainerDraft) async throws(Refusal) -> MadeContainer,
        upload: @escaping @Sendable (PendingUpload) async throws(Refusal) -> Void,
        containerStatus: @escaping @Sendable (String) async throws(Refusal) -> ContainerStatus,
        publish: @escaping @Sendable (String) async throws(Refusal) -> String,
        newestMedia: @escaping @Sendable (MediaLook.Surface, Int) async throws(Refusal) -> [ListedMedium],
        permalink: @escaping @Sendable (String) async throws(Refusal) -> String?,
        comment: @escaping @Sendable (String, String) async throws(Refusal) -> String,
        comments: @escaping @Sendable (String) async throws(Refusal) -> [ListedComment],
        switchComments: @escaping @Sendable (String, Bool) async throws(Refusal) -> Void,
        delete: @escaping @Sendable (String) async throws(Refusal) -> Void,
        publishingLimit: @escaping @Sendable () async throws(Refusal) -> PublishingQuota,
        page: @escaping @Sendable (PageRequest) async throws(Refusal) -> PageAnswer = { _ async throws(Refusal) in
            throw .withoutPages
        },
        usage: @escaping @Sendable () -> PlatformUsage?
    ) {
        self.createContainer = createContainer
        self.upload = upload
        self.containerStatus = containerStatus
        self.publish = publish
        self.newestMedia = newestMedia
        self.permalink = permalink
        self.comment = comment
        self.comments = comments
        self.switchComments = switchComments
        self.delete = delete
        self.publishingLimit = publishingLimit
        self.page = page
        self.usage = usage
    }
}

extension Refusal {
    /// What is asked of a Page, asked of an account that is none: before anything leaves.
    public static let withoutPages = Refusal(
        remedy: .person, effect: .none, message: "this is asked of Pages alone, and not of an Instagram account",
        fix: "report it as an error of calends")
}

/// A medium as the account's list shows it.
public struct ListedMedium: Hashable, Sendable {
    /// Meta's decimal id.
    public var id: String
    /// When it was published, by the platform's clock.
    public var timestamp: Date?
    /// Its text; absent and empty are alike.
    public var caption: String?
    /// What the list calls it.
    public var kind: MediaLook.Kind
    /// The number of a carousel's children, when the list tells it.
    public var childCount: Int?

    /// An entry of a list.
    public init(id: String, timestamp: Date?, caption: String?, kind: MediaLook.Kind, childCount: Int?) {
        self.id = id
        self.timestamp = timestamp
        self.caption = caption
        self.kind = kind
        self.childCount = childCount
    }
}

/// A comment as a medium's list shows it.
public struct ListedComment: Hashable, Sendable {
    /// Meta's decimal id.
    public var id: String
    /// What it says.
    public var text: String
    /// When it was made, by the platform's clock.
    public var timestamp: Date?

    /// An entry of a list.
    public init(id: String, text: String, timestamp: Date?) {
        self.id = id
        self.text = text
        self.timestamp = timestamp
    }
}
