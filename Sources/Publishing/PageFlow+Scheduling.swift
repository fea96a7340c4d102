import ContentModel
import FoundationEssentials
import ScheduleLock

/// What Facebook publishes by itself: handed over, looked after, changed, taken back.
extension PageFlow {
    /// How often a look that finds nothing changed is repeated before its finding is believed.
    static let looksBeforeBelief = 2
    /// So many tries are made to have something scheduled before the runner keeps it.
    static let mostSchedulingTries = 3
    /// So many seconds after its hour lists show what went out.
    static let listing = 300.0
    /// So many seconds after its hour Facebook is given to publish something, before a runner does.
    static let punctuality = 120.0

    /// Whether Facebook takes something for the hour at which it is due.
    private func isSchedulable(at now: Date) -> Bool {
        let lead = due.timeIntervalSince(now)
        return lead > FacebookScheduling.lead.lowerBound && lead <= FacebookScheduling.lead.upperBound
    }

    /// It is whole, unpublished, and Facebook is to have it.
    mutating func stepTowardsSchedule(_ container: String, _ content: PageContent, at now: Date) -> FlowStep {
        // Too late, or refused: a runner publishes the very same at its hour.
        guard isSchedulable(at: now), state.schedulingRefusal == nil else { return .finished(.prepared) }
        guard let scheduled = lists[.scheduled] else { return .page(.list(.scheduled)) }
        let twin = look(of: content).matches(in: scheduled, unknownTo: deleted, since: .distantPast).first { medium in
            medium.id != container && medium.timestamp.map { Timestamp($0) == version.due } ?? false
        }
        if let twin, !isDisowned(atScheduling: twin) { return stopBefore(scheduled: twin) }
        return .record(.scheduleRequested(container: container, for: version.due))
    }

    /// Whether a person has said since that what the Page has scheduled is something else.
    private func isDisowned(atScheduling twin: ListedMedium) -> Bool { state.absentAt != nil }

    /// Leaves it to a person whether what waits at Facebook already is this.
    func stopBefore(scheduled twin: ListedMedium) -> FlowStep {
        stop(
            .ambiguous,
            "the Page already has post \(twin.id) scheduled for the same time with these words, and no record knows it: it "
                + "was very likely scheduled by hand, or by a clone that does not share this state",
            fix:
                "if it is this one, delete it on the Page; then, or if both shall go out, `calends accept \(id) --media none` "
                + "lets the next apply go on")
    }

    /// Facebook has it, or may have it: what becomes of it is read from it.
    mutating func stepHandedOver(_ schedule: InFlight.Schedule, at now: Date) -> FlowStep {
        if certainty == .unsent, let content {
            certainty = .doubt(refusal: nil, looks: 0)
            doubtBegan = now
            return .page(.schedule(object(schedule.container), content, for: schedule.hour.date))
        }
        guard let found = states[schedule.container] else { return stepReading(schedule.container, at: now) }
        switch found {
        case .published(let post, _): return .record(.published(mediaID: mediaID(schedule.container, post: post)))
        case .scheduled(let hour): return stepScheduled(schedule, for: hour, at: now)
        case .unpublished: return stepUnscheduled(schedule, at: now)
        case .receiving, .processing:
            states[schedule.container] = nil
            pause(Backoff.polling.delay(after: polls), at: now, because: "Facebook is processing the video")
            polls += 1
            return decide(at: now)
        case .failed(let refusal):
            let kind: JournalEvent.Stop.Kind = refusal.remedy == .fixContent ? .refused : .failed
            return discardBefore(
                JournalEvent.Stop(kind: kind, reason: refusal.message, fix: refusal.fix), at: now)
        }
    }

    /// It waits there, as was just read.
    private mutating func stepScheduled(_ schedule: InFlight.Schedule, for hour: Date, at now: Date) -> FlowStep {
        // The answer to a request for another hour may be on its way still.
        if !schedule.isConfirmed, Timestamp(hour) != schedule.hour {
            if let step = stepBeforeBelief(schedule.container, "making sure which hour it has", at: now) { return step }
            return .record(.scheduled(for: Timestamp(hour)))
        }
        if !schedule.isConfirmed || Timestamp(hour) != schedule.hour {
            return .record(.scheduled(for: Timestamp(hour)))
        }
        let left = hour.timeIntervalSince(now)
        if left <= FacebookScheduling.lastChange { return stepNearHour(schedule.container, hour, at: now) }
        if goal == .cancelled { return .record(.cancelRequested(container: schedule.container)) }
        guard let content else { return .finished(.scheduled(for: hour)) }
        switch amendment {
        case .anew? where !isAmended: return .record(.cancelRequested(container: schedule.container))
        case .inPlace? where !isAmended:
            if state.version.map({ !hasContent(of: $0) }) ?? true {
                return .page(.edit(object(schedule.container), content))
            }
        default: break
        }
        if version.due != schedule.hour, goal == .scheduled {
            guard isSchedulable(at: now) else { return .record(.cancelRequested(container: schedule.container)) }
            if case .doubt(let refusal?, _) = certainty, !mayScheduleAgain(after: refusal) {
                return stop(.failed, refusal.message, fix: refusal.fix)
            }
            return .record(.scheduleRequested(container: schedule.container, for: version.due))
        }
        return .finished(.scheduled(for: hour))
    }

