import ContentModel
import FoundationEssentials
import GraphPublishing
import HTTP
import LocalState
import MetaGraph
import Planning
import Publishing
import ScheduleLock
import StateSharing

/// The program on a machine: the product's scheduler over the product's state, run as `apply`, `apply --wait` or `run`.
///
/// The one place that knows them: everything else of a schedule is the world around them.
struct Runner: Sendable {
    let process: Process

    private var world: World { process.world }
    private var machine: Machine { process.machine }
    private var mutant: Mutant? { world.mutant }

    /// Runs until the process ends by itself or dies.
    func live() async {
        if world.scenario.isShared {
            let state = SharedState(
                runner: RunnerID("machine\(machine.number)"), session: world.dice.next(),
                remote: RemoteLine(process: process).journal.mutated(by: mutant),
                lockfiles: RemoteLine(process: process).lockfile.mutated(by: mutant, of: process),
                clock: process.sharingClock)
            process.mayAct = { state.mayAct($0) }
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await state.run() }
                await run(state.client)
                group.cancelAll()
            }
        } else {
            process.mayAct = { _ in true }
            do {
                await run(try await LocalState(opening: process.disk).client)
            } catch {
                if !process.isDead { world.fail(.readable, "\(error)") }
            }
        }
    }

    private func run(_ client: StateClient) async {
        let state = client.mutated(by: mutant, of: process)
        let clock = process.clock.mutated(by: mutant)
        let scheduler = Scheduler(
            clock: clock, state: state, span: span(at: clock.now()),
            agenda: { run, now in agenda(run, at: now, state) },
            poll: machine.setup.poll, jitter: process.jitter,
            report: { event in
                if !process.isDead { world.note("\(process.name)   \(event.publication): \(event.happening)") }
            })
        do {
            _ = try await scheduler.run()
        } catch {
            if !process.isDead { world.note("\(process.name) stops: \(error)") }
        }
        await state.release(Set(world.scenario.accounts.keys))
        if !process.isDead { world.note("\(process.name) ends") }
    }

    private func span(at now: Date) -> Scheduler.Span {
        switch machine.setup.manner {
        case .once: .once
        case .waiting(let span): .until(now.addingTimeInterval(span / .seconds(1)))
        case .forever: .forever
        }
    }

    private func agenda(_ run: RunState, at now: Date, _ state: StateClient) -> Agenda {
        let calendar = world.scenario.calendar
        let head = calendar.head(at: max(.beginning, world.now - machine.setup.pullDelay))
        let plan = calendar.plan(head, lockfile: run.lockfile, journal: run.journal, at: now)
        let approach = now.addingTimeInterval(Scheduler.approach)
        let (until, horizon): (Date, Date) =
            switch span(at: now) {
            case .once: (now, now)
            case .until(let end): (min(approach, end), end)
            case .forever: (approach, .distantFuture)
            }
        let workload = Workload(
            of: plan, lockfile: run.lockfile, journal: run.journal, publishUntil: until, horizon: horizon,
            earlier: calendar.earlier(in: run.journal, head: head))
        world.note(
            "\(process.name) plans at \(Timestamp(now)), commit of \(head.at): "
                + plan.actions.map { "\($0.kind) \($0.publication)" }.joined(separator: ", "))
        return Agenda(work: workload.work, next: workload.next, platforms: platforms(state), hosting: hosting)
    }

    private func platforms(_ state: StateClient) -> [AccountName: PlatformClient] {
        if let known = process.platforms { return known }
        let platforms = world.scenario.accounts.compactMapValues { account -> PlatformClient? in
            let network = Network(process: process, account: account.name)
            let login: GraphHost.Login = account.platform == .instagram(.facebook) ? .facebook : .instagram
            guard let token = AccessToken(world.platform.token(of: account.name)) else { return nil }
            let graph = GraphClient(
                host: GraphHost(login, baseURL: "https://graph.example"), token: token,
                mayAct: { state.mayAct(account.name) },
                transport: { request, maySend async throws(HTTPError) in
                    try await network.exchange(request, maySend: maySend)
                })
            var client = PlatformClient.instagram(
                IGUserID(account.id), through: graph,
                media: MediaFiles(
                    locate: { file in
                        MediaFiles.Location(
                            path: SimulatedMedia.path(of: file.blob), byteCount: SimulatedMedia.byteCount,
                            contentType: "video/mp4")
                    },
                    read: { _, range in Array(repeating: 0, count: range.count) }),
                now: { process.machine.wallTime })
            let create = client.createContainer
            client.createContainer = { draft async throws(Refusal) in
                let made = try await create(draft)
                world.referee.containerMade(made.id, for: draft.publication)
                return made
            }
            return client.mutated(by: mutant)
        }
        process.platforms = platforms
        return platforms
    }

    private var hosting: HostingClient {
        HostingClient { file, tag async throws(Refusal) in
            if world.strikes(.hostingFails) {
                throw Refusal(remedy: .backOff, effect: .none, message: "the host is away", fix: "wait")
            }
            return SimulatedMedia.url(of: file.blob, tag: tag)
        }
    }
}
