public import ContentModel
public import Diagnostics
public import FoundationEssentials

/// When an account's token ends, or its access to data.
public struct TokenEnd: Hashable, Sendable {
    /// When it ends.
    public let date: Date
    /// Whether it is the access to data that lapses, which only a person's consent renews.
    public let isDataAccess: Bool

    /// The end of a token, or of its access to data.
    public init(_ date: Date, isDataAccess: Bool = false) {
        (self.date, self.isDataAccess) = (date, isDataAccess)
    }
}

extension Plan {
    /// A warning for each account whose token will have ended before something is due that needs it.
    ///
    /// - Parameters:
    ///   - ends: when tokens end, as far as that is known; the earlier of several counts.
    ///   - accounts: those of the settings.
    public func tokenWarnings(
        _ ends: [AccountName: [TokenEnd]], accounts: [AccountName: Account]
    ) -> [Diagnostic] {
        ends.keys.sorted().compactMap { name -> Diagnostic? in
            guard let account = accounts[name], let end = ends[name]?.min(by: { $0.date < $1.date }) else { return nil }
            let needing = actions.filter {
                $0.publication.account == name && $0.kind.needsToken && $0.at >= end.date
            }
            guard let first = needing.min(by: { $0.at < $1.at }) else { return nil }
            let count = needing.count > 1 ? " and \(needing.count - 1) more" : ""
            let what = end.isDataAccess ? "access to its data ends" : "token ends"
            let isOver = end.date <= now
            return Diagnostic(
                account.location,
                "the \(isOver ? what.replacing("ends", with: "ended") : what) \(Self.day(end.date)) (account \(name))",
                why: "\(first.publication)\(count) \(needing.count > 1 ? "are" : "is") due after that",
                fix: end.isDataAccess
                    ? "run calends auth login --account \(name) before"
                    : isOver
                        ? "run calends auth login --account \(name)"
                        : "run calends auth refresh --account \(name) before", severity: .warning)
        }
    }

    private static func day(_ date: Date) -> String {
        "on " + date.formatted(.iso8601.year().month().day())
    }
}

extension Action.Kind {
    fileprivate var needsToken: Bool {
        switch self {
        case .publish, .update, .replace, .delete: true
        default: false
        }
    }
}
