import ContentModel
import FoundationEssentials
import Planning
import ScheduleLock
import TimeZones

/// What every plan format says of an action: why it is there, and what a person does about it.
struct ActionWords: Hashable {
    /// `nil` where the action explains itself.
    var reason: String?
    /// The reason in words that do not change as time goes by.
    var lastingReason: String?
    /// `nil` where nothing is asked of a person, and where ``choices`` say it.
    var fix: String?
    /// What a person may do, where there are several ways.
    var choices: [Choice] = []

    /// One way to settle something.
    struct Choice: Hashable {
        /// What it comes to: `accept`, `put back`.
        var verb: String
        /// A command, or what to do by hand.
        var how: String
    }

    /// - Parameters:
    ///   - wait: what it waits for, by the plan.
    ///   - namesProblems: whether the view also shows what was found in the files.
    init(_ action: Action, at now: Date, wait: Wait? = nil, namesProblems: Bool = false) {
        switch action.step {
        case .publish(let publication):
            reason =
                wait.map { $0.words(at: now) }
                ?? (publication.due == .onMerge ? "goes out with the next apply" : nil)
        case .schedule(let publication): reason = Self.reason(ofScheduling: publication)
        case .amend(_, let handover, let changes):
            reason = Self.reason(ofAmending: handover, changes, dueAt: action.at)
        case .cancel(let handover, let cancellation, let desired):
            (reason, fix) = Self.words(of: cancellation, handover, desired, at: now)
        case .update: reason = "changed in place"
        case .replace: reason = "what is published is deleted, then the entry is published again"
        case .delete: reason = "the entry is gone and asked for this with on_remove: delete"
        case .recover(let recovery): (reason, fix) = (Self.reason(of: recovery, at: now), recovery.inFlight.stop?.fix)
        case .missed(let publication):
            let late = now.timeIntervalSince(action.at).spoken
            let rest =
                ", later than its grace of \(publication.grace.spoken)"
                + (wait.map { "; last it waited: \($0.reason)" } ?? "")
            reason = "due \(late) ago" + rest
            lastingReason = "due \(action.at.timestamp)" + rest
            fix = "set a new publish_at, or let it go with calends forget \(action.publication)"
        case .conflict(let conflict): (reason, fix) = Self.words(of: conflict, about: action.publication)
        case .blocked(let block): (reason, fix) = Self.words(of: block, namesProblems: namesProblems)
        case .drift(let drift):
            reason = Self.reason(of: drift)
            choices = Self.choices(of: drift, about: action.publication)
        case .forget: reason = "its record is dropped, as asked"
        case .none(let note): reason = Self.reason(of: note)
        }
        lastingReason = lastingReason ?? reason
    }

    /// - Parameter namesProblems: whether the view also shows what was found in the files.
    init(_ action: Action, in plan: Plan, namesProblems: Bool = false) {
        self.init(action, at: plan.now, wait: plan.waits[action.publication], namesProblems: namesProblems)
        if reason == nil, plan.unscheduled.contains(action.publication) {
            reason = "Facebook did not take it for its hour: a runner publishes it"
            lastingReason = reason
        }
    }

    private static func reason(ofWaitingFor schedule: InFlight.Schedule, cancels: Bool, at now: Date) -> String {
        if cancels {
            return "it was to be taken back from Facebook, and the answer was lost: apply looks what became of it"
        }
        guard schedule.isConfirmed else {
            return
                "it was to be handed to Facebook for \(schedule.hour), and the answer was lost: apply looks what became "
                + "of it"
        }
        return now < schedule.hour.date
            ? "Facebook publishes it \(schedule.hour), too soon to change anything before: apply waits for it"
            : "Facebook was to publish it \(schedule.hour): apply looks and records it"
    }

    private static func reason(ofScheduling publication: Publication) -> String {
        if case .page(let content) = publication.content, content.photos.count > 1 {
            // Source: fact sheet "Publishing", §7.3.
            return "offered to Facebook; where that does not schedule several photos, a runner publishes it then"
        }
        return "handed to Facebook, which publishes it then"
    }

    private static func reason(ofAmending handover: Handover, _ changes: [FieldChange], dueAt at: Date) -> String {
        let other = handover.hour.flatMap { $0 == at ? nil : $0 }
        let place = "it waits at Facebook" + (other.map { ", which publishes it \(Timestamp($0))" } ?? "")
        let isChangedThere = changes.allSatisfy { $0.isOfWords || $0.field == "publish_at" }
        return "\(place): \(isChangedThere ? "changed there" : "taken back, then handed over anew")"
    }

