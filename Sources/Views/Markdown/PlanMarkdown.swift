public import ContentModel
import Diagnostics
import FoundationEssentials
import ObjectIDs
public import Planning
public import TimeZones

/// A plan as the comment of a pull request: a table for each account, with everything else folded below it.
///
/// However large the plan is, the comment is accepted: rows come first, those that need a person before all others, and
/// details as far as there is room. What is left out is counted.
public struct PlanMarkdown {
    /// The longest comment that GitHub accepts, in characters; counted here in bytes, which are never fewer.
    ///
    /// Source: the API's refusal "body is too long (maximum is 65536 characters)". GitLab accepts 1,000,000.
    public static let limit = 65_536

    /// The first line: by it a job finds the comment to write anew.
    public static let marker = "<!-- calends plan -->"

    private let plan: Plan
    private let zone: ZoneRules
    private let limit: Int
    private let thumbnail: (MediaFile) -> String?

    /// - Parameters:
    ///   - zone: for instants that no entry gives a zone.
    ///   - limit: in bytes; what is necessary is said in 2,000.
    ///   - thumbnail: where anybody can fetch a picture; `nil` where it is not public yet.
    public init(
        _ plan: Plan, zone: ZoneRules = .utc, limit: Int = Self.limit,
        thumbnail: @escaping (MediaFile) -> String? = { _ in nil }
    ) {
        self.plan = plan
        self.zone = zone
        self.limit = limit
        self.thumbnail = thumbnail
    }

    /// The whole comment, with a newline at its end.
    public var text: String {
        let closing = PlanClosing(plan, zone: zone)
        var head = [Self.marker, "### Calends plan", "", "**\(closing.counts)**"]
        // What comes next is named, and what is in the way may be; names are other people's.
        let now = closing.isHindered ? closing.now.map { MarkdownText.code($0) } : closing.now
        let lines = [now, closing.next.map { MarkdownText.code($0) }].compactMap { $0 }
        if !lines.isEmpty { head += ["", lines.joined(separator: "<br>")] }
        let foot = self.foot
        var room = MarkdownRoom(bytes: limit - cost(of: head) - foot.utf8.count - 600)

        let problems = self.problems(in: &room)
        let renames = folded(
            "Renamed: these carry on, nothing is published again",
            plan.renames, in: &room
        ) { rename in
            MarkdownText.code(rename.from.description) + " is now " + MarkdownText.code(rename.to.description)
                + (rename.origin.map { " (by " + MarkdownText.code($0.text(in: zone)) + ")" } ?? "")
        }
        let accounts = self.accounts(in: &room)
        return (head + problems + renames + accounts + [foot]).joined(separator: "\n") + "\n"
    }

    private var foot: String {
        let commit = plan.commit.map { "commit \($0.object.abbreviated)" } ?? "files that are not committed"
        return "\n<sub>Planned from \(commit) as of \(LocalTime(plan.now, in: zone).text).</sub>"
    }

    private func cost(of lines: [String]) -> Int { lines.reduce(0) { $0 + $1.utf8.count + 1 } }

    // MARK: What concerns the whole

    private func problems(in room: inout MarkdownRoom) -> [String] {
        let errors = plan.diagnostics.filter { $0.severity == .error }
        let warnings = plan.diagnostics.filter { $0.severity != .error }
        return [(errors, "error", " open"), (warnings, "warning", "")].flatMap { found, word, open -> [String] in
            // Problems never take the room that the plan itself needs.
            var share = MarkdownRoom(bytes: room.bytes / 4)
            let lines = folded(
                counted(found.count, word), found, open: open, in: &share
            ) { MarkdownText.code($0.description.onClock(of: zone)) }
            room.take(cost(of: lines))
            return lines
        }
    }

    private func folded<Item>(
        _ summary: String, _ items: [Item], open: String = "", in room: inout MarkdownRoom, line: (Item) -> String
    ) -> [String] {
        guard !items.isEmpty else { return [] }
        let front = ["", "<details\(open)><summary>\(summary)</summary>", ""]
        guard room.take(ifFits: cost(of: front) + 80) else { return [] }
        var shown: [String] = []
        for item in items {
            let line = "- " + line(item)
            guard room.take(ifFits: line.utf8.count + 1) else { break }
            shown.append(line)
        }
        let rest = items.count - shown.count
        return front + shown + (rest > 0 ? ["- and \(grouped(rest)) more"] : []) + ["", "</details>"]
    }

    // MARK: Accounts

    private func accounts(in room: inout MarkdownRoom) -> [String] {
        var tables: [AccountName: MarkdownTable] = [:]
        let ranks = plan.actions.map(\.rank)
        let order = ranks.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
        var left = order[...]
        while let index = left.first {
            let action = plan.actions[index]
            let account = action.publication.account
            var table = tables[account] ?? MarkdownTable(heading: heading(of: account))
            let row = row(for: action)
            guard room.take(ifFits: row.utf8.count + 1 + (tables[account] == nil ? table.cost : 0)) else { break }
            table.rows[index] = row
            tables[account] = table
            left = left.dropFirst()
        }
        // Details only once every row has found its place.
        for index in order.dropLast(left.count) {
            let action = plan.actions[index]
            let detail = detail(of: action)
            guard !detail.isEmpty, room.take(ifFits: cost(of: detail) + 60) else { continue }
            tables[action.publication.account]?.details[index] = detail
        }
        let lines = tables.sorted { $0.key < $1.key }.flatMap { $0.value.lines }
        guard !left.isEmpty else { return lines }
        return lines + ["", rest(left.map { plan.actions[$0].kind })]
    }

