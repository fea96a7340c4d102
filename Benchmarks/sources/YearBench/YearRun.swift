import CalendarLoading
import ContentModel
import Diagnostics
import FileStore
import FoundationEssentials
import LocalState
import Publishing
import ScheduleLock

/// `calends run` without its command line: real planning, scheduling and state, a fast clock, a platform in memory.
final class YearRun: @unchecked Sendable {
    // Unchecked: used on the one thread of its clock.
    let platform: MemoryPlatform
    private(set) var lookCount = 0
    private let clock: FastClock
    private let root: FileRoot
    private let state: LocalState
    private let calendar: LoadedCalendar
    private let settings: Settings
    private let assembly: PlanAssembly
    private let clients: [AccountName: PlatformClient]
    private var task: Task<Void, Never>?
    /// The state opened a second time, while it is weighed.
    private var copy: LocalState?

    init(_ calendar: LoadedCalendar, root: String, clock: FastClock) throws {
        guard let settings = calendar.settings else { throw NoSettings() }
        (self.calendar, self.settings, self.clock) = (calendar, settings, clock)
        self.root = try FileRoot(root)
        state = try LocalState(opening: self.root, at: .real)
        assembly = PlanAssembly(of: calendar, settings: settings, inRepositoryAt: root, zones: .system())
        let platform = MemoryPlatform(clock: clock)
        self.platform = platform
        clients = Dictionary(uniqueKeysWithValues: settings.accounts.keys.map { ($0, platform.client(for: $0)) })
    }

    func begin() {
        let scheduler = Scheduler(
            clock: clock.client, state: state.client, span: .forever,
            agenda: { state, now in try await self.agenda(state, now) }, poll: .seconds(6 * 3600), jitter: { 0.5 },
            report: { event in
                if case .ended(.stopped(let stop)) = event.happening { print("# \(event.publication): \(stop.reason)") }
            },
            notice: { notice in
                if case .trouble(let message, _, _) = notice { print("# \(message)") }
            })
        task = Task(executorPreference: clock) {
            do {
                _ = try await scheduler.run()
            } catch is CancellationError {
                // The year is over.
            } catch {
                print("# \(error)")
            }
        }
    }

    func end() {
        task?.cancel()
        clock.doWhatCanBeDone()
    }

    private func agenda(_ state: RunState, _ now: Date) async throws -> Agenda {
        lookCount += 1
        let plan = try await assembly.plan(
            lockfile: state.lockfile, lockfileBytes: state.lockfile.bytes, journal: state.journal, at: now)
        let workload = Workload(
            of: plan, lockfile: state.lockfile, journal: state.journal,
            publishUntil: now.addingTimeInterval(Scheduler.approach))
        return Agenda(
            work: workload.work, next: workload.next, platforms: clients,
            hosting: HostingClient { file, tag async throws(Refusal) in "https://media.example/\(file.path)?v=\(tag)" })
    }

    /// How much of the heap the present state takes in memory when it has just been opened.
    func heapOfState() -> Int {
        let files = try? StateCopy(of: root)
        let before = MemoryFigures.heapInUse
        Task(executorPreference: clock) { self.copy = try? await files?.open() }
        clock.doWhatCanBeDone()
        defer { copy = nil }
        // It also keeps the lockfile's bytes, which here are the ones that were read before.
        return MemoryFigures.heapInUse - before + (files?.lockfileByteCount ?? 0)
    }
}

/// The calendar has errors in its settings.
struct NoSettings: Error {}

/// The bytes of a state, to be opened by somebody who writes nothing.
private struct StateCopy {
    private let files: [StateDisk.File: [UInt8]]

    init(of root: FileRoot) throws {
        let paths: [StateDisk.File: String] = [
            .lockfile: StatePaths.real.lockfile, .journal: StatePaths.real.journal, .memory: StatePaths.real.memory,
        ]
        files = try paths.mapValues { path in
            try root.facts(of: path) == nil ? [] : try root.bytes(of: path, limit: StateSnapshot.byteLimit)
        }
    }

    var lockfileByteCount: Int { files[.lockfile]?.count ?? 0 }

    func open() async throws -> LocalState {
        let files = files
        return try await LocalState(
            opening: StateDisk(
                read: { file async throws(Diagnostic) in files[file] ?? [] },
                append: { _, _, _ async throws(StateFailure) in }, replace: { _, _ async throws(StateFailure) in }))
    }
}
