import ContentModel
import ScheduleLock

/// Who may be continued under another name: whatever lockfile or journal hold.
struct Holder {
    /// Names the version that is held.
    let query: HistoryQuery
    /// What is on the platform, or was; `nil` for what is in flight or was dismissed.
    let publication: PublishedPublication?
    /// Whether publishing it under another name could publish it twice.
    let mayBeLive: Bool
    /// Whether a person said that it never goes out.
    var isDismissed = false

    static func all(in input: PlanningInput) -> [PublicationID: Holder] {
        var holders = input.lockfile.records.reduce(into: [PublicationID: Holder]()) { holders, held in
            holders[held.key] = Holder(
                query: HistoryQuery(publication: held.key, record: held.value, version: .last),
                publication: held.value.publication, mayBeLive: held.value.publication != nil,
                isDismissed: held.value.publication == nil)
        }
        for (id, state) in input.journal.inFlight where holders[id] == nil {
            guard let version = state.requestedVersion ?? state.version else { continue }
            holders[id] = Holder(
                query: HistoryQuery(publication: id, begun: version, version: .last), publication: nil,
                mayBeLive: state.mayBeLive)
        }
        return holders
    }
}