    /// What there was no room for.
    private func rest(_ kinds: [Action.Kind]) -> String {
        let counts = Dictionary(kinds.map { ($0, 1) }, uniquingKeysWith: +)
        let parts = Action.Kind.allCases.compactMap { kind in
            counts[kind].map { "\(grouped($0)) \(kind.countWord)" }
        }
        return "… and \(counted(kinds.count, "action")) more, for which there is no room here (\(listed(parts))): "
            + "`calends plan` lists them, `calends plan --format html` shows them"
    }

    private func heading(of account: AccountName) -> String {
        MarkdownText.code(account.text) + (plan.platforms[account].map { " (\($0.title))" } ?? "")
    }

    private func row(for action: Action) -> String {
        let time = action.localTime(in: zone)
        let isUntimed = action.goesOutOnMerge(in: plan)
        let isUnknown = action.isOfUnknownTime(in: plan)
        let when =
            isUntimed
            ? "on merge"
            : action.isTakenBackAtOnce(in: plan)
                ? "now" : isUnknown ? "" : "\(time.day), **\(time.clock)**<br>\(time.zone.printable)"
        let words = words(of: action)
        var what = [MarkdownText.code(action.publication.entryText)]
        if let content = action.desired?.content {
            what.append(content.summary + " " + MarkdownText.code(content.title(columns: 60)))
        }
        if let reason = words.reason {
            what.append("why: " + MarkdownText.code(reason.onClock(of: zone)))
        }
        if action.kind.needsPerson, let fix = words.fix {
            what.append("fix: " + MarkdownText.code(fix.onClock(of: zone)))
        }
        for choice in words.choices {
            what.append("\(choice.verb): " + MarkdownText.code(choice.how.onClock(of: zone)))
        }
        if let origin = plan.origins[action.publication] {
            what.append("by: " + MarkdownText.code(origin.text(in: zone).truncated(toColumns: 100)))
        }
        let pictures = (action.desired?.content.media ?? []).filter(\.isPicture).prefix(4).compactMap(thumbnail)
        let sight = pictures.map { MarkdownText.picture($0) }.joined(separator: " ")
        let name = action.kind == .none ? "nothing to do" : action.kind.rawValue
        let word = action.kind.needsPerson ? "**\(name)**" : name
        return "| `\(action.kind.symbol)` \(word) | \(when) | \(what.joined(separator: "<br>")) | \(sight) |"
    }

    private func words(of action: Action) -> ActionWords {
        ActionWords(action, in: plan, namesProblems: true)
    }

    /// The caption, what is changed of media on their way out, and what has changed in the entry.
    private func detail(of action: Action) -> [String] {
        var lines: [String] = []
        if [.publish, .schedule].contains(action.kind), let content = action.desired?.content {
            if let caption = content.caption { lines += ["", MarkdownText.block(caption)] }
            if let comment = content.firstComment { lines += ["", "First comment:", "", MarkdownText.block(comment)] }
        }
        let treatments = action.treatments.map { "- " + MarkdownText.code($0) }
        if !treatments.isEmpty { lines += ["", "Changed on the way out:", ""] + treatments }
        if !action.changes.isEmpty { lines += ["", MarkdownText.diff(action.changes.flatMap(\.diffLines))] }
        guard !lines.isEmpty else { return [] }
        return ["", "**\(action.kind)** " + MarkdownText.code(action.publication.entryText)] + lines
    }
}

/// The table of one account, and what is folded below it.
private struct MarkdownTable {
    /// Already escaped.
    let heading: String
    var rows: [Int: String] = [:]
    var details: [Int: [String]] = [:]

    private var front: [String] { ["", "#### \(heading)", "", "| | when | what | |", "|---|---|---|---|"] }

    /// Its bytes without rows, details and all.
    var cost: Int { front.reduce(100) { $0 + $1.utf8.count + 1 } }

    var lines: [String] {
        let details = details.sorted { $0.key < $1.key }.flatMap(\.value)
        let folded = details.isEmpty ? [] : ["", "<details><summary>In full</summary>"] + details + ["", "</details>"]
        return front + rows.sorted { $0.key < $1.key }.map(\.value) + folded
    }
}

/// The bytes that are left.
private struct MarkdownRoom {
    private(set) var bytes: Int

    init(bytes: Int) { self.bytes = bytes }

    mutating func take(_ count: Int) { bytes -= count }

    mutating func take(ifFits count: Int) -> Bool {
        guard count <= bytes else { return false }
        bytes -= count
        return true
    }
}

extension Action {
    /// What is shown first where there is not room for all: what needs a person, then what is done.
    fileprivate var rank: Int { kind.needsPerson ? 0 : kind.isChange ? 1 : 2 }
}

extension FieldChange {
    /// As the lines of a diff.
    fileprivate var diffLines: [String] {
        let lines = LineDiff(from: before ?? "", to: after ?? "").lines.map { line in
            switch line {
            case .gap: "  …"
            case .common(let text): "  " + text
            case .removed(let text): "- " + text
            case .added(let text): "+ " + text
            }
        }
        return ["@@ \(field) @@"] + lines
    }
}
