import ContentModel
import ObjectIDs
import Publishing
import ScheduleLock

/// What one call wants of the chain.
struct Request: Sendable {
    enum Want: Sendable {
        case append(JournalEvent)
        /// Sorted, so that equal calls make equal links.
        case hold([AccountName])
        /// To know the chain as it is now.
        case look
        /// That all which was asked for before has arrived.
        case arrival
    }

    let id: Int
    let want: Want
    /// Whether the call still waits. An event stays without its caller: it has happened.
    var isAwaited: Bool
    /// Whether it took part in a try.
    var wasTried = false
}

/// What was decided about requests, and the link to append for it, if one is needed.
struct LinkPlan {
    /// What came of one request.
    struct Answer: Sendable {
        let id: Int
        /// The accounts that a `hold` has now.
        var held: Set<AccountName> = []
    }

    /// One link on its way.
    struct Link: Sendable {
        let number: Int
        let parent: CommitID?
        let bytes: [UInt8]
        /// When it was sent, at the earliest.
        let start: Duration
        /// Whether it takes the place of the chain.
        var isBase = false
        /// What counts once it has arrived.
        var answers: [Answer] = []
        /// The lease number of each account taken; nil for those given back.
        var takings: [AccountName: Int?] = [:]
        /// Those that an earlier life of this runner held.
        var inherited: Set<AccountName> = []
    }

    var link: Link?
    /// True without any link.
    var answers: [Answer] = []
    /// Events that must not get in, and who holds their account.
    var refused: [(id: Int, account: AccountName, holder: RunnerID?)] = []
}
