import ContentModel
import FoundationEssentials
import ScheduleLock

/// Puts in the place of actions what the platform shows to be otherwise.
struct DriftActions {
    private let input: PlanningInput
    private let calendar: Calendar
    private let matching: Matching

    init(input: PlanningInput, calendar: Calendar, matching: Matching) {
        self.input = input
        self.calendar = calendar
        self.matching = matching
    }

    /// The actions of a plan with those of drift among them, and how many publications stay as they should be.
    func merged(into actions: [Action], unchangedCount: Int) -> (actions: [Action], unchangedCount: Int) {
        guard !input.observed.isEmpty else { return (actions, unchangedCount) }
        let planned = Dictionary(actions.map { ($0.publication, $0) }, uniquingKeysWith: { first, _ in first })
        var found: [PublicationID: Action] = [:]
        // On a Page what was made is what is seen: somebody may have published by hand what waits there.
        let known = input.lockfile.mediaIDs
            .union(input.journal.inFlight.values.compactMap(\.mediaID))
            .union(input.journal.inFlight.values.compactMap(\.container?.id))
        let stories = input.lockfile.stories(in: input.desired)
        for account in input.observed.sorted(by: { $0.account < $1.account }) {
            for action in actionsOfPublished(on: account, besides: stories, planned) {
                found[action.publication] = action
            }
            for action in actionsOfUnknown(
                account.media.filter { !known.contains($0.id) }, on: account.account, planned)
            where found[action.publication] == nil {
                found[action.publication] = action
            }
        }
        let settled = found.keys.count { planned[$0] == nil && calendar.publications[$0] != nil }
        return (actions.filter { found[$0.publication] == nil } + found.values, unchangedCount - settled)
    }

    private func actionsOfPublished(
        on account: ObservedAccount, besides stories: Set<PublicationID>, _ planned: [PublicationID: Action]
    ) -> [Action] {
        let seen = Dictionary(account.media.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return input.lockfile.live(on: account.account).compactMap { recordID, published in
            let id = matching.presentID(of: recordID)
            let desired = calendar.publications[id]
            guard !stories.contains(recordID), desired?.content.kind != .story else { return nil }
            if account.gone.contains(published.mediaID) {
                // What is being looked into, or is to be deleted anyway, settles that by itself.
                if let kind = planned[id]?.kind, kind == .recover || kind == .delete { return nil }
                return action(id, desired, at: published.publishedAt.date, .deleted(desired, published))
            }
            let records = input.lockfile.liveRecords(of: recordID)
            guard let desired, let medium = seen[published.mediaID], planned[id].map(Self.isSettled) ?? true,
                let record = records.first, records.count == 1
            else { return nil }
            let changes = medium.changes(since: desired, recordedAs: record)
            guard !changes.isEmpty else { return nil }
            return action(
                id, desired, at: published.publishedAt.date, .changed(desired, published, changes: changes))
        }
    }

    /// Whether what was published is what the entry says now.
    private static func isSettled(_ action: Action) -> Bool {
        if case .none(.schedulingEdited) = action.step { true } else { false }
    }

    private func actionsOfUnknown(
        _ media: [ObservedMedium], on account: AccountName, _ planned: [PublicationID: Action]
    ) -> [Action] {
        let pending = planned.values.compactMap { action -> Publication? in
            guard action.publication.account == account, action.isOfUnpublished else { return nil }
            return action.desired
        }
        var copies: [PublicationID: [ObservedMedium]] = [:]
        var actions: [Action] = []
        for medium in media {
            let likely = pending.filter { medium.looksLike($0) }
                .min { (distance(of: $0, medium), $0.id) < (distance(of: $1, medium), $1.id) }
            if let likely {
                copies[likely.id, default: []].append(medium)
            } else if input.accounts[account]?.platform != .facebook {
                // A Page's own posts become no entries, so nothing could be done about one.
                let id = PublicationID.imported(mediumID: medium.id, publishedAt: medium.publishedAt, on: account)
                actions.append(
                    Action(publication: id, at: medium.publishedAt ?? input.now, step: .drift(.unknown(medium))))
            }
        }
        for (id, media) in copies {
            guard let desired = calendar.publications[id] else { continue }
            actions.append(action(id, desired, at: input.now, .unrecorded(desired, media)))
        }
        return actions
    }

    private func distance(of publication: Publication, _ medium: ObservedMedium) -> TimeInterval {
        guard case .at(let due) = publication.due, let publishedAt = medium.publishedAt else { return .infinity }
        return abs(publishedAt.timeIntervalSince(due.instant))
    }

    private func action(_ id: PublicationID, _ desired: Publication?, at date: Date, _ drift: Drift) -> Action {
        if case .at(let due) = desired?.due { return Action(publication: id, at: due.instant, step: .drift(drift)) }
        return Action(publication: id, at: date, step: .drift(drift))
    }
}

extension Action {
    /// Whether it is about what would go out, now, later, or if a person wished, and what nothing is recorded of.
    public var isOfUnpublished: Bool {
        switch step {
        case .publish, .schedule, .missed, .blocked(.dueInQuiet): true
        case .blocked(.frozen(_, text: _, replacing: let changes)), .blocked(.quiet(_, _, replacing: let changes)):
            changes.isEmpty
        case .amend, .cancel, .update, .replace, .delete, .recover, .conflict, .blocked, .drift, .forget, .none: false
        }
    }
}
