import ContentModel
import Diagnostics
import FoundationEssentials
import ObjectIDs
import ScheduleLock

/// Warns of what would go out too close to something like it on the same account: `safety.min_gap` between any two
/// posts of a feed, `safety.repeat_within` between two that show the same.
struct Spacing {
    private let safety: Safety
    /// What is live and what is planned, in the order in which people see it.
    private let showings: [Showing]

    init(input: PlanningInput, calendar: Calendar, matching: Matching, actions: [Action]) {
        safety = input.safety
        guard safety.minimumGap > .zero || safety.repeatWithin > .zero else {
            showings = []
            return
        }
        var showings: [PublicationID: Showing] = [:]
        for (id, record) in input.lockfile.records {
            let present = matching.presentID(of: id)
            showings[present] = Showing(of: record, id: present, entry: calendar.publications[present])
        }
        for action in actions {
            var goingOut = action.goingOut
            // What waits at Facebook goes out as surely as what waits here.
            if case .none(.handedOver(let hour)) = action.step {
                goingOut = calendar.publications[action.publication].map { ($0, hour) }
            }
            // What is taken away is no longer there to be seen beside it.
            if case .delete = action.step { showings[action.publication] = nil }
            guard let (publication, earliest) = goingOut else { continue }
            showings[action.publication] = Showing(of: publication, at: max(earliest, input.now))
        }
        self.showings = showings.values.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
    }

    /// One finding for each publication and each of the two settings, at its entry.
    var warnings: [Diagnostic] { gapWarnings + repetitionWarnings }

    private var gapWarnings: [Diagnostic] {
        guard safety.minimumGap > .zero else { return [] }
        var warnings: [Diagnostic] = []
        var last: [AccountName: Showing] = [:]
        for showing in showings where showing.surfaces == [.feed] {
            defer { last[showing.id.account] = showing }
            guard let planned = showing.planned, let former = last[showing.id.account] else { continue }
            let distance = showing.distance(from: former)
            guard distance < safety.minimumGap else { continue }
            let when = distance < .seconds(1) ? "together with" : "\(distance.rounded.written) after"
            warnings.append(
                Diagnostic(
                    planned.timeLocation, "\(showing.id) goes out \(when) \(former.id)",
                    why: "safety.min_gap asks for \(safety.minimumGap.written) between two posts of one account",
                    fix: "move publish_at of one of them, or lower min_gap", severity: .warning))
        }
        return warnings
    }

    private var repetitionWarnings: [Diagnostic] {
        guard safety.repeatWithin > .zero else { return [] }
        var warnings: [Diagnostic] = []
        var last: [Showing.Sight: Showing] = [:]
        var captions = RecentCaptions(within: safety.repeatWithin)
        for showing in showings {
            let sights = showing.sights
            defer {
                for sight in sights { last[sight] = showing }
                captions.add(showing)
            }
            guard let planned = showing.planned else { continue }
            // An entry that repeats itself was asked to.
            let repeated = sights.lazy.compactMap { sight in last[sight].map { (sight: sight, former: $0) } }.first {
                $0.former.id.entry != showing.id.entry && showing.distance(from: $0.former) <= safety.repeatWithin
            }
            guard let former = repeated?.former ?? captions.nearly(showing) else { continue }
            let file = planned.content.media.first { repeated?.sight.thing == .medium($0.blob) }
            let what = file != nil ? "the media" : repeated != nil ? "the caption" : "nearly the caption"
            let distance = showing.distance(from: former).rounded.written
            warnings.append(
                Diagnostic(
                    file?.location ?? planned.timeLocation,
                    "\(showing.id) has \(what) of \(former.id), \(distance) after it",
                    why: "safety.repeat_within warns of what one account shows again within "
                        + safety.repeatWithin.written,
                    fix: "give it \(file == nil ? "another caption" : "other media"), or a later publish_at",
                    severity: .warning))
        }
        return warnings
    }
}

/// What accounts said lately, in the order in which people see it.
private struct RecentCaptions {
    private struct Place: Hashable {
        let account: AccountName
        let surface: MediaLook.Surface
    }

    private let span: Duration
    private var showings: [Place: [Showing]] = [:]

    init(within span: Duration) { self.span = span }

