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
        /// Which publication each medium of an account is, as far as anybody knows.
        var owners: [AccountName: [String: PublicationID]] = [:]
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
            guard let media = inFlight.mediaID else { continue }
            sent[id.account, default: [:]][media] = inFlight.publishedAt?.date ?? now
            owners[id.account, default: [:]][media] = id
        }
        state.withLock { state in
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

    /// Notes that a publication is live.
    func wentOut(_ publication: PublicationID, as media: String, at now: Date) {
        state.withLock { state in
            state.owners[publication.account, default: [:]][media] = publication
            state.sent[publication.account, default: [:]][media] = now
        }
        lane(of: publication.account).wentOut(at: now)
    }

    /// A list without the media that are known to be other publications: none of them can be this one.
    func candidates(in list: [ListedMedium], for publication: PublicationID) -> [ListedMedium] {
        let owners = state.withLock { $0.owners[publication.account] ?? [:] }
        return list.filter { medium in owners[medium.id].map { $0 == publication } ?? true }
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
