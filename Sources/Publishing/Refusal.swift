/// A call that did not give what was asked: what it means for the next step.
public struct Refusal: Error, Hashable, Sendable {
    /// What cures it.
    public var remedy: Remedy
    /// How often that is tried before ``thereafter``; nil leaves it to the flow.
    public var atMost: Int?
    /// What is left when ``remedy`` was tried ``atMost`` times in vain.
    public var thereafter: Remedy?
    /// Whether the call may have taken effect all the same.
    public var effect: Effect
    /// What happened, in words for a person, with Meta's codes and trace id; never a token.
    public var message: String
    /// What a person does about it.
    public var fix: String
    /// How long the platform asks us to stay away.
    public var retryAfter: Duration?
    /// Whether the account, or the app, has called too often: calling on would only lengthen the block.
    public var isThrottling: Bool
    /// Whether it says that an object cannot be read (100/33): no proof that it does not exist.
    public var isUnreadable: Bool
    /// Whether trying again by ourselves does harm: the platform judged it to be spam. Only a person starts it anew.
    public var forbidsRepeat: Bool
    /// Whether it says that the account shows the same already (506): what was asked for may have been done before.
    public var isDuplicate: Bool

    /// A refusal with these facts.
    public init(
        remedy: Remedy, effect: Effect, message: String, fix: String, retryAfter: Duration? = nil,
        isThrottling: Bool = false, isUnreadable: Bool = false, atMost: Int? = nil,
        thereafter: Remedy? = nil, forbidsRepeat: Bool = false, isDuplicate: Bool = false
    ) {
        self.remedy = remedy
        self.effect = effect
        self.message = message
        self.fix = fix
        self.retryAfter = retryAfter
        self.isThrottling = isThrottling
        self.isUnreadable = isUnreadable
        (self.atMost, self.thereafter) = (atMost, thereafter)
        self.forbidsRepeat = forbidsRepeat
        self.isDuplicate = isDuplicate
    }

    /// What cures it when it has come for the `count`th time in a row.
    public func remedy(atTry count: Int) -> Remedy {
        guard let atMost, let thereafter, count > atMost else { return remedy }
        return thereafter
    }

    /// The cures of the fact sheet's error table (§8, column "Retry").
    public enum Remedy: Hashable, Sendable {
        /// Send the same request again soon, a few times.
        case sameRequestSoon
        /// Wait, longer each time.
        case backOff
        /// Only a new container helps.
        case newContainer
        /// The content or its hosting must change.
        case fixContent
        /// The token is dead or lacks a permission.
        case reauthenticate
        /// A person must act on the platform.
        case person
        /// A quota is used up: the next free slot.
        case laterWindow
    }

    /// What a refused call may have done.
    public enum Effect: Hashable, Sendable {
        /// The platform is known not to have done it.
        case none
        /// The request never left this machine: to the platform nothing happened.
        case unsent
        /// It may be done: look before doing anything else.
        case unknown
    }
}
