import CalendarLoading
import ContentModel
import Diagnostics
import FoundationEssentials
import Hosting
import MediaPreparation
import Planning
import Publishing
import S3
import ScheduleLock
import Views

/// `calends media gc`: takes away what is hosted and no longer needed.
///
/// Kept is what is planned, in flight or waits for a person, what was published less than `hosting.retain` ago, and what
/// was hosted less than that ago. Where it cannot be told which files a publication has, nothing is taken away.
struct MediaGCCommand {
    let invocation: Invocation

    func run() async throws -> ExitStatus {
        let workspace = try Workspace(for: invocation)
        try workspace.requireRepository()
        let calendar = try await workspace.calendar()
        let errors = calendar.diagnostics.filter { $0.severity == .error }
        guard let settings = calendar.settings, errors.isEmpty else {
            // What an invalid entry would publish is not known.
            throw CommandFailure(errors, status: .calendarErrors)
        }
        let (hosted, retain) = try hosting(of: settings, workspace)
        let keeper = try await StateKeeper.open(for: invocation, workspace, settings)
        return try await keeper.whileAttending {
            let state = try await keeper.client.read()
            let now = Date()
            let since = now.addingTimeInterval(-(retain / .seconds(1)))
            let needed = try await names(
                of: HostedUse(
                    desired: calendar.publications, lockfile: state.lockfile, journal: state.journal, since: since),
                settings, workspace)
            let cache = try MediaCache(in: workspace.files())
            return try await collect(hosted, cache, needed: needed, since: since, now: now)
        }
    }

    private func hosting(
        of settings: Settings, _ workspace: Workspace
    ) throws -> (HostedFiles, retain: Duration) {
        let real = RealHosting(
            settings: settings, commit: nil, workspace: workspace, environment: invocation.environment)
        switch settings.hosting {
        case .s3(let s3): return (.s3(try real.bucket(s3), prefix: s3.prefix), s3.retain)
        case .directory(let path, _, let retain): return (.directory(try real.folder(at: path)), retain)
        case .url:
            throw CommandFailure(
                "there is nothing to remove", why: "with hosting of kind url media are public where they are",
                fix: "use it with kind: s3 or kind: directory", status: .usage)
        case nil:
            throw CommandFailure(
                "hosting is missing in calendar/settings.yaml", why: "it says where hosted media are",
                fix: "write hosting: with kind: s3 or kind: directory", status: .calendarErrors)
        }
    }

    /// The names of all that must stay.
    ///
    /// - Throws: a failure that names a publication whose files cannot be told.
    private func names(of use: HostedUse, _ settings: Settings, _ workspace: Workspace) async throws -> Set<String> {
        let history = EntryHistory(
            ofRepositoryAt: workspace.root, settings: settings, zones: workspace.zones, opensMedia: true)
        let answers = await history.answers(to: use.versions, head: nil)
        var publications = use.planned
        for query in use.versions {
            switch answers[query] {
            case .found(let publication): publications.append(publication)
            case .unavailable(let reason): throw unknown(query.publication, because: reason)
            case nil: throw unknown(query.publication, because: "history gave no answer")
            }
        }
        let content = try MediaContent(of: workspace)
        var names: Set<String> = []
        for publication in publications {
            for file in publication.content.media {
                do throws(Refusal) {
                    names.insert(try await content.publicFile(of: file).name)
                } catch {
                    throw unknown(publication.id, because: error.message)
                }
            }
        }
        return names
    }

    private func unknown(_ publication: PublicationID, because reason: String) -> CommandFailure {
        CommandFailure(
            "it cannot be told which hosted files \(publication) has: nothing was removed", why: reason,
            fix:
                "bring back what is missing (git fetch --unshallow, git lfs pull), or wait until hosting.retain is over",
            status: .needsPerson)
    }

    // MARK: Taking away