    private static func words(
        of cancellation: Cancellation, _ handover: Handover, _ desired: Publication?, at now: Date
    ) -> (String, String?) {
        let place =
            handover.hour.map { "taken back from Facebook, which was to publish it \(Timestamp($0))" }
            ?? "what waits for it unpublished is deleted"
        switch cancellation {
        case .entryGone: return ("the entry is gone: \(place)", nil)
        case .drafted: return ("the entry is a draft now: \(place)", nil)
        case .staysWithRunner:
            if let desired, desired.isMissed(at: now) {
                return ("\(place); its hour is past by more than its grace", nil)
            }
            let isDue = desired.map { if case .at(let time) = $0.due { time.instant <= now } else { true } } ?? false
            return ("\(place); \(isDue ? "then published" : "a runner publishes it")", nil)
        case .blocked(let block):
            let (reason, fix) = words(of: block, namesProblems: false)
            return ("\(reason): \(place)", fix)
        }
    }

    private static func reason(of recovery: Recovery, at now: Date) -> String {
        let state = recovery.inFlight
        if let stop = state.stop { return "the last run stopped: \(stop.reason); apply looks again" }
        if state.removal != nil, !state.mayBeLive {
            return "a deletion was asked for, and its answer was lost: apply looks what became of it"
        }
        if state.mediaID != nil {
            let why = state.waiting.map { " (\($0.reason))" } ?? ""
            return "it is live; apply finishes what comes after and records it\(why)"
        }
        if let schedule = state.schedule, state.publishRequest == nil {
            return Self.reason(ofWaitingFor: schedule, cancels: state.cancellation != nil, at: now)
        }
        let request = state.publishRequest.map { " on \($0.at)" } ?? ""
        let found = recovery.mayPublish ? "" : ", and publishes nothing"
        if let waiting = state.waiting {
            let wait = Wait(until: waiting.until.date, reason: waiting.reason)
            return "a publish was asked for\(request); \(wait.words(at: now))\(found)"
        }
        return "a publish was asked for\(request), and the answer was lost: apply looks what became of it\(found)"
    }

    private static func words(of conflict: Conflict, about publication: PublicationID) -> (String, String) {
        let accept = "calends accept \(publication)"
        return switch conflict {
        case .edited(let desired, _, let changes):
            (
                "edited after it was published, and \(desired.account.platform.title) cannot change "
                    + fixedFields(among: changes, on: desired.account.platform),
                desired.account.platform.canDelete
                    ? "revert the edit, set on_change: replace to delete and publish again, or let the difference stand "
                        + "with \(accept)"
                    : "revert the edit, or let the difference stand with \(accept)"
            )
        case .undeletable(let desired, _, _):
            (
                "on_change: replace must delete first, which this login of \(desired.account.platform.title) cannot do",
                "revert the edit, or let the difference stand with \(accept)"
            )
        case .incomparable(_, _, let why):
            (
                "edited after it was published, and what it said then is unknown because \(why)",
                "fetch what is missing, revert the edit, or let it stand with \(accept)"
            )
        case .lookAlike(let desired, let other, let published) where other.account != desired.id.account:
            (
                "\(other) \(published.map { "was published \($0.publishedAt)" } ?? "is in flight"), and the settings no "
                    + "longer have \(other.account): if that is this account's old name, it would go out twice",
                "if it is, give it that name back, or \(accept) says so; if it is another, give the entry another id:"
            )
        case .lookAlike(let desired, let other, let published) where other == desired.id:
            (
                "shows what \(published.map { "was published \($0.publishedAt)" } ?? "is in flight") under this name and "
                    + "goes on under another, as git sees it: it could go out twice",
                published == nil
                    ? "let an apply find out what became of it, then look at the plan again"
                    : "if this is what was published, \(accept) says so; if it is another, name other media in it"
            )
        case .lookAlike(_, let other, let published):
            (
                "looks like \(other), \(published.map { "published \($0.publishedAt)" } ?? "in flight"), whose entry "
                    + "is gone or says something else now: it could go out twice",
                published == nil
                    ? "let an apply find out what became of \(other), then look at the plan again"
                    : "if it is the same, \(accept) says so; if not, it goes out once what the plan says of \(other) is "
                        + "done, or name other media in it"
            )
        case .publishedTwice(_, let all):
            (
                "published \(all.count) times: \(listed(all.map { $0.permalink ?? $0.mediaID }))",
                "delete all but one in the app, then tell which are gone with calends forget \(publication) --media ID"
            )
        case .stopped(_, let stop, _): (stop.reason, stop.fix)
        case .undeletableRemoval(let published):
            (
                "the entry is gone and asked for on_remove: delete, which this login cannot do",
                "delete \(published.permalink ?? published.mediaID) in the app, then say so with calends forget "
                    + "\(publication) --media \(published.mediaID)"
            )
        case .stranded(_, let handover):
            (
                "it was handed to Facebook" + (handover.hour.map { " for \(Timestamp($0))" } ?? "")
                    + ", and the settings no longer have account \(publication.account): nothing can take it back, or "
                    + "look what became of it",
                "give the settings account \(publication.account) back; the next apply then does what the calendar says"
            )
        }
    }

