import CalendarLoading
import ContentModel
import Diagnostics
import FileStore
import FoundationEssentials
import Git
import Glibc
import LocalState
import ScheduleLock
import Synchronization
import TimeZones

/// The folder that holds calendar, media and lockfile: the top of a git work tree, or a plain folder.
struct Workspace: Sendable {
    /// An absolute path.
    let root: String
    let isRepository: Bool
    let zones: ZoneClient
    /// Who looks into media and prepares them.
    let media: MediaTools
    /// Hears what is done here.
    let trace: Trace

    /// Finds the repository around the folder of a call; without one, the folder itself is taken.
    init(for invocation: Invocation) throws {
        let directory = invocation.directory
        trace = invocation.trace
        zones = .system()
        media = MediaTools(environment: ProcessInfo.processInfo.environment)
        do throws(GitError) {
            root = try Repository(discoveringFrom: directory).requireWorkTree()
            isRepository = true
        } catch {
            guard case .notARepository = error else { throw error }
            root = directory
            isRepository = false
        }
        trace.step("works in \(root), \(isRepository ? "a git repository" : "which is in no git repository")")
    }

    /// Refuses to go on without git: published state is lockfile plus history.
    func requireRepository() throws(CommandFailure) {
        guard !isRepository else { return }
        throw CommandFailure(
            "'\(root)' is not in a git repository", why: "what has been published is told from git's history",
            fix: "run calends init, or name the repository with -C", status: .calendarErrors)
    }

    /// The calendar as it stands in the files, or as `revision` has it.
    ///
    /// - Parameters:
    ///   - look: how far media are looked into.
    ///   - ignoresHosting: see `CalendarLoader`.
    func calendar(
        at revision: String? = nil, looking look: MediaLook = .atHeaders, ignoringHosting ignoresHosting: Bool = false
    ) async throws -> LoadedCalendar {
        let source = try await source(at: revision) {
            try await .scannedWorkTree(ofRepositoryAt: root)
        }
        let calendar = try await loader(looking: look, ignoringHosting: ignoresHosting).load(source)
        trace.step(
            "has read them: entries \(calendar.entries.count), publications \(calendar.publications.count), problems \(calendar.diagnostics.count)"
        )
        return calendar
    }

    /// What is wrong with the calendar as it stands in the files, or as `revision` has it.
    ///
    /// - Parameter look: how far media are looked into.
    func findings(at revision: String?, looking look: MediaLook) async throws -> CalendarFindings {
        let source = try await source(at: revision) {
            try await .listedWorkTree(ofRepositoryAt: root)
        }
        let findings = try await loader(looking: look).findings(in: source)
        trace.step("has read them: entries \(findings.entryCount), problems \(findings.diagnostics.count)")
        return findings
    }

    /// - Parameter workTree: how the files of a repository are looked at.
    private func source(
        at revision: String?, workTree: () async throws -> CalendarSource
    ) async throws -> CalendarSource {
        trace.step(
            "reads \(CalendarLoader.settingsPath) and the entries, \(revision.map { "at \($0)" } ?? "as they lie here")"
        )
        guard let revision else {
            return isRepository ? try await workTree() : try .folder(at: root)
        }
        try requireRepository()
        return try .commit(CalendarSource.resolve(revision, inRepositoryAt: root), ofRepositoryAt: root)
    }

    /// What `body` comes to, in which media are looked into.
    ///
    /// A signal that ends the program ends it here as well, but first workers are killed, and the copies of media that
    /// they were given removed.
    func lookingIntoMedia<Value>(_ body: () async throws -> Value) async throws -> Value {
        let stopping = Mutex(())
        let interruption = Interruption(
            hearsHangups: true, stop: { stopping.withLock { _ in media.stop() } },
            tooLate: { ExitStatus.tryLater.rawValue })
        let outcome: Result<Value, any Error>
        do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
        interruption.end()
        if let number = interruption.received {
            // Whoever stops them still holds them.
            stopping.withLock { _ in }
            _exit(128 + number)
        }
        return try outcome.get()
    }

    /// What reads calendars here.
    func loader(looking look: MediaLook, ignoringHosting ignoresHosting: Bool = false) throws -> CalendarLoader {
        CalendarLoader(zones: zones, look: try media.look(look, in: files()), ignoresHosting: ignoresHosting)
    }

    /// Files below ``root``, and never outside of it.
    func files() throws(FileError) -> FileRoot { try FileRoot(root) }

    /// The rules of the calendar's own time zone; UTC where there are no settings.
    func zone(of calendar: LoadedCalendar) -> ZoneRules {
        calendar.settings.map { zone(named: $0.timezone) } ?? .utc
    }

    /// The rules of a zone; UTC where there are none of that name.
    func zone(named name: String) -> ZoneRules {
        guard case .success(let rules) = zones.rules(name) else { return .utc }
        return rules
    }
}