    private func collect(
        _ hosted: HostedFiles, _ cache: MediaCache, needed: Set<String>, since: Date, now: Date
    ) async throws -> ExitStatus {
        let isDry = invocation.has(.dryRun)
        let files = try await telling { try await hosted.list() }
        let useless = files.filter { $0.modified < since && !needed.contains($0.name) }
        // Whoever sends one still sends a part of it every day.
        let abandoned = try await telling { try await hosted.uploads() }.filter { upload in
            upload.begun.map { $0 < now.addingTimeInterval(-86_400) } ?? false
        }
        var report = HostedRemoval(
            removed: useless.map { HostedRemoval.File(name: $0.name, size: $0.size, modified: $0.modified) },
            uploads: abandoned.map(\.name).sorted(), kept: files.count - useless.count, isDry: isDry)
        // What can be made again needs nobody's consent.
        let cleaning = cache.clean(at: now, isDry: isDry)
        report.cache = HostedRemoval.Cache(files: cleaning.files, bytes: cleaning.bytes)
        if !isDry, !report.isEmpty {
            try confirm(report)
            let failure = await remove(useless, from: hosted, &report)
            for upload in abandoned { try await telling { try await upload.abort() } }
            show(report)
            if let failure { throw try Self.failure(failure) }
            return .done
        }
        show(report)
        return .done
    }

    /// Side by side; what could not be removed counts as kept. The first failure is told once all have been tried.
    private func remove(
        _ files: [HostedFiles.File], from hosted: HostedFiles, _ report: inout HostedRemoval
    ) async -> (any Error)? {
        var failures: [String: any Error] = [:]
        await withTaskGroup(of: (String, (any Error)?).self) { group in
            var rest = files[...]
            func next() -> HostedFiles.File? { rest.popFirst() }
            for _ in 0..<16 {
                guard let file = next() else { break }
                group.addTask { await Self.removal(of: file, hosted) }
            }
            for await (name, error) in group {
                failures[name] = error
                // Where one is refused, so are mostly all.
                if failures.isEmpty, let file = next() { group.addTask { await Self.removal(of: file, hosted) } }
            }
            for file in rest { failures[file.name] = CancellationError() }
        }
        report.removed.removeAll { failures[$0.name] != nil }
        report.kept += failures.count
        return failures.sorted { $0.key < $1.key }.map(\.value).first { !($0 is CancellationError) }
    }

    private static func removal(
        of file: HostedFiles.File, _ hosted: HostedFiles
    ) async -> (String, (any Error)?) {
        do {
            try await hosted.remove(file)
            return (file.name, nil)
        } catch {
            return (file.name, error)
        }
    }

    /// Runs what a host may refuse, the refusal in words.
    private func telling<Value>(_ operation: () async throws -> Value) async throws -> Value {
        do { return try await operation() } catch { throw try Self.failure(error) }
    }

    private static func failure(_ error: any Error) throws -> CommandFailure {
        guard let error = error as? S3Error else { throw error }
        let words = S3Words(error)
        return CommandFailure(
            "hosting: \(words.what)", why: "\(error)", fix: words.fix,
            status: error.isPassing ? .tryLater : .needsPerson)
    }

    private func confirm(_ report: HostedRemoval) throws {
        let console = invocation.console
        guard console.isInteractive, !invocation.has(.autoApprove) else { return }
        console.report(HostedRemovalText.list(report, isAhead: true, style: console.reportStyle))
        guard console.ask("Remove this? Type 'yes' to go on: ") == "yes" else {
            throw CommandFailure(
                "nothing was done", why: "the answer was not 'yes'",
                fix: "type yes, or add --auto-approve where nobody is asked", status: .needsPerson)
        }
    }

    private func show(_ report: HostedRemoval) {
        let console = invocation.console
        if invocation.format == "json" {
            console.write(HostedRemovalJSON.value(report).text)
        } else {
            console.write(HostedRemovalText.text(report, style: console.style))
        }
    }
}