    mutating func add(_ showing: Showing) {
        guard showing.words != nil else { return }
        for surface in showing.surfaces {
            let place = Place(account: showing.id.account, surface: surface)
            var recent = showings.removeValue(forKey: place) ?? []
            // What is too long ago for this one is so for all that follow; it is dropped when much of it has gathered.
            if let first = recent.first, showing.distance(from: first) > span * 2 {
                recent.removeAll { showing.distance(from: $0) > span }
            }
            recent.append(showing)
            showings[place] = recent
        }
    }

    /// The last of another entry that said nearly the same as `showing`.
    func nearly(_ showing: Showing) -> Showing? {
        guard let words = showing.words else { return nil }
        return showing.surfaces.lazy.compactMap { surface in
            showings[Place(account: showing.id.account, surface: surface)]?.last {
                $0.id.entry != showing.id.entry && showing.distance(from: $0) <= span
                    && $0.words?.isNearly(words) ?? false
            }
        }.first
    }
}

/// Something that people see, or will.
private struct Showing {
    /// Something about it that they recognise, and where they see it.
    struct Sight: Hashable {
        enum Thing: Hashable {
            case medium(BlobID)
            case caption(digest: String)
        }

        let account: AccountName
        let surface: MediaLook.Surface
        let thing: Thing
    }

    let id: PublicationID
    let at: Date
    /// `nil` for what is live.
    let planned: Publication?
    /// All on which it may be, where nobody can tell any more.
    let surfaces: [MediaLook.Surface]
    private let things: [Sight.Thing]
    /// The caption's, where it is known.
    let words: CaptionWords?

    init(of publication: Publication, at: Date) {
        id = publication.id
        self.at = at
        planned = publication
        surfaces = [MediaLook(of: publication.content).surface]
        things = publication.content.media.map { .medium($0.blob) } + Self.caption(of: publication)
        words = publication.content.caption.flatMap { CaptionWords($0) }
    }

    /// - Parameter entry: as the calendar has it; what was published knows nothing of kind and caption itself.
    init?(of record: LockRecord, id: PublicationID, entry: Publication?) {
        guard case .published(let live) = record.phase else { return nil }
        self.id = id
        at = live.publishedAt.date
        planned = nil
        surfaces = entry.map { [MediaLook(of: $0.content).surface] } ?? MediaLook.Surface.allCases
        let unedited = entry.flatMap { $0.source.blob == record.source.blob ? $0 : nil }
        things = record.media.map { .medium($0.blob) } + (unedited.map(Self.caption) ?? [])
        words = unedited?.content.caption.flatMap { CaptionWords($0) }
    }

    private static func caption(of publication: Publication) -> [Sight.Thing] {
        guard let caption = publication.content.caption, !caption.allSatisfy(\.isWhitespace) else {
            return []
        }
        return [.caption(digest: MediaLook.digest(ofCaption: caption))]
    }

    /// Media first.
    var sights: [Sight] {
        things.flatMap { thing in surfaces.map { Sight(account: id.account, surface: $0, thing: thing) } }
    }

    func distance(from former: Showing) -> Duration { .seconds(at.timeIntervalSince(former.at)) }
}

extension Action {
    /// What becomes visible with it, if all goes well, and when at the earliest.
    fileprivate var goingOut: (Publication, Date)? {
        switch step {
        case .publish(let desired), .schedule(let desired), .amend(let desired, _, _), .replace(let desired, _, _):
            (desired, at)
        case .recover(let recovery) where recovery.mayPublish: recovery.desired.map { ($0, at) }
        case .blocked(.quiet(let desired, let window, replacing: _)):
            desired.isMissed(at: window.to.instant) ? nil : (desired, window.to.instant)
        case .recover, .cancel, .update, .delete, .missed, .conflict, .blocked, .drift, .forget, .none: nil
        }
    }
}

extension Duration {
    /// Without what nobody asks for in a span so long: minutes after a day, seconds after an hour.
    fileprivate var rounded: Duration {
        let seconds = components.seconds
        let unit: Int64 = seconds >= 86_400 ? 3600 : seconds >= 3600 ? 60 : 1
        return .seconds(seconds / unit * unit)
    }
}
