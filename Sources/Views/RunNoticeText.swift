import ContentModel
public import FoundationEssentials
public import Planning
public import Publishing
public import TimeZones

/// What concerns a run as a whole, as a line and as JSON.
public enum RunNoticeText {
    /// A line for people and logs.
    ///
    /// - Parameter zone: the clock on which instants are shown.
    public static func line(_ notice: RunNotice, zone: ZoneRules = .utc) -> String {
        switch notice {
        case .looked: "state and calendar can be had again"
        case .held(let account, let holder):
            "account \(account.text.printable) is held by \(holder.printable): waiting until it is given back"
        case .braked(.publishes, let count, let most):
            "\(count) publications are due at once, and safety.max_publish_per_apply is \(most): none of them goes out — "
                + "look at calends plan, then raise it, or start with --max-publish \(count)"
        case .braked(.deletes, let count, let most):
            "\(count) published media would be deleted, and safety.max_delete_per_apply is \(most): none is — "
                + "look at calends plan, then raise it, or start with --max-delete \(count)"
        case .trouble(let message, let fix, let next):
            "\(message.printable) — \(fix.printable) — trying again \(next.timestamp)".onClock(of: zone)
        }
    }

    /// What became of a publication that waits for a person from now on.
    public static func line(_ action: Action, at now: Date, zone: ZoneRules = .utc) -> String {
        let words = ActionWords(action, at: now)
        let reasons = [words.reason, words.fix].compactMap { $0?.onClock(of: zone).printable }.joined(separator: " — ")
        return "\(action.kind.rawValue) \(action.publication.description.printable): \(reasons)"
    }

    /// `{"event":"log","at","message"}`: what is said beside events.
    public static func json(_ message: String, at now: Date) -> JSON {
        .object([
            JSON.Member("event", "log"), JSON.Member("at", .string(now.timestamp)),
            JSON.Member("message", .string(message)),
        ])
    }

    /// `{"event":"held","at","account","holder"}` and the like.
    public static func json(_ notice: RunNotice, at now: Date) -> JSON {
        let (name, facts): (String, [JSON.Member]) =
            switch notice {
            case .looked(let running, let next):
                ("reachable", [JSON.Member("running", .number(running)), JSON.Member("next", .string(next.timestamp))])
            case .held(let account, let holder):
                ("held", [JSON.Member("account", .string(account.text)), JSON.Member("holder", .string(holder))])
            case .braked(let brake, let count, let most):
                (
                    "braked",
                    [
                        JSON.Member("what", .string(brake == .publishes ? "publish" : "delete")),
                        JSON.Member("count", .number(count)), JSON.Member("most", .number(most)),
                    ]
                )
            case .trouble(let message, let fix, let next):
                (
                    "trouble",
                    [
                        JSON.Member("reason", .string(message)), JSON.Member("fix", .string(fix)),
                        JSON.Member("next", .string(next.timestamp)),
                    ]
                )
            }
        return .object([JSON.Member("event", .string(name)), JSON.Member("at", .string(now.timestamp))] + facts)
    }
}