    /// Those that cannot be changed in place, by name where others can.
    private static func fixedFields(among changes: [FieldChange], on platform: Platform) -> String {
        let fixed = changes.filter { PublicationField.effect(of: $0.field, on: platform) == .fixed }
        return fixed.count == changes.count ? "this" : "its " + listed(fixed.map(\.field))
    }

    private static func words(of block: Block, namesProblems: Bool) -> (String, String) {
        switch block {
        case .invalid(let count, let hour):
            (
                "its entry has \(counted(count, "error"))" + text(ofVersionAtFacebook: hour),
                namesProblems ? "fix the problems that the plan names" : "run calends validate, and fix what it names"
            )
        case .ambiguous(let paths, let hour):
            (
                "claimed by \(listed(paths))" + text(ofVersionAtFacebook: hour),
                "give each entry an id of its own, or remove all but one"
            )
        case .frozen(_, let text, replacing: _):
            ("frozen: \(text.split(whereSeparator: \.isNewline).joined(separator: " "))", "remove calendar/FREEZE")
        case .dueInQuiet(_, let window):
            ("due in the quiet window \(text(of: window))", "move its publish_at, or the window")
        case .quiet(let desired, let window, replacing: let changes):
            (
                "nothing goes out now: quiet window \(text(of: window))",
                changes.isEmpty && desired.isMissed(at: window.to.instant)
                    ? "move its publish_at, for its grace ends before the window does; or move the window"
                    : "apply again when the window has passed, or move it"
            )
        }
    }

    private static func text(ofVersionAtFacebook hour: Date?) -> String {
        hour.map { ", and Facebook publishes \(Timestamp($0)) what it got before" } ?? ""
    }

    private static func text(of window: QuietWindow) -> String {
        let (from, to) = (LocalTime(window.from), LocalTime(window.to))
        // Both ends have one zone, unless one of them is written with an offset.
        return "from \(from.zone == to.zone ? from.textWithoutZone : from.text) to \(to.text) (\(window.location))"
    }

    private static func reason(of note: Note) -> String {
        switch note {
        case .entryRemoved: "the entry is gone; what was published stays"
        case .entryDrafted: "the entry is a draft now; what was published stays"
        case .accountDropped: "the entry no longer names this account or day; what was published stays"
        case .accountUnknown: "the settings no longer have this account"
        case .goneFromPlatform(let at): "removed from the platform \(at); it is not published again"
        case .dismissed: "dismissed: it never goes out"
        case .handedOver: "it waits at Facebook, which publishes it then"
        case .schedulingEdited: "only its scheduling was edited after it was published: nothing to do"
        }
    }
}

extension Wait {
    /// As a reason: until when, and why.
    func words(at now: Date) -> String {
        until > now ? "waits until about \(Timestamp(until)): \(reason)" : "left to the next apply: \(reason)"
    }
}

extension Action {
    /// Whether it is about an entry that cannot be read: the plan puts it at its own moment.
    func isOfUnknownTime(in plan: Plan) -> Bool { desired == nil && at == plan.now && kind == .blocked }

    /// Whether it takes back what left the calendar and had no hour: it is done with the next apply.
    func isTakenBackAtOnce(in plan: Plan) -> Bool { desired == nil && at == plan.now && kind == .cancel }

    /// When it is due on the clock its entry was written for; on that of `zone` where nothing says which.
    func localTime(in zone: ZoneRules) -> LocalTime {
        if case .at(let time) = desired?.due, time.instant == at { return LocalTime(time) }
        return LocalTime(at, in: zone)
    }
}

extension Action {
    /// Whether no hour is set for it, and none has come: what goes out on merge, and is not out yet.
    func goesOutOnMerge(in plan: Plan) -> Bool { desired?.due == .onMerge && at == plan.now }
}

extension Action.Kind {
    /// One column that says the kind at a glance.
    var symbol: String {
        switch self {
        case .publish, .schedule, .adopt: "+"
        case .update, .reschedule: "~"
        case .drift: "≠"
        case .replace: "±"
        case .cancel, .delete, .forget: "-"
        case .recover: "?"
        case .missed, .conflict, .blocked: "!"
        case .none: "·"
        }
    }

    /// The colour of the symbol.
    var role: Style.Role {
        switch self {
        case .publish, .schedule, .adopt: .good
        case .update, .reschedule, .drift: .change
        case .replace: .replacement
        case .cancel, .delete, .forget, .missed, .conflict, .blocked: .danger
        case .recover: .question
        case .none: .faint
        }
    }

    /// How the last line counts it: `3 to publish`.
    var countWord: String {
        switch self {
        case .publish: "to publish"
        case .schedule: "to schedule"
        case .reschedule: "to reschedule"
        case .update: "to update"
        case .replace: "to replace"
        case .cancel: "to cancel"
        case .delete: "to delete"
        case .recover: "to recover"
        case .missed: "missed"
        case .conflict: "in conflict"
        case .blocked: "blocked"
        case .drift: "drifted"
        case .forget: "to forget"
        case .adopt: "to adopt"
        case .none: "unchanged"
        }
    }
}
