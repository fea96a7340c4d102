import ContentModel
import FoundationEssentials
public import Planning
import ScheduleLock
public import TimeZones

/// What differs between the platform and the lockfile, each with what can be done about it.
public struct DriftReport: Hashable, Sendable {
    private let drift: [Drift]
    /// What could not be found out, and why.
    private let problems: [String]

    /// - Parameter problems: accounts that could not be asked, with the reason.
    public init(_ drift: [Drift], problems: [String] = []) {
        self.drift = drift
        self.problems = problems
    }

    /// Whether a person has something to decide: media that nobody recorded may stay as they are.
    public var needsPerson: Bool {
        drift.contains { if case .unknown = $0 { false } else { true } }
    }

    /// No more unknown media of an account than this are listed for people.
    private static let mostUnknown = 10

    /// As lines for people.
    public func text(style: Style = .plain, zone: ZoneRules = .utc) -> String {
        var lines: [String] = []
        var unknown: [AccountName: Int] = [:]
        for item in drift {
            switch item {
            case .deleted(let id, let published):
                lines.append(style.paint("deleted  ", .danger) + id.description.printable + place(published.permalink))
                lines.append(contentsOf: choices(of: item))
            case .comments(let id, let published, let enabled):
                let word = "comments \(enabled ? "on" : "off")"
                lines.append(
                    style.paint(word, .question) + "  " + id.description.printable + place(published.permalink))
                lines.append(contentsOf: choices(of: item))
            case .unknown(let account, let medium):
                unknown[account, default: 0] += 1
                guard unknown[account, default: 0] <= Self.mostUnknown else { continue }
                let time = medium.publishedAt.map { ", \(LocalTime($0, in: zone).text)" } ?? ""
                lines.append(
                    style.paint("unknown  ", .question)
                        + "\(medium.permalink ?? "medium \(medium.id)") (\(account)\(time))".printable)
            }
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

    private func place(_ permalink: String?) -> String { permalink.map { "  \($0.printable)" } ?? "" }

    private func choices(of item: Drift) -> [String] { Self.choices(of: item).map { "    \($0.verb): \($0.how)" } }

    /// What can be done, by the verb that names it.
    private static func choices(of item: Drift) -> [(verb: String, how: String)] {
        switch item {
        case .deleted(let id, let published):
            [
                ("accept", "calends forget \(id) --media \(published.mediaID)"),
                ("publish again", "accept it, then copy the entry under a new name with a new publish_at"),
            ]
        case .comments(_, _, let enabled):
            [
                ("accept", "write comments: \(enabled ? "on" : "off") in the entry"),
                ("put back", "switch comments \(enabled ? "off" : "on") in the app"),
            ]
        case .unknown(let account, _): [("adopt", "calends import --account \(account)")]
        }
    }

    /// `{"version":1,"drift":[{"kind","publication","account","media_id",…,"choices":[…]}],"problems":[…]}`.
    public var json: JSON {
        [
            "version": 1, "drift": .array(drift.map(Self.json)),
            "problems": .array(problems.map { .string($0) }),
        ]
    }

    private static func json(_ item: Drift) -> JSON {
        let (kind, id, account, media, permalink): (String, PublicationID?, AccountName, String, String?) =
            switch item {
            case .deleted(let id, let published):
                ("deleted", id, id.account, published.mediaID, published.permalink)
            case .comments(let id, let published, let enabled):
                (enabled ? "comments-on" : "comments-off", id, id.account, published.mediaID, published.permalink)
            case .unknown(let account, let medium): ("unknown", nil, account, medium.id, medium.permalink)
            }
        return [
            "kind": .string(kind), "publication": JSON(id?.description), "account": .string(account.text),
            "media_id": .string(media), "permalink": JSON(permalink),
            "choices": .array(
                choices(of: item).map { ["action": .string($0.verb), "how": .string($0.how)] }),
        ]
    }
}
