import CalendarLoading
import ContentModel
import Diagnostics
import FoundationEssentials
import GraphPublishing
import HTTP
import MetaGraph
import Planning
import Publishing
import ScheduleLock
import Views

/// `calends import --account NAME`: entries and lockfile records of what is published already.
///
/// For each medium the files come first and the record last, so that after a crash the same command goes on. A medium
/// that any record knows is left alone, so that a second run changes nothing.
struct ImportCommand {
    let invocation: Invocation

    func run() async throws -> ExitStatus {
        let workspace = try Workspace(for: invocation)
        try workspace.requireRepository()
        let calendar = try await workspace.calendar()
        guard let settings = calendar.settings else {
            throw CommandFailure(calendar.diagnostics.filter { $0.severity == .error }, status: .calendarErrors)
        }
        let names = invocation.accountNames
        guard !names.isEmpty else {
            throw CommandFailure(
                "no account is named", why: "an import writes many files", fix: "add --account NAME", status: .usage)
        }
        let known = settings.accounts.keys.map(\.text).sorted()
        let accounts = try names.map { name in
            guard let account = settings.accounts[name] else {
                throw UsageError.badValue(.account, value: name.text, choices: known)
            }
            guard case .instagram = account.platform else {
                throw CommandFailure(
                    "account \(name) is a Facebook Page", why: "only what Instagram accounts show can be imported",
                    fix:
                        "name Instagram accounts; what a Page shows already stays as it is, and is never published again "
                        + "without an entry that says so",
                    status: .usage)
            }
            return account
        }
        let zone = workspace.zone(of: calendar)
        let since = try invocation.value(of: .since).map {
            try MomentArgument.instant($0, of: .since, in: zone, endsDay: false)
        }
        let keeper = try await StateKeeper.open(for: invocation, workspace, settings)
        let reading = try AccountReading(for: invocation, workspace, settings)
        let writing = try ImportWriting(in: workspace)
        let (report, failure, status) = try await keeper.whileAttending {
            var report = ImportReport(isRehearsal: invocation.has(.dryRun))
            var failure: CommandFailure?
            for account in accounts {
                let graph = try reading.graph(for: account)
                do {
                    try await adopt(
                        account, listed: graph, as: IGUserID(account.id), since: since, besides: calendar.publications,
                        keeper.client, writing, into: &report)
                } catch let error as GraphError {
                    // What is adopted already stays so, and is told and committed.
                    failure = CommandFailure(error, account: account.name)
                    break
                }
            }
            // Entries and media are a person's to look at and to commit, and a lockfile of this machine alone with them; what
            // runners share must have every record before an entry can reach them.
            guard keeper.isShared, !report.isRehearsal else { return (report, failure, ExitStatus.done) }
            let results = ResultCommit(
                invocation: invocation, workspace: workspace, layout: LockfileLayout(settings))
            return (report, failure, await keeper.conclude(results, .results))
        }
        if let failure, report.isEmpty { throw failure }
        let console = invocation.console
        console.write(invocation.format == "json" ? report.json.text : report.text(style: console.style))
        if !report.isRehearsal, !report.adopted.isEmpty {
            invocation.tell(
                "The platform does not tell everything, such as location and tags: each entry says what it is without.")
            invocation.tell(
                "Look at them, then: git add calendar media\(keeper.isShared ? "" : " .schedule.lock") && git commit")
        }
        if let failure { throw failure }
        guard status == .done else { return status }
        return report.isCutShortBecause == nil || invocation.has(.limit) ? .done : .tryLater
    }

