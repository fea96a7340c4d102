import ContentModel
import Diagnostics
import FoundationEssentials
public import Planning
public import TimeZones

/// A plan as a person reads it: by account, then by day, with what an apply would do now at the end.
public struct PlanText: Sendable {
    private let plan: Plan
    private let style: Style
    private let zone: ZoneRules
    /// Where the text of an action starts: behind symbol and time.
    private let indent: String

    /// - Parameter zone: for instants that no entry gives a zone.
    public init(_ plan: Plan, style: Style = .plain, zone: ZoneRules = .utc) {
        self.plan = plan
        self.style = style
        self.zone = zone
        let clockWidth =
            plan.actions.map { Self.clock(of: $0, at: $0.localTime(in: zone), in: plan).columns }.max() ?? 0
        indent = String(repeating: " ", count: clockWidth + 8)
    }

    /// The whole text, with a newline at its end.
    public var text: String {
        var sections: [[String]] = []
        if !plan.renames.isEmpty { sections.append(renameLines) }
        let byAccount = Dictionary(grouping: plan.actions) { $0.publication.account }
        for account in byAccount.keys.sorted() { sections.append(lines(of: account, byAccount[account] ?? [])) }
        if !plan.diagnostics.isEmpty { sections.append(problemLines) }
        sections.append(closingLines)
        return sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var renameLines: [String] {
        [style.paint("Renamed", .heading) + " (these carry on, nothing is published again)"]
            + plan.renames.enumerated().flatMap { index, rename in
                // A folder that was moved is one commit, whose author is told behind the last of its entries.
                let next = index + 1 < plan.renames.count ? plan.renames[index + 1].origin : nil
                return ["    → \(rename.from.description.printable) is now \(rename.to.description.printable)"]
                    + (next == rename.origin ? [] : line(of: rename.origin, indent: "      "))
            }
    }

    private func lines(of account: AccountName, _ actions: [Action]) -> [String] {
        let platform = plan.platforms[account].map { " (\($0.title))" } ?? ""
        var lines = [style.paint(account.text.printable, .heading) + platform]
        var heading: String?
        // What was posted by hand may be much, and nothing has to be done about it: the newest stand for all.
        let adoptions = actions.filter { $0.kind == .adopt }.map(\.publication)
        let unshown = Set(adoptions.dropLast(Self.mostAdoptions))
        for action in actions where !unshown.contains(action.publication) {
            let time = action.localTime(in: zone)
            let day = action.isOfUnknownTime(in: plan) ? "at an unknown time" : "\(time.day), \(time.zone.printable)"
            if day != heading {
                lines.append("  " + style.paint(day, .faint))
                heading = day
            }
            lines += self.lines(of: action, at: time)
        }
        if !unshown.isEmpty { lines.append("  … and \(grouped(unshown.count)) older to adopt") }
        return lines
    }

    /// So many media of an account that no record knows are listed.
    private static let mostAdoptions = 10

    private func lines(of action: Action, at time: LocalTime) -> [String] {
        let name = action.publication.entryText.printable
        let front = "    \(action.kind.symbol) \(Self.clock(of: action, at: time, in: plan))".padded(
            toColumns: indent.count)
        let desired = action.desired
        let label = [desired?.content.summary, action.kind == .publish ? nil : action.kind.label]
            .compactMap { $0 }.joined(separator: " · ")
        let gap = style.columns - front.columns - name.columns - label.columns
        let end = style.paint(label, action.kind == .publish ? .faint : action.kind.role)
        var lines = [style.paint(front, action.kind.role) + style.paint(name, .heading)]
        if !label.isEmpty, gap >= 2 {
            lines[0] += String(repeating: " ", count: gap) + end
        } else if !label.isEmpty {
            // A name is never broken, so that it can be copied.
            lines.append(indent + end)
        }
        if let content = desired?.content {
            lines.append(indent + content.title(columns: style.columns - indent.count))
        }
        for treatment in action.treatments {
            for line in treatment.printable.wrapped(toColumns: style.columns - indent.count - 2) {
                lines.append(indent + style.paint(line, .faint))
            }
        }
        let changes = ChangeText(style: style, indent: indent)
        lines += action.changes.flatMap { changes.lines(of: $0) }
        lines += line(of: plan.origins[action.publication], indent: indent)
        let words = ActionWords(action, in: plan, namesProblems: true)
        lines += marked(words.reason, with: "why: ", role: nil)
        lines += marked(words.fix, with: "fix: ", role: .question)
        for choice in words.choices { lines += marked(choice.how, with: "\(choice.verb): ", role: .question) }
        return lines
    }

    /// Who made a change: one line, however long the subject of the commit is.
    private func line(of origin: ChangeOrigin?, indent: String) -> [String] {
        guard let origin else { return [] }
        let text = "by: \(origin.text(in: zone))".printable
        return [indent + style.paint(text.truncated(toColumns: style.columns - indent.count), .faint)]
    }

    private static func clock(of action: Action, at time: LocalTime, in plan: Plan) -> String {
        if action.goesOutOnMerge(in: plan) { return "merge" }
        if action.isTakenBackAtOnce(in: plan) { return "now" }
        return action.isOfUnknownTime(in: plan) ? "--:--" : time.clock
    }

    private func marked(_ text: String?, with mark: String, role: Style.Role?) -> [String] {
        guard let text else { return [] }
        let width = style.columns - indent.count - mark.count
        return text.onClock(of: zone).printable.wrappedAroundCommands(toColumns: width).enumerated().map {
            index, line in
            let front = index == 0 ? style.paint(mark, role ?? .faint) : String(repeating: " ", count: mark.count)
            return indent + front + line
        }
    }

    private var problemLines: [String] {
        [style.paint("Problems", .heading)]
            + plan.diagnostics.flatMap { diagnostic in
                let place = diagnostic.location.map { style.paint("\($0)".printable, .heading) + " " } ?? ""
                let (word, role): (String, Style.Role) =
                    diagnostic.severity == .warning ? ("warning", .change) : ("error", .danger)
                // The place stands alone in its line, where terminals and editors find it.
                return ["  " + place + style.paint(word, role)] + wrapped(diagnostic.message, mark: "", role: nil)
                    + wrapped(diagnostic.why, mark: "why: ", role: .faint)
                    + wrapped(diagnostic.fix, mark: "fix: ", role: .question)
            }
    }

    private func wrapped(_ text: String, mark: String, role: Style.Role?) -> [String] {
        let blank = String(repeating: " ", count: mark.count)
        let lines = text.onClock(of: zone).printable.wrappedAroundCommands(toColumns: style.columns - 6 - mark.count)
        return lines.enumerated().map { index, line in
            "      " + (index == 0 ? style.paint(mark, role) : blank) + line
        }
    }

    // MARK: The end

    /// How many problems stand above, which may be far.
    private var problemCount: [String] {
        let errors = plan.diagnostics.count { $0.severity == .error }
        let warnings = plan.diagnostics.count - errors
        let counts = [(errors, "error", Style.Role.danger), (warnings, "warning", .change)].filter { $0.0 > 0 }
        guard !counts.isEmpty else { return [] }
        let parts = counts.map { (text: counted($0, $1), role: Style.Role?.some($2)) }
        return CountLines(front: "Problems:", role: .heading, parts: parts).lines(style)
    }

    private var closingLines: [String] {
        let closing = PlanClosing(plan, zone: zone)
        guard !closing.isEmpty else { return problemCount + [closing.nothing] }
        let parts = closing.parts.map { (text: $0.text, role: Style.Role?.some($0.kind.role)) }
        return CountLines(front: "Plan:", role: .heading, parts: parts).lines(style) + problemCount
            + [closing.now, closing.next].compactMap { $0 }.flatMap { $0.wrapped(toColumns: style.columns) }
    }
}

extension Action.Kind {
    /// The word at the end of an action's first line.
    fileprivate var label: String? { self == .none ? nil : rawValue }
}
