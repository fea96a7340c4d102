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
                lines.append(
                    style.paint(mark, .question)
                        + "\(medium.permalink ?? "medium \(medium.id)") (\(account)\(time))".printable)
                continue
            }
            let places = drift.media.map { "  " + ($0.permalink ?? "medium \($0.id)").printable }.joined()
            if case .deleted = drift {
                lines.append(style.paint(mark, .danger) + action.publication.description.printable + places)
            } else {
                lines.append(style.paint(mark, .question) + action.publication.description.printable + places)
            }
            let changes = ChangeText(style: style, indent: "    ")
            lines += drift.changes.flatMap { changes.lines(of: $0) }
            lines += ActionWords.choices(of: drift, about: action.publication).map { "    \($0.verb): \($0.how)" }
        }
        for (account, count) in unknown.sorted(by: { $0.key < $1.key }) {
            let more = count - Self.mostUnknown
            if more > 0 { lines.append("  … and \(grouped(more)) more of \(account)") }
            lines.append("    adopt: calends import --account \(account)")
        }
        lines += problems.map { style.paint("not asked  ", .danger) + $0.printable }
        if lines.isEmpty { lines.append("The platform shows what the lockfile says.") }
        return lines.map { $0 + "\n" }.joined()
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
