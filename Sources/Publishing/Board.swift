import ContentModel
import FoundationEssentials
import ScheduleLock
import Synchronization

/// What all tasks of a run share: the newest agenda, and a lane for each account.
final class Board: Sendable {
    private struct State {
        var lanes: [AccountName: AccountLane] = [:]
        var wanted: [PublicationID: Publication] = [:]
        var quiet: [Range<Date>] = []
        var minimumGap: Duration = .zero
        /// Which publication each medium of an account is, or each draft of a Page, as far as anybody knows.
        var owners: [AccountName: [String: PublicationID]] = [:]
        /// How everything of a Page that is begun looks; `nil` where nobody tells any more.
        var looks: [AccountName: [PublicationID: MediaLook?]] = [:]
        /// When an account's media went out, within a quota's longest window.
        var sent: [AccountName: [String: Date]] = [:]
    }

    private let state = Mutex(State())

    /// As far back as a quota counts, in seconds.
    private static let longestWindow = 86_400.0

    /// The lane of an account; the same for as long as the run lasts.
    func lane(of account: AccountName) -> AccountLane {
        state.withLock { state in
            if let lane = state.lanes[account] { return lane }
            let lane = AccountLane()
            state.lanes[account] = lane
            return lane
        }
    }

    /// Puts up a newer agenda and the state it was made from.
    func post(_ agenda: Agenda, _ runState: RunState, at now: Date) {
        let accounts = Set(agenda.work.map(\.account))
        var owners: [AccountName: [String: PublicationID]] = [:]
        var sent: [AccountName: [String: Date]] = [:]
        for (id, record) in runState.lockfile.records where accounts.contains(id.account) {
            guard let published = record.publication else { continue }
            owners[id.account, default: [:]][published.mediaID] = id
            let date = published.publishedAt.date
            if now.timeIntervalSince(date) < Self.longestWindow {
                sent[id.account, default: [:]][published.mediaID] = date
            }
        }
        // A second medium of a publication is nobody else's either.
        for (id, records) in runState.lockfile.duplicates where accounts.contains(id.account) {
            for media in records.compactMap({ $0.publication?.mediaID }) {
                owners[id.account, default: [:]][media] = id
            }
        }
        for (id, inFlight) in runState.journal.inFlight where accounts.contains(id.account) {
            for draft in [inFlight.container?.id, inFlight.schedule?.container].compactMap({ $0 }) {
                owners[id.account, default: [:]][draft] = id
            }
            guard let media = inFlight.mediaID else { continue }
            sent[id.account, default: [:]][media] = inFlight.publishedAt?.date ?? now
            owners[id.account, default: [:]][media] = id
        }
        let looks = Self.looks(of: agenda, runState)
        state.withLock { state in
            state.looks = looks
            state.wanted = Dictionary(
                agenda.work.compactMap { work in work.goingOut.map { (work.publication, $0) } },
                uniquingKeysWith: { first, _ in first })
            (state.quiet, state.minimumGap) = (agenda.quiet, agenda.minimumGap)
            for account in accounts {
                // What went out while the state was read and planned is known here alone.
                state.owners[account, default: [:]].merge(owners[account] ?? [:]) { $1 }
                state.sent[account] = (state.sent[account] ?? [:]).merging(sent[account] ?? [:]) { $1 }
                    .filter { now.timeIntervalSince($0.value) < Self.longestWindow }
            }
        }
        for (account, dates) in sent {
            if let last = dates.values.max() { lane(of: account).wentOut(at: last) }
        }
    }

    /// How everything of Pages looks that is in the agenda, or that the journal says was begun.
    private static func looks(
        of agenda: Agenda, _ runState: RunState
    ) -> [AccountName: [PublicationID: MediaLook?]] {
        var looks: [AccountName: [PublicationID: MediaLook?]] = [:]
        for work in agenda.work {
            guard case .page(let page) = work.task else { continue }
            looks[work.account, default: [:]][work.journalID] = page.content.map { MediaLook(of: .page($0)) }
        }
        for (id, inFlight) in runState.journal.inFlight where looks[id.account] != nil && looks[id.account]?[id] == nil
        {
            // What goes on has what it made; only of what was made and not written down can there be more.
            guard inFlight.version != nil, inFlight.container == nil, inFlight.mediaID == nil else { continue }
            looks[id.account]?[id] = .some(nil)
        }
        return looks
    }

    /// What of a list of drafts can have been made for a publication, and for no other one.
    ///
    /// Where another publication of the account looks alike, nobody can tell whose a draft is: none is taken over then.
    func strays(in list: [ListedMedium], for work: Work) -> [ListedMedium] {
        guard case .page(let page) = work.task, let content = page.content else { return [] }
        let look = MediaLook(of: .page(content))
        let others = state.withLock { $0.looks[work.account] ?? [:] }.filter { $0.key != work.journalID }.values
        return others.contains { $0 == nil || $0 == look } ? [] : candidates(in: list, for: work.journalID)
    }

    /// Notes that a publication is live.
    func wentOut(_ publication: PublicationID, as media: String, at now: Date) {
        state.withLock { state in
            state.owners[publication.account, default: [:]][media] = publication
            state.sent[publication.account, default: [:]][media] = now
        }
        lane(of: publication.account).wentOut(at: now)
    }

    /// Notes what was made for a publication.
    func made(_ draft: String, for publication: PublicationID) {
        state.withLock { $0.owners[publication.account, default: [:]][draft] = publication }
    }

    /// A list without what is known to be other publications: none of it can be this one.
    ///
    /// - Parameter other: the name that it had when work on it began.
    func candidates(
        in list: [ListedMedium], for publication: PublicationID, or other: PublicationID? = nil
    ) -> [ListedMedium] {
        let owners = state.withLock { $0.owners[publication.account] ?? [:] }
        return list.filter { medium in owners[medium.id].map { $0 == publication || $0 == other } ?? true }
    }

    /// Whether the newest agenda still has this to go out as it was when it was begun.
    func isWanted(_ work: Work) -> Bool {
        guard let publication = work.goingOut else { return true }
        return state.withLock { $0.wanted[work.publication]?.isSameVersion(as: publication) ?? false }
    }

    /// The end of the quiet that `now` lies in; `nil` when it is not quiet.
    func quietEnd(at now: Date) -> Date? {
        state.withLock { $0.quiet.filter { $0.contains(now) }.map(\.upperBound).max() }
    }

    /// The least time between two publications of one account that are late.
    var minimumGap: Duration { state.withLock { $0.minimumGap } }

    /// When an account's publications went out within a span that ends now, oldest first.
    func sent(by account: AccountName, within window: TimeInterval, at now: Date) -> [Date] {
        state.withLock { $0.sent[account] ?? [:] }.values.filter { now.timeIntervalSince($0) < window }.sorted()
    }
}

extension Work {
    /// What of it the public is to see; `nil` for work that sends nothing out.
    var goingOut: Publication? {
        switch task {
        case .publish(let publication, _, _, .published), .replace(_, _, _, let publication, _): publication
        case .page(let page): page.goal == .published ? page.publication : nil
        case .publish, .update, .remove, .resolveRemoval, .note, .giveUp: nil
        }
    }
}

extension Publication {
    /// Whether both would put the same on the platform at the same time.
    func isSameVersion(as other: Publication) -> Bool {
        source.blob == other.source.blob && due == other.due
            && content.media.map(\.blob) == other.content.media.map(\.blob)
    }
}
