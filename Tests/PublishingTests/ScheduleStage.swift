import ContentModel
import Foundation
import ScheduleLock
import Synchronization

@testable import Publishing

/// A scheduler on a hand-driven clock, with a calendar that may change and state that may fail.
final class ScheduleStage: Sendable {
    struct Scene {
        /// What the calendar asks for; what is recorded is left out by itself.
        var work: [Work] = []
        var quiet: [Range<Date>] = []
        var minimumGap = Duration.zero
        /// Accounts that another runner has.
        var holders: [AccountName: String] = [:]
        /// How reading the state fails at the moment.
        var failure: StateFailure?
        var recorded: Set<PublicationID> = []
        var lines: [String] = []
        var jitter = 0.0
    }

    let clock: HandClock
    private let scene: Mutex<Scene>
    private let thread = OneThread()
    private let begin: Date

    init(at offset: TimeInterval = 0, _ work: [Work] = [], change: (inout Scene) -> Void = { _ in }) {
        begin = Fixture.due
        clock = HandClock(at: Fixture.due.addingTimeInterval(offset))
        var scene = Scene(work: work)
        change(&scene)
        self.scene = Mutex(scene)
    }

    /// Changes what surrounds the run.
    func change(_ body: (inout Scene) -> Void) { scene.withLock { body(&$0) } }

    /// What happened, each line with the seconds that the wall clock showed past the due time.
    var lines: [String] { scene.withLock { $0.lines } }

    /// The lines that tell of requests that cannot be undone.
    var published: [String] { lines.filter { $0.contains("publish") } }

    func tell(_ line: String) {
        let seconds = Int(clock.now.timeIntervalSince(begin).rounded())
        scene.withLock { $0.lines.append("\(seconds < 0 ? "" : "+")\(seconds) \(line)") }
    }

    /// Runs until the run ends, or until `elapsed` seconds of monotonic time have passed; it is cancelled then.
    ///
    /// - Parameter each: called whenever everything waits, before time passes.
    func run(
        _ span: Scheduler.Span, for elapsed: Double = 86_400, each: @escaping @Sendable (HandClock) -> Void = { _ in }
    ) async -> Result<[PublicationID: FlowOutcome], any Error> {
        let scheduler = scheduler(span)
        let isDone = Mutex(false)
        let run = Task(executorPreference: thread) { () -> Result<[PublicationID: FlowOutcome], any Error> in
            defer { isDone.withLock { $0 = true } }
            do { return .success(try await scheduler.run()) } catch { return .failure(error) }
        }
        thread.runDry()
        while !isDone.withLock({ $0 }) {
            each(clock)
            if clock.elapsed >= elapsed { run.cancel() }
            thread.runDry()
            if isDone.withLock({ $0 }) { break }
            guard clock.passToNextWaking() else {
                run.cancel()
                thread.runDry()
                break
            }
            thread.runDry()
        }
        return await run.value
    }

    private func scheduler(_ span: Scheduler.Span) -> Scheduler {
        Scheduler(
            clock: clock.client, state: state, span: span,
            agenda: { _, now in
                let scene = self.scene.withLock { scene in
                    let left = scene.work.filter { !scene.recorded.contains($0.publication) }
                    return (left, scene.quiet, scene.minimumGap)
                }
                let accounts = Set(scene.0.map(\.account))
                let platforms = Dictionary(uniqueKeysWithValues: accounts.map { ($0, self.platform($0)) })
                return Agenda(
                    work: scene.0, next: nil, platforms: platforms,
                    hosting: HostingClient { file, _ async throws(Refusal) in "https://media.example/\(file.path)" },
                    quiet: scene.1, minimumGap: scene.2)
            },
            jitter: { self.scene.withLock { $0.jitter } },
            notice: { notice in
                switch notice {
                case .held(let account, let holder): self.tell("\(account) held by \(holder)")
                case .braked(let brake, let count, let most): self.tell("braked: \(count) \(brake), \(most) at most")
                case .trouble(let message, _, _): self.tell("trouble: \(message)")
                case .looked: break
                }
            })
    }

    private func platform(_ account: AccountName) -> PlatformClient {
        var platform = SchedulerTests.platform(SchedulerTests.Log())
        platform.publish = { container async throws(Refusal) in
            self.tell("publish \(container.dropFirst(2))")
            return "M-\(container)"
        }
        return platform
    }

    private var state: StateClient {
        StateClient(
            append: { _ async throws(StateFailure) in },
            record: { publication, _ async throws(StateFailure) in
                self.scene.withLock { _ = $0.recorded.insert(publication) }
            },
            read: { () async throws(StateFailure) in
                let (failure, holders) = self.scene.withLock { ($0.failure, $0.holders) }
                if let failure { throw failure }
                return RunState(holders: holders)
            },
            acquire: { accounts async throws(StateFailure) in
                accounts.subtracting(self.scene.withLock { $0.holders.keys })
            },
            release: { accounts in self.tell("release \(accounts.map(\.text).sorted().joined(separator: ","))") })
    }
}
