/// What cures an error.
public enum Remedy: String, Hashable, Sendable, CaseIterable {
    /// S: the same request again, after seconds.
    case sameRequestSoon
    /// B: the same request again, after longer and longer waits, or the wait the platform asks for.
    case backOff
    /// C: a new container for the same content.
    case newContainer
    /// F: other content, other parameters or another host for the media.
    case fixContent
    /// A: a new login, or more permissions.
    case reauthenticate
    /// H: a person who looks at the account.
    case person
    /// N: waiting until the window of a quota has moved on.
    case laterWindow
    /// A look at what the account has published, before anything else.
    case lookUpFirst

    /// What to do, for a person.
    public var text: String {
        switch self {
        case .sameRequestSoon: "send the same request again in a few seconds"
        case .backOff: "try again later, after longer and longer waits"
        case .newContainer: "make a new container"
        case .fixContent: "change the content or its parameters"
        case .reauthenticate: "log in again, or grant the missing permission"
        case .person: "have a person look at the account"
        case .laterWindow: "wait for the next free place in the quota"
        case .lookUpFirst: "look first at what has been published"
        }
    }

    /// One remedy of a rule, tried before those after it.
    public struct Step: Hashable, Sendable {
        /// What to do.
        public let remedy: Remedy
        /// How often before the next remedy's turn; nil when nothing limits it.
        public let atMost: Int?

        init(_ remedy: Remedy, atMost: Int? = nil) {
            self.remedy = remedy
            self.atMost = atMost
        }
    }
}