    private func adopt(
        _ account: Account, listed graph: GraphClient, as id: IGUserID, since: Date?, besides calendar: [Publication],
        _ state: StateClient, _ writing: ImportWriting, into report: inout ImportReport
    ) async throws {
        if !report.isRehearsal { try await hold(account.name, state) }
        let before = try await state.read()
        // What a request in doubt has made would be adopted as something else.
        let begun = before.journal.inFlight.filter { $0.key.account == account.name && $0.value.publishRequest != nil }
        if let first = begun.keys.min() {
            throw CommandFailure(
                "\(first) is in flight", why: "its medium may be listed, and would be taken for another's",
                fix: "run calends apply first", status: .tryLater)
        }
        let known = before.lockfile.mediaIDs
        let pending = calendar.filter { $0.account.name == account.name && before.lockfile.records[$0.id] == nil }
        var trail = PageTrail()
        var page = try await graph.media(of: id, Media.allFields, limit: 100, since: since)
        while true {
            for medium in page.value.items {
                if known.contains(medium.id.text) {
                    report.knownCount += 1
                    continue
                }
                // As something else it would count as known, and the entry would go out a second time.
                if let like = pending.first(where: { ObservedMedium(medium).looksLike($0) }) {
                    skip(
                        medium, account,
                        "looks like \(like.id), of which nothing is recorded: if it is, calends accept \(like.id) "
                            + "--media \(medium.id.text)", in: &report)
                    continue
                }
                if let limit = invocation.number(.limit), report.adopted.count >= limit {
                    report.isCutShortBecause = "--limit \(limit)"
                    return
                }
                try await adopt(medium, on: account, listed: graph, state, writing, into: &report)
            }
            guard let next = try trail.next(after: page.value) else { return }
            guard page.usage.fullest < Self.mostUsage else {
                report.isCutShortBecause = "the platform's allowance is used up to \(page.usage.fullest) %"
                return
            }
            page = try await graph.page(at: next, of: Media.self)
        }
    }

    /// At so many per cent of an allowance the rest is left to what publishes.
    private static let mostUsage = 80

    private func adopt(
        _ medium: Media, on account: Account, listed graph: GraphClient, _ state: StateClient, _ writing: ImportWriting,
        into report: inout ImportReport
    ) async throws {
        do {
            let urls = try ImportedEntry.fileURLs(of: medium)
            let place = ImportPlace(medium, on: account.name)
            _ = try ImportedEntry(medium, on: account.name, paths: [])
            if !report.isRehearsal {
                let paths = try await writing.download(urls, to: place)
                let collaborators = try await collaborators(of: medium, account, graph)
                let entry = try ImportedEntry(
                    medium, on: account.name, paths: paths, collaborators: collaborators)
                let record = try writing.write(entry, at: place, of: medium)
                try await state.record(place.publication, record)
            }
            report.adopted.append(
                ImportReport.Adopted(
                    publication: place.publication, mediaID: medium.id.text, permalink: medium.permalink,
                    path: place.entryPath))
        } catch let obstacle as ImportedEntry.Obstacle {
            skip(medium, account, obstacle.reason, in: &report)
        } catch let failure as ImportWriting.DownloadFailure {
            skip(medium, account, failure.reason, in: &report)
        }
    }

    /// `nil` where the platform does not tell them: to another login than Facebook's, or without the permission.
    private func collaborators(
        of medium: Media, _ account: Account, _ graph: GraphClient
    ) async throws(GraphError) -> [Collaborator]? {
        guard account.platform.graphLogin == .facebook else { return nil }
        do throws(GraphError) {
            return try await graph.collaborators(of: medium.id).value
        } catch {
            guard let code = error.refusal?.code, code == 10 || code == 100 || (200...299).contains(code) else {
                throw error
            }
            return nil
        }
    }

    private func skip(_ medium: Media, _ account: Account, _ reason: String, in report: inout ImportReport) {
        report.skipped.append(
            ImportReport.Skipped(
                account: account.name, mediaID: medium.id.text, permalink: medium.permalink, reason: reason))
    }

    private func hold(_ account: AccountName, _ state: StateClient) async throws {
        guard try await !state.acquire([account]).contains(account) else { return }
        let holder = try await state.read().holders[account] ?? "another runner"
        throw StateFailure(
            .heldByAnother, message: "account \(account) is held by \(holder)",
            fix: "wait until it has ended, or stop it, and try again")
    }
}

extension GraphUsage {
    /// The fullest allowance, in per cent.
    fileprivate var fullest: Int {
        ([app, page] + useCases.map(\.load)).compactMap { $0?.highest }.max() ?? 0
    }
}
