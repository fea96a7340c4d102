public import ContentModel

/// A machine or job that acts on accounts, by the name that a person and the other runners know it by.
///
/// It stays the same when a process dies and starts again on the same disk; no two processes use one at a time.
public struct RunnerID: Hashable, Sendable {
    /// The name, say of the host and a few random digits.
    public let text: String

    /// Takes a name; an empty one, which a journal could not show, becomes `unnamed`.
    public init(_ text: String) { self.text = text.isEmpty ? "unnamed" : text }
}

extension RunnerID: Comparable {
    /// By the bytes of their names.
    public static func < (left: RunnerID, right: RunnerID) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

extension RunnerID: CustomStringConvertible {
    /// The name.
    public var description: String { text }
}

/// What tells one link of a shared journal from every other, also from one that never arrived.
public struct LinkStamp: Hashable, Sendable {
    /// Who wrote the link.
    public var runner: RunnerID
    /// A random number that a process takes when it starts, so that a link which a dead process left on its way is not
    /// taken for one of its successor.
    public var session: UInt64
    /// Grows by one with every link that the process tries to append.
    public var number: Int

    /// The stamp of one link.
    public init(runner: RunnerID, session: UInt64, number: Int) {
        self.runner = runner
        self.session = session
        self.number = number
    }
}

/// The right of one runner to act on an account, as the chain tells it.
public struct Lease: Hashable, Sendable {
    /// What may be acted on.
    public var account: AccountName
    /// Who took it last.
    public var runner: RunnerID
    /// Grows with every taking, whoever takes.
    public var number: Int
    /// Whether it is taken; else it was given back.
    public var isHeld: Bool
    /// For how long the holder may be silent before others take the account: its own word, which counts for all.
    public var span: Duration

    /// A lease, taken or given back.
    public init(account: AccountName, runner: RunnerID, number: Int, isHeld: Bool, span: Duration) {
        self.account = account
        self.runner = runner
        self.number = number
        self.isHeld = isHeld
        self.span = span
    }
}
