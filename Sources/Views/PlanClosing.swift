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

    /// Whether something would stop an apply, which ``now`` then names.
    var isHindered: Bool { !plan.obstacles.isEmpty }

    /// What an apply would do at once, or what keeps it from that; `nil` where there is nothing at all.
    var now: String? {
        guard !isEmpty else { return nil }
        let now = Dictionary(
            plan.actions.filter { $0.kind.isChange && ($0.kind != .publish || plan.isDue($0)) }.map { ($0.kind, 1) },
            uniquingKeysWith: +)
        let parts = Action.Kind.allCases.compactMap { kind in now[kind].map { "\(kind.rawValue) \(grouped($0))" } }
        guard !parts.isEmpty else { return "Apply would do nothing now." }
        guard isHindered else { return "Apply would now \(listed(parts))." }
        let obstacles = plan.obstacles.map(\.text).joined(separator: "; ")
        return "Apply would now do nothing: \(obstacles). Else it would \(listed(parts))."
    }

    /// What falls due next.
    var next: String? {
        guard let next = plan.actions.first(where: { $0.kind == .publish && !plan.isDue($0) }) else { return nil }
        let distance = next.at.timeIntervalSince(plan.now).spoken
        return "Next due: \(next.publication.description.printable), \(next.localTime(in: zone).text) (in \(distance))."
    }
}

extension Obstacle {
    /// What is in the way of an apply and, in brackets, what takes it away.
    var text: String {
        switch self {
        case .errors(let count):
            "the calendar has \(counted(count, "error")) (fix \(count == 1 ? "it" : "them") first)"
        case .uncommitted(let paths):
            Self.names(of: paths) + (paths.count == 1 ? " is" : " are")
                + " not committed (commit first, or --allow-uncommitted takes the files as they are)"
        case .publishes(let count, let most):
            "\(grouped(count)) publications are due at once and safety.max_publish_per_apply is \(grouped(most)) "
                + "(--max-publish \(count) lets them go)"
        case .deletes(let count, let most):
            "\(grouped(count)) published media would be deleted at once and safety.max_delete_per_apply is "
                + "\(grouped(most)) (--max-delete \(count) lets them go)"
        }
    }

    private static func names(of paths: [String]) -> String {
        let rest = paths.count - 3
        return listed(paths.prefix(3).map(\.printable) + (rest > 0 ? ["\(grouped(rest)) more"] : []))
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
