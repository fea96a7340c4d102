public import ContentModel
public import ObjectIDs

/// One step of a publication that must survive a crash, made durable before the irreversible call that follows it.
public struct JournalEvent: Hashable, Sendable {
    /// What it concerns.
    public var publication: PublicationID
    /// When it was written.
    public var at: Timestamp
    /// What happened, or is about to.
    public var step: Step

    /// One step of one publication.
    public init(publication: PublicationID, at: Timestamp, step: Step) {
        self.publication = publication
        self.at = at
        self.step = step
    }

    /// What happened, or is about to.
    public enum Step: Hashable, Sendable {
        /// Work began on this version of the entry; earlier containers of the publication no longer count.
        case began(Version)
        /// The platform made a container; `slide` counts a carousel's children from 0, `nil` is the one to publish.
        /// `uploadURL` is where it waits for the bytes of its video; `nil` for one that the platform fetches.
        case containerCreated(id: String, slide: Int?, uploadURL: String? = nil)
        /// `media_publish` is about to be sent for a container that will look like `look`. `knownMedia` are the newest
        /// ids that the account's list showed before.
        case publishRequested(container: String, look: MediaLook, knownMedia: [String])
        /// The container is known not to have gone live and never to: everything is built anew.
        case containerAbandoned(id: String)
        /// The platform named the medium: it is live.
        case published(mediaID: String)
        /// The first comment is about to be sent: a comment has no container, so it is looked up before a repeat.
        case commentRequested
        case commented(commentID: String)
        /// Comments were switched off or on as the entry asks.
        case commentsSwitched
        /// A Page's unpublished container is about to be handed to Facebook, which publishes it at a time; or one that
        /// is handed over is about to be given another time.
        case scheduleRequested(container: String, for: Timestamp)
        /// Facebook has it, and publishes it then.
        case scheduled(for: Timestamp)
        /// Facebook does not schedule this: the runner publishes the same container at its hour.
        case schedulingRefused(reason: String)
        /// What waits at Facebook was brought to a later version of its entry, at the same time.
        case revised(Version)
        /// A Page's container that nobody has seen is about to be deleted.
        case cancelRequested(container: String)
        /// A deletion is about to be sent for something published.
        case removalRequested(mediaID: String)
        /// A run left it to a later one: for a quota, a throttled account, a platform in trouble.
        case waiting(until: Timestamp, reason: String)
        /// A person looked: nothing that the account shows by now is this publication. Work goes on.
        case notLive
        /// Nothing more happens to this publication until a person acts.
        case stopped(Stop)
        /// The lockfile holds the result: the publication needs no journal any more.
        case settled
    }

    /// The version of an entry that a run publishes.
    public struct Version: Hashable, Sendable {
        /// The entry as it is published.
        public var source: Publication.Source
        /// The commit it is published from; `nil` for an uncommitted work tree.
        public var commit: CommitID?
        /// Every medium, in the order of the entry.
        public var media: [MediaReference]
        /// When it is due; for `on-merge`, when the run began.
        public var due: Timestamp

        /// A version with its media.
        public init(source: Publication.Source, commit: CommitID?, media: [MediaReference], due: Timestamp) {
            self.source = source
            self.commit = commit
            self.media = media
            self.due = due
        }
    }

    /// Why a publication waits for a person.
    public struct Stop: Hashable, Sendable {
        /// What the next step depends on.
        public enum Kind: String, Hashable, Sendable, CaseIterable {
            /// The platform refused the content: nothing is live, and the same version is not tried again.
            case refused
            /// Nothing is live, and the content is not to blame (a token, a permission): the next apply tries again.
            case failed
            /// It may be live; several media could be it, or none could be told.
            case ambiguous
            /// Its time passed by more than its grace.
            case missed
        }

        /// What kind of stop it is.
        public var kind: Kind
        /// What happened, in words; never a token.
        public var reason: String
        /// What to do next.
        public var fix: String

        /// A stop, with words for a person.
        public init(kind: Kind, reason: String, fix: String) {
            self.kind = kind
            self.reason = reason
            self.fix = fix
        }
    }
}
