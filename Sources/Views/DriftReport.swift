import ContentModel
import FoundationEssentials
public import Planning
import ScheduleLock
public import TimeZones

/// What differs between the platform and the lockfile, each with what can be done about it.
public struct DriftReport: Hashable, Sendable {
    private let actions: [Action]
    /// What could not be found out, and why.
    private let problems: [String]

    /// - Parameters:
    ///   - plan: one that was made with what accounts show.
    ///   - problems: accounts that could not be asked, with the reason.
    public init(_ plan: Plan, problems: [String] = []) {
        let drifted = plan.actions.filter { $0.drift != nil }
        // By account; what nobody recorded comes last, newest first.
        let known = drifted.filter { $0.kind == .drift }.sorted { $0.publication < $1.publication }
        let unknown = drifted.filter { $0.kind == .adopt }.sorted { ($1.at, $1.publication) < ($0.at, $0.publication) }
        let accounts = Set(drifted.map(\.publication.account)).sorted()
        actions = accounts.flatMap { account in (known + unknown).filter { $0.publication.account == account } }
        self.problems = problems
    }

    /// Whether a person has something to decide: media that nobody recorded may stay as they are.
    public var needsPerson: Bool { actions.contains { $0.kind.needsPerson } }

    /// No more unknown media of an account than this are listed for people.
    private static let mostUnknown = 10

    /// As lines for people.
    public func text(style: Style = .plain, zone: ZoneRules = .utc) -> String {
        var lines: [String] = []
        var unknown: [AccountName: Int] = [:]
        for action in actions {
            guard let drift = action.drift else { continue }
            let mark = drift.name.padded(toColumns: 11)
            if case .unknown(let medium) = drift {
                let account = action.publication.account
                unknown[account, default: 0] += 1
                guard unknown[account, default: 0] <= Self.mostUnknown else { continue }
                let time = medium.publishedAt.map { ", \(LocalTime($0, in: zone).text)" } ?? ""
                let front = Front(mark, .question)
                lines += front.lines(
                    [medium.permalink ?? "medium \(medium.id)", "(\(account)\(time))"], apart: " ", style)
                continue
            }
            let places = drift.media.map { $0.permalink ?? "medium \($0.id)" }
            let front = Front(mark, drift.role)
            lines += front.lines([action.publication.description] + places, apart: "  ", style)
            let changes = ChangeText(style: style, indent: "    ")
            lines += drift.changes.flatMap { changes.lines(of: $0) }
            for choice in ActionWords.choices(of: drift, about: action.publication) {
                lines += Front("    \(choice.verb): ", nil).wrapped(choice.how, style)
            }
        }
        for (account, count) in unknown.sorted(by: { $0.key < $1.key }) {
            let more = count - Self.mostUnknown
            if more > 0 { lines.append("  … and \(grouped(more)) more of \(account)") }
            lines.append("    adopt: calends import --account \(account)")
        }
        lines += problems.flatMap { Front("not asked  ", .danger).wrapped($0, style) }
        if lines.isEmpty { lines.append("The platform shows what the lockfile says.") } else { lines += counts(style) }
        return lines.map { $0 + "\n" }.joined()
    }

    /// What stands before the first of some lines, and as a space before the others.
    private struct Front {
        let text: String
        let role: Style.Role?

        init(_ text: String, _ role: Style.Role?) { (self.text, self.role) = (text.printable, role) }

        /// Words on one line where they fit, else each on its own: names and addresses are never broken.
        func lines(_ words: [String], apart: String, _ style: Style) -> [String] {
            let words = words.map(\.printable)
            let line = words.joined(separator: apart)
            return before(text.columns + line.columns <= style.columns ? [line] : words, style)
        }

        func wrapped(_ sentence: String, _ style: Style) -> [String] {
            before(sentence.printable.wrappedAroundCommands(toColumns: style.columns - text.columns), style)
        }

        private func before(_ lines: [String], _ style: Style) -> [String] {
            lines.enumerated().map { index, line in
                (index == 0 ? style.paint(text, role) : String(repeating: " ", count: text.columns)) + line
            }
        }
    }

    /// How many of each kind stand above, or would if all were listed.
    private func counts(_ style: Style) -> [String] {
        let drift = actions.compactMap(\.drift)
        var parts = ["deleted", "changed", "unrecorded", "unknown"].compactMap { name in
            let some = drift.filter { $0.name == name }
            return some.first.map { (text: "\(grouped(some.count)) \(name)", role: Style.Role?.some($0.role)) }
        }
        if !problems.isEmpty { parts.append((text: "\(counted(problems.count, "account")) not asked", role: .danger)) }
        return CountLines(front: "Drift:", role: .heading, parts: parts).lines(style)
    }

    /// `{"version":1,"drift":[{"kind","publication","account","media_id",…,"choices":[…]}],"problems":[…]}`.
    public var json: JSON {
        [
            "version": 1, "drift": .array(actions.compactMap(Self.json)),
            "problems": .array(problems.map { .string($0) }),
        ]
    }

    private static func json(_ action: Action) -> JSON? {
        guard let drift = action.drift, let first = drift.media.first else { return nil }
        // What is unknown has a name once it is imported.
        let id = action.kind == .adopt ? nil : action.publication
        return [
            "kind": .string(drift.name), "publication": JSON(id?.description),
            "account": .string(action.publication.account.text), "media_id": .string(first.id),
            "permalink": JSON(first.permalink),
            "changes": .array(
                drift.changes.map {
                    ["field": .string($0.field), "before": JSON($0.before), "after": JSON($0.after)]
                }),
            "choices": .array(
                ActionWords.choices(of: drift, about: action.publication).map {
                    ["action": .string($0.verb), "how": .string($0.how)]
                }),
        ]
    }
}

extension Drift {
    /// The colour of its name.
    fileprivate var role: Style.Role { if case .deleted = self { .danger } else { .question } }
}
