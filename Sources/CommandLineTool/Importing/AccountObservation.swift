import CalendarLoading
import ContentModel
import Diagnostics
import FoundationEssentials
import MetaGraph
import Planning
import ScheduleLock

/// What accounts show, and which of them could not be asked.
struct AccountObservation {
    /// An account that could not be asked.
    struct Problem {
        var account: AccountName
        var reason: String
        /// What to do; `nil` where the token is to be looked at.
        var fix: String?
        var location: SourceLocation?

        /// In one line.
        var sentence: String { "\(account): \(reason)" + (fix.map { "; \($0)" } ?? "") }

        /// As a plan names it.
        var diagnostic: Diagnostic {
            Diagnostic(
                location, "account \(account) was not asked what it shows", why: reason,
                fix: fix ?? "see calends auth status --account \(account), and try again", severity: .warning)
        }
    }

    private(set) var accounts: [ObservedAccount] = []
    private(set) var problems: [Problem] = []

    /// So many accounts are asked side by side.
    private static let mostAtOnce = 8

    /// Asks every account that is meant, as far back as something of ours should be there, or may be.
    static func of(
        _ calendar: LoadedCalendar, published lockfile: Lockfile, for invocation: Invocation, _ workspace: Workspace
    ) async throws -> AccountObservation {
        var observation = AccountObservation()
        guard let settings = calendar.settings else { return observation }
        let reading = try AccountReading(for: invocation, workspace, settings)
        let stories = lockfile.stories(in: calendar.publications)
        let wanted = Dictionary(grouping: calendar.publications, by: \.account.name)
        var looks: [any PlatformLook] = []
        for account in settings.accounts.values.sorted(by: { $0.name < $1.name })
        where invocation.selection.includes(account.name) {
            let expected = lockfile.live(on: account.name).filter { !stories.contains($0.0) }.map(\.1)
            workspace.trace.step(
                "compares account \(account.name) with the \(expected.count) media that the lockfile has there")
            do {
                let graph = try reading.graph(for: account)
                let pending = (wanted[account.name] ?? []).filter { lockfile.records[$0.id] == nil }
                let retrospect = Retrospect(expected: expected, pending: pending, now: Date())
                switch account.platform {
                case .instagram:
                    looks.append(
                        InstagramLook(account: account, graph: graph, expected: expected, retrospect: retrospect))
                case .facebook:
                    looks.append(
                        PageLook(account: account, graph: graph, expected: expected, retrospect: retrospect))
                }
            } catch let error as Diagnostic {
                observation.problems.append(
                    Problem(
                        account: account.name, reason: "\(error.message): \(error.why)", fix: error.fix,
                        location: account.location))
            }
        }
        var rest = looks[...]
        while !rest.isEmpty {
            let some = rest.prefix(mostAtOnce)
            rest = rest.dropFirst(mostAtOnce)
            try await withThrowingTaskGroup(of: (ObservedAccount?, Problem?).self) { group in
                for look in some { group.addTask { try await look.answer() } }
                for try await (account, problem) in group {
                    if let account { observation.accounts.append(account) }
                    if let problem { observation.problems.append(problem) }
                }
            }
        }
        observation.accounts.sort { $0.account < $1.account }
        observation.problems.sort { $0.account < $1.account }
        return observation
    }
}
