public import ContentModel
import FoundationEssentials
public import ScheduleLock

/// From desired state, lockfile, journal and history to a plan; no step of it looks at anything but its input.
///
/// 1. ``vanished(from:)`` names what was published and whose entry left the calendar: git finds out what was renamed.
/// 2. With ``PlanningInput/renames`` filled in, ``historyNeeded(by:)`` names the versions of entries to be read.
/// 3. With ``PlanningInput/history`` filled in, ``plan(_:)`` is the plan.
public enum Planning {
    /// What lockfile and journal hold of entries that are not where they were or not as they were, by id: what git should
    /// look for under new names, starting from the commit that each query names.
    ///
    /// An entry that says something else may be another one, that took the name of one that moved on.
    public static func vanished(from input: PlanningInput) -> [HistoryQuery] {
        let calendar = Calendar(input)
        return Holder.all(in: input)
            .filter { id, holder in
                guard let desired = calendar.publications[id] else {
                    return !calendar.hasEntry(of: id, source: holder.query.source)
                }
                return desired.source.blob != holder.query.source.blob
            }
            .map(\.value.query)
            .sorted { $0.publication < $1.publication }
    }

    /// The versions of entries that the plan has to compare with, by id; none for what has not changed.
    public static func historyNeeded(by input: PlanningInput) -> [HistoryQuery] {
        let calendar = Calendar(input)
        let matching = Matching(input: input, calendar: calendar)
        var queries: [HistoryQuery] = []
        for (id, first) in input.lockfile.records {
            let record = input.lockfile.liveRecords(of: id).first ?? first
            let present = matching.presentID(of: id)
            if let desired = calendar.publications[present] {
                guard case .published = record.phase, !record.isOf(desired) else { continue }
                queries.append(HistoryQuery(publication: id, record: record, version: .published))
            } else if !calendar.hasEntry(of: present, source: record.source), record.publication != nil {
                queries.append(HistoryQuery(publication: id, record: record, version: .last))
            }
        }
        for (id, state) in input.journal.inFlight where state.isHandedOver {
            guard let version = state.requestedVersion ?? state.version,
                let desired = calendar.publications[matching.presentID(of: id)]
            else { continue }
            let hour = state.schedule?.hour.date
            if version.isOf(desired), case .at(let time) = desired.due, Timestamp(time.instant).date == hour {
                continue
            }
            queries.append(HistoryQuery(publication: id, begun: version, version: .published))
        }
        queries += FormerAccounts(Holder.all(in: input), input: input, matching: matching)
            .queries(given: calendar, input.lockfile)
        return queries.sorted { $0.publication < $1.publication }
    }

    /// The differences between the calendar and what has been published, in their order.
    public static func plan(_ input: PlanningInput) -> Plan {
        let calendar = Calendar(input)
        let matching = Matching(input: input, calendar: calendar)
        var planner = Planner(input: input, calendar: calendar, matching: matching)
        planner.run()
        let spacing = Spacing(input: input, calendar: calendar, matching: matching, actions: planner.actions)
        let (merged, unchangedCount) = DriftActions(input: input, calendar: calendar, matching: matching)
            .merged(into: planner.actions, unchangedCount: planner.unchangedCount)
        let actions = inOrder(merged)
        let forecast = QuotaForecast(input: input, actions: actions)
        let time = TimeWarnings(input: input, actions: actions)
        return Plan(
            commit: input.commit, lockfileDigest: input.lockfileDigest, now: input.now, actions: actions,
            renames: matching.renames, unchangedCount: unchangedCount,
            platforms: input.accounts.mapValues(\.platform),
            waits: forecast.waits.merging(planner.waits) { _, left in left }, unscheduled: planner.unscheduled,
            diagnostics: (input.diagnostics + calendar.diagnostics + spacing.warnings + forecast.warnings
                + time.warnings).sorted())
    }

    /// Actions by their time and name. Each is moved once, for they are large and a run makes a plan at every look.
    private static func inOrder(_ actions: [Action]) -> [Action] {
        let keys = actions.map { (at: $0.at, publication: $0.publication) }
        let order = keys.indices.sorted { left, right in
            let (first, second) = (keys[left], keys[right])
            return first.at == second.at ? first.publication < second.publication : first.at < second.at
        }
        return order.map { actions[$0] }
    }
}

extension LockRecord {
    /// Whether the entry and every medium have the bytes that were published; their paths may differ.
    func isOf(_ desired: Publication) -> Bool {
        source.blob == desired.source.blob && media.map(\.blob) == desired.content.media.map(\.blob)
    }
}

extension JournalEvent.Version {
    /// Whether the entry and every medium have the bytes that the run began with.
    public func isOf(_ desired: Publication) -> Bool {
        source.blob == desired.source.blob && media.map(\.blob) == desired.content.media.map(\.blob)
    }
}

extension InFlight {
    /// Whether something of it may be seen by the public, whatever the record says.
    ///
    /// What Facebook has goes out there by itself.
    public var mayBeLive: Bool { publishRequest != nil || mediaID != nil || schedule != nil }
}
