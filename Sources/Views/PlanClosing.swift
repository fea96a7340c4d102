import ContentModel
import FoundationEssentials
import Planning
import TimeZones

/// What every view says of a plan as a whole: how many of what, what an apply would do now, and what comes next.
struct PlanClosing {
    let plan: Plan
    let zone: ZoneRules

    init(_ plan: Plan, zone: ZoneRules) { (self.plan, self.zone) = (plan, zone) }

    /// How many actions there are of each kind: `3 to publish`.
    var parts: [(kind: Action.Kind, text: String)] {
        let summary = plan.summary
        return Action.Kind.allCases.compactMap { kind in
            summary[kind].map { (kind, "\(grouped($0)) \(kind.countWord)") }
        }
    }

    /// Whether there is nothing to list.
    var isEmpty: Bool { plan.actions.isEmpty && plan.renames.isEmpty }

    /// One sentence where nothing is to be done.
    var nothing: String {
        plan.unchangedCount == 0
            ? "Nothing to do: nothing is planned or published here."
            : "Nothing to do: \(counted(plan.unchangedCount, "publication")) as the calendar has "
                + (plan.unchangedCount == 1 ? "it." : "them.")
    }

    /// All counts in one sentence.
    var counts: String { isEmpty ? nothing : "Plan: " + parts.map(\.text).joined(separator: ", ") + "." }

    /// What an apply would do at once; `nil` where there is nothing at all.
    var now: String? {
        guard !isEmpty else { return nil }
        let now = Dictionary(
            plan.actions.filter { $0.kind.isChange && ($0.kind != .publish || plan.isDue($0)) }.map { ($0.kind, 1) },
            uniquingKeysWith: +)
        let parts = Action.Kind.allCases.compactMap { kind in now[kind].map { "\(kind.rawValue) \(grouped($0))" } }
        return parts.isEmpty ? "Apply would do nothing now." : "Apply would now \(listed(parts))."
    }

    /// What falls due next.
    var next: String? {
        guard let next = plan.actions.first(where: { $0.kind == .publish && !plan.isDue($0) }) else { return nil }
        let distance = next.at.timeIntervalSince(plan.now).spoken
        return "Next due: \(next.publication.description.printable), \(next.localTime(in: zone).text) (in \(distance))."
    }
}

extension PublicationID {
    /// The id without the account, which stands above.
    var entryText: String { entry.text + (occurrence.map { "#\($0)" } ?? "") }
}

extension MediaFile {
    /// Whether it is a video, by its name.
    var isFilm: Bool {
        ["mp4", "mov", "m4v", "mkv", "webm"].contains(path.split(separator: ".").last?.lowercased() ?? "")
    }

    /// Whether every browser shows it as a picture, by its name.
    var isPicture: Bool {
        let suffix = path.split(separator: ".").last?.lowercased() ?? ""
        return ["jpg", "jpeg", "png", "webp", "gif", "avif"].contains(suffix)
    }
}
