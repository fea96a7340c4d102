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

/// Whether an irreversible call that failed may have taken effect all the same.
public enum Outcome: Hashable, Sendable {
    /// Nothing happened.
    case certainlyNotDone
    /// It may have: look before asking again.
    case unknown
}

/// What is known of one kind of error: a row of ``ErrorRule/table``.
public struct ErrorRule: Hashable, Sendable {
    /// The codes it goes with; none means whatever code comes with the subcode.
    public let codes: [ClosedRange<Int>]
    /// The subcodes it is for; none means the code alone decides.
    public let subcodes: [ClosedRange<Int>]
    /// What happened, in a few words.
    public let meaning: String
    /// What to try, in order.
    public let steps: [Remedy.Step]
    /// Whether an irreversible call answered so may have taken effect.
    public let outcome: Outcome

    /// What to try first.
    public var remedy: Remedy { steps.first?.remedy ?? .person }

    /// The rule for an error: by subcode if one is known, else by code.
    public static func matching(code: Int, subcode: Int?) -> ErrorRule? {
        if let subcode {
            // Subcodes of seven digits have one meaning under any code; shorter ones mean something under theirs only.
            let specific = table.first { rule in
                rule.subcodes.contains { $0 ~= subcode }
                    && (subcode > 999_999 || rule.covers(code))
            }
            if let specific { return specific }
        }
        if let general = table.first(where: { $0.subcodes.isEmpty && $0.covers(code) }) { return general }
        // Some answers leave the subcode out although their code has one meaning, or several with the same cure.
        return subcode == nil
            ? table.first { $0.covers(code) && $0.subcodes.contains { $0.lowerBound > 999_999 } } : nil
    }

    private func covers(_ code: Int) -> Bool { codes.contains { $0 ~= code } }
}