    /// Its hour is near or has come: it is waited for, and published by us where Facebook does not.
    private mutating func stepNearHour(_ container: String, _ hour: Date, at now: Date) -> FlowStep {
        let late = now.timeIntervalSince(hour)
        if late < Self.punctuality {
            states[container] = nil
            pause = Pause(
                until: max(
                    hour.addingTimeInterval(2),
                    now.addingTimeInterval(Backoff.listing.delay(after: polls) / .seconds(1))),
                reason: "Facebook publishes it \(Timestamp(hour))",
                isAppointment: late < 0 && Timestamp(hour) == version.due)
            polls += 1
            return decide(at: now)
        }
        lastReason = "Facebook has not published it at its hour"
        if goal == .cancelled { return .record(.cancelRequested(container: container)) }
        guard now <= deadline else { return discardBefore(missed(), at: now) }
        return stepTowardsPublishing(container, at: now)
    }

    /// It is there, and Facebook has no hour for it.
    private mutating func stepUnscheduled(_ schedule: InFlight.Schedule, at now: Date) -> FlowStep {
        if goal == .cancelled { return .record(.cancelRequested(container: schedule.container)) }
        // A request that is on its way still would bring the hour that is asked for once more, and no harm.
        // What was confirmed and has no hour any more was taken back by hand; the calendar wants it all the same.
        let refusal: Refusal? = if case .doubt(let refusal, _) = certainty { refusal } else { nil }
        if let refusal, [.reauthenticate, .person].contains(refusal.remedy) {
            return stop(.failed, refusal.message, fix: refusal.fix)
        }
        if goal == .scheduled, isSchedulable(at: now),
            refusal.map(mayScheduleAgain) ?? (sends < Self.mostSchedulingTries)
        {
            return .record(.scheduleRequested(container: schedule.container, for: version.due))
        }
        return .record(
            .schedulingRefused(reason: refusal?.message ?? "it had no hour at Facebook when it was looked at"))
    }

    /// Whether asking once more for an hour makes sense.
    private func mayScheduleAgain(after refusal: Refusal) -> Bool {
        guard ![.fixContent, .reauthenticate, .person].contains(refusal.remedy) else { return false }
        return sends < Self.mostSchedulingTries || refusal.isThrottling
    }

    /// A wait before a finding is believed that a request on its way could still change; `nil` once it is.
    private mutating func stepBeforeBelief(_ container: String, _ reason: String, at now: Date) -> FlowStep? {
        guard case .doubt(let refusal, let looks) = certainty else { return nil }
        let began = doubtBegan ?? now
        doubtBegan = began
        // What was refused for sure has not been done.
        if let refusal, refusal.effect == .none { return nil }
        if looks >= Self.looksBeforeBelief, now.timeIntervalSince(began) >= slowestRequest { return nil }
        certainty = .doubt(refusal: refusal, looks: looks + 1)
        states[container] = nil
        pause(Backoff.listing.delay(after: looks), at: now, because: reason)
        return decide(at: now)
    }

    /// Asks the thing itself; where it cannot be read, the lists that would show it.
    private mutating func stepReading(_ container: String, at now: Date) -> FlowStep {
        guard isUnreadable.contains(container) else { return .page(.read(object(container))) }
        if let step = stepFinding(container, at: now) { return step }
        guard states[container] == nil else { return decide(at: now) }
        return stop(
            .ambiguous,
            "what Facebook had for it, \(container), is not there any more: somebody deleted it, or it is out",
            fix:
                "look at the Page: if it is there, `calends accept \(id) --media ID`; if not, `calends accept \(id) --media "
                + "none` lets the next apply make it anew, and `calends forget \(id)` lets it go")
    }

    /// Its deletion was asked for: it is gone, or it went out before.
    mutating func stepCancelling(_ container: String, at now: Date) -> FlowStep {
        switch states[container] {
        case nil:
            guard isUnreadable.contains(container) else { return .page(.read(object(container))) }
            if let step = stepFinding(container, at: now) { return step }
            return states[container] == nil ? discard(at: now) : decide(at: now)
        case .published(let post, _)?: return .record(.published(mediaID: mediaID(container, post: post)))
        case .scheduled(let hour)?
        where (-Self.punctuality...FacebookScheduling.lastChange).contains(hour.timeIntervalSince(now)):
            states[container] = nil
            pause = Pause(
                until: max(hour.addingTimeInterval(2), now.addingTimeInterval(Backoff.listing.first / .seconds(1))),
                reason: "it goes out before it can be taken back")
            return decide(at: now)
        default: return discard(at: now)
        }
    }

    /// Looks for what cannot be read in the lists that would show it; `nil` once they were read, and lists have had the
    /// time to show what went out at its hour.
    private mutating func stepFinding(_ container: String, at now: Date) -> FlowStep? {
        guard let scheduled = lists[.scheduled] else { return .page(.list(.scheduled)) }
        if let found = scheduled.first(where: { $0.id == container }) {
            states[container] = .scheduled(for: found.timestamp ?? due)
            return nil
        }
        guard let posts = lists[.posts] else { return .page(.list(.posts)) }
        if posts.contains(where: { $0.id == container }) {
            states[container] = .published()
            return nil
        }
        guard let hour = state.schedule?.hour.date, now < hour.addingTimeInterval(Self.listing) else { return nil }
        guard now >= hour.addingTimeInterval(-FacebookScheduling.lastChange) else { return nil }
        lists = [:]
        pause = Pause(until: hour.addingTimeInterval(Self.listing), reason: "lists show it late, if it went out")
        return decide(at: now)
    }
}
